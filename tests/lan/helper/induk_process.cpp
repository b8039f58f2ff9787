// An induk that can be killed: ASSETS FOLDER. Says its port on standard output; ends with its standard input.

#include <spdlog/spdlog.h>
#include <unistd.h>

#include <cstdio>

#include "kiosk/app/core/reference.h"
#include "kiosk/app/lan/office_line.h"

int main(int argc, char** argv) {
    using namespace loket;
    if (argc != 3) return 2;
    spdlog::set_level(spdlog::level::off);
    const SystemClock clock;
    SystemRandom random;
    const auto reference = app::load_reference(argv[1]);
    if (!reference) return 1;
    app::CoreOptions options;
    options.assets = argv[1];
    options.data = argv[2];
    auto core = app::Core::open(options, *reference, clock, random);
    if (!core) return 1;
    app::CoreThread thread(std::move(*core));
    const auto line = app::start_office_line(thread, clock, options.data);
    if (!line || !*line || !(*line)->induk) return 1;
    std::printf("%d\n", (*line)->induk->port());
    std::fflush(stdout);
    char end = 0;
    return read(STDIN_FILENO, &end, 1) == 0 ? 0 : 1;
}

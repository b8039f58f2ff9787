// A gateway that can be killed: FOLDER CONNINFO PORT. Says its port on standard output; ends with its standard input.

#include <spdlog/spdlog.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>

#include "workflow/register/gateway/gateway.h"

int main(int argc, char** argv) {
    if (argc != 4) return 2;
    spdlog::set_level(spdlog::level::off);
    const loket::SystemClock clock;
    const auto gateway = loket::centre::Gateway::start({.folder = argv[1], .conninfo = argv[2], .port = static_cast<std::uint16_t>(std::atoi(argv[3]))}, clock);
    if (!gateway) return 1;
    std::printf("%d\n", (*gateway)->port());
    std::fflush(stdout);
    char end = 0;
    return read(STDIN_FILENO, &end, 1) == 0 ? 0 : 1;
}

#include "kiosk/app/cli_words.h"

#include <fmt/format.h>

#include <cstdio>

#include "kiosk/app/core/reference.h"

namespace loket::app {

void tell(const std::string& key, ui::Strings::Args args) {
    for (const auto* language : {"id", "en"})
        if (const auto words = ui::Strings::load(find_assets() / "strings", language)) fmt::print("{}\n", words->text(key, args));
    std::fflush(stdout);
}

std::string wall_clock(Instant at) {
    const auto wall = wib_time(at);
    return fmt::format("{} {:02}:{:02}", iso_date(wall.date), wall.hour, wall.minute);
}

}  // namespace loket::app

#include "kiosk/app/demo/scenery.h"

#include <fmt/format.h>
#include <unistd.h>

namespace loket::app {

Result<std::unique_ptr<Scenery>> set_scenery(const CoreOptions& options, const std::function<void(Core&)>& before_work) {
    auto stage = std::make_unique<Scenery>(options.seed);
    LOKET_ASSIGN(strings, StationStrings::load(options.assets));
    stage->strings = std::move(strings);
    stage->scene.set_real_time(false);
    const auto prepare = [&](Core& core) {
        if (before_work) before_work(core);
        if (const auto last = core.snapshot()->head_at; last > kDemoStart) stage->clock.set(last);
    };
    LOKET_ASSIGN(office, open_office(options, stage->clock, stage->random, &stage->scene, prepare));
    stage->office = std::move(office);
    return stage;
}

void show_progress(std::string_view what, int done, int of) {
    constexpr int kWidth = 30;
    const bool terminal = isatty(STDERR_FILENO) != 0;
    const int filled = of > 0 ? done * kWidth / of : 0;
    if (terminal) fmt::print(stderr, "\r  [{}{}] {} {}/{} ", std::string(static_cast<std::size_t>(filled), '#'), std::string(static_cast<std::size_t>(kWidth - filled), '.'), what, done, of);
    else if (done == of || done % 10 == 0) fmt::print(stderr, "  {} {}/{}\n", what, done, of);
    if (terminal && done == of) fmt::print(stderr, "\n");
}

}  // namespace loket::app

// What the screens look at.

#include <catch2/catch.hpp>

#include "kiosk/app/core/core.h"
#include "workflow/engine/queue.h"

using namespace loket;

namespace {

constexpr Date kDay{std::chrono::year{2026}, std::chrono::month{3}, std::chrono::day{2}}, kNext{std::chrono::year{2026}, std::chrono::month{3}, std::chrono::day{3}};

std::shared_ptr<const app::Snapshot> with_queue_of(Date day) {
    auto office = std::make_shared<engine::Office>();
    office->queue.stream = engine::queue_stream(day);
    office->handed_over = 7;
    return std::make_shared<const app::Snapshot>(app::Snapshot::Parts{office, std::make_shared<app::People>(), std::make_shared<app::Texts>(),
                                                                      std::make_shared<app::Names>(app::Names{{"rina", "RINA MARLINA"}})});
}

}  // namespace

TEST_CASE("the numbers of yesterday are void, and the office is copied once for that, however often a screen asks") {
    app::Todays todays;
    const auto latest = with_queue_of(kDay);
    CHECK(todays.of(latest, kDay) == latest);
    const auto morning = todays.of(latest, kNext);
    CHECK(morning->office.queue.stream.empty());
    CHECK(morning->office.handed_over == 7);
    CHECK(todays.of(latest, kNext) == morning);
    const auto later = with_queue_of(kDay);
    CHECK(todays.of(later, kNext) != morning);
}

TEST_CASE("officers are called by name, whoever has no account keeps the user") {
    const auto snapshot = with_queue_of(kDay);
    CHECK(snapshot->name_of("rina") == "RINA MARLINA");
    CHECK(snapshot->name_of("pusat") == "pusat");
    CHECK(snapshot->with({}).name_of("rina") == "RINA MARLINA");
}

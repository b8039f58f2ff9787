// Somebody who touches everything, for a while; `./loket monkey --inputs 1000000` goes on for longer.

#include <catch2/catch.hpp>

#include "kiosk/app/core/reference.h"
#include "kiosk/app/demo/monkey.h"
#include "process.h"
#include "tests/whole.h"

namespace {

loket::Result<loket::app::MonkeyReport> monkey(int inputs, std::uint64_t seed) {
    const loket::test::Folder folder("monkey");
    loket::app::MonkeyOptions options;
    options.out = folder.path() / "office";
    options.assets = loket::app::find_assets();
    options.inputs = inputs;
    options.seed = seed;
    options.quiet = true;
    return run_monkey(options);
}

}  // namespace

TEST_CASE("random inputs over all roles: no crash, no dead end, nothing happens where nothing is drawn") {
    const auto report = monkey(test::whole_or(20'000, 1'500), 2);
    INFO((report ? std::string("done") : report.error().context));
    REQUIRE(report);
    CHECK(report->pages.size() > 20);
    CHECK(report->events > 40);
}

TEST_CASE("the same seed touches the same, another seed something else") {
    const auto once = monkey(600, 5), again = monkey(600, 5), other = monkey(600, 6);
    REQUIRE(once);
    REQUIRE(again);
    REQUIRE(other);
    CHECK(once->pages == again->pages);
    CHECK(once->events == again->events);
    CHECK(once->pages != other->pages);
}

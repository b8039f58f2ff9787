// A kiosk that does not open its office: a clock that cannot be right, and the page that says why.

#include <catch2/catch.hpp>

#include "devices/base/file.h"
#include "kiosk/app/clock_check.h"
#include "kiosk/app/closed_page.h"
#include "kiosk/app/flows/trouble_page.h"
#include "process.h"

using namespace loket;
using namespace loket::app;
namespace fs = std::filesystem;

namespace {

const Instant kBuilt = built_at("0.3.0.202611300306");

struct ClosedKiosk {
    ManualClock clock{from_millis(946'684'800'000)};  // 2000-01-01, as a board without its battery says
    StationStrings strings = StationStrings::load(find_assets()).value();
    std::vector<Instant> set;
    Status answer;
    ClosedPage page{strings, clock, kBuilt, [this](Instant at) { return set.push_back(at), answer; }};

    void type(const std::string& digits) {
        for (const char digit : digits) page.handle({"digit", std::string(1, digit)});
        page.handle({"next", ""});
    }
};

}  // namespace

TEST_CASE("the version of an image says when it was built, any other says nothing") {
    CHECK(iso_instant(kBuilt) == "2026-11-30T03:06:00.000Z");
    for (const auto* other : {"", "0.3.0", "0.3.0.2026113003", "0.3.0.202613300306", "0.3.0.20261130030x"}) CHECK(built_at(other) == Instant{});
}

TEST_CASE("a clock before the program or the office's last write is behind, one that lags a little is not, and a person is believed") {
    const auto folder = fs::temp_directory_path() / ("loket-closed-" + std::to_string(::getpid()));
    fs::create_directories(folder);
    const std::chrono::hours day{24};
    CHECK(known_past(folder, "0.3.0.202611300306") == kBuilt);
    CHECK(clock_is_behind(from_millis(946'684'800'000), kBuilt));
    CHECK_FALSE(clock_is_behind(kBuilt - std::chrono::minutes{50}, kBuilt));
    REQUIRE(write_text(folder / "office.db", "x"));
    fs::last_write_time(folder / "office.db", fs::file_time_type::clock::from_sys(kBuilt + 365 * day));
    CHECK(clock_is_behind(kBuilt + day, known_past(folder, "0.3.0.202611300306")));
    REQUIRE(believe_clock(folder, kBuilt + day));  // it was the office that was written by a clock too fast
    CHECK_FALSE(clock_is_behind(kBuilt + day, known_past(folder, "0.3.0.202611300306")));
    fs::remove_all(folder);
}

TEST_CASE("an officer sets the clock on the page that says that it is wrong, what cannot be is not taken") {
    ClosedKiosk kiosk;
    kiosk.page.because(ClosedPage::kClock);
    kiosk.page.handle({"done", ""});
    kiosk.type("31122025");  // before the program was built
    kiosk.type("99999999");
    kiosk.type("0112202");   // not whole
    CHECK(kiosk.set.empty());
    kiosk.page.handle({"clear", ""});
    kiosk.type("01122026");
    kiosk.type("2561");
    CHECK(kiosk.set.empty());
    kiosk.type("0915");
    REQUIRE(kiosk.set.size() == 1);
    CHECK(iso_instant(kiosk.set.front()) == "2026-12-01T02:15:00.000Z");
}

TEST_CASE("only the clock can be set from the closed page, every other reason just says what to do") {
    ClosedKiosk kiosk;
    kiosk.page.because("store.corrupt");
    kiosk.page.handle({"done", ""});
    kiosk.type("01122026");
    kiosk.type("0915");
    CHECK(kiosk.set.empty());
    for (const auto* language : viewmodels::kLanguages) {
        const auto& words = kiosk.strings.in(language);
        CHECK(trouble_page(words, "store.corrupt").text == words.text("trouble.store.corrupt"));
        CHECK(trouble_page(words, "seal.missing").text.find("seal.missing") != std::string::npos);
    }
}

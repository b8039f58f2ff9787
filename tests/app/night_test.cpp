#include <catch2/catch.hpp>

#include "kiosk/app/night.h"

using namespace loket;
using app::Evening;
using app::Night;

namespace {

constexpr std::chrono::hours kHour{1};
const Instant kClosing = from_millis(1'795'000'000'000);

/// Looks every two seconds for `time`; the first answer.
std::optional<Instant> wait(Night& night, Evening& evening, Millis time) {
    for (const auto end = evening.now + time; evening.now < end; evening.now += std::chrono::seconds{2})
        if (const auto until = night.look(evening)) return until;
    return std::nullopt;
}

}  // namespace

TEST_CASE("after closing, and half an hour in which nothing happened, it sleeps until shortly before the office opens") {
    Night night;
    Evening evening{.now = kClosing, .opens = kClosing + 15 * kHour};
    CHECK_FALSE(wait(night, evening, Millis{29 * 60'000}));
    CHECK(wait(night, evening, Millis{2 * 60'000}) == kClosing + 15 * kHour - Night::kWakeBefore);
}

TEST_CASE("it stays awake while the office is open, somebody is there, something is being sent, or it would soon have to wake") {
    const auto reason = GENERATE(0, 1, 2, 3);
    Night night;
    Evening evening{.now = kClosing, .opens = kClosing + 15 * kHour};
    if (reason == 0) evening.opens.reset();
    if (reason == 1) evening.in_use = true;
    if (reason == 2) evening.sending = true;
    if (reason == 3) evening.opens = kClosing + std::chrono::minutes{100};
    CHECK_FALSE(wait(night, evening, Millis{90 * 60'000}));
}

TEST_CASE("it wakes for what waits for its hour, and whoever wakes it has half an hour") {
    Night night;
    Evening evening{.now = kClosing, .opens = kClosing + 15 * kHour};
    evening.sends_at = kClosing + 6 * kHour;
    CHECK(wait(night, evening, Millis{31 * 60'000}) == kClosing + 6 * kHour);
    evening.now = kClosing + 3 * kHour;  // somebody opened the lid: hours passed at once
    CHECK_FALSE(wait(night, evening, Millis{29 * 60'000}));
    CHECK(wait(night, evening, Millis{2 * 60'000}));
}

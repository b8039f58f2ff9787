// What every driver with a wire has to bear: at each step of its work anything may happen on it.

#include <catch2/catch.hpp>

#include <chrono>
#include <thread>

#include "tests/runtime/meddler.h"
#include "tests/runtime/station.h"
#include "tests/whole.h"

using namespace loket;
using namespace loket::test;
using namespace std::chrono_literals;

namespace {

/// A driver on an emulated box, with a meddler between them.
struct Line {
    explicit Line(const model::Driver& driver) : kind(driver.kind), box(driver.emulate(scene)), device(driver.create({&meddler, nullptr, &clock})) {
        scene.set_real_time(false);
        scene.set_person({.seed = 7, .missing_fingers = {}, .missing_eyes = {}});
    }
    /// Opens, works, closes. A person who waits too long goes away: that ends a wait for what was lost.
    Result<model::Content> run(Millis longest = Millis{60'000}) {
        if (const auto opened = device->open(); !opened) return finish(opened.error());
        std::stop_source stop;
        std::jthread patience([&](const std::stop_token& over) {
            if (wait_for(longest, over)) stop.request_stop();
        });
        auto result = device->perform(sample_request(kind), sink, stop.get_token());
        patience.request_stop();
        return finish(std::move(result));
    }
    Result<model::Content> finish(Result<model::Content> result) {
        device->close();
        return result;
    }

    model::Kind kind;
    model::Scene scene;
    ManualClock clock{kNow};
    runtime::EmulatedTransport box;
    Meddler meddler{box};
    std::unique_ptr<model::Device> device;
    RememberingSink sink;
};

template <class Check>
void for_each_wire(const Check& check) {
    int checked = 0;
    for (const auto* driver : drivers::all()) {
        if (driver->emulate == nullptr) continue;
        CAPTURE(driver->id);
        check(*driver);
        ++checked;
    }
    CHECK(checked >= 1);
}

/// How many openings and exchanges one undisturbed run takes, after a first one.
int steps_of(const model::Driver& driver) {
    Line line(driver);
    REQUIRE(line.run());
    line.meddler.count = 0;
    REQUIRE(line.run());
    return line.meddler.count;
}

/// All steps; of a long run of the same kind (a pen's reports) the first and last ones and some between.
std::vector<int> chosen(int steps) {
    const int ends = whole_or(24, 4), between = whole_or(10, 3);
    std::vector<int> all;
    for (int step = 0; step < steps; ++step)
        if (step < ends || step >= steps - ends / 2 || step % std::max(1, steps / between) == 0) all.push_back(step);
    return all;
}

struct Stopped {
    Result<model::Content> result;
    int exchanges = 0;                  ///< after the stop
    std::chrono::nanoseconds took{};    ///< until it returned, with all the time that it allowed a silent box
};

/// Stops a request before step `step` of a run; nothing when the request never comes to it. A `silent` box answers no more from then on.
std::optional<Stopped> stop_at(Line& line, int step, bool silent) {
    line.meddler.count = 0;
    line.meddler.allowed = {};
    line.meddler.silent = false;
    line.meddler.before = [](int) {};
    REQUIRE(line.device->open());
    std::stop_source stop;
    std::optional<std::chrono::steady_clock::time_point> asked;
    line.meddler.before = [&](int now) {
        if (now != step) return;
        line.meddler.silent = silent;
        asked = std::chrono::steady_clock::now();
        stop.request_stop();
    };
    auto result = line.device->perform(sample_request(line.kind), line.sink, stop.get_token());
    const auto took = asked ? std::chrono::steady_clock::now() - *asked : std::chrono::nanoseconds{};
    const int exchanges = line.meddler.count - step;
    line.meddler.silent = false;
    line.meddler.before = [](int) {};
    line.device->close();
    if (!asked) return {};
    return Stopped{std::move(result), exchanges, took + line.meddler.allowed};
}

}  // namespace

TEST_CASE("fault sweep: every mischief at every step ends in time, in a word of the contract, and the next run works") {
    for_each_wire([](const model::Driver& driver) {
        const int steps = steps_of(driver);
        CHECK(steps > 3);
        Line line(driver);
        for (const int step : chosen(steps)) {
            for (const auto mischief : kAllMischief) {
                CAPTURE(step, static_cast<int>(mischief));
                line.meddler.count = 0;
                line.meddler.at = step;
                line.meddler.what = mischief;
                const auto result = line.run(mischief == Mischief::Slow ? Millis{60'000} : Millis{100});
                if (!result) CHECK(result.error().fault != Fault::Internal);
                if (mischief == Mischief::Slow) CHECK(result);
                line.meddler.what.reset();
                line.box.event("reset");
                const auto again = line.run();
                INFO((again ? std::string() : again.error().context));
                CHECK(again);
            }
        }
    });
}

TEST_CASE("every driver that is stopped says its last words to a box that answers, and works again") {
    for_each_wire([](const model::Driver& driver) {
        const int steps = steps_of(driver);
        Line line(driver);
        for (const int step : chosen(steps)) {
            CAPTURE(step);
            const auto stopped = stop_at(line, step, false);
            if (!stopped) continue;  // that step is part of opening, or it was over before
            if (!stopped->result) CHECK(stopped->result.error().fault == Fault::Cancelled);
            CHECK(stopped->exchanges <= 6);
            CHECK(line.run());
        }
    });
}

TEST_CASE("every driver stops within 100 ms, whatever it is just doing, though the box has fallen silent") {
    for_each_wire([](const model::Driver& driver) {
        const int steps = steps_of(driver);
        Line line(driver);
        for (const int step : chosen(steps)) {
            CAPTURE(step);
            std::optional<Stopped> stopped;
            for (int tries = 0; tries < 10; ++tries) {  // its own time by the clock: the machine may be busy with something else, but not each time
                line.box.event("reset");
                stopped = stop_at(line, step, true);
                if (!stopped || stopped->took < 100ms) break;
            }
            if (!stopped) continue;
            CHECK(stopped->took < 100ms);
            if (!stopped->result) CHECK(stopped->result.error().fault == Fault::Cancelled);
        }
    });
}

TEST_CASE("every driver says Gone wherever the plug is pulled, and works when it is back") {
    for_each_wire([](const model::Driver& driver) {
        const int steps = steps_of(driver);
        Line line(driver);
        for (const int step : chosen(steps)) {
            CAPTURE(step);
            line.meddler.count = 0;
            bool pulled = false;
            line.meddler.before = [&](int now) {
                if (now == step) line.box.unplug(), pulled = true;
            };
            const auto result = line.run();
            line.meddler.before = [](int) {};
            if (!pulled) continue;  // no two signatures are of the same length
            if (!result) CHECK(result.error().fault == Fault::Gone);
            CHECK_FALSE(line.device->health().ready);
            line.box.plug();
            CHECK(line.run());
        }
    });
}

#include "devices/runtime/session.h"

#include <catch2/catch.hpp>

#include <chrono>
#include <semaphore>
#include <stdexcept>

#include "tests/runtime/fake.h"
#include "tests/runtime/log_lines.h"
#include "tests/runtime/station.h"

using namespace loket;
using namespace loket::test;
using namespace std::chrono_literals;
using runtime::Session;

namespace {

constexpr runtime::Patience kImpatient{.first_retry = 10ms, .longest_retry = 40ms, .health_period = 20ms};
const model::Request kSlip = model::ReceiptRequest{};

/// One fake device at "usb:1" and a session on it.
struct Held {
    Held() : Held([](Fake&) {}) {}
    explicit Held(const std::function<void(Fake&)>& prepare) {
        fake = &behaviour;
        prepare(behaviour);
        (void)registry.arrive(
            {.id = "usb:1", .usb = model::UsbId{0x1234, 1}, .driver = {}, .transport = nullptr});
        session = std::move(*Session::open(registry, "usb:1", kImpatient));
    }
    Result<model::Outcome> run(Millis limit = 5s) {
        return result_of(*session, *session->submit(kSlip, limit));
    }

    Fake behaviour;
    ManualClock clock{kNow};
    runtime::Registry registry{kFakes, clock, nullptr};
    std::unique_ptr<Session> session;
};

Result<model::Content> until_stopped(model::Sink&, std::stop_token stop) {
    wait_for(10s, stop);
    return Error{Fault::Cancelled, "stopped"};
}

}  // namespace

TEST_CASE("a result carries the device and the time of the clock") {
    Held held;
    const auto outcome = held.run();
    REQUIRE(outcome);
    CHECK(outcome->device.driver == "fake");
    CHECK(outcome->at == kNow);
}

TEST_CASE("events of a job come in order and end with Done") {
    Held held([](Fake& f) {
        f.perform = [](model::Sink& sink, std::stop_token) -> Result<model::Content> {
            sink.hint("finger.hold_still");
            sink.progress(40);
            sink.preview(RgbaImage(2, 2));
            return model::Content{model::ReceiptOutcome{}};
        };
    });
    const auto job = held.session->submit(kSlip, 5s);
    REQUIRE(job);
    std::vector<std::size_t> kinds;
    while (kinds.empty() || kinds.back() != 3) {
        const auto event = held.session->events().pop({});
        REQUIRE(event);
        CHECK(event->job == *job);
        kinds.push_back(event->body.index());
    }
    CHECK(kinds == std::vector<std::size_t>{1, 2, 0, 3});
}

TEST_CASE("a session takes one request at a time") {
    Held held([](Fake& f) { f.perform = until_stopped; });
    const auto job = held.session->submit(kSlip, 5s);
    REQUIRE(job);
    CHECK(held.session->submit(kSlip, 5s).error().fault == Fault::Busy);
    held.session->cancel(*job);
    CHECK(result_of(*held.session, *job).error().fault == Fault::Cancelled);
    CHECK(eventually([&] { return held.session->device().state == runtime::State::Ready; }));
}

TEST_CASE("cancelling is quick, and cancelling what is over does nothing") {
    Held held([](Fake& f) { f.perform = until_stopped; });
    runtime::JobId job = 0;
    CHECK(once_in_three([&] {
        const int before = held.behaviour.performs;
        job = *held.session->submit(kSlip, 5s);
        if (!eventually([&] { return held.behaviour.performs > before; })) return false;
        const auto begin = std::chrono::steady_clock::now();
        held.session->cancel(job);
        CHECK(result_of(*held.session, job).error().fault == Fault::Cancelled);
        return std::chrono::steady_clock::now() - begin < 100ms;
    }));
    held.session->cancel(job);
    held.behaviour.perform = [](model::Sink&, std::stop_token) {
        return Result<model::Content>{model::ReceiptOutcome{}};
    };
    CHECK(held.run());
}

TEST_CASE("the deadline ends a request, whatever the driver thinks of time") {
    Held held([](Fake& f) { f.perform = until_stopped; });
    CHECK(once_in_three([&] {
        const auto begin = std::chrono::steady_clock::now();
        CHECK(held.run(60ms).error().fault == Fault::TimedOut);
        const auto took = std::chrono::steady_clock::now() - begin;
        CHECK(took >= 60ms);
        return took < 160ms;
    }));
}

TEST_CASE("ending a session in the middle of work closes the device and frees it") {
    Held held([](Fake& f) { f.perform = until_stopped; });
    REQUIRE(held.session->submit(kSlip, 5s));
    REQUIRE(eventually([&] { return held.behaviour.performs == 1; }));
    held.session.reset();
    CHECK(held.behaviour.closes == 1);
    CHECK(held.registry.list().front().state == runtime::State::Idle);
    CHECK(Session::open(held.registry, "usb:1"));
}

TEST_CASE("a device that leaves at work ends the job with Gone, then says Removed") {
    Held held([](Fake& f) { f.perform = until_stopped; });
    const auto job = held.session->submit(kSlip, 5s);
    REQUIRE(eventually([&] { return held.behaviour.performs == 1; }));
    held.registry.leave("usb:1");
    CHECK(result_of(*held.session, *job).error().fault == Fault::Gone);
    const auto last = held.session->events().pop({});
    REQUIRE(last);
    CHECK(std::holds_alternative<runtime::Removed>(last->body));
    CHECK(held.session->submit(kSlip, 5s).error().fault == Fault::Gone);
    CHECK(held.behaviour.closes == 1);
    held.session.reset();
    CHECK(held.behaviour.alive == 0);
}

TEST_CASE("a job whose device is still being opened is answered at once when it is stopped, and the next one waits for the same opening") {
    std::binary_semaphore let(0);
    Held held([&](Fake& f) { f.open = [&]() -> Status { return let.acquire(), Status{}; }; });
    REQUIRE(eventually([&] { return held.behaviour.opens == 1; }));  // and it does not return
    const auto job = held.session->submit(kSlip, 1h);
    REQUIRE(job);
    held.session->cancel(*job);
    CHECK(result_of(*held.session, *job).error().fault == Fault::Cancelled);
    CHECK(held.run(1ms).error().fault == Fault::TimedOut);
    const auto next = held.session->submit(kSlip, 1h);
    REQUIRE(next);
    CHECK(held.behaviour.performs == 0);
    let.release();
    CHECK(result_of(*held.session, *next));
    CHECK(held.behaviour.opens == 1);
    CHECK(held.behaviour.performs == 1);
}

TEST_CASE("a device that leaves while it is opened ends its job with Gone") {
    std::binary_semaphore let(0);
    Held held([&](Fake& f) { f.open = [&]() -> Status { return let.acquire(), Status{}; }; });
    const auto job = held.session->submit(kSlip, 1h);
    REQUIRE(job);
    REQUIRE(eventually([&] { return held.behaviour.opens == 1; }));
    held.registry.leave("usb:1");
    let.release();
    CHECK(result_of(*held.session, *job).error().fault == Fault::Gone);
    CHECK(held.behaviour.performs == 0);
}

TEST_CASE("a box that went away is re-opened in the background, more and more patiently") {
    LogLines log;
    std::atomic<bool> there = true;
    Held held([&](Fake& f) {
        f.open = [&]() -> Status { return there ? Status{} : Status{Error{Fault::Gone, "no answer"}}; };
        f.perform = [&](model::Sink&, std::stop_token) -> Result<model::Content> {
            if (there) return model::Content{model::ReceiptOutcome{}};
            return Error{Fault::Gone, "pulled out"};
        };
    });
    REQUIRE(held.run());
    there = false;
    CHECK(held.run().error().fault == Fault::Gone);
    CHECK(held.session->device().state == runtime::State::Offline);
    CHECK_FALSE(held.session->device().health.ready);
    const int before = held.behaviour.opens;
    CHECK(eventually([&] { return held.behaviour.opens >= before + 3; }));
    wait_for(100ms, {});
    const int knocks = held.behaviour.opens - before;
    CHECK(knocks <= 3 + 4);  // at most every 40 ms by now
    there = true;
    CHECK(eventually([&] { return held.session->device().state == runtime::State::Ready; }));
    CHECK(held.run());
    const auto history = held.registry.history("usb:1");
    CHECK(std::count_if(history.begin(), history.end(),
                        [](const auto& e) { return e.state == runtime::State::Offline; }) == 1);
    held.session.reset();
    CHECK(log.with("does not answer") == 1);
    CHECK(log.with("is back") == 1);
}

TEST_CASE("a person who tries again does not wait for the back-off") {
    std::atomic<bool> there = false;
    Fake behaviour;
    fake = &behaviour;
    behaviour.open = [&]() -> Status { return there ? Status{} : Status{Error{Fault::Gone, "no answer"}}; };
    ManualClock clock{kNow};
    runtime::Registry registry(kFakes, clock, nullptr);
    REQUIRE(registry.arrive({.id = "usb:1", .usb = {}, .driver = "fake", .transport = nullptr}));
    auto session = std::move(*Session::open(registry, "usb:1", {.first_retry = 10s, .longest_retry = 10s}));
    CHECK(result_of(*session, *session->submit(kSlip, 5s)).error().fault == Fault::Gone);
    there = true;
    CHECK(result_of(*session, *session->submit(kSlip, 5s)));
}

TEST_CASE("a box that talks nonsense starts from a fresh open") {
    Held held([](Fake& f) {
        f.perform = [](model::Sink&, std::stop_token) -> Result<model::Content> {
            return corrupt("bad checksum");
        };
    });
    CHECK(held.run().error().fault == Fault::Corrupt);
    CHECK(held.behaviour.closes == 1);
    CHECK(eventually([&] { return held.behaviour.opens == 2; }));
}

TEST_CASE("a driver that throws is an Internal error, not the end of the office") {
    Held held([](Fake& f) {
        f.perform = [](model::Sink&, std::stop_token) -> Result<model::Content> {
            throw std::runtime_error("bug");
        };
    });
    CHECK(held.run().error().fault == Fault::Internal);
    CHECK(held.run().error().fault == Fault::Internal);
}

TEST_CASE("results that nobody reads stop the session, not the memory") {
    Held held;
    int accepted = 0;
    for (int i = 0; i < 40; ++i) {
        if (held.session->submit(kSlip, 5s)) ++accepted;
        eventually(
            [&] { return held.session->events().unread_results() >= static_cast<std::size_t>(accepted); });
    }
    CHECK(accepted == static_cast<int>(runtime::EventQueue::kUnreadResults));
}

TEST_CASE("run does one request and passes on what the device tells") {
    Station station;
    RememberingSink sink;
    const auto outcome =
        runtime::run(station.registry, model::Kind::SignaturePad, model::SignatureRequest{}, sink);
    REQUIRE(outcome);
    CHECK(std::get<model::SignatureOutcome>(outcome->content).samples.size() > 20);
    CHECK(outcome->device.simulated);
    CHECK(sink.hints == std::vector<std::string>{"signature.sign_here"});
    CHECK(sink.previews.size() == 1);

    std::stop_source stopped;
    stopped.request_stop();
    const auto none = runtime::run(station.registry, model::Kind::SignaturePad, model::SignatureRequest{},
                                   sink, stopped.get_token());
    CHECK(none.error().fault == Fault::Cancelled);
}

TEST_CASE("health history is bounded") {
    Station station;
    RememberingSink sink;
    for (int i = 0; i < 60; ++i)
        (void)runtime::run(station.registry, model::Kind::ReceiptPrinter,
                           sample_request(model::Kind::ReceiptPrinter), sink);
    CHECK(station.registry.history("sim_receipt_printer").size() == runtime::Attachment::kHistory);
}

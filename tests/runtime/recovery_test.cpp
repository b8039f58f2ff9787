// What is done to a box that hangs: its port is reset, then its power goes off for a moment, where its hub can do that.

#include <catch2/catch.hpp>

#include "devices/runtime/emulated_transport.h"
#include "devices/runtime/session.h"
#include "devices/runtime/usb_hub.h"
#include "tests/runtime/fake.h"
#include "tests/runtime/station.h"

using namespace loket;
using namespace loket::test;
using namespace std::chrono_literals;
using model::Remedy;

namespace {

constexpr runtime::Patience kHasty{.first_retry = 1ms, .longest_retry = 4ms, .health_period = 20ms};

/// A wire that only remembers how its box was shaken.
class Shaken final : public model::Transport {
  public:
    Result<model::UsbBox> open(model::UsbClass) override { return model::UsbBox{}; }
    Result<Bytes> exchange(const model::Transfer&, Time, std::stop_token) override { return Bytes{}; }
    void close() override {}
    Status recover(Remedy remedy) override {
        const std::lock_guard lock(mutex_);
        remedies_.push_back(remedy);
        return {};
    }
    std::vector<Remedy> remedies() {
        const std::lock_guard lock(mutex_);
        return remedies_;
    }

  private:
    std::mutex mutex_;
    std::vector<Remedy> remedies_;
};

/// One fake box that answers nothing until `well` says otherwise.
struct Hanging {
    explicit Hanging(Fault fault, std::function<bool(Shaken&)> until = [](Shaken&) { return false; }) : well(std::move(until)) {
        behaviour.open = [this, fault]() -> Status { return well(*wire) ? Status{} : Status{Error{fault, "hangs"}}; };
        fake = &behaviour;
        (void)registry.arrive({.id = "usb:1", .usb = model::UsbId{0x1234, 1}, .driver = {}, .transport = wire});
        session = std::move(*runtime::Session::open(registry, "usb:1", kHasty));
    }
    template <typename Until>
    bool wait(const Until& until) {
        for (int i = 0; i < 5'000 && !until(); ++i) std::this_thread::sleep_for(2ms);
        return until();
    }

    std::shared_ptr<Shaken> wire = std::make_shared<Shaken>();
    std::function<bool(Shaken&)> well;
    Fake behaviour;
    ManualClock clock{kNow};
    runtime::Registry registry{kFakes, clock, nullptr};
    std::unique_ptr<runtime::Session> session;
};

/// A hub with four ports of the given characteristics.
struct Hub {
    std::uint8_t characteristics = 1;
    int deaf = 0;  ///< this many times power on is refused
    std::vector<model::UsbSetup> asked;
    Result<Bytes> operator()(const model::UsbSetup& setup, std::size_t) {
        asked.push_back(setup);
        if (setup.type == 0xA0) return Bytes{9, 0x29, 4, characteristics, 0, 50, 0, 0, 0xFF};
        if (setup.request == 3 && deaf-- > 0) return corrupt("noise");
        return Bytes{};
    }
};

}  // namespace

TEST_CASE("a box that hangs is reset once, then loses its power, and works again") {
    Hanging box(Fault::TimedOut);
    REQUIRE(box.wait([&] { return box.wire->remedies().size() >= 3; }));
    const auto done = box.wire->remedies();
    CHECK(done[0] == Remedy::Reset);
    CHECK(done[1] == Remedy::PowerCycle);
    CHECK(done[2] == Remedy::PowerCycle);
    CHECK(box.behaviour.opens >= 3 + 2 + 16);
}

TEST_CASE("a box that comes to its senses by a reset keeps its power") {
    Hanging box(Fault::Corrupt, [](Shaken& wire) { return !wire.remedies().empty(); });
    REQUIRE(box.wait([&] { return box.registry.list().front().state == runtime::State::Ready; }));
    CHECK(box.wire->remedies() == std::vector{Remedy::Reset});
}

TEST_CASE("a box that another program holds, that is gone or not permitted is left in peace") {
    for (const auto fault : {Fault::Busy, Fault::Gone, Fault::Unsupported, Fault::NeedsOperator, Fault::Internal}) {
        Hanging box(fault);
        REQUIRE(box.wait([&] { return box.behaviour.opens >= 25; }));
        CHECK(box.wire->remedies().empty());
    }
}

TEST_CASE("silences count only in a row: one after many other failures shakes nobody") {
    Fake behaviour;
    const auto wire = std::make_shared<Shaken>();
    behaviour.open = [&]() -> Status { return Error{behaviour.opens % 2 == 0 ? Fault::TimedOut : Fault::Busy, "now this, now that"}; };
    fake = &behaviour;
    ManualClock clock{kNow};
    runtime::Registry registry{kFakes, clock, nullptr};
    (void)registry.arrive({.id = "usb:1", .usb = model::UsbId{0x1234, 1}, .driver = {}, .transport = wire});
    const auto session = std::move(*runtime::Session::open(registry, "usb:1", kHasty));
    for (int i = 0; i < 5'000 && behaviour.opens < 25; ++i) std::this_thread::sleep_for(2ms);
    REQUIRE(behaviour.opens >= 25);
    CHECK(wire->remedies().empty());
}

TEST_CASE("the port of a hub goes dark and comes back") {
    Hub hub;
    int pauses = 0;
    REQUIRE(runtime::cycle_port(std::ref(hub), 3, false, [&] { ++pauses; }));
    CHECK(pauses == 1);
    CHECK(hub.asked == std::vector<model::UsbSetup>{{0xA0, 6, 0x2900, 0}, {0x23, 1, 8, 3}, {0x23, 3, 8, 3}});
    hub.asked.clear();
    hub.deaf = 2;
    CHECK(runtime::cycle_port(std::ref(hub), 4, true, [] {}));
    CHECK(hub.asked.front().value == 0x2A00);
    CHECK(hub.asked.size() == 5);
}

TEST_CASE("a hub that switches all its ports together, or none, is not touched") {
    for (const std::uint8_t characteristics : {0, 2, 3}) {
        Hub hub{.characteristics = characteristics};
        const auto done = runtime::cycle_port(std::ref(hub), 1, false, [] { FAIL("nothing went dark"); });
        REQUIRE_FALSE(done);
        CHECK(done.error().fault == Fault::Unsupported);
        CHECK(hub.asked.size() == 1);
    }
    for (const std::uint8_t port : {0, 5}) {
        Hub hub;
        CHECK_FALSE(runtime::cycle_port(std::ref(hub), port, false, [] {}));
        CHECK(hub.asked.size() == 1);
    }
    const auto cut = [](const model::UsbSetup&, std::size_t) -> Result<Bytes> { return Bytes{9, 0x29, 4}; };
    CHECK_FALSE(runtime::cycle_port(cut, 1, false, [] {}));
}

// A hand at the machine: a key of its case, not one that was plugged in.

#include <catch2/catch.hpp>

#include <linux/input-event-codes.h>

#include "devices/evdev/press.h"

using namespace loket;

namespace {

/// Presses these keys, one each time it is looked at.
class PressingHand final : public evdev::Hand {
  public:
    explicit PressingHand(std::vector<std::uint16_t> keys) : keys_(std::move(keys)) {}
    std::vector<evdev::Event> next(Millis) override {
        if (keys_.empty()) return {};
        const auto key = keys_.front();
        keys_.erase(keys_.begin());
        return {{EV_KEY, key, 1}, {EV_KEY, key, 0}};
    }
    bool event(std::string_view) override { return true; }

  private:
    std::vector<std::uint16_t> keys_;
};

struct PressedNode {
    std::unique_ptr<model::AddressModel> box;
    explicit PressedNode(std::vector<std::uint16_t> keys) : box(evdev::emulate(std::make_unique<PressingHand>(std::move(keys)))) {}
    [[nodiscard]] std::vector<std::unique_ptr<evdev::Node>> nodes() const {
        std::vector<std::unique_ptr<evdev::Node>> out;
        out.push_back(evdev::open_node(box->address()).value());
        return out;
    }
};

}  // namespace

TEST_CASE("press: the key that is waited for counts, another one, nobody and a node that goes away do not") {
    const auto wait = [&](const PressedNode& node) { return evdev::wait_for_press(node.nodes(), KEY_POWER, Millis(150), {}).value(); };
    CHECK(wait(PressedNode({KEY_A, KEY_POWER})));
    CHECK_FALSE(wait(PressedNode({KEY_A, KEY_B})));
    CHECK_FALSE(wait(PressedNode({})));
    const PressedNode gone({});
    auto nodes = gone.nodes();
    gone.box->unplug();
    CHECK_FALSE(evdev::wait_for_press(std::move(nodes), KEY_POWER, std::chrono::minutes(1), {}).value());
    CHECK_FALSE(evdev::wait_for_press({}, KEY_POWER, std::chrono::minutes(1), {}).value());
    std::stop_source stop;
    stop.request_stop();
    CHECK(evdev::wait_for_press(PressedNode({}).nodes(), KEY_POWER, std::chrono::minutes(1), stop.get_token()).error().fault == Fault::Cancelled);
}

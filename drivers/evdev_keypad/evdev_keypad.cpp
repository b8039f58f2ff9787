#include <linux/input.h>

#include <deque>

#include "devices/base/log.h"
#include "devices/model/emulations.h"
#include "drivers/evdev_keypad/driver.h"
#include "drivers/evdev_keypad/keys.h"
#include "drivers/evdev_keypad/model.h"

namespace loket::drivers::evdev_keypad {
namespace {

constexpr std::chrono::hours kForever{24};  // the session's deadline comes long before

KeyMap keys_of(const model::Settings& settings) {
    auto keys = usual_keys();
    const auto said = settings.find("evdev_keypad.keys");
    if (said == settings.end()) return keys;
    const auto own = parse_keys(said->second);
    if (!own) log::warn("evdev_keypad.keys: {}", own.error().context);
    for (const auto& [key, means] : own.value_or({})) keys[key] = means;
    return keys;
}

class Keypad final : public model::Device {
  public:
    explicit Keypad(const model::Surroundings& around) : address_(around.address), name_(around.name), keys_(keys_of(around.settings)) {}

    Status open() override {
        close();
        LOKET_ASSIGN(node, evdev::open_node(address_));
        LOKET_TRY(node->grab());
        const auto plugged = node->switched(SW_HEADPHONE_INSERT);  // one without a socket says no, or that it has no switches
        if (plugged && *plugged) pressed_.push_back({model::PadKey::HeadsetIn, false});
        node_ = std::move(node);
        return {};
    }
    Result<model::Content> perform(const model::Request& request, model::Sink&, std::stop_token stop) override {
        if (!std::holds_alternative<model::KeypadRequest>(request)) return Error{Fault::Unsupported, "not a request of a keypad", "device.unsupported"};
        while (pressed_.empty()) {
            if (!node_) return Error{Fault::Gone, "the keypad is not open", "device.gone"};
            LOKET_TRY(hear(stop));
        }
        const auto key = pressed_.front();
        pressed_.pop_front();
        return model::Content{key};
    }
    model::Health health() override {
        if (node_ && node_->check()) return {};
        return {.ready = false, .reasons = {"offline"}, .supplies = {}};
    }
    [[nodiscard]] model::Identity identity() const override {
        return {.driver = std::string(kDriver.id), .vendor = {}, .product = name_.empty() ? "Keypad" : name_, .serial = {}, .firmware = {}, .simulated = model::is_emulated(address_)};
    }
    void close() override {
        node_.reset();
        pressed_.clear();
    }

  private:
    Status hear(const std::stop_token& stop) {
        const auto bytes = node_->read(kForever, stop);
        if (!bytes && bytes.error().fault == Fault::Gone) close();
        if (!bytes) return bytes.error();
        LOKET_ASSIGN(events, evdev::parse_events(*bytes));
        for (const auto& event : events)
            if (const auto key = meaning(event, keys_)) pressed_.push_back(*key);
        return {};
    }

    const std::string address_, name_;
    const KeyMap keys_;
    std::unique_ptr<evdev::Node> node_;
    std::deque<model::KeypadOutcome> pressed_;
};

}  // namespace

std::unique_ptr<model::Device> create(const model::Surroundings& around) { return std::make_unique<Keypad>(around); }

Result<std::vector<model::Sighting>> look(const model::Settings& settings, const std::stop_token&) {
    std::vector<model::Sighting> seen;
    for (const auto& node : evdev::nodes())
        if (is_keypad(node, settings)) seen.push_back({node.address, node.name});
    return seen;
}

std::unique_ptr<model::AddressModel> emulate_at(model::Scene& scene) { return evdev::emulate(std::make_unique<PadHand>(scene)); }

}  // namespace loket::drivers::evdev_keypad

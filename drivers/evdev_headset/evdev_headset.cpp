#include <linux/input.h>

#include "devices/model/device.h"
#include "devices/model/emulations.h"
#include "drivers/evdev_headset/driver.h"
#include "drivers/evdev_headset/model.h"
#include "drivers/evdev_keypad/keys.h"

namespace loket::drivers::evdev_headset {
namespace {

class JackSocket final : public model::Device {
  public:
    explicit JackSocket(const model::Surroundings& around) : address_(around.address), name_(around.name) {}

    Status open() override {
        close();
        LOKET_ASSIGN(node, evdev::open_node(address_));
        node_ = std::move(node);
        return {};
    }
    /// Asked anew after each event: what counts is how the switch stands, however often it bounced.
    Result<model::Content> perform(const model::Request& request, model::Sink&, std::stop_token stop) override {
        const auto* ask = std::get_if<model::HeadsetRequest>(&request);
        if (ask == nullptr) return Error{Fault::Unsupported, "not about a headset", "device.unsupported"};
        for (;;) {
            if (!node_) return Error{Fault::Gone, "the socket is not open", "device.gone"};
            const auto plugged = node_->switched(SW_HEADPHONE_INSERT);
            if (!plugged) return lost(plugged.error());
            if (!ask->known || *plugged != *ask->known) return model::Content{model::HeadsetOutcome{*plugged}};
            constexpr std::chrono::hours kForever{24};  // the session's deadline comes long before
            if (const auto news = node_->read(kForever, stop); !news) return lost(news.error());
        }
    }
    model::Health health() override {
        if (node_ && node_->check()) return {};
        return {.ready = false, .reasons = {"offline"}, .supplies = {}};
    }
    [[nodiscard]] model::Identity identity() const override {
        return {.driver = std::string(kDriver.id), .vendor = {}, .product = name_.empty() ? "Headset socket" : name_, .serial = {}, .firmware = {}, .simulated = model::is_emulated(address_)};
    }
    void close() override { node_.reset(); }

  private:
    Error lost(Error error) {
        if (error.fault == Fault::Gone) close();
        return error;
    }
    const std::string address_, name_;
    std::unique_ptr<evdev::Node> node_;
};

/// A keypad's own socket is heard with its keys (evdev_keypad): it has the whole node.
bool is_socket(const evdev::Seen& node, const model::Settings& settings) {
    if (!node.switches.test(SW_HEADPHONE_INSERT) || evdev_keypad::is_keypad(node, settings)) return false;
    const auto wanted = settings.find("evdev_headset.name");
    return wanted == settings.end() || wanted->second.empty() || node.address == wanted->second || node.name.find(wanted->second) != std::string::npos;
}

}  // namespace

std::unique_ptr<model::Device> create(const model::Surroundings& around) { return std::make_unique<JackSocket>(around); }

Result<std::vector<model::Sighting>> look(const model::Settings& settings, const std::stop_token&) {
    std::vector<model::Sighting> seen;
    for (const auto& node : evdev::nodes())
        if (is_socket(node, settings)) seen.push_back({node.address, node.name});
    return seen;
}

std::unique_ptr<model::AddressModel> emulate_at(model::Scene& scene) { return evdev::emulate(std::make_unique<JackHand>(scene)); }

}  // namespace loket::drivers::evdev_headset

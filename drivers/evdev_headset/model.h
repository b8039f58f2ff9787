#pragma once
// A socket of a sound card, in which the scene's headset is.

#include <linux/input.h>

#include "devices/evdev/node.h"
#include "devices/model/scene.h"

namespace loket::drivers::evdev_headset {

/// Word: "bounce" (the contact trembles: tells that it moved, though it stands as before; once).
class JackHand final : public evdev::Hand {
  public:
    explicit JackHand(model::Scene& scene) : scene_(scene) {}
    std::vector<evdev::Event> next(Millis) override {
        const bool plugged = scene_.headset_plugged();
        if (told_ == plugged && !std::exchange(bounce_, false)) return {};
        told_ = plugged;
        return {{EV_SW, SW_HEADPHONE_INSERT, plugged ? 1 : 0}, {EV_SYN, SYN_REPORT, 0}};
    }
    bool switched(std::uint16_t code) override { return code == SW_HEADPHONE_INSERT && scene_.headset_plugged(); }
    bool event(std::string_view what) override {
        if (what == "reset") return told_ = bounce_ = false, true;
        return what == "bounce" ? bounce_ = true : false;
    }

  private:
    model::Scene& scene_;
    bool told_ = false, bounce_ = false;
};

}  // namespace loket::drivers::evdev_headset

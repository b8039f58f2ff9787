#pragma once
// A keypad with a socket for a headset, and the person at it.

#include <deque>

#include "devices/evdev/node.h"
#include "devices/model/scene.h"

namespace loket::drivers::evdev_keypad {

/// Words: "press:CODE" (the kernel's number), "silent" (only what is said). Else Enter is pressed: at once at full speed, every second in real time. The
/// scene's headset is in its socket.
class PadHand final : public evdev::Hand {
  public:
    explicit PadHand(model::Scene& scene) : scene_(scene) {}
    std::vector<evdev::Event> next(Millis idle) override;
    bool switched(std::uint16_t code) override;
    bool event(std::string_view what) override;

  private:
    model::Scene& scene_;
    std::deque<std::uint16_t> asked_;
    bool silent_ = false;
    std::optional<bool> told_;  // of the socket
};

}  // namespace loket::drivers::evdev_keypad

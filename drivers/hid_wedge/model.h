#pragma once
// A code reader that types, and the person who holds a code before it.

#include <deque>

#include "devices/evdev/node.h"
#include "devices/model/scene.h"
#include "drivers/hid_wedge/typing.h"

namespace loket::drivers::hid_wedge {

/// The strokes for a text, without an end. Characters that the layout has no key for are typed as numbers with Alt.
std::vector<evdev::Event> strokes(const Layout& layout, std::string_view text);

/// Types the code of the scene: at once at full speed, else a second after the last. Words: "half" (the cable breaks off in mid-code, once),
/// "long" (more than there can be, once), "bits" (stroke by stroke, once), "tab" (ends with Tab from now on), "silent" (nobody comes).
class ReaderHand final : public evdev::Hand {
  public:
    explicit ReaderHand(model::Scene& scene) : scene_(scene) {}
    std::vector<evdev::Event> next(Millis idle) override;
    bool event(std::string_view what) override;

  private:
    void begin();
    model::Scene& scene_;
    std::deque<std::vector<evdev::Event>> parts_;
    std::string once_;
    bool tab_ = false, silent_ = false;
};

}  // namespace loket::drivers::hid_wedge

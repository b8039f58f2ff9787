#include "drivers/evdev_keypad/model.h"

#include <linux/input.h>

#include <charconv>

namespace loket::drivers::evdev_keypad {

std::vector<evdev::Event> PadHand::next(Millis idle) {
    constexpr Millis kNextKey{1000};
    const bool plugged = scene_.headset_plugged();
    if (told_.value_or(false) != plugged) {
        told_ = plugged;
        return {{EV_SW, SW_HEADPHONE_INSERT, plugged ? 1 : 0}, {EV_SYN, SYN_REPORT, 0}};
    }
    std::uint16_t key = 0;
    if (!asked_.empty()) {
        key = asked_.front();
        asked_.pop_front();
    } else if (!silent_ && (!scene_.real_time() || idle >= kNextKey)) {
        key = KEY_ENTER;
    }
    if (key == 0) return {};
    return {{EV_KEY, key, 1}, {EV_SYN, SYN_REPORT, 0}, {EV_KEY, key, 0}, {EV_SYN, SYN_REPORT, 0}};
}

bool PadHand::switched(std::uint16_t code) {
    if (code != SW_HEADPHONE_INSERT) return false;
    told_ = scene_.headset_plugged();
    return *told_;
}

bool PadHand::event(std::string_view what) {
    constexpr std::string_view kPress = "press:";
    if (what == "reset") return asked_.clear(), told_.reset(), silent_ = false, true;
    if (what == "silent") return silent_ = true;
    std::uint16_t key = 0;
    if (!what.starts_with(kPress)) return false;
    what.remove_prefix(kPress.size());
    const auto [end, error] = std::from_chars(what.data(), what.data() + what.size(), key);
    if (error != std::errc{} || end != what.data() + what.size() || key == 0) return false;
    return asked_.push_back(key), true;
}

}  // namespace loket::drivers::evdev_keypad

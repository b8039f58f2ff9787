// What the station hears from devices that nobody asks anything of, and what its light says: readers of codes, the keypad.

#include "kiosk/app/flows/station.h"

namespace loket::app {

using viewmodels::Intent;

/// Where no code is of use the readers are left alone: a camera need not look on, and those who test the devices have them.
void Station::hear_codes() {
    if (!takes_codes()) return codes_.rest();
    const auto heard = codes_.poll();
    if (!heard) return;
    touched();
    if (!*heard) return context_.notify(heard->error());
    if (const auto* code = std::get_if<model::CodeOutcome>(&heard->value())) code_read(code->text);
}

/// On officers' pages the keypad is an ordinary keyboard.
void Station::hear_keypad() {
    if (!is_public(page_) || page_ == Page::Display) return keypad_.rest();
    while (const auto heard = keypad_.poll())
        if (const auto* key = *heard ? std::get_if<model::KeypadOutcome>(&heard->value()) : nullptr) press(*key);
}

void Station::press(const model::KeypadOutcome& key) {
    using model::PadKey;
    const auto stroke = [&](ui::Key which) { pressed_.push_back(ui::InputEvent::press(which, {}, key.held)); };
    const auto volume = [&](int step) { handle(Intent{"look.volume", std::to_string(std::clamp(appearance().volume + step, 0, 2))}); };
    switch (key.key) {
        case PadKey::Up: return stroke(ui::Key::Up);
        case PadKey::Down: return stroke(ui::Key::Down);
        case PadKey::Left: return stroke(ui::Key::Left);
        case PadKey::Right: return stroke(ui::Key::Right);
        case PadKey::Ok: return key.held ? void() : stroke(ui::Key::Enter);
        case PadKey::Back: return key.held ? void() : stroke(ui::Key::Escape);
        case PadKey::Erase: return stroke(ui::Key::Backspace);
        case PadKey::Louder: return volume(1);
        case PadKey::Quieter: return volume(-1);
        case PadKey::Help: return key.held ? void() : handle(Intent{"tool.call_officer", {}});
        case PadKey::HeadsetIn: return headset(true);
        case PadKey::HeadsetOut: return headset(false);
        case PadKey::Repeat: pressed_.push_back(ui::InputEvent::typed("*", {})); return;
        default: break;
    }
    const auto digit = static_cast<char>('0' + (static_cast<int>(key.key) - static_cast<int>(PadKey::Digit0)));
    if (!key.held) pressed_.push_back(ui::InputEvent::typed(std::string(1, digit), {}));
}

model::Sign Station::sign() const {
    if (!context_.snapshot()->trouble.empty()) return model::Sign::OutOfOrder;
    if (!help_.empty()) return model::Sign::Help;
    return page_ == Page::Attract || page_ == Page::Display ? model::Sign::Free : model::Sign::InUse;
}

}  // namespace loket::app

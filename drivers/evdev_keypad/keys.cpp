#include "drivers/evdev_keypad/keys.h"

#include <linux/input.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace loket::drivers::evdev_keypad {
namespace {

using model::PadKey;

constexpr std::pair<std::string_view, PadKey> kWords[] = {
    {"up", PadKey::Up},     {"down", PadKey::Down},   {"left", PadKey::Left},     {"right", PadKey::Right}, {"ok", PadKey::Ok},        {"back", PadKey::Back},     {"louder", PadKey::Louder}, {"quieter", PadKey::Quieter},
    {"help", PadKey::Help}, {"repeat", PadKey::Repeat}, {"erase", PadKey::Erase}, {"in", PadKey::HeadsetIn}, {"out", PadKey::HeadsetOut}, {"0", PadKey::Digit0},      {"1", PadKey::Digit1},      {"2", PadKey::Digit2},
    {"3", PadKey::Digit3},  {"4", PadKey::Digit4},    {"5", PadKey::Digit5},      {"6", PadKey::Digit6},    {"7", PadKey::Digit7},      {"8", PadKey::Digit8},      {"9", PadKey::Digit9}};
constexpr std::size_t kMostKey = evdev::Codes{}.size() - 1;

PadKey digit(int value) { return static_cast<PadKey>(static_cast<int>(PadKey::Digit0) + value); }

KeyMap make_usual() {
    KeyMap keys{{KEY_UP, PadKey::Up},        {KEY_DOWN, PadKey::Down},         {KEY_LEFT, PadKey::Left},           {KEY_RIGHT, PadKey::Right},         {KEY_ENTER, PadKey::Ok},        {KEY_KPENTER, PadKey::Ok},
                {KEY_OK, PadKey::Ok},        {KEY_SELECT, PadKey::Ok},         {KEY_ESC, PadKey::Back},            {KEY_BACK, PadKey::Back},           {KEY_EXIT, PadKey::Back},       {KEY_NUMERIC_POUND, PadKey::Back},
                {KEY_VOLUMEUP, PadKey::Louder}, {KEY_VOLUMEDOWN, PadKey::Quieter}, {KEY_KPPLUS, PadKey::Louder},  {KEY_KPMINUS, PadKey::Quieter},     {KEY_HELP, PadKey::Help},       {KEY_F1, PadKey::Help},
                {KEY_KPASTERISK, PadKey::Repeat}, {KEY_NUMERIC_STAR, PadKey::Repeat}, {KEY_INFO, PadKey::Repeat}, {KEY_BACKSPACE, PadKey::Erase},     {KEY_DELETE, PadKey::Erase},    {KEY_KPDOT, PadKey::Erase}};
    constexpr int kPad[] = {KEY_KP0, KEY_KP1, KEY_KP2, KEY_KP3, KEY_KP4, KEY_KP5, KEY_KP6, KEY_KP7, KEY_KP8, KEY_KP9};
    for (int i = 0; i < 10; ++i) {
        keys[static_cast<std::uint16_t>(kPad[i])] = digit(i);
        keys[static_cast<std::uint16_t>(KEY_NUMERIC_0 + i)] = digit(i);
        keys[static_cast<std::uint16_t>(i == 0 ? KEY_0 : KEY_1 + i - 1)] = digit(i);
    }
    return keys;
}

/// 0 for what is no key.
std::uint16_t key_named(std::string_view name) {
    const bool function = !name.empty() && (name.front() == 'F' || name.front() == 'f');
    const auto digits = name.substr(function ? 1 : 0);
    std::uint16_t number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (error != std::errc{} || end != digits.data() + digits.size() || number > kMostKey) return 0;
    if (!function) return number;
    if (number >= 1 && number <= 10) return static_cast<std::uint16_t>(KEY_F1 + number - 1);
    if (number == 11 || number == 12) return static_cast<std::uint16_t>(KEY_F11 + number - 11);
    return number >= 13 && number <= 24 ? static_cast<std::uint16_t>(KEY_F13 + number - 13) : 0;
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    return text;
}

}  // namespace

const KeyMap& usual_keys() {
    static const KeyMap keys = make_usual();
    return keys;
}

Result<KeyMap> parse_keys(std::string_view text) {
    KeyMap keys;
    while (!trimmed(text).empty()) {
        const auto comma = std::min(text.find(','), text.size());
        const auto item = text.substr(0, comma);
        text.remove_prefix(std::min(comma + 1, text.size()));
        const auto equals = item.find('=');
        const auto key = equals == std::string_view::npos ? 0 : key_named(trimmed(item.substr(0, equals)));
        const auto word = equals == std::string_view::npos ? std::string_view{} : trimmed(item.substr(equals + 1));
        const auto* const found = std::find_if(std::begin(kWords), std::end(kWords), [&](const auto& each) { return each.first == word; });
        if (key == 0 || found == std::end(kWords)) return rejected("settings.invalid", "not a key of a keypad and what it means");
        keys[key] = found->second;
    }
    return keys;
}

std::optional<model::KeypadOutcome> meaning(const evdev::Event& event, const KeyMap& keys) {
    constexpr int kUp = 0, kHeld = 2;
    if (event.type == EV_SW && event.code == SW_HEADPHONE_INSERT) return model::KeypadOutcome{event.value != 0 ? PadKey::HeadsetIn : PadKey::HeadsetOut, false};
    const auto found = keys.find(event.code);
    if (event.type != EV_KEY || event.value == kUp || found == keys.end()) return std::nullopt;
    return model::KeypadOutcome{found->second, event.value == kHeld};
}

bool is_keypad(const evdev::Seen& node, const model::Settings& settings) {
    const auto can = [&](int key) { return node.keys.test(static_cast<std::size_t>(key)); };
    if (node.keys.none()) return false;
    const auto wanted = settings.find("evdev_keypad.name");
    if (wanted != settings.end() && !wanted->second.empty()) return node.address == wanted->second || node.name.find(wanted->second) != std::string::npos;
    std::string name = node.name;
    std::transform(name.begin(), name.end(), name.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    const bool confirms = can(KEY_ENTER) || can(KEY_KPENTER) || can(KEY_OK) || can(KEY_SELECT);
    constexpr std::string_view kNames[] = {"keypad", "numpad", "audionav", "navpad"};
    return confirms && std::any_of(std::begin(kNames), std::end(kNames), [&](auto each) { return name.find(each) != std::string::npos; });
}

}  // namespace loket::drivers::evdev_keypad

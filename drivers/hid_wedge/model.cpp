#include "drivers/hid_wedge/model.h"

#include <fmt/format.h>
#include <linux/input.h>

#include <algorithm>

namespace loket::drivers::hid_wedge {
namespace {

using Events = std::vector<evdev::Event>;

void put(Events& events, int key, bool down) {
    events.push_back({EV_KEY, static_cast<std::uint16_t>(key), down ? 1 : 0});
    events.push_back({EV_SYN, SYN_REPORT, 0});
}

void tap(Events& events, int key) {
    put(events, key, true);
    put(events, key, false);
}

void type_number(Events& events, char32_t character) {
    constexpr int kDigits[] = {KEY_KP0, KEY_KP1, KEY_KP2, KEY_KP3, KEY_KP4, KEY_KP5, KEY_KP6, KEY_KP7, KEY_KP8, KEY_KP9};
    put(events, KEY_LEFTALT, true);
    for (const char digit : fmt::format("0{}", static_cast<std::uint32_t>(character))) tap(events, kDigits[digit - '0']);
    put(events, KEY_LEFTALT, false);
}

/// The next character; bytes that are no UTF-8 stand for themselves.
char32_t take_character(std::string_view& text) {
    const auto byte = [&](std::size_t at) { return static_cast<char32_t>(static_cast<unsigned char>(text[at])); };
    const std::size_t size = byte(0) >= 0xE0 ? 3 : byte(0) >= 0xC0 ? 2 : 1;
    char32_t c = byte(0);
    if (size == 2 && text.size() >= size) c = (c & 0x1F) << 6 | (byte(1) & 0x3F);
    if (size == 3 && text.size() >= size) c = (c & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F);
    text.remove_prefix(std::min(size, text.size()));
    return c;
}

}  // namespace

Events strokes(const Layout& layout, std::string_view text) {
    Events events;
    while (!text.empty()) {
        const auto wanted = take_character(text);
        bool typed = false;
        for (std::uint16_t key = 1; key < KEY_KP7 && !typed; ++key)
            for (const bool shift : {false, true}) {
                if (typed || character(layout, key, shift) != wanted) continue;
                if (shift) put(events, KEY_LEFTSHIFT, true);
                tap(events, key);
                if (shift) put(events, KEY_LEFTSHIFT, false);
                typed = true;
            }
        if (!typed) type_number(events, wanted);
    }
    return events;
}

void ReaderHand::begin() {
    const auto what = std::exchange(once_, {});
    auto all = strokes(*layout_named("us"), what == "long" ? std::string(Typing::kMost + 1, 'x') : scene_.held_code());
    if (what == "half") return parts_.emplace_back(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(all.size() / 2)), void();
    tap(all, tab_ ? KEY_TAB : KEY_ENTER);
    const std::size_t step = what == "bits" ? 2 : 60;  // no read gives more than 64
    for (std::size_t at = 0; at < all.size(); at += step)
        parts_.emplace_back(all.begin() + static_cast<std::ptrdiff_t>(at), all.begin() + static_cast<std::ptrdiff_t>(std::min(all.size(), at + step)));
}

Events ReaderHand::next(Millis idle) {
    constexpr Millis kNextPerson{1000};
    if (parts_.empty() && !silent_ && (!scene_.real_time() || idle >= kNextPerson)) begin();
    if (parts_.empty()) return {};
    auto part = std::move(parts_.front());
    parts_.pop_front();
    return part;
}

bool ReaderHand::event(std::string_view what) {
    if (what == "reset") return parts_.clear(), once_.clear(), tab_ = silent_ = false, true;
    if (what == "tab") return tab_ = true;
    if (what == "silent") return silent_ = true;
    if (what != "half" && what != "long" && what != "bits") return false;
    return once_ = what, true;
}

}  // namespace loket::drivers::hid_wedge

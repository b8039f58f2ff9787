#include "drivers/hid_wedge/typing.h"

#include <linux/input.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace loket::drivers::hid_wedge {
namespace {

constexpr std::array<Layout, 2> kLayouts{{
    {"us", U"1234567890-=", U"!@#$%^&*()_+", U"qwertyuiop[]", U"QWERTYUIOP{}", U"asdfghjkl;'`", U"ASDFGHJKL:\"~", U"\\zxcvbnm,./", U"|ZXCVBNM<>?", U'<', U'>'},
    {"de", U"1234567890ß´", U"!\"§$%&/()=?`", U"qwertzuiopü+", U"QWERTZUIOPÜ*", U"asdfghjklöä^", U"ASDFGHJKLÖÄ°", U"#yxcvbnm,.-", U"'YXCVBNM;:_", U'<', U'>'},
}};
constexpr std::u32string_view kPad = U"789-456+1230.";  // KEY_KP7 …

char32_t in_row(std::u32string_view row, std::uint16_t key, std::uint16_t first) {
    const auto at = static_cast<std::size_t>(key - first);
    return key >= first && at < row.size() ? row[at] : 0;
}

/// Of the Basic Multilingual Plane.
void add_utf8(std::string& text, char32_t c) {
    constexpr char32_t kOneByte = 0x80, kTwoBytes = 0x800, kTail = 0x3F, kMark = 0x80;
    if (c < kOneByte) text += static_cast<char>(c);
    else if (c < kTwoBytes) text += {static_cast<char>(0xC0 | c >> 6), static_cast<char>(kMark | (c & kTail))};
    else text += {static_cast<char>(0xE0 | c >> 12), static_cast<char>(kMark | (c >> 6 & kTail)), static_cast<char>(kMark | (c & kTail))};
}

bool is_letter(char32_t c) { return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') || c >= 0xC0; }

/// What Alt and a number of the key pad write; 0 where that depends on the country (code page 437).
char32_t of_number(const std::string& digits) {
    std::uint16_t number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (error != std::errc{} || end != digits.data() + digits.size()) return 0;
    const bool ascii = number >= 0x20 && number < 0x7F, separator = number == 0x1D;
    const bool wide = digits.front() == '0' && number >= 0xA0 && (number < 0xD800 || number >= 0xE000);
    return ascii || separator || wide ? number : 0;
}

std::string lower(std::string_view text) {
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return out;
}

}  // namespace

const Layout* layout_named(std::string_view name) {
    const auto* const found = std::find_if(kLayouts.begin(), kLayouts.end(), [&](const Layout& each) { return each.name == name; });
    return found == kLayouts.end() ? nullptr : found;
}

char32_t character(const Layout& layout, std::uint16_t key, bool shift) {
    if (key == KEY_SPACE) return U' ';
    if (key == KEY_KPASTERISK) return U'*';
    if (key == KEY_KPSLASH) return U'/';
    if (key == KEY_102ND) return shift ? layout.extra_shift : layout.extra;
    if (key >= KEY_BACKSLASH && key <= KEY_SLASH) return in_row(shift ? layout.lower_shift : layout.lower, key, KEY_BACKSLASH);
    if (key >= KEY_A && key <= KEY_GRAVE) return in_row(shift ? layout.home_shift : layout.home, key, KEY_A);
    if (key >= KEY_Q && key <= KEY_RIGHTBRACE) return in_row(shift ? layout.upper_shift : layout.upper, key, KEY_Q);
    if (key >= KEY_1 && key <= KEY_EQUAL) return in_row(shift ? layout.digits_shift : layout.digits, key, KEY_1);
    return in_row(kPad, key, KEY_KP7);
}

std::optional<Result<std::string>> Typing::push(const evdev::Event& event) {
    if (event.type == EV_SYN && event.code == SYN_DROPPED) {
        give_up();
        spoilt_ = lost_ = true;
    }
    if (event.type == EV_SYN && event.code == SYN_REPORT) lost_ = false;
    if (event.type != EV_KEY || lost_) return std::nullopt;
    constexpr int kUp = 0, kDown = 1;
    if (event.value == kUp || event.value == kDown) modify(event.code, event.value == kDown);
    if (event.value != kDown) return std::nullopt;
    if (event.code == KEY_ENTER || event.code == KEY_KPENTER || event.code == KEY_TAB) return finish();
    type(event.code);
    return std::nullopt;
}

void Typing::modify(std::uint16_t key, bool down) {
    if (key == KEY_LEFTSHIFT) shift_left_ = down;
    if (key == KEY_RIGHTSHIFT) shift_right_ = down;
    if (key == KEY_LEFTCTRL || key == KEY_RIGHTCTRL) control_ = down;
    if (key == KEY_CAPSLOCK && down) caps_ = !caps_;
    if (key != KEY_LEFTALT) return;
    alt_ = down;
    if (down || alt_digits_.empty()) return alt_digits_.clear();
    const auto written = of_number(std::exchange(alt_digits_, {}));
    if (written != 0) add(written);
    else spoilt_ = true;
}

void Typing::type(std::uint16_t key) {
    if (alt_) {
        const auto digit = in_row(kPad, key, KEY_KP7);
        if (digit >= U'0' && digit <= U'9') alt_digits_ += static_cast<char>(digit);
        return;
    }
    constexpr char32_t kGroupSeparator = 0x1D;
    if (control_) return key == KEY_RIGHTBRACE ? add(kGroupSeparator) : void();
    const bool shift = shift_left_ || shift_right_;
    const auto plain = character(layout_, key, shift);
    if (plain != 0) add(caps_ && is_letter(plain) ? character(layout_, key, !shift) : plain);
}

void Typing::add(char32_t character) {
    if (spoilt_) return;
    if (text_.size() >= kMost) {
        text_.clear();
        spoilt_ = true;
    } else {
        add_utf8(text_, character);
    }
}

std::optional<Result<std::string>> Typing::finish() {
    if (!begun()) return std::nullopt;
    const bool spoilt = spoilt_;
    auto text = std::exchange(text_, {});
    spoilt_ = false;
    if (spoilt) return rejected("scan.unclear", "strokes of a code were lost, or there were too many");
    return text;
}

/// Keys that are down stay so: their release is still to come, or was lost and comes with the next stroke of the same key.
void Typing::give_up() {
    text_.clear();
    alt_digits_.clear();
    shift_left_ = shift_right_ = control_ = alt_ = spoilt_ = false;
}

bool is_reader(const evdev::Seen& node, const model::Settings& settings) {
    // usb.ids: Symbol (Zebra), Metrologic (Honeywell), PSC (Datalogic), Hand Held Products (Honeywell), Optoelectronics (Opticon), Newland
    constexpr std::uint16_t kMakers[] = {0x05E0, 0x0C2E, 0x05F9, 0x0536, 0x065A, 0x1EAB};
    for (const auto key : {KEY_1, KEY_0, KEY_ENTER})
        if (!node.keys.test(static_cast<std::size_t>(key))) return false;
    const auto wanted = settings.find("hid_wedge.name");
    if (wanted != settings.end() && !wanted->second.empty()) return node.address == wanted->second || node.name.find(wanted->second) != std::string::npos;
    const auto name = lower(node.name);
    const bool says_so = name.find("barcode") != std::string::npos || name.find("bar code") != std::string::npos || name.find("scanner") != std::string::npos;
    return says_so || std::find(std::begin(kMakers), std::end(kMakers), node.vendor) != std::end(kMakers);
}

}  // namespace loket::drivers::hid_wedge

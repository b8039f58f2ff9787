#include "kiosk/ui/utf8.h"

namespace loket::ui {

namespace {

constexpr char32_t kBroken = 0xFFFD;

bool continues(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

std::size_t length_of(unsigned char lead) {
    if (lead < 0x80) return 1;
    if (lead >= 0xC2 && lead < 0xE0) return 2;
    if (lead >= 0xE0 && lead < 0xF0) return 3;
    return lead >= 0xF0 && lead < 0xF5 ? 4 : 0;
}

}  // namespace

char32_t next_char(std::string_view text, std::size_t& at) {
    const auto lead = static_cast<unsigned char>(text[at]);
    const std::size_t length = length_of(lead);
    if (length == 1) return text[at++] & 0x7F;
    char32_t value = length == 0 ? kBroken : lead & (0xFFu >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) {
        if (at + i >= text.size() || !continues(text[at + i])) {
            ++at;
            return kBroken;
        }
        value = value << 6 | (static_cast<unsigned char>(text[at + i]) & 0x3F);
    }
    at += length == 0 ? 1 : length;
    return value;
}

std::size_t previous_char(std::string_view text, std::size_t at) {
    if (at == 0) return 0;
    --at;
    while (at > 0 && continues(text[at])) --at;
    return at;
}

std::size_t char_count(std::string_view text) {
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size(); ++count) next_char(text, at);
    return count;
}

std::string masked(std::string_view text) {
    std::string out;
    for (std::size_t i = char_count(text); i > 0; --i) out += "\xE2\x80\xA2";
    return out;
}

}  // namespace loket::ui

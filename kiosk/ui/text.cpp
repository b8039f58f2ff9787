#include "kiosk/ui/text.h"

#include <imgui.h>

#include "kiosk/ui/utf8.h"

namespace loket::ui {

namespace {

float advance(const ImFont& font, char32_t c) {
    return font.GetCharAdvance(c > 0xFFFF ? ImWchar{0xFFFD} : static_cast<ImWchar>(c));
}

/// Bytes of `text` that fit into the width, whole characters, at least one.
std::size_t fitting(const ImFont& font, std::string_view text, float width) {
    std::size_t at = 0;
    for (float used = 0; at < text.size();) {
        std::size_t next = at;
        used += advance(font, next_char(text, next));
        if (used > width && at > 0) break;
        at = next;
    }
    return at;
}

/// Bytes of the first line of a paragraph; `skip` is what follows it and belongs to no line.
std::size_t line_length(const ImFont& font, std::string_view text, float width, std::size_t& skip) {
    skip = 0;
    const std::size_t fits = fitting(font, text, width);
    if (fits == text.size()) return fits;
    skip = 1;
    if (text[fits] == ' ') return fits;
    const std::size_t space = text.substr(0, fits).rfind(' ');
    if (space != std::string_view::npos && space > 0) return space;
    skip = 0;
    // A word wider than the line: where its own parts meet, "Desa/kelurahan", before anywhere else.
    const std::size_t joint = text.substr(0, fits).find_last_of("/-");
    return joint != std::string_view::npos && joint > 0 ? joint + 1 : fits;
}

}  // namespace

float text_width(const Fonts& fonts, TextStyle style, std::string_view text) {
    const ImFont& font = *fonts.text(style);
    float width = 0;
    for (std::size_t at = 0; at < text.size();) width += advance(font, next_char(text, at));
    return width;
}

float widest_word(const Fonts& fonts, TextStyle style, std::string_view text) {
    float widest = 0;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find(' ', at), text.size());
        widest = std::max(widest, text_width(fonts, style, text.substr(at, end - at)));
        at = end + 1;
    }
    return widest;
}

std::vector<std::string_view> wrap(const Fonts& fonts, TextStyle style, std::string_view text, float width) {
    std::vector<std::string_view> lines;
    const ImFont& font = *fonts.text(style);
    while (!text.empty()) {
        const std::size_t feed = std::min(text.find('\n'), text.size());
        std::string_view paragraph = text.substr(0, feed);
        do {
            std::size_t skip = 0;
            const std::size_t length = line_length(font, paragraph, width, skip);
            lines.push_back(paragraph.substr(0, length));
            paragraph.remove_prefix(length + skip);
        } while (!paragraph.empty());
        text.remove_prefix(std::min(feed + 1, text.size()));
    }
    return lines;
}

std::string shortened(const Fonts& fonts, TextStyle style, std::string_view text, float width) {
    if (text_width(fonts, style, text) <= width) return std::string(text);
    constexpr std::string_view kEllipsis = "\xE2\x80\xA6";
    const float room = width - text_width(fonts, style, kEllipsis);
    if (room <= 0) return std::string(kEllipsis);
    std::string_view start = text.substr(0, fitting(*fonts.text(style), text, room));
    while (!start.empty() && start.back() == ' ') start.remove_suffix(1);
    return std::string(start) + std::string(kEllipsis);
}

float text_height(const Theme& theme, const Fonts& fonts, TextStyle style, std::string_view text,
                  float width) {
    return theme.line(style) * static_cast<float>(wrap(fonts, style, text, width).size());
}

}  // namespace loket::ui

#pragma once
// Measuring and breaking text with the fonts of the atlas.

#include <string>
#include <string_view>
#include <vector>

#include "kiosk/ui/fonts.h"

namespace loket::ui {

/// Width in pixels of one line.
float text_width(const Fonts& fonts, TextStyle style, std::string_view text);
/// Width in pixels of the longest word: in less, `wrap` breaks it.
float widest_word(const Fonts& fonts, TextStyle style, std::string_view text);
/// Breaks at spaces and line feeds; a word wider than the line is broken after a slash or hyphen, else between characters.
std::vector<std::string_view> wrap(const Fonts& fonts, TextStyle style, std::string_view text, float width);
/// The text itself if it fits, or its beginning and an ellipsis.
std::string shortened(const Fonts& fonts, TextStyle style, std::string_view text, float width);
/// Height of the wrapped text.
float text_height(const Theme& theme, const Fonts& fonts, TextStyle style, std::string_view text,
                  float width);

}  // namespace loket::ui

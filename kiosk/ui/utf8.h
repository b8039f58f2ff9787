#pragma once
// Walking UTF-8 text by characters. Malformed bytes become U+FFFD one at a time; nothing fails.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace loket::ui {

/// The character at `at`, which moves past it. `at` must lie inside the text.
char32_t next_char(std::string_view text, std::size_t& at);
/// Where the character before `at` starts; 0 at the beginning.
std::size_t previous_char(std::string_view text, std::size_t at);
/// Number of characters.
std::size_t char_count(std::string_view text);
/// One character repeated once for every character of the text: what a masked field shows.
std::string masked(std::string_view text);

}  // namespace loket::ui

#pragma once
// The word lists of assets/names: sections in brackets, words parted by commas, '#' comments. Internal to
// this folder.

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "devices/base/result.h"

namespace loket::population {

/// A line of a section that is not a list of words, with its place for error messages.
struct WordLine {
    std::size_t line = 0;
    std::string text;
};

struct WordFile {
    std::map<std::string, std::vector<std::string>, std::less<>> sections;
    std::vector<WordLine> patterns;  ///< the lines of the section "patterns"
};

/// `Corrupt` with file and line for words outside a section, an empty word or a repeated section.
Result<WordFile> read_words(const std::filesystem::path& path);

/// The text without the spaces at its ends.
std::string_view trimmed(std::string_view text);

}  // namespace loket::population

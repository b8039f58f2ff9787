#include "workflow/population/word_file.h"

#include <fmt/format.h>

#include <sstream>

#include "devices/base/file.h"

namespace loket::population {
namespace {

constexpr std::string_view kPatterns = "patterns";

Status add_words(std::string_view line, std::vector<std::string>& into) {
    for (;;) {
        const auto comma = line.find(',');
        const auto word = trimmed(line.substr(0, comma));
        if (word.empty()) return corrupt("an empty word");
        into.emplace_back(word);
        if (comma == std::string_view::npos) return {};
        line.remove_prefix(comma + 1);
    }
}

/// Takes one file line by line.
class Lines {
  public:
    Status take(std::string_view line) {
        ++number_;
        line = trimmed(line);
        if (line.empty() || line.starts_with('#')) return {};
        if (line.starts_with('[') && line.ends_with(']')) return open(line.substr(1, line.size() - 2));
        if (section_ == kPatterns) {
            words_.patterns.push_back({number_, std::string(line)});
            return {};
        }
        if (section_.empty()) return corrupt("words before the first section");
        return add_words(line, words_.sections[section_]);
    }
    Status open(std::string_view section) {
        if (words_.sections.contains(section)) return corrupt("the section is there twice");
        section_ = section;
        return {};
    }
    [[nodiscard]] std::size_t number() const { return number_; }
    WordFile result() { return std::move(words_); }

  private:
    WordFile words_;
    std::string section_;
    std::size_t number_ = 0;
};

}  // namespace

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view kBlank = " \t\r";
    const auto first = text.find_first_not_of(kBlank);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

Result<WordFile> read_words(const std::filesystem::path& path) {
    LOKET_ASSIGN(content, read_text(path));
    std::istringstream stream(content);
    Lines lines;
    for (std::string line; std::getline(stream, line);)
        if (auto status = lines.take(line); !status)
            return corrupt(fmt::format("{}:{}: {}", path.string(), lines.number(), status.error().context));
    return lines.result();
}

}  // namespace loket::population

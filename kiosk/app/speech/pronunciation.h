#pragma once
// From words on a screen to words for a voice: abbreviations as people say them, long numbers digit by digit in groups, signs by
// their names. A table for each language: assets/speech/<language>.json, "what is written": "how it is said".

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "devices/base/result.h"

namespace loket::speech {

class Pronunciation {
  public:
    /// Corrupt (naming the file) if it is not an object of texts.
    static Result<Pronunciation> load(const std::filesystem::path& assets, std::string_view language);

    Pronunciation() = default;
    explicit Pronunciation(std::map<std::string, std::string, std::less<>> table) : table_(std::move(table)) {}

    /// "NIK 2101064107900001, KK" -> "nik 2 1 0 1 0 6, 4 1 0 7 9 0, 0 0 0 1, kaka". A text that is one sign alone is its name.
    [[nodiscard]] std::string spoken(std::string_view text) const;

  private:
    [[nodiscard]] std::string word(std::string_view word) const;
    [[nodiscard]] const std::string* find(std::string_view written) const;
    std::map<std::string, std::string, std::less<>> table_;
};

}  // namespace loket::speech

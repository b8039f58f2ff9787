#pragma once
// What a check of a number or a name found: errors that refuse it, warnings that an officer looks at.

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace loket::population {

enum class Level : std::uint8_t { Error, Warn };

/// `code` is a string-table key ("nik.month"); `context` one English sentence without the checked number or
/// name.
struct Finding {
    Level level = Level::Error;
    std::string code;
    std::string context;
};

using Findings = std::vector<Finding>;

inline bool has_error(const Findings& findings) {
    return std::any_of(findings.begin(), findings.end(),
                       [](const Finding& f) { return f.level == Level::Error; });
}

inline bool has_code(const Findings& findings, std::string_view code) {
    return std::any_of(findings.begin(), findings.end(), [&](const Finding& f) { return f.code == code; });
}

}  // namespace loket::population

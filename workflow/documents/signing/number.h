#pragma once
// Numbers of issued papers. The engine gives out the serials; here they are only written and read.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "devices/base/clock.h"
#include "devices/base/result.h"

namespace loket::documents::signing {

/// One paper's number in parts.
struct DocumentNumber {
    std::string kind;  ///< "SKPWNI": A-Z, 0-9 and -
    Date date{};       ///< day of issue; a pattern may show the year only, reading then gives 1 January
    std::uint32_t serial = 0;
    bool operator==(const DocumentNumber&) const = default;
};

/// How an office writes its numbers, from its configuration. Placeholders: {kind}, {serial} or {serial:6} (padded with
/// zeros), {year}, {month}, {day}, {roman} (month as I..XII).
class NumberPattern {
  public:
    /// `470/000123/SKPWNI/2026`.
    static constexpr std::string_view kDefault = "470/{serial:6}/{kind}/{year}";

    /// Rejected with "number.pattern" (context says where) for an unknown placeholder, one given twice, a pattern without
    /// {serial} or {year}, or two placeholders side by side that could not be told apart again.
    static Result<NumberPattern> parse(std::string_view pattern);

    /// Rejected with "number.parts" for a kind that is none, an impossible date, or serial 0.
    [[nodiscard]] Result<std::string> format(const DocumentNumber& number) const;
    /// Rejected with "number.form" for a text that `format` would not write. A pattern without {kind} reads kind as "".
    [[nodiscard]] Result<DocumentNumber> read(std::string_view text) const;

  private:
    enum class Part : std::uint8_t { Literal, Kind, Serial, Year, Month, Day, Roman };
    struct Piece {
        Part part = Part::Literal;
        std::string literal;
        int width = 0;  ///< least digits of a serial
    };
    static Result<Piece> placeholder(std::string_view name);
    static Status check(const std::vector<Piece>& pieces);
    [[nodiscard]] bool has(Part part) const;

    std::vector<Piece> pieces_;
};

}  // namespace loket::documents::signing

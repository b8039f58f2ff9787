#include "workflow/documents/signing/number.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace loket::documents::signing {
namespace {

constexpr std::array<std::string_view, 12> kRoman{"I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_kind(char c) { return (c >= 'A' && c <= 'Z') || is_digit(c) || c == '-'; }
bool is_roman(char c) { return c == 'I' || c == 'V' || c == 'X'; }

Error bad_pattern(std::string reason) { return rejected("number.pattern", "number pattern: " + std::move(reason)); }

/// Takes the longest run that fits off the front; at most `most` characters.
template <class Test>
std::string_view run(std::string_view& text, Test test, std::size_t most) {
    std::size_t length = 0;
    while (length < text.size() && length < most && test(text[length])) ++length;
    const auto out = text.substr(0, length);
    text.remove_prefix(length);
    return out;
}

unsigned number_of(std::string_view digits) {
    unsigned value = 0;
    const auto end = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return end.ec == std::errc{} && end.ptr == digits.data() + digits.size() ? value : 0;
}

}  // namespace

Result<NumberPattern::Piece> NumberPattern::placeholder(std::string_view name) {
    if (name == "kind") return Piece{Part::Kind, {}, 0};
    if (name == "year") return Piece{Part::Year, {}, 0};
    if (name == "month") return Piece{Part::Month, {}, 0};
    if (name == "day") return Piece{Part::Day, {}, 0};
    if (name == "roman") return Piece{Part::Roman, {}, 0};
    if (name == "serial") return Piece{Part::Serial, {}, 1};
    if (name.starts_with("serial:") && name.size() == 8 && name[7] >= '1' && name[7] <= '9')
        return Piece{Part::Serial, {}, name[7] - '0'};
    return bad_pattern(fmt::format("unknown placeholder {{{}}}", name));
}

Status NumberPattern::check(const std::vector<Piece>& pieces) {
    const auto count = [&](Part part) {
        return std::count_if(pieces.begin(), pieces.end(), [&](const Piece& piece) { return piece.part == part; });
    };
    for (const auto part : {Part::Kind, Part::Serial, Part::Year, Part::Month, Part::Day, Part::Roman})
        if (count(part) > 1) return bad_pattern("a placeholder is given twice");
    if (count(Part::Serial) != 1 || count(Part::Year) != 1) return bad_pattern("{serial} and {year} are needed");
    if (count(Part::Month) + count(Part::Roman) > 1) return bad_pattern("{month} and {roman} say the same");
    const auto varies = [](const Piece& piece) {
        return piece.part == Part::Kind || piece.part == Part::Serial || piece.part == Part::Roman;
    };
    for (std::size_t i = 0; i + 1 < pieces.size(); ++i) {
        if (!varies(pieces[i])) continue;
        const auto& next = pieces[i + 1];
        const auto runs_on = [&](char c) {
            return pieces[i].part == Part::Kind ? is_kind(c) : pieces[i].part == Part::Serial ? is_digit(c) : is_roman(c);
        };
        const bool apart = next.part == Part::Literal && !runs_on(next.literal.front());
        if (!apart) return bad_pattern("after {kind}, {serial} and {roman} a sign such as / must follow");
    }
    return {};
}

Result<NumberPattern> NumberPattern::parse(std::string_view pattern) {
    NumberPattern out;
    std::string literal;
    const auto flush = [&] {
        if (!literal.empty()) out.pieces_.push_back({Part::Literal, std::exchange(literal, {}), 0});
    };
    while (!pattern.empty()) {
        if (pattern.front() != '{') {
            if (pattern.front() == '}') return bad_pattern("} without {");
            literal += pattern.front();
            pattern.remove_prefix(1);
            continue;
        }
        const auto close = pattern.find('}');
        if (close == std::string_view::npos) return bad_pattern("{ without }");
        flush();
        LOKET_ASSIGN(piece, placeholder(pattern.substr(1, close - 1)));
        out.pieces_.push_back(piece);
        pattern.remove_prefix(close + 1);
    }
    flush();
    LOKET_TRY(check(out.pieces_));
    return out;
}

bool NumberPattern::has(Part part) const {
    return std::any_of(pieces_.begin(), pieces_.end(), [&](const Piece& piece) { return piece.part == part; });
}

Result<std::string> NumberPattern::format(const DocumentNumber& number) const {
    const bool kind = !number.kind.empty() && std::all_of(number.kind.begin(), number.kind.end(), is_kind);
    const int year = static_cast<int>(number.date.year());
    if ((has(Part::Kind) && !kind) || !number.date.ok() || year < 1000 || year > 9999 || number.serial == 0)
        return rejected("number.parts", "a document number needs a kind, a day of issue and a serial from 1");
    const auto month = static_cast<unsigned>(number.date.month());
    std::string out;
    for (const auto& piece : pieces_) switch (piece.part) {
            case Part::Literal: out += piece.literal; break;
            case Part::Kind: out += number.kind; break;
            case Part::Serial: out += fmt::format("{:0{}}", number.serial, piece.width); break;
            case Part::Year: out += fmt::format("{:04}", year); break;
            case Part::Month: out += fmt::format("{:02}", month); break;
            case Part::Day: out += fmt::format("{:02}", static_cast<unsigned>(number.date.day())); break;
            case Part::Roman: out += kRoman[month - 1]; break;
        }
    return out;
}

Result<DocumentNumber> NumberPattern::read(std::string_view text) const {
    unsigned year = 0, month = 1, day = 1;
    DocumentNumber out;
    auto rest = text;
    for (const auto& piece : pieces_) switch (piece.part) {
            case Part::Literal:
                if (rest.starts_with(piece.literal)) rest.remove_prefix(piece.literal.size());
                break;
            case Part::Kind: out.kind = run(rest, is_kind, rest.size()); break;
            case Part::Serial: out.serial = number_of(run(rest, is_digit, 10)); break;
            case Part::Year: year = number_of(run(rest, is_digit, 4)); break;
            case Part::Month: month = number_of(run(rest, is_digit, 2)); break;
            case Part::Day: day = number_of(run(rest, is_digit, 2)); break;
            case Part::Roman: {
                const auto found = std::find(kRoman.begin(), kRoman.end(), run(rest, is_roman, 4));
                month = static_cast<unsigned>(found - kRoman.begin()) + 1;
                break;
            }
        }
    out.date = Date{std::chrono::year{static_cast<int>(year)}, std::chrono::month{month}, std::chrono::day{day}};
    // Writing it again is the whole proof: padding, separators, what is left over.
    const auto again = format(out);
    if (!again || *again != text) return rejected("number.form", "this is not a document number of this office");
    return out;
}

}  // namespace loket::documents::signing

#include "kiosk/app/speech/pronunciation.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "devices/base/file.h"

namespace loket::speech {

namespace {

constexpr std::size_t kNikLength = 16, kLongNumber = 5, kLongestAbbreviation = 5;
constexpr std::string_view kDot = "\xE2\x80\xA2";  // of masked names and numbers

bool digit(char c) { return c >= '0' && c <= '9'; }
/// Latin letters are one byte, or two that begin with C3 … C5.
bool letter(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (byte >= 0xC3 && byte <= 0xC5);
}
bool inside_word(char c) { return letter(c) || (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

std::string spelled(std::string_view characters) {
    std::string out;
    for (const char c : characters) out += (out.empty() ? "" : " ") + std::string(1, c);
    return out;
}

/// A voice that reads "2101064107900001" says two quadrillion: long numbers are read digit by digit, a NIK as it is printed.
std::string number(std::string_view digits) {
    if (digits.size() < kLongNumber && (digits.size() == 1 || digits.front() != '0')) return std::string(digits);
    const std::size_t group = digits.size() == kNikLength ? 6 : digits.size() == 8 ? 4 : digits.size() <= 4 ? 4 : 3;
    std::string out;
    for (std::size_t at = 0; at < digits.size(); at += group) out += (out.empty() ? "" : ", ") + spelled(digits.substr(at, group));
    return out;
}

/// Capitals without a vowel cannot be read as a word.
bool abbreviation(std::string_view word) {
    return word.size() >= 2 && word.size() <= kLongestAbbreviation && std::ranges::all_of(word, [](char c) { return c >= 'A' && c <= 'Z'; }) &&
           word.find_first_of("AEIOU") == std::string_view::npos;
}

/// End of a word that starts at `at`; a hyphen between two letters belongs to it.
std::size_t word_end(std::string_view text, std::size_t at) {
    while (at < text.size() && (inside_word(text[at]) || (text[at] == '-' && at + 1 < text.size() && letter(text[at + 1])))) ++at;
    return at;
}

std::size_t digits_end(std::string_view text, std::size_t at) {
    while (at < text.size() && digit(text[at])) ++at;
    return at;
}

}  // namespace

Result<Pronunciation> Pronunciation::load(const std::filesystem::path& assets, std::string_view language) {
    const auto path = assets / "speech" / (std::string(language) + ".json");
    LOKET_ASSIGN(text, read_text(path));
    const auto parsed = nlohmann::json::parse(text, nullptr, false);
    if (!parsed.is_object()) return corrupt("pronunciation: " + path.filename().string() + " must be one JSON object");
    std::map<std::string, std::string, std::less<>> table;
    for (const auto& [written, said] : parsed.items()) {
        if (!said.is_string()) return corrupt("pronunciation: " + path.filename().string() + ": \"" + written + "\" is not a text");
        table.emplace(written, said.get<std::string>());
    }
    return Pronunciation(std::move(table));
}

const std::string* Pronunciation::find(std::string_view written) const {
    const auto found = table_.find(written);
    return found == table_.end() ? nullptr : &found->second;
}

std::string Pronunciation::word(std::string_view word) const {
    if (const auto* said = find(word)) return *said;
    if (const auto hyphen = word.find('-'); hyphen != std::string_view::npos) return this->word(word.substr(0, hyphen)) + " " + this->word(word.substr(hyphen + 1));
    return abbreviation(word) ? spelled(word) : std::string(word);
}

std::string Pronunciation::spoken(std::string_view text) const {
    if (const auto* sign = find(text)) return *sign;
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t start = at;
        if (digit(text[at])) {
            at = digits_end(text, at);
            out += number(text.substr(start, at - start));
            // 10.24 is a time, not a fraction; 23-11-2026 and A-012 are read in parts.
            if (at + 1 < text.size() && digit(text[at + 1]) && (text[at] == '.' || text[at] == '-' || text[at] == '/')) out += " ", ++at;
        } else if (text.substr(at).starts_with(kDot)) {
            while (text.substr(at).starts_with(kDot)) at += kDot.size();
            const auto* hidden = find(kDot);
            out += (out.empty() || out.back() == ' ' ? "" : " ") + (hidden == nullptr ? std::string{} : *hidden) + " ";
        } else if (letter(text[at])) {
            at = word_end(text, at);
            out += word(text.substr(start, at - start));
            if (at + 1 < text.size() && text[at] == '-' && digit(text[at + 1])) out += ", ", ++at;
        } else {
            ++at;
            const auto byte = static_cast<unsigned char>(text[start]);
            if (byte >= 0x80) out += out.empty() || out.back() == ' ' ? "" : " ";  // arrows, middle dots: a breath
            else out += text[start] == '/' || text[start] == '-' ? ' ' : text[start];
        }
    }
    return out;
}

}  // namespace loket::speech

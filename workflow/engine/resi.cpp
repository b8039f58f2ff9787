#include "workflow/engine/resi.h"

#include <fmt/format.h>

#include <array>
#include <cctype>

namespace loket::engine {
namespace {

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
constexpr std::string_view kQrPrefix = "LOKET:RESI:";

std::string without_blanks_and_hyphens(std::string_view text) {
    std::string out;
    for (const char c : text)
        if (!std::isspace(static_cast<unsigned char>(c)) && c != '-') out += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return out;
}

bool only(std::string_view text, int (*test)(int)) {
    for (const char c : text)
        if (test(static_cast<unsigned char>(c)) == 0) return false;
    return true;
}

bool has_form(std::string_view plain) {  // BTN YYMMDD AAA 0001 C
    return plain.size() == 17 && plain.starts_with("BTN") && only(plain.substr(3, 6), std::isdigit) &&
           only(plain.substr(9, 3), std::isupper) && only(plain.substr(12, 4), std::isdigit) &&
           kAlphabet.find(plain.back()) != std::string_view::npos;
}

}  // namespace

// A character is an element of the ring GF(4) × Z/9, which has 36: its lower two bits and its ninths. One step multiplies
// the sum by (ω, 2) and adds the character. Both (ω, 2) and (ω, 2) − 1 can be divided by, hence no single wrong character
// and no swap of neighbours leaves the sum as it was.
char check_character(std::string_view text) {
    static constexpr std::array<unsigned, 4> kTimesOmega = {0, 2, 3, 1};
    unsigned fours = 0, nines = 0;
    for (const char c : text) {
        const auto value = static_cast<unsigned>(kAlphabet.find(c));
        if (value >= kAlphabet.size()) continue;
        fours = kTimesOmega[fours] ^ (value % 4);
        nines = (2 * nines + value / 4) % 9;
    }
    return kAlphabet[kTimesOmega[fours] + 4 * ((18 - 2 * nines) % 9)];
}

std::string make_resi(Date day, std::string_view service, int serial) {
    const auto body = fmt::format("BTN-{:02}{:02}{:02}-{}-{:04}", static_cast<int>(day.year()) % 100,
                                  static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()), service, serial);
    return body + "-" + check_character(body);
}

std::string resi_series(std::string_view resi) { return resi.size() == 21 ? std::string(resi.substr(4, 10)) : std::string(); }

Result<std::string> parse_resi(std::string_view text) {
    auto plain = without_blanks_and_hyphens(text);
    if (plain.starts_with(kQrPrefix)) plain.erase(0, kQrPrefix.size());
    if (!has_form(plain)) return rejected("resi.unreadable", "not in the form BTN-YYMMDD-KTP-0001-C");
    if (check_character(std::string_view(plain).substr(0, 16)) != plain.back())
        return rejected("resi.check", "the check character does not fit: one character is wrong or two are swapped");
    for (const std::size_t place : {3, 10, 14, 19}) plain.insert(place, 1, '-');
    return plain;
}

std::string resi_qr(std::string_view resi) { return std::string(kQrPrefix) + std::string(resi); }

}  // namespace loket::engine

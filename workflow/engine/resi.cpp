#include "workflow/engine/resi.h"

#include <fmt/format.h>

#include <cctype>

namespace loket::engine {
namespace {

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
constexpr std::string_view kQrPrefix = "LOKET:RESI:";

std::string normalised(std::string_view text) {
    std::string out;
    for (const char c : text)
        if (!std::isspace(static_cast<unsigned char>(c))) out += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    if (out.starts_with(kQrPrefix)) out.erase(0, kQrPrefix.size());
    return out;
}

bool only(std::string_view text, int (*test)(int)) {
    for (const char c : text)
        if (test(static_cast<unsigned char>(c)) == 0) return false;
    return true;
}

bool has_form(std::string_view resi) {  // BTN-YYMMDD-AAA-0001-C
    return resi.size() == 21 && resi.starts_with("BTN-") && resi[10] == '-' && resi[14] == '-' && resi[19] == '-' &&
           only(resi.substr(4, 6), std::isdigit) && only(resi.substr(11, 3), std::isalnum) &&
           only(resi.substr(15, 4), std::isdigit) && std::isalnum(static_cast<unsigned char>(resi[20])) != 0;
}

}  // namespace

char check_character(std::string_view text) {
    int product = 36;
    for (const char c : text) {
        const auto value = kAlphabet.find(c);
        if (value == std::string_view::npos) continue;
        int sum = (product + static_cast<int>(value)) % 36;
        if (sum == 0) sum = 36;
        product = sum * 2 % 37;
    }
    return kAlphabet[static_cast<std::size_t>((37 - product) % 36)];
}

std::string make_resi(Date day, std::string_view service, int serial) {
    const auto body = fmt::format("BTN-{:02}{:02}{:02}-{}-{:04}", static_cast<int>(day.year()) % 100,
                                  static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()), service, serial);
    return body + "-" + check_character(body);
}

Result<std::string> parse_resi(std::string_view text) {
    auto resi = normalised(text);
    if (!has_form(resi)) return rejected("resi.unreadable", "not in the form BTN-YYMMDD-KTP-0001-C");
    if (check_character(std::string_view(resi).substr(0, 19)) != resi.back())
        return rejected("resi.check", "the check character does not fit: one character is wrong or two are swapped");
    return resi;
}

std::string resi_qr(std::string_view resi) { return std::string(kQrPrefix) + std::string(resi); }

}  // namespace loket::engine

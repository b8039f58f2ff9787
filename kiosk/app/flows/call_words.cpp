#include "kiosk/app/flows/call_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

namespace loket::app {

namespace {

using Words = std::array<std::string_view, 10>;
constexpr Words kDigits = {"nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"};
constexpr Words kDigitsEn = {"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"};
constexpr Words kTeensEn = {"ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
constexpr Words kTensEn = {"", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"};

std::string digit(int value, const Words& words) { return std::string(words[static_cast<std::size_t>(value)]); }

std::string joined(const std::string& head, const std::string& rest) { return rest.empty() ? head : head + " " + rest; }

/// Nothing for 0: the part of a number that is not said.
std::string part(int number);

std::string above(int number, int unit, const char* one, const char* many) {
    const int count = number / unit;
    return joined(count == 1 ? one : part(count) + " " + many, part(number % unit));
}

std::string part(int number) {
    if (number == 0) return {};
    if (number < 10) return digit(number, kDigits);
    if (number == 10) return "sepuluh";
    if (number == 11) return "sebelas";
    if (number < 20) return digit(number - 10, kDigits) + " belas";
    if (number < 100) return joined(digit(number / 10, kDigits) + " puluh", part(number % 10));
    if (number < 1000) return above(number, 100, "seratus", "ratus");
    return above(number, 1000, "seribu", "ribu");
}

std::string part_en(int number) {
    if (number == 0) return {};
    if (number < 10) return digit(number, kDigitsEn);
    if (number < 20) return digit(number - 10, kTeensEn);
    if (number < 100) return number % 10 == 0 ? digit(number / 10, kTensEn) : digit(number / 10, kTensEn) + "-" + digit(number % 10, kDigitsEn);
    if (number < 1000) return joined(digit(number / 100, kDigitsEn) + " hundred", part_en(number % 100));
    return joined(part_en(number / 1000) + " thousand", part_en(number % 1000));
}

std::string spelled(const std::string& ticket, const Words& digits) {
    std::string out;
    for (const char sign : ticket) {
        if (std::isalnum(static_cast<unsigned char>(sign)) == 0) continue;
        const bool figure = std::isdigit(static_cast<unsigned char>(sign)) != 0;
        if (!out.empty()) out += ' ';
        out += figure ? digit(sign - '0', digits) : std::string(1, sign);
    }
    return out;
}

}  // namespace

std::string number_words(int number, const std::string& language) {
    const bool english = language == "en";
    if (number == 0) return english ? "zero" : "nol";
    return english ? part_en(number) : part(number);
}

std::string call_sentence(const std::string& ticket, const std::string& loket, const std::string& language) {
    const bool english = language == "en";
    const bool figures = !loket.empty() && loket.size() < 6 && std::ranges::all_of(loket, [](char c) { return c >= '0' && c <= '9'; });
    const auto counter = joined("", figures ? number_words(std::stoi(loket), language) : loket);
    return english ? fmt::format("Ticket number {}, please go to counter{}.", spelled(ticket, kDigitsEn), counter)
                   : fmt::format("Nomor antrean {}, silakan ke loket{}.", spelled(ticket, kDigits), counter);
}

}  // namespace loket::app

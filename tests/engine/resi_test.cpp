#include "workflow/engine/resi.h"

#include <fmt/format.h>

#include <catch2/catch.hpp>

using namespace loket;
using namespace loket::engine;

namespace {

constexpr std::string_view kCharacters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

Date day(unsigned month, unsigned number) { return Date{std::chrono::year(2026), std::chrono::month(month), std::chrono::day(number)}; }

std::vector<std::string> some_resi() {
    std::vector<std::string> out;
    for (unsigned number = 1; number <= 28; number += 3)
        for (int serial = 1; serial <= 9999; serial += 409) out.push_back(make_resi(day(11, number), serial % 2 == 0 ? "KTP" : "SKP", serial));
    return out;
}

std::string code_of(const std::string& text) {
    const auto parsed = parse_resi(text);
    return parsed ? *parsed : parsed.error().code;
}

}  // namespace

TEST_CASE("a resi says day, service and serial, and nothing about the person") {
    const auto resi = make_resi(day(11, 23), "KTP", 42);
    CHECK(resi.substr(0, 20) == "BTN-261123-KTP-0042-");
    CHECK(resi.size() == 21);
    CHECK(resi_series(resi) == "261123-KTP");
    CHECK(resi_series("BTN").empty());
    CHECK(parse_resi(resi).value() == resi);
    CHECK(parse_resi(resi_qr(resi)).value() == resi);
    CHECK(parse_resi(make_resi(day(11, 23), "KTP", kLastResiSerial)).ok());
    CHECK_FALSE(parse_resi(make_resi(day(11, 23), "KTP", kLastResiSerial + 1)).ok());
}

TEST_CASE("case, blanks, hyphens and the prefix of the code are forgiven") {
    const auto resi = make_resi(day(11, 23), "KTP", 42);
    std::string lower = resi;
    for (auto& c : lower) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    std::string bare = lower;
    std::erase(bare, '-');
    auto spaced = bare;
    spaced.insert(9, " \t").append("\r\n");
    for (const auto& typed : {lower, bare, spaced, resi_qr(resi), resi_qr(bare), fmt::format("loket:resi: {}", lower)})
        CHECK(code_of(typed) == resi);
}

TEST_CASE("what is not a resi is unreadable") {
    for (const std::string text : {"", "-", "BTN", "A-001", "2101010101810001", "BTN-261123-KTP-0042", "BTN-261123-KTP-00042-K", "BTN-26112X-KTP-0042-K",
                                   "BTN-261123-K1P-0042-K", "XTN-261123-KTP-0042-K", "BTN-261123-KTP-0042-é", "LOKET:RESI:"})
        CHECK(code_of(text) == "resi.unreadable");
    CHECK(code_of(std::string(100000, 'B')) == "resi.unreadable");
    CHECK(code_of(std::string("BTN-261123-KTP-0042\0K", 21)) == "resi.unreadable");
}

TEST_CASE("every wrong character is caught") {
    for (const auto& resi : some_resi())
        for (std::size_t place = 0; place < resi.size(); ++place)
            for (const char wrong : kCharacters) {
                auto typed = resi;
                typed[place] = wrong;
                if (typed != resi && parse_resi(typed).ok()) FAIL(typed << " passes for " << resi);
            }
}

TEST_CASE("every swap of neighbours is caught") {
    for (const auto& resi : some_resi())
        for (std::size_t place = 0; place + 1 < resi.size(); ++place) {
            auto typed = resi;
            std::swap(typed[place], typed[place + 1]);
            const auto parsed = parse_resi(typed);
            if (typed != resi && parsed && *parsed != resi) FAIL(typed << " passes for " << *parsed);
        }
}

TEST_CASE("the check character alone catches wrong characters and swaps in any text") {
    // Independent of the form, which hides most mistakes among letters: all pairs, in states that differ.
    for (const std::string before : {"", "7", "BTN2", "0Z9", "K1L2M3"})
        for (const char a : kCharacters)
            for (const char b : kCharacters) {
                if (a == b) continue;
                CHECK(check_character(before + a + "5") != check_character(before + b + "5"));
                CHECK(check_character(before + a + b) != check_character(before + b + a));
                const auto swapped_with_check = before + check_character(before + a);
                if (check_character(before + a) != a) CHECK(check_character(swapped_with_check) != a);
            }
}

#include "workflow/population/names.h"

#include <catch2/catch.hpp>
#include <string>

using namespace loket;
using namespace loket::population;

namespace {
bool clean(std::string_view name, NameUse use = NameUse::Deed) { return check_name(name, use).empty(); }
bool breaks_only(std::string_view name, std::string_view code, NameUse use = NameUse::Deed) {
    const auto findings = check_name(name, use);
    return findings.size() == 1 && findings[0].code == code;
}
}  // namespace

TEST_CASE("ordinary new names pass") {
    for (const auto* name : {"SITI NURHALIZA", "Muhammad Rizky Ramadhan", "NG MEI LING", "ANDI TENRI",
                             "RAJA ALI HAJI FISABILILLAH", "BUDI SITUMORANG"}) {
        CAPTURE(name);
        CHECK(clean(name, NameUse::Card));
    }
}

TEST_CASE("each rule for new names refuses its own case") {
    CHECK(breaks_only("", "name.empty"));
    CHECK(breaks_only("   ", "name.empty"));
    CHECK(breaks_only("SITI  AMINAH", "name.spacing"));
    CHECK(breaks_only(" SITI AMINAH", "name.spacing"));
    CHECK(breaks_only("SITI AMINAH ", "name.spacing"));
    CHECK(breaks_only("SITI AM1NAH", "name.digit"));
    CHECK(breaks_only("SITI MA'RIFAH", "name.punctuation"));
    CHECK(breaks_only("NUR-AINI SARI", "name.punctuation"));
    CHECK(breaks_only("SITI AM\xC3\x8DNAH", "name.not_latin"));
    CHECK(breaks_only("SITI\tAMINAH SARI", "name.not_latin"));
    const std::string sixty = std::string(29, 'A') + " " + std::string(30, 'I');
    CHECK(sixty.size() == 60);
    CHECK(clean(sixty));
    CHECK(breaks_only(sixty + "A", "name.too_long"));
}

TEST_CASE("one word and abbreviations warn, an officer decides") {
    CHECK(breaks_only("SUPARMAN", "name.one_word"));
    CHECK(breaks_only("MHD RIZKY", "name.abbreviation"));
    CHECK(breaks_only("M RIZKY", "name.abbreviation"));
    CHECK_FALSE(has_error(check_name("SUPARMAN", NameUse::Deed)));
    CHECK(require_name("SUPARMAN", NameUse::Deed).ok());
}

TEST_CASE("titles stand on cards and never on deeds") {
    CHECK(clean("H. AHMAD FAUZI, S.H.", NameUse::Card));
    CHECK(clean("HJ SITI AMINAH", NameUse::Card));
    CHECK(breaks_only("H. AHMAD FAUZI, S.H.", "name.title"));
    CHECK(require_name("DRS AHMAD FAUZI", NameUse::Deed).error().code == "name.title");
    CHECK(breaks_only("AHMAD, FAUZI", "name.punctuation", NameUse::Card));  // a comma belongs to a title only
}

TEST_CASE("any bytes are judged without harm") {
    for (int first = 0; first < 256; ++first)
        for (int second = 0; second < 256; second += 5) {
            const char text[] = {static_cast<char>(first), static_cast<char>(second)};
            const auto findings = check_name({text, 2}, NameUse::Card);
            if (findings.empty()) FAIL("two letters are at most one word");
        }
}

// Document numbers are written by the office's pattern and read back to their parts.

#include <catch2/catch.hpp>

#include "devices/base/random.h"
#include "workflow/documents/signing/number.h"

using namespace loket;
using namespace loket::documents::signing;

namespace {

const Date kIssueDay{std::chrono::year{2026}, std::chrono::month{11}, std::chrono::day{26}};

}  // namespace

TEST_CASE("numbers by the usual patterns") {
    const DocumentNumber number{"SKPWNI", kIssueDay, 123};
    const auto written = [&](std::string_view pattern) { return NumberPattern::parse(pattern).value().format(number).value(); };
    CHECK(written(NumberPattern::kDefault) == "470/000123/SKPWNI/2026");
    CHECK(written("{kind}/2101/{day}{month}{year}/{serial:4}") == "SKPWNI/2101/26112026/0123");
    CHECK(written("474.1/{serial}/XYZ/{roman}/{year}") == "474.1/123/XYZ/XI/2026");
    const auto usual = NumberPattern::parse(NumberPattern::kDefault).value();
    const auto read = usual.read("470/000123/SKPWNI/2026").value();
    CHECK(read.kind == "SKPWNI");
    CHECK(read.serial == 123);
    CHECK(read.date.year() == kIssueDay.year());
    for (const auto* bad : {"", "470/123/SKPWNI/2026", "470/000123/SKPWNI/26", "470/000123/skpwni/2026", "471/000123/SKPWNI/2026",
                            "470/000000/SKPWNI/2026", "470/000123/SKPWNI/2026x", "470/00012301234567/SKPWNI/2026"})
        CHECK(usual.read(bad).error().code == "number.form");
    CHECK(usual.read("470/1234567/SKPWNI/2026").value().serial == 1234567);
    CHECK_FALSE(usual.format({"", kIssueDay, 1}));
    CHECK_FALSE(usual.format({"SKPWNI", kIssueDay, 0}));
    CHECK_FALSE(usual.format({"SKPWNI", Date{}, 1}));
}

TEST_CASE("patterns that could not be read back are refused with the reason") {
    for (const auto* bad : {"470/{serial", "}", "{nomor}", "{serial}{year}", "{kind}A/{serial}/{year}", "{serial}/{kind}",
                            "{year}/{serial}/{serial:6}", "{serial:0}/{year}", "{year}/{month}/{roman}/{serial}"}) {
        const auto pattern = NumberPattern::parse(bad);
        REQUIRE_FALSE(pattern);
        CHECK(pattern.error().code == "number.pattern");
    }
}

TEST_CASE("whatever is written is read back, in every pattern with all its parts") {
    SeededRandom random(20261126);
    const auto pattern = NumberPattern::parse("{kind}/2101/{day}-{roman}-{year}/{serial:4}").value();
    for (int i = 0; i < 500; ++i) {
        const Date day{std::chrono::sys_days{kIssueDay} + std::chrono::days{random.between(-9000, 9000)}};
        std::string kind;
        for (int k = random.between(1, 12); k > 0; --k) kind += "ABCXYZ-019"[random.below(10)];
        const DocumentNumber number{kind, day, static_cast<std::uint32_t>(random.between(1, 2'000'000'000))};
        CHECK(pattern.read(pattern.format(number).value()).value() == number);
    }
}

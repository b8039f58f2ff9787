#include "workflow/documents/format.h"

#include <catch2/catch.hpp>

using namespace loket;
using namespace loket::documents;

namespace {
constexpr Date day(int y, unsigned m, unsigned d) {
    return Date{std::chrono::year{y}, std::chrono::month{m}, std::chrono::day{d}};
}
}  // namespace

TEST_CASE("dates are written the Indonesian way") {
    CHECK(long_date(day(2026, 11, 23)) == "Senin, 23 November 2026");
    CHECK(long_date(day(2024, 2, 29)) == "Kamis, 29 Februari 2024");
    CHECK(plain_date(day(2026, 8, 17)) == "17 Agustus 2026");
    CHECK(short_date(day(2026, 5, 1)) == "1 Mei 2026");
    CHECK(short_date(day(2026, 10, 9)) == "9 Okt 2026");
    for (unsigned i = 0; i < 7; ++i)
        CHECK(day_name(day(2026, 11, 22 + i)) ==
              std::vector<std::string>{"Minggu", "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu"}[i]);
}

TEST_CASE("a date that is none becomes a dash") {
    CHECK(long_date(Date{}) == "–");
    CHECK(plain_date(day(2026, 2, 30)) == "–");
    CHECK(day_name(day(2026, 13, 1)) == "–");
}

TEST_CASE("times are shown in WIB and their unit stays with them") {
    CHECK(wib_clock(from_millis(0)) == "07.00\u00a0WIB");
    CHECK(long_date_time(wib_instant(day(2026, 11, 23), 8, 5)) ==
          "Senin, 23 November 2026, pukul 08.05\u00a0WIB");
    CHECK(long_date_time(wib_instant(day(2026, 12, 31), 23, 59)).starts_with("Kamis, 31 Desember 2026"));
}

TEST_CASE("waiting times are rounded to words") {
    CHECK(waiting_time(0) == "kurang dari 5 menit");
    CHECK(waiting_time(-3) == "kurang dari 5 menit");
    CHECK(waiting_time(5) == "± 5 menit");
    CHECK(waiting_time(60) == "± 1 jam");
    CHECK(waiting_time(75) == "± 1 jam 15 menit");
    CHECK(working_days(3) == "3 hari kerja");
}

TEST_CASE("a NIK is masked, and what is no NIK is masked whole") {
    CHECK(masked_nik("2101085709050001") == "2101••••••••0001");
    for (const auto* bad : {"", "12345", "21010857090500012", "2101O85709050001"}) {
        const auto masked = masked_nik(bad);
        CHECK(masked.find_first_of("0123456789") == std::string::npos);
        CHECK(masked.size() == 16 * std::string_view("•").size());
    }
}

TEST_CASE("upper case goes beyond ASCII and survives broken bytes") {
    CHECK(upper("Désa Tembeling") == "DÉSA TEMBELING");
    CHECK(upper("a\xff"
                "b")
              .find('B') != std::string::npos);
}

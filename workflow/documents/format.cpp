#include "workflow/documents/format.h"

#include <fmt/format.h>
#include <glib.h>

#include <algorithm>
#include <array>
#include <memory>

namespace loket::documents {
namespace {

constexpr std::array<std::string_view, 7> kDays{"Minggu", "Senin", "Selasa", "Rabu",
                                                "Kamis",  "Jumat", "Sabtu"};
constexpr std::array<std::string_view, 12> kMonths{"Januari",   "Februari", "Maret",    "April",
                                                   "Mei",       "Juni",     "Juli",     "Agustus",
                                                   "September", "Oktober",  "November", "Desember"};
constexpr std::array<std::string_view, 12> kShortMonths{"Jan", "Feb", "Mar", "Apr", "Mei", "Jun",
                                                        "Jul", "Agu", "Sep", "Okt", "Nov", "Des"};

/// A date nobody set is a dash on paper, not a crash.
constexpr std::string_view kNoDate = "–";

std::string dated(Date day, const std::array<std::string_view, 12>& months) {
    if (!day.ok()) return std::string(kNoDate);
    return fmt::format("{} {} {}", static_cast<unsigned>(day.day()),
                       months[static_cast<unsigned>(day.month()) - 1], static_cast<int>(day.year()));
}

}  // namespace

std::string_view day_name(Date day) {
    if (!day.ok()) return kNoDate;
    return kDays[std::chrono::weekday{std::chrono::sys_days{day}}.c_encoding()];
}

std::string plain_date(Date day) { return dated(day, kMonths); }
std::string short_date(Date day) { return dated(day, kShortMonths); }
std::string long_date(Date day) {
    return day.ok() ? fmt::format("{}, {}", day_name(day), plain_date(day)) : std::string(kNoDate);
}

std::string wib_clock(Instant at) {
    const auto time = wib_time(at);
    return fmt::format("{:02}.{:02}\u00a0WIB", time.hour, time.minute);
}

std::string long_date_time(Instant at) {
    return fmt::format("{}, pukul {}", long_date(wib_date(at)), wib_clock(at));
}

std::string waiting_time(int minutes) {
    if (minutes < 5) return "kurang dari 5 menit";
    if (minutes < 60) return fmt::format("± {} menit", minutes);
    if (minutes % 60 == 0) return fmt::format("± {} jam", minutes / 60);
    return fmt::format("± {} jam {} menit", minutes / 60, minutes % 60);
}

std::string working_days(int days) { return fmt::format("{} hari kerja", days); }

bool sixteen_digits(std::string_view text) {
    return text.size() == 16 && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string masked_nik(std::string_view nik) {
    const bool sound = sixteen_digits(nik);
    std::string out(sound ? nik.substr(0, 4) : "");
    for (int i = 0; i < (sound ? 8 : 16); ++i) out += "•";
    if (sound) out += nik.substr(12);
    return out;
}

std::string upper(std::string_view text) {
    const std::unique_ptr<char, decltype(&g_free)> valid(
        g_utf8_make_valid(text.data(), static_cast<gssize>(text.size())), g_free);
    const std::unique_ptr<char, decltype(&g_free)> raised(g_utf8_strup(valid.get(), -1), g_free);
    return raised.get();
}

}  // namespace loket::documents

#include "workflow/engine/serials.h"

#include <fmt/format.h>

namespace loket::engine {
namespace {

int year(Date day) { return static_cast<int>(day.year()); }

void replace_all(std::string& text, const std::string& what, const std::string& by) {
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size())) text.replace(at, what.size(), by);
}

}  // namespace

std::string paper_series(const std::string& kind, Date day) { return fmt::format("{}/{}", kind, year(day)); }

std::string paper_number(std::string pattern, Date day, int serial) {
    replace_all(pattern, "{serial}", fmt::format("{:04}", serial));
    replace_all(pattern, "{yyyy}", fmt::format("{:04}", year(day)));
    replace_all(pattern, "{ddmmyyyy}",
                fmt::format("{:02}{:02}{:04}", static_cast<unsigned>(day.day()), static_cast<unsigned>(day.month()), year(day)));
    return pattern;
}

std::string register_series(Date day) { return fmt::format("REG-{}", year(day)); }
std::string register_number(Date day, int serial) { return fmt::format("{}-{:05}", register_series(day), serial); }

std::string complaint_series(Date day) { return fmt::format("ADU-{}", year(day)); }
std::string complaint_number(Date day, int serial) { return fmt::format("{}-{:04}", complaint_series(day), serial); }

std::string case_series(Date day, const std::string& letter) { return iso_date(day) + "/" + letter; }
int serials_begin(const NumbersBegin& begin, const std::string& series) {
    if (begin.day.empty()) return 0;
    if (series.starts_with(begin.day)) return begin.day_jump;
    constexpr std::string_view kAppointments = "JT-";  // of days that are still to come, too
    if (series.starts_with(kAppointments)) return series.substr(kAppointments.size()) >= begin.day ? begin.day_jump : 0;
    const auto of_year = begin.day.substr(0, 4);
    return series.ends_with("/" + of_year) || series.ends_with("-" + of_year) ? begin.year_jump : 0;
}

int resi_begin(const NumbersBegin& begin, const std::string& series) {
    const auto& day = begin.day;
    return day.size() == 10 && series.starts_with(day.substr(2, 2) + day.substr(5, 2) + day.substr(8, 2)) ? begin.day_jump : 0;
}

std::string case_number(const std::string& series, int serial) { return fmt::format("{}-{:03}", series, serial); }

}  // namespace loket::engine

#include "workflow/population/nik.h"

#include <fmt/format.h>

#include <array>

#include "workflow/population/sixteen.h"

namespace loket::population {
namespace {

constexpr std::string_view kNik = "nik";
constexpr int kFemaleOffset = 40;
constexpr int kOldest = 120;
constexpr int kAdult = 17;
constexpr const char* kMonths[] = {"January", "February", "March",     "April",   "May",      "June",
                                   "July",    "August",   "September", "October", "November", "December"};

bool plausible(Date born, Date today) { return born <= today && age_on(born, today) <= kOldest; }

/// The two birthdays the six digits can mean, where they exist: 20YY (or the recorded century), then 19YY.
std::array<std::optional<Date>, 2> possible_births(const Sixteen& parts, int day, const NikContext& context) {
    constexpr int kCentury = 100;
    const int first = context.recorded_birth
                          ? static_cast<int>(context.recorded_birth->year()) / kCentury * kCentury
                          : 2000;
    const int second = first == 1900 ? 2000 : 1900;
    return {real_date(first + parts.year, parts.month, day),
            real_date(second + parts.year, parts.month, day)};
}

/// The century rule of DOMAIN §2.1. Nothing if no plausible century has this day (29 February 1900).
std::optional<Date> choose_birth(const Sixteen& parts, int day, const NikContext& context) {
    const auto births = possible_births(parts, day, context);
    if (births[0] && births[0] == context.recorded_birth) return births[0];
    const auto fits = [&](const std::optional<Date>& born) {
        return born && plausible(*born, context.today);
    };
    for (const auto& born : births)
        if (fits(born) && (!context.at_least_17 || age_on(*born, context.today) >= kAdult)) return born;
    for (const auto& born : births)
        if (fits(born)) return born;
    // Neither century is plausible: an ordinary day is still a day and gets a warning, 29 February of a lone
    // leap year does not.
    if (births[0] && births[1]) return births[1];
    return std::nullopt;
}

void check_birth(NikReport& report, const Sixteen& parts, const NikContext& context) {
    const bool female = parts.day > kFemaleOffset;
    const int day = female ? parts.day - kFemaleOffset : parts.day;
    if (day < 1 || day > 31)
        return add_error(report.findings, kNik, "day", "the day is not 01 to 31 or 41 to 71");
    report.sex = female ? Sex::Female : Sex::Male;
    if (parts.month < 1 || parts.month > 12) return;
    if (day_can_exist(parts.month, day)) report.born = choose_birth(parts, day, context);
    if (!report.born)
        add_error(report.findings, kNik, "date", "the month has no such day in any possible year");
}

void compare_with_record(NikReport& report, const NikContext& context) {
    auto& findings = report.findings;
    if (report.born && context.recorded_birth && *report.born != *context.recorded_birth)
        add_warning(findings, kNik, "birth_differs", "the digits give another birthday than the record");
    if (report.sex && context.recorded_sex && *report.sex != *context.recorded_sex)
        add_warning(findings, kNik, "sex_differs", "the digits give another sex than the record");
    if (report.born && !plausible(*report.born, context.today))
        add_warning(findings, kNik, "age", "the birthday is in the future or more than 120 years ago");
}

std::string spoken_date(Date date) {
    return fmt::format("{} {} {}", static_cast<unsigned>(date.day()),
                       kMonths[static_cast<unsigned>(date.month()) - 1], static_cast<int>(date.year()));
}

}  // namespace

NikReport examine_nik(std::string_view text, const Regions& regions, const NikContext& context) {
    NikReport report;
    const auto parts = read_sixteen(text, kNik, report.findings);
    if (!parts) return report;
    report.nik = text;
    report.serial = parts->serial;
    const auto place = regions.place(parts->region);
    report.province = place.province;
    report.regency = place.regency;
    report.district = place.district;
    check_common(*parts, kNik, regions, report.findings);
    check_birth(report, *parts, context);
    compare_with_record(report, context);
    return report;
}

Result<NikReport> parse_nik(std::string_view text, const Regions& regions, const NikContext& context) {
    auto report = examine_nik(text, regions, context);
    for (const auto& finding : report.findings)
        if (finding.level == Level::Error) return rejected(finding.code, finding.context);
    return report;
}

Result<std::string> compose_nik(std::string_view district_digits, Date born, Sex sex, int serial) {
    if (district_digits.size() != 6 ||
        district_digits.find_first_not_of("0123456789") != std::string_view::npos)
        return rejected("nik.region", "a district is six digits");
    if (!born.ok() || static_cast<int>(born.year()) < 0)
        return rejected("nik.date", "the birthday is not a day");
    if (serial < 1 || serial > 9999) return rejected("nik.serial", "the serial is not 1 to 9999");
    const int day =
        static_cast<int>(static_cast<unsigned>(born.day())) + (sex == Sex::Female ? kFemaleOffset : 0);
    return fmt::format("{}{:02}{:02}{:02}{:04}", district_digits, day, static_cast<unsigned>(born.month()),
                       static_cast<int>(born.year()) % 100, serial);
}

std::string mask_nik(std::string_view nik) {
    constexpr std::string_view kDot = "•";
    const bool whole = nik.size() == 16 && nik.find_first_not_of("0123456789") == std::string_view::npos;
    std::string masked(whole ? nik.substr(0, 4) : "");
    for (int i = 0; i < (whole ? 8 : 16); ++i) masked += kDot;
    if (whole) masked += nik.substr(12);
    return masked;
}

std::string describe(const NikReport& report) {
    std::string text = fmt::format("{}: {}", report.nik.empty() ? "NIK" : report.nik,
                                   report.valid() ? "valid" : "not valid");
    if (report.sex) text += *report.sex == Sex::Female ? ", female" : ", male";
    if (report.born) text += ", " + spoken_date(*report.born);
    for (const auto& name : {report.district, report.regency, report.province})
        if (!name.empty()) text += ", " + name;
    if (report.serial > 0) text += fmt::format(", serial {}", report.serial);
    for (const auto& finding : report.findings)
        text += fmt::format("\n{}: {} ({})", finding.level == Level::Error ? "error" : "warning",
                            finding.context, finding.code);
    return text;
}

}  // namespace loket::population

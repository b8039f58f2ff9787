#include "workflow/population/kk_number.h"

#include "workflow/population/nik.h"
#include "workflow/population/sixteen.h"

namespace loket::population {
namespace {

constexpr std::string_view kKk = "kk";

void check_recorded(KkReport& report, const Sixteen& parts, Date today) {
    if (parts.day < 1 || parts.day > 31)
        return add_error(report.findings, kKk, "day", "the day is not 01 to 31");
    if (parts.month < 1 || parts.month > 12) return;
    report.recorded = real_date(2000 + parts.year, parts.month, parts.day);
    if (!report.recorded || *report.recorded > today)
        report.recorded = real_date(1900 + parts.year, parts.month, parts.day);
    if (!report.recorded)
        add_error(report.findings, kKk, "date", "the month has no such day in any possible year");
}

}  // namespace

KkReport examine_kk(std::string_view text, const Regions& regions, Date today) {
    KkReport report;
    const auto parts = read_sixteen(text, kKk, report.findings);
    if (!parts) return report;
    report.serial = parts->serial;
    const auto place = regions.place(parts->region);
    report.province = place.province;
    report.regency = place.regency;
    report.district = place.district;
    check_common(*parts, kKk, regions, report.findings);
    check_recorded(report, *parts, today);
    return report;
}

Result<KkReport> parse_kk(std::string_view text, const Regions& regions, Date today) {
    auto report = examine_kk(text, regions, today);
    for (const auto& finding : report.findings)
        if (finding.level == Level::Error) return rejected(finding.code, finding.context);
    return report;
}

Result<std::string> compose_kk(std::string_view district_digits, Date recorded, int serial) {
    auto number = compose_nik(district_digits, recorded, Sex::Male,
                              serial);  // the same digits as the NIK of a man born that day
    if (!number) return rejected("kk" + number.error().code.substr(3), number.error().context);
    return number;
}

}  // namespace loket::population

#include "workflow/reports/lampid.h"

#include <fmt/format.h>

#include <array>
#include <map>

namespace loket::reports {
namespace {

using population::Sex;

/// [kind][sex]
using Counts = std::array<std::array<std::int64_t, 2>, kLampidKinds>;

std::size_t place(Sex sex) { return sex == Sex::Male ? 0 : 1; }
std::string month_key(Month month) {
    return fmt::format("{:04}-{:02}", static_cast<int>(month.year()), static_cast<unsigned>(month.month()));
}

void add(Counts& into, const Counts& from) {
    for (std::size_t k = 0; k < kLampidKinds; ++k)
        for (std::size_t s = 0; s < 2; ++s) into[k][s] += from[k][s];
}

std::vector<Cell> cells(const std::string& name, const Counts& counts) {
    std::vector<Cell> out{text(name)};
    for (const auto& kind : counts) {
        out.push_back(count(kind[0]));
        out.push_back(count(kind[1]));
        out.push_back(count(kind[0] + kind[1]));
    }
    return out;
}

Table frame(const char* number, std::string title, const std::string& source) {
    Table table{.number = number,
                .title = std::move(title),
                .source = source,
                .disclosure = Disclosure::People,
                .columns = {{.title = "Kecamatan"}},
                .rows = {}};
    for (int k = 0; k < kLampidKinds; ++k) {
        const auto kind = static_cast<LampidKind>(k);
        const std::string group(label(kind)), subject(key(kind));
        const auto first = table.columns.size();
        table.columns.push_back({.title = "L", .kind = ColumnKind::Count, .group = group, .dims = "jk=L", .subject = subject});
        table.columns.push_back({.title = "P", .kind = ColumnKind::Count, .group = group, .dims = "jk=P", .subject = subject});
        table.columns.push_back({.title = "L+P",
                                 .kind = ColumnKind::Count,
                                 .group = group,
                                 .subject = subject,
                                 .sum_of = {first, first + 1}});
    }
    return table;
}

/// The counts that belong to the period, by month and district. Districts in digits.
class Ledger {
  public:
    Ledger(const std::vector<LampidCount>& counts, const Period& period) {
        for (const auto& one : counts) {
            if (!one.month.ok() || !period.contains(Date{one.month / std::chrono::day{1}})) continue;
            counts_[{one.month, population::region_digits(one.district)}][static_cast<std::size_t>(one.kind)][place(one.sex)] +=
                one.count;
        }
    }
    [[nodiscard]] Counts of(Month month, const std::string& district) const {
        const auto known = counts_.find({month, population::region_digits(district)});
        return known == counts_.end() ? Counts{} : known->second;
    }

  private:
    std::map<std::pair<Month, std::string>, Counts> counts_;
};

void relate(std::vector<Relation>& out, const Period& period, const std::string& district) {
    for (int k = 0; k < kLampidKinds; ++k)
        for (const auto* sex : {"jk=L", "jk=P", ""}) {
            const std::string subject(key(static_cast<LampidKind>(k)));
            std::vector<std::string> dims;
            if (*sex != '\0') dims.emplace_back(sex);
            if (!district.empty()) dims.push_back("kec=" + district);
            Relation relation{compose_figure(subject, dims), {}};
            dims.emplace_back();
            for (const auto month : period.months()) {
                dims.back() = "bulan=" + month_key(month);
                relation.parts.push_back(compose_figure(subject, dims));
            }
            out.push_back(std::move(relation));
        }
}

}  // namespace

std::string_view label(LampidKind kind) {
    constexpr std::array<std::string_view, kLampidKinds> kLabels{"Lahir", "Mati", "Pindah", "Datang"};
    return kLabels[static_cast<std::size_t>(kind)];
}
std::string_view key(LampidKind kind) {
    constexpr std::array<std::string_view, kLampidKinds> kKeys{"lahir", "mati", "pindah", "datang"};
    return kKeys[static_cast<std::size_t>(kind)];
}

Status check(const LampidCount& count, const population::Regions& regions, std::string_view regency) {
    if (!count.month.ok()) return rejected("lampid.month", "a LAMPID count names no real month");
    const auto digits = population::region_digits(count.district);
    if (digits.size() != 6 || !digits.starts_with(population::region_digits(regency)) || regions.find(digits) == nullptr)
        return rejected("lampid.district", fmt::format("\"{}\" is no district of regency {}; give a code such as 21.01.06",
                                                       count.district, regency));
    if (count.count < 0)
        return rejected("lampid.count",
                        fmt::format("{} in {}, district {}: a count cannot be negative", key(count.kind), month_key(count.month),
                                    count.district));
    return {};
}

LampidTables lampid_tables(const std::vector<LampidCount>& counts, const Period& period,
                           const population::Regions& regions, std::string_view regency, const std::string& source) {
    const Ledger ledger(counts, period);
    const auto districts = regions.children(regency);
    LampidTables out{frame("15a", "LAMPID menurut bulan dan kecamatan", source),
                     frame("15b", "LAMPID menurut kecamatan", source),
                     {}};
    std::map<std::string, Counts> by_district;
    Counts all{};
    for (const auto month : period.months()) {
        Counts of_month{};
        const auto month_dims = "bulan=" + month_key(month);
        const auto head = out.by_month.rows.size();
        out.by_month.rows.push_back({{}, Level::Subtotal, month_dims});
        for (const auto& district : districts) {
            const auto here = ledger.of(month, district.code);
            add(of_month, here);
            add(by_district[district.code], here);
            out.by_month.rows.push_back({cells(district.name, here), Level::Detail, month_dims + "&kec=" + district.code});
        }
        out.by_month.rows[head].cells = cells(month_name(month), of_month);
        add(all, of_month);
    }
    for (const auto& district : districts) {
        out.by_district.rows.push_back({cells(district.name, by_district[district.code]), Level::Detail, "kec=" + district.code});
        relate(out.relations, period, district.code);
    }
    relate(out.relations, period, "");
    out.by_month.totals = Row{cells("Jumlah", all)};
    out.by_district.totals = Row{cells("Jumlah", all)};
    return out;
}

Report lampid_report(const std::vector<LampidCount>& counts, Month month, const population::Regions& regions,
                     std::string_view regency, const std::string& source) {
    auto made = lampid_tables(counts, month_period(month), regions, regency, source);
    made.by_district.number = "1";
    made.by_district.title = "LAMPID bulan " + month_name(month) + " menurut kecamatan";
    Report report{.title = "LAPORAN LAMPID", .subtitle = "Bulan " + month_name(month)};
    report.blocks = {made.by_district};
    return report;
}

}  // namespace loket::reports

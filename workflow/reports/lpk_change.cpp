// Tables 15c to 18 of the LPK: the balance of the semester, documents issued, indicators.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "workflow/reports/lpk_tables.h"
#include "workflow/reports/number.h"
#include "workflow/reports/stats.h"

namespace loket::reports {
namespace {

const AreaFigures* find_area(const LpkInput& input, const std::string& code) {
    if (code == input.regency) return &input.population.all;
    for (const auto& area : input.population.districts)
        if (area.code == code) return &area;
    return nullptr;
}

/// Start and corrections of one district.
struct Opening {
    Split start;
    std::int64_t corrections = 0;
};

std::optional<Opening> opening_of(const LpkInput& input, const std::string& district) {
    const auto facts = input.facts.find(district);
    if (district.empty() || facts == input.facts.end() || !facts->second.start) return std::nullopt;
    return Opening{*facts->second.start, facts->second.corrections.value_or(0)};
}

/// Of the regency: known only if every district's is.
std::optional<Opening> opening_of_all(const LpkInput& input) {
    Opening sum;
    for (const auto& area : input.population.districts) {
        if (area.code.empty()) continue;
        const auto one = opening_of(input, area.code);
        if (!one) return std::nullopt;
        sum.start += one->start;
        sum.corrections += one->corrections;
    }
    return sum;
}

Split& part_of(Balance& balance, LampidKind kind) {
    switch (kind) {
        case LampidKind::Lahir:
            return balance.born;
        case LampidKind::Mati:
            return balance.died;
        case LampidKind::Pindah:
            return balance.left;
        case LampidKind::Datang:
            break;
    }
    return balance.arrived;
}

std::vector<Cell> balance_cells(const std::optional<Balance>& balance) {
    if (!balance) return std::vector<Cell>(12);
    return {count(balance->start.both()),   count(balance->born.both()), count(balance->died.both()),
            count(balance->arrived.both()), count(balance->left.both()), count(balance->moved_in.both()),
            count(balance->moved_away.both()), count(balance->expected()),
            count(balance->end.both()),     count(balance->difference()), count(balance->corrections),
            text(balance->holds() ? "cocok" : "periksa")};
}

Table documents_table(const LpkContext& context) {
    TableMaker maker("16", "Dokumen yang diterbitkan menurut layanan", context.service_source);
    maker.label("Dokumen");
    const auto period = context.input.semester.period();
    const auto months = period.months();
    std::vector<std::size_t> parts;
    for (const auto month : months) parts.push_back(maker.number(short_month_name(month)));
    maker.number("Jumlah", "", parts);
    std::map<std::string, std::map<Month, std::int64_t>> issued;
    for (const auto& one : context.input.documents)
        if (std::find(months.begin(), months.end(), one.month) != months.end()) issued[one.product][one.month] += one.count;
    const auto cells = [&](const std::string& name, std::map<Month, std::int64_t>& by_month) {
        std::vector<Cell> out{text(name)};
        std::int64_t sum = 0;
        for (const auto month : months) {
            out.push_back(count(by_month[month]));
            sum += by_month[month];
        }
        out.push_back(count(sum));
        return out;
    };
    std::map<Month, std::int64_t> all;
    for (auto& [product, by_month] : issued) {
        maker.row(cells(product, by_month));
        for (const auto& [month, number] : by_month) all[month] += number;
    }
    if (!issued.empty()) maker.totals(cells("Jumlah", all));
    return maker.take();
}

std::optional<double> area_of(const LpkContext& context, const AreaFigures& area) {
    if (area.code != context.input.regency) {
        const auto* facts = context.facts(area.code);
        return facts == nullptr ? std::nullopt : facts->area_km2;
    }
    double sum = 0;
    for (const auto& one : context.input.population.districts) {
        const auto part = one.code.empty() ? std::optional(0.0) : area_of(context, one);
        if (!part) return std::nullopt;
        sum += *part;
    }
    return sum;
}

std::vector<Cell> indicator_cells(const LpkContext& context, const AreaFigures& area) {
    const auto opening = area.code == context.input.regency ? opening_of_all(context.input) : opening_of(context.input, area.code);
    const auto start = opening ? std::optional(opening->start.both()) : std::nullopt;
    const auto people = area.people.both();
    const auto young = area.aged(0, 14), working = area.aged(15, 64), old = area.aged(65, 999);
    const auto ground = area_of(context, area);
    std::vector<Cell> out;
    append(out, area.people);
    out.push_back(measure(percentage(static_cast<double>(area.people.male), static_cast<double>(area.people.female))));
    out.insert(out.end(), {count(young), count(working), count(old)});
    out.push_back(share(young + old, working));
    out.push_back(count_if(start));
    out.push_back(start ? share(people - *start, *start) : Cell{});
    out.push_back(measure(ground));
    out.push_back(ground && *ground > 0 ? measure(static_cast<double>(people) / *ground) : Cell{});
    return out;
}

Table indicators(const LpkContext& context) {
    TableMaker maker("17", "Indikator kependudukan", context.people_source, Disclosure::People, kPeople);
    maker.label("Kecamatan");
    const auto both = maker.split("Penduduk");
    maker.measure("Rasio jenis kelamin", "L per 100 P", 1, {both - 2, both - 1});
    const auto young = maker.number("0–14", "umur=0–14");
    maker.number("15–64", "umur=15–64");
    maker.number("65+", "umur=65+");
    maker.group(3, "Kelompok umur");
    maker.measure("Rasio ketergantungan", "%", 1, {young, young + 1, young + 2});
    const auto start = maker.number("Penduduk semester lalu");
    maker.column(start).subject = "penduduk-awal";
    maker.measure("Pertumbuhan semester", "%", 2, {both, start});
    maker.measure("Luas", "km²", 2);
    maker.measure("Kepadatan", "jiwa/km²", 1, {both});
    fill_districts(maker, context.input.population, [&](const AreaFigures& area) { return indicator_cells(context, area); });
    maker.note("Rasio ketergantungan = (0–14 + 65 ke atas) / (15–64) x 100.");
    return maker.take();
}

Table adherents(const LpkContext& context) {
    constexpr auto kCode = static_cast<std::size_t>(population::Religion::Kepercayaan);
    TableMaker maker("18", "Penghayat kepercayaan terhadap Tuhan YME", context.people_source, Disclosure::People, kPeople);
    maker.label("Kecamatan");
    const auto both = maker.split("Penghayat", fmt::format("agama={}", kCode));
    const auto people = maker.number("Penduduk");
    maker.measure("Bagian", "%", 2, {both, people});
    fill_districts(maker, context.input.population, [](const AreaFigures& area) {
        std::vector<Cell> out;
        append(out, area.religion[kCode]);
        out.push_back(count(area.people.both()));
        out.push_back(share(area.religion[kCode].both(), area.people.both()));
        return out;
    });
    maker.note("Dicatat dalam KK dan KTP-el menurut putusan MK 97/PUU-XIV/2016.");
    return maker.take();
}

}  // namespace

std::int64_t Balance::expected() const {
    return start.both() + born.both() - died.both() + arrived.both() - left.both() + moved_in.both() - moved_away.both();
}
std::int64_t Balance::difference() const { return end.both() - expected(); }

std::optional<Balance> balance_of(const LpkInput& input, const std::string& district) {
    const bool all = district == input.regency;
    const auto* area = find_area(input, district);
    const auto opening = all ? opening_of_all(input) : opening_of(input, district);
    if (area == nullptr || !opening) return std::nullopt;
    Balance balance{.start = opening->start, .corrections = opening->corrections};
    for (const auto& one : input.population.districts) {
        if (!all && one.code != district) continue;
        const auto facts = input.facts.find(one.code);
        const bool known = facts != input.facts.end() && !one.code.empty();
        balance.end += known && facts->second.end ? *facts->second.end : one.people;
        if (!known) continue;
        balance.moved_in += facts->second.from_other_districts;
        balance.moved_away += facts->second.to_other_districts;
    }
    const auto period = input.semester.period();
    for (const auto& one : input.lampid) {
        const bool here = all || population::region_digits(one.district) == population::region_digits(district);
        if (here && period.contains(Date{one.month / std::chrono::day{1}})) part_of(balance, one.kind).of(one.sex) += one.count;
    }
    return balance;
}

Table balance_table(const LpkContext& context) {
    // Internal: its formula would undo the masking of the counts it is made from.
    TableMaker maker("15c", "Neraca penduduk", context.people_source + " " + context.service_source, Disclosure::Internal);
    maker.label("Kecamatan");
    for (const auto* title : {"Awal", "Lahir", "Mati", "Datang", "Pindah", "Masuk antar-kecamatan", "Keluar antar-kecamatan",
                              "Akhir dihitung", "Akhir tercatat", "Selisih", "Koreksi tercatat"})
        maker.number(title);
    maker.label("Neraca");
    fill_districts(maker, context.input.population,
                   [&](const AreaFigures& area) { return balance_cells(balance_of(context.input, area.code)); });
    maker.note("Akhir dihitung = awal + lahir - mati + datang - pindah + masuk - keluar antar-kecamatan. Selisih harus sama dengan koreksi "
               "yang tercatat. Peristiwa dihitung pada hari pencatatan.");
    return maker.take();
}

std::string balance_words(const LpkContext& context) {
    const auto balance = balance_of(context.input, context.input.regency);
    if (!balance) return "Neraca penduduk tidak dihitung: jumlah penduduk akhir semester lalu belum diisi untuk setiap kecamatan.";
    return fmt::format(
        "Neraca kabupaten: {} (awal) + {} (lahir) - {} (mati) + {} (datang) - {} (pindah) = {}; tercatat {}, selisih {}, "
        "koreksi tercatat {}: {}.",
        grouped(balance->start.both()), grouped(balance->born.both()), grouped(balance->died.both()),
        grouped(balance->arrived.both()), grouped(balance->left.both()), grouped(balance->expected()),
        grouped(balance->end.both()), grouped(balance->difference()), grouped(balance->corrections),
        balance->holds() ? "cocok" : "periksa selisih yang belum dijelaskan");
}

std::vector<Table> closing_tables(const LpkContext& context) {
    return {documents_table(context), indicators(context), adherents(context)};
}

}  // namespace loket::reports

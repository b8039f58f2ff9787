#include "workflow/mirror/lampid.h"

#include <tuple>

namespace loket::mirror {
namespace {

int& column(LampidRow& row, Movement kind) {
    switch (kind) {
        case Movement::Lahir:
            return row.lahir;
        case Movement::LahirMati:
            return row.lahir_mati;
        case Movement::Mati:
            return row.mati;
        case Movement::Pindah:
            return row.pindah;
        case Movement::Datang:
            return row.datang;
        case Movement::PindahDalam:
            return row.pindah_dalam;
        case Movement::DatangDalam:
            return row.datang_dalam;
        case Movement::Koreksi:
            break;
    }
    return row.koreksi;
}

}  // namespace

void Ledger::take(const MirrorEvent& event) {
    if (const auto* begun = std::get_if<RegisterOpened>(&event)) {
        opened = begun->on;
        for (const auto& one : begun->residents) opening[{one.district, one.sex}] += one.count;
    } else if (const auto* counted = std::get_if<MovementsCounted>(&event)) {
        for (const auto& one : counted->counts) movements[{counted->on, one.district, one.sex, one.kind}] += one.count;
    }
}

Ledger ledger_of(const Mirror& mirror) { return {mirror.opening(), mirror.movements(), {}}; }

std::vector<LampidRow> lampid(const Ledger& ledger, Date from, Date to) {
    std::map<std::tuple<std::chrono::year_month, std::string, Sex>, LampidRow> rows;
    const auto& all = ledger.movements;
    for (auto it = all.lower_bound(MovementKey{from, {}, Sex::Male, Movement::Lahir}); it != all.end() && it->first.on <= to; ++it) {
        const auto& key = it->first;
        const auto month = key.on.year() / key.on.month();
        auto& row = rows[{month, key.district, key.sex}];
        row.month = month;
        row.district = key.district;
        row.sex = key.sex;
        column(row, key.kind) += it->second;
    }
    std::vector<LampidRow> sorted;
    sorted.reserve(rows.size());
    for (auto& [key, row] : rows) sorted.push_back(std::move(row));
    return sorted;
}

std::map<Place, int> residents_on(const Ledger& ledger, Date day) {
    auto residents = ledger.opening;
    for (const auto& row : lampid(ledger, Date{std::chrono::year::min() / 1 / 1}, day)) residents[{row.district, row.sex}] += row.balance();
    return residents;
}

}  // namespace loket::mirror

// LAMPID and balance from the register's own events.

#include "kiosk/app/core/register.h"
#include "kiosk/app/reporting/movements.h"
#include "workflow/mirror/master.h"

namespace loket::app {

using reports::DistrictFacts;
using reports::LampidCount;
using reports::LampidKind;

namespace {

constexpr Date kEver{std::chrono::year::min() / 1 / 1};
constexpr Date kForever{std::chrono::year{9999} / 12 / 31};

Date day_before(Date day) { return Date{std::chrono::sys_days{day} - std::chrono::days{1}}; }
Date day_after(Date day) { return Date{std::chrono::sys_days{day} + std::chrono::days{1}}; }

}  // namespace

Result<mirror::Ledger> ledger_of(store::Store& store) {
    LOKET_ASSIGN(events, store.events(kRegisterStream));
    mirror::Ledger ledger;
    for (const auto& stored : events) {
        if (stored.kind == mirror::MasterChangeAsked::kName) continue;
        LOKET_ASSIGN(event, mirror::decode_mirror_event(stored.kind, stored.body));
        ledger.take(event);
    }
    return ledger;
}

std::vector<LampidCount> lampid_counts(const mirror::Ledger& ledger, Date until) {
    std::vector<LampidCount> counts;
    for (const auto& row : mirror::lampid(ledger, kEver, until))
        for (const auto& [kind, count] : {std::pair{LampidKind::Lahir, row.lahir}, {LampidKind::Mati, row.mati}, {LampidKind::Pindah, row.pindah}, {LampidKind::Datang, row.datang}})
            if (count != 0) counts.push_back({row.month, row.district, row.sex, kind, count});
    return counts;
}

std::map<std::string, DistrictFacts> balance_facts(const mirror::Ledger& ledger, const reports::PopulationFigures& counted, const reports::Period& semester, Date cut_off) {
    std::map<std::string, DistrictFacts> facts;
    if (!ledger.opened) return facts;
    for (const auto& area : counted.districts) {
        if (area.code.empty()) continue;
        facts[area.code].start.emplace();
        facts[area.code].end = area.people;
    }
    for (const auto& [place, count] : mirror::residents_on(ledger, day_before(semester.first)))
        if (const auto known = facts.find(place.district); known != facts.end()) known->second.start->of(place.sex) = count;
    for (const auto& row : mirror::lampid(ledger, day_after(cut_off), kForever))
        if (const auto known = facts.find(row.district); known != facts.end()) known->second.end->of(row.sex) -= row.balance();
    for (const auto& row : mirror::lampid(ledger, semester.first, cut_off)) {
        const auto known = facts.find(row.district);
        if (known == facts.end()) continue;
        known->second.from_other_districts.of(row.sex) += row.datang_dalam;
        known->second.to_other_districts.of(row.sex) += row.pindah_dalam;
    }
    return facts;
}

}  // namespace loket::app

#include "workflow/mirror/check.h"

#include <algorithm>
#include <tuple>

#include "workflow/mirror/kinship.h"

namespace loket::mirror {

using population::Level;
using population::LifeStatus;

namespace {

struct Report {
    std::vector<Finding>& findings;
    std::string kk;

    void error(const char* code, const char* context, const std::string& nik = {}) { findings.push_back({Level::Error, code, context, kk, nik}); }
    void warn(const char* code, const char* context, const std::string& nik) { findings.push_back({Level::Warn, code, context, kk, nik}); }
};

void check_head(const Family& family, Date on, Report& report) {
    const auto is_head = [](const Resident& r) { return r.shdk == Shdk::KepalaKeluarga; };
    if (family.members.empty()) return report.error("mirror.family_empty", "nobody is on this KK");
    if (std::count_if(family.members.begin(), family.members.end(), is_head) != 1)
        return report.error("mirror.heads", "a KK must have exactly one head");
    const auto& head = family.members.front();
    if (!is_head(head)) return report.error("mirror.head_not_first", "the head must stand first");
    if (!population::must_hold_card(head, on)) report.error("mirror.head_minor", "the head is a minor who was never married", head.nik);
}

void check_spouses(const Family& family, Report& report) {
    const auto& head = family.members.front();
    int husbands = 0;
    for (const auto& member : family.members) {
        if (member.shdk != Shdk::Suami && member.shdk != Shdk::Istri) continue;
        husbands += member.shdk == Shdk::Suami ? 1 : 0;
        if (member.marital != Marital::Married || head.marital != Marital::Married)
            report.error("mirror.spouse_status", "husband and wife must both be married", member.nik);
        const auto sex = member.shdk == Shdk::Suami ? Sex::Male : Sex::Female;
        if (member.sex != sex || head.sex == sex) report.error("mirror.spouse_sex", "SUAMI is the man and ISTRI the woman of the couple", member.nik);
    }
    if (husbands > 1) report.error("mirror.two_husbands", "a KK shows two husbands");
}

void check_member(const Household& household, const Resident& member, Date on, Report& report) {
    if (member.life != LifeStatus::Active) report.error("mirror.not_active", "a member of a KK is dead or has gone", member.nik);
    if (member.kk != household.family.kk) report.error("mirror.kk_differs", "a member bears another KK number than the KK", member.nik);
    const auto district = district_of(household.address.village);
    if (district.empty() || district_of(member.address.village) != district)
        report.error("mirror.district_differs", "a member lives in another district than the KK", member.nik);
    if (member.nationality == Nationality::Wna && (!member.immigration || member.immigration->kitap.empty()))
        report.error("mirror.foreigner_without_itap", "a foreigner without a permit to settle is on a KK", member.nik);
    if (member.kia && member.marital != Marital::Single) report.error("mirror.kia_married", "a KIA of somebody ever married", member.nik);
    if (member.kia && age_on(member.born, on) >= 17) report.warn("mirror.kia_lapsed", "a KIA of somebody of 17 or older", member.nik);
    if (member.card != CardState::None && !population::must_hold_card(member, on))
        report.warn("mirror.card_early", "a KTP-el of a minor who was never married", member.nik);
}

void check_departed(const Mirror& mirror, std::vector<Finding>& findings) {
    mirror.each_departed([&](const Departed& gone) {
        const auto& person = gone.person;
        Report report{findings, person.kk};
        if (person.life == LifeStatus::Active) report.error("mirror.gone_but_active", "somebody who left counts as active", person.nik);
        if (mirror.find(person.nik) != nullptr) report.error("mirror.both_here_and_gone", "somebody is on a KK and has left", person.nik);
        const bool taken = person.card != CardState::Active && person.card != CardState::Printed && !person.kia;
        if (gone.why != Departure::MovedOut && !taken) report.error("mirror.card_of_the_gone", "a card was not taken back", person.nik);
    });
    for (const auto& [nik, stay] : mirror.stays())
        if (mirror.find(nik) != nullptr) findings.push_back({Level::Error, "mirror.stay_and_resident", "an SKTT of somebody on a KK", {}, nik});
}

int sign(Movement kind) {
    switch (kind) {
        case Movement::LahirMati:
            return 0;
        case Movement::Mati:
        case Movement::Pindah:
        case Movement::PindahDalam:
            return -1;
        default:
            return 1;
    }
}

void check_balance(const Mirror& mirror, std::vector<Finding>& findings) {
    auto owed = mirror.opening();
    for (const auto& [key, count] : mirror.movements()) owed[{key.district, key.sex}] += sign(key.kind) * count;
    mirror.each_household([&](const Household& household) {
        const auto district = district_of(household.address.village);
        for (const auto& member : household.family.members) --owed[{district, member.sex}];
    });
    for (const auto& [place, count] : owed)
        if (count != 0) findings.push_back({Level::Error, "mirror.balance", "residents and movements do not add up in " + place.district, {}, {}});
}

}  // namespace

void check(const Household& household, Date on, std::vector<Finding>& findings) {
    Report report{findings, household.family.kk};
    check_head(household.family, on, report);
    if (household.family.members.empty()) return;
    check_spouses(household.family, report);
    for (const auto& member : household.family.members) check_member(household, member, on, report);
}

std::vector<Finding> check(const Mirror& mirror, Date on) {
    std::vector<Finding> findings;
    std::size_t seated = 0;
    mirror.each_household([&](const Household& household) {
        check(household, on, findings);
        for (const auto& member : household.family.members) {
            ++seated;
            const auto* found = mirror.household_of(member.nik);
            if (found == &household && mirror.find(member.nik) == &member) continue;
            const char* code = found == nullptr ? "mirror.index" : "mirror.nik_twice";
            findings.push_back({Level::Error, code, "the index does not lead to the place of a member", household.family.kk, member.nik});
        }
    });
    if (seated != mirror.residents()) findings.push_back({Level::Error, "mirror.index", "the index knows more people than the KKs", {}, {}});
    check_departed(mirror, findings);
    check_balance(mirror, findings);
    const auto place = [](const Finding& f) { return std::tie(f.kk, f.nik, f.code); };
    std::sort(findings.begin(), findings.end(), [&](const Finding& a, const Finding& b) { return place(a) < place(b); });
    return findings;
}

bool has_error(const std::vector<Finding>& findings) {
    return std::any_of(findings.begin(), findings.end(), [](const Finding& f) { return f.level == Level::Error; });
}

}  // namespace loket::mirror

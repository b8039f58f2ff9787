// S01: the KK and the data on it.

#include <algorithm>
#include <set>

#include "workflow/mirror/kinship.h"
#include "workflow/mirror/planning.h"
#include "workflow/population/names.h"

namespace loket::mirror::detail {
namespace {

/// Whether everybody on the KK is among the members named.
bool all_of_it(const Family& family, const std::vector<Member>& members) {
    return std::all_of(family.members.begin(), family.members.end(), [&](const Resident& r) {
        return std::any_of(members.begin(), members.end(), [&](const Member& m) { return m.nik == r.nik; });
    });
}

template <class Value, class Now>
bool differs(const std::optional<Value>& wish, const Now& now) {
    return wish && *wish != static_cast<Value>(now);
}

bool changes(const DataChange& change, const Resident& person) {
    return differs(change.name, person.name) || differs(change.birth_place, person.birth_place) || differs(change.father, person.father) ||
           differs(change.mother, person.mother) || differs(change.birth_deed, person.birth_deed) || differs(change.phone, person.phone) ||
           differs(change.born, person.born) || differs(change.sex, person.sex) || differs(change.blood, person.blood) ||
           differs(change.religion, person.religion) || differs(change.education, person.education) ||
           differs(change.occupation, person.occupation) || differs(change.disability, person.disability) ||
           differs(change.marriage_recorded, person.marriage_recorded) ||
           (change.immigration && change.immigration != person.immigration);
}

bool outside(const std::optional<int>& code, int low, int high) { return code && (*code < low || *code > high); }

}  // namespace

Status Planning::operator()(const FormFamily& effect) {
    if (effect.members.empty()) return rejected("mirror.nobody", "nobody is named");
    const auto& first = effect.members.front();
    if (first.shdk != Shdk::KepalaKeluarga) return rejected("mirror.heads", "the first member must be the head of the new KK");
    LOKET_ASSIGN(head, draft.person(first.nik));
    if (!may_head(*head, draft.on())) return rejected("mirror.head_minor", "the head must be 17 or ever married, as a foreigner with ITAP");
    const bool was_head = head->shdk == Shdk::KepalaKeluarga;
    LOKET_ASSIGN(old, draft.household_of(first.nik));
    if (was_head && all_of_it(old->family, effect.members))
        return rejected("mirror.nothing_changes", "this is the whole KK of the head: change its address or its head instead");
    const auto address = effect.address.value_or(old->address);
    LOKET_TRY(require_address(address, old->address.village));
    std::set<std::string> handed_over;
    for (const auto& member : effect.members) {
        LOKET_ASSIGN(left, draft.household_of(member.nik));
        if (effect.rest_issued) handed_over.insert(left->family.kk);
    }
    LOKET_ASSIGN(kk, new_kk(district_of(address.village)));
    draft.emit(FamilyCreated{draft.on(), kk, address});
    LOKET_TRY(move_members(effect.members, kk, effect.rest));
    if (effect.issued) handed_over.insert(kk);
    for (const auto& issued : handed_over) {
        draft.unmark_due(issued);
        if (draft.household(issued)) draft.emit(FamilyCardIssued{draft.on(), issued});
    }
    return {};
}

Status Planning::operator()(const JoinFamily& effect) {
    for (const auto& member : effect.members)
        if (member.shdk == Shdk::KepalaKeluarga) return rejected("mirror.heads", "the KK has a head");
    return move_members(effect.members, effect.kk, effect.rest);
}

Status Planning::operator()(const ReplaceHead& effect) {
    LOKET_ASSIGN(household, draft.household(effect.kk));
    const auto kk = household->family.kk;
    LOKET_ASSIGN(person, draft.person(effect.head));
    if (person->kk != kk) return rejected("mirror.not_on_this_kk", "the new head must be on the KK");
    if (person->shdk == Shdk::KepalaKeluarga) return rejected("mirror.nothing_changes", "this person is the head already");
    if (!may_head(*person, draft.on())) return rejected("mirror.head_minor", "the head must be 17 or ever married, as a foreigner with ITAP");
    LOKET_ASSIGN(current, draft.household(kk));
    return enthrone(kk, effect.head, effect.roles, spouses_of(current->family, current->family.members.front().nik));
}

Status Planning::operator()(const ChangeData& effect) {
    const auto& change = effect.change;
    LOKET_ASSIGN(person, draft.person(effect.nik));
    if (!changes(change, *person)) return rejected("mirror.nothing_changes", "the data are these already");
    const bool grown = change.born && age_on(*change.born, draft.on()) >= 17 && person->kia;
    const bool foreigner = person->nationality == Nationality::Wna;
    const auto kk = person->kk;
    if (differs(change.name, person->name)) LOKET_TRY(population::require_name(*change.name, population::NameUse::Card));
    if (change.born) LOKET_TRY(require_past(*change.born));
    if (outside(change.education, 1, 10) || outside(change.occupation, 1, 255) || outside(change.disability, 0, 6))
        return rejected("mirror.code_table", "a code is not in its table");
    if (change.immigration && !foreigner) return rejected("mirror.not_a_foreigner", "only a foreigner has immigration papers");
    draft.emit(ResidentChanged{draft.on(), effect.nik, change});
    if (grown) draft.emit(KiaChanged{draft.on(), effect.nik, false, "17"});
    draft.mark_due(kk);
    return {};
}

Status Planning::operator()(const NoteMarriage& effect) {
    LOKET_TRY(require_past(effect.married));
    if (effect.husband == effect.wife) return rejected("mirror.not_a_couple", "a couple is a man and a woman");
    for (const auto& [nik, sex] : {std::pair{effect.husband, Sex::Male}, std::pair{effect.wife, Sex::Female}}) {
        LOKET_ASSIGN(person, draft.person(nik));
        const auto kk = person->kk;
        const bool kia = person->kia;
        if (person->sex != sex) return rejected("mirror.not_a_couple", "a couple is a man and a woman");
        if (person->marital == Marital::Married) return rejected("mirror.already_married", "one of the couple is married");
        constexpr int kMarriageable = 19;  // UU 16/2019
        if (age_on(person->born, effect.married) < kMarriageable && !effect.dispensation)
            return rejected("mirror.too_young", "before 19 a court must have allowed the marriage");
        draft.emit(MaritalChanged{draft.on(), nik, Marital::Married, effect.married, effect.recorded});
        if (kia) draft.emit(KiaChanged{draft.on(), nik, false, "married"});
        draft.mark_due(kk);
    }
    return seat_couple({effect.husband, effect.wife});
}

Status Planning::operator()(const NoteDivorce& effect) {
    LOKET_TRY(require_past(effect.divorced));
    LOKET_TRY(require_couple({effect.husband, effect.wife}, Marital::Married));
    const Before divorced{Marital::Divorced, effect.divorced};
    return part({effect.husband, effect.wife}, divorced, divorced, effect.recorded);
}

Status Planning::operator()(const MoveFamily& effect) {
    LOKET_ASSIGN(household, draft.household(effect.kk));
    const auto kk = household->family.kk;
    if (household->address == effect.address) return rejected("mirror.nothing_changes", "the family lives there already");
    LOKET_TRY(require_address(effect.address, household->address.village));
    draft.emit(FamilyMoved{draft.on(), kk, effect.address});
    draft.mark_due(kk);
    return {};
}

Status Planning::operator()(const IssueFamilyCard& effect) {
    LOKET_ASSIGN(household, draft.household(effect.kk));
    const auto kk = household->family.kk;
    draft.emit(FamilyCardIssued{draft.on(), kk});
    return {};
}

Status Planning::operator()(const RenumberFamily& effect) {
    LOKET_ASSIGN(household, draft.household(effect.kk));
    const auto kk = household->family.kk;
    LOKET_ASSIGN(number, new_kk(district_of(household->address.village)));
    draft.emit(FamilyRenumbered{draft.on(), kk, number});
    draft.mark_due(number);
    return {};
}

}  // namespace loket::mirror::detail

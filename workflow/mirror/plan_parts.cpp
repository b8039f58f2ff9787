// What several effects have in common: people leave a KK, it gets a new head, others join.

#include <algorithm>
#include <set>

#include "workflow/mirror/kinship.h"
#include "workflow/mirror/planning.h"

namespace loket::mirror::detail {
namespace {

const Member* named(const std::vector<Member>& roles, const std::string& nik) {
    const auto found = std::find_if(roles.begin(), roles.end(), [&](const Member& m) { return m.nik == nik; });
    return found == roles.end() ? nullptr : &*found;
}

std::vector<std::string> members_of(const Household& household) {
    std::vector<std::string> niks;
    for (const auto& member : household.family.members) niks.push_back(member.nik);
    return niks;
}

}  // namespace

Status Planning::require_past(Date day) const {
    if (day.ok() && day <= draft.on()) return {};
    return rejected("mirror.date", "the day is not real or lies in the future");
}

Status Planning::require_address(const Address& address, const std::string& like) const {
    const auto district = district_of(address.village);
    if (district.empty()) return rejected("mirror.village", "the address has no village code");
    if (district.substr(0, 5) != like.substr(0, 5))
        return rejected("mirror.outside_regency", "the address lies in another regency: that is a move out");
    return {};
}

Result<std::string> Planning::new_kk(const std::string& district) {
    return draft.number({draft.on(), context.reference, "kk", NumberKind::Kk, district, {}, {}});
}

Status Planning::enthrone(const std::string& kk, const std::string& nik, const std::vector<Member>& roles,
                          const std::vector<std::string>& spouses) {
    LOKET_ASSIGN(household, draft.household(kk));
    const auto number = household->family.kk;
    auto places = places_under(household->family, nik, spouses);
    std::vector<Member> change;
    for (auto& place : places) {
        if (const auto* wish = named(roles, place.nik)) place.shdk = wish->shdk;
        const auto& members = household->family.members;
        const auto now = std::find_if(members.begin(), members.end(), [&](const Resident& r) { return r.nik == place.nik; });
        if (now->shdk != place.shdk) change.push_back(place);
    }
    draft.emit(HeadReplaced{draft.on(), number, nik});
    for (const auto& place : change) draft.emit(RoleChanged{draft.on(), place.nik, place.shdk});
    draft.head_changed(number);
    return {};
}

Status Planning::settle_rest(const std::string& kk, const Remaining& rest, const std::vector<std::string>& spouses) {
    LOKET_ASSIGN(household, draft.household(kk));
    const auto number = household->family.kk;
    const auto& members = household->family.members;
    draft.mark_due(number);
    if (members.empty()) {
        draft.emit(FamilyDissolved{draft.on(), number});
        return {};
    }
    if (members.front().shdk == Shdk::KepalaKeluarga) return {};
    if (!rest.host.empty()) {
        std::vector<Member> joining;
        for (const auto& nik : members_of(*household)) {
            const auto* role = named(rest.roles, nik);
            joining.push_back({nik, role != nullptr ? role->shdk : Shdk::FamiliLain});
        }
        return move_members(joining, rest.host, {});
    }
    auto head = rest.head.empty() ? heir_of(household->family, spouses, draft.on()) : rest.head;
    if (head.empty())
        return rejected("mirror.guardian_needed", "only minors are left: name an adult as guardian and head, or the KK that takes them");
    LOKET_ASSIGN(person, draft.person(head));
    if (!may_head(*person, draft.on())) return rejected("mirror.head_minor", "the head must be 17 or ever married, as a foreigner with ITAP");
    if (person->kk == number) return enthrone(number, head, rest.roles, spouses);
    if (person->shdk == Shdk::KepalaKeluarga) {
        LOKET_ASSIGN(theirs, draft.household_of(head));
        if (theirs->family.members.size() > 1)
            return rejected("mirror.head_elsewhere", "the guardian heads a family: put the minors on the guardian's KK instead");
    }
    const auto theirs = person->kk;
    draft.emit(MemberMoved{draft.on(), head, number, Shdk::KepalaKeluarga});
    draft.head_changed(number);
    LOKET_ASSIGN(orphaned, draft.household(number));
    for (const auto& nik : members_of(*orphaned)) {
        const auto* role = named(rest.roles, nik);
        if (nik != head) draft.emit(RoleChanged{draft.on(), nik, role != nullptr ? role->shdk : Shdk::FamiliLain});
    }
    return settle_rest(theirs, {}, {});
}

Status Planning::move_members(const std::vector<Member>& members, const std::string& kk, const Remaining& rest) {
    if (members.empty()) return rejected("mirror.nobody", "nobody is named");
    LOKET_ASSIGN(target, draft.household(kk));
    const auto to = target->family.kk;
    std::set<std::string> seen;
    std::map<std::string, std::vector<std::string>> left;  // KK -> spouses of a head who leaves it
    for (const auto& member : members) {
        if (!seen.insert(member.nik).second) return rejected("mirror.named_twice", "somebody is named twice");
        LOKET_ASSIGN(person, draft.person(member.nik));
        if (person->kk == to) return rejected("mirror.on_this_kk", "somebody is on this KK already");
        const auto from = person->kk;
        const bool head = person->shdk == Shdk::KepalaKeluarga;
        LOKET_ASSIGN(household, draft.household(from));
        auto spouses = head ? spouses_of(household->family, member.nik) : std::vector<std::string>{};
        draft.emit(MemberMoved{draft.on(), member.nik, to, member.shdk});
        auto& heirs = left[from];
        heirs.insert(heirs.end(), spouses.begin(), spouses.end());
    }
    draft.mark_due(to);
    for (const auto& [from, spouses] : left) LOKET_TRY(settle_rest(from, rest, spouses));
    return {};
}

Status Planning::take_cards(const std::string& nik, const std::string& reason, bool kia_too) {
    LOKET_ASSIGN(person, draft.person(nik));
    const auto card = person->card;
    const bool kia = person->kia;
    if (card == CardState::Active || card == CardState::Printed || card == CardState::Damaged)
        draft.emit(CardStateChanged{draft.on(), nik, CardState::Withdrawn, {}, reason});
    if (kia && kia_too) draft.emit(KiaChanged{draft.on(), nik, false, reason});
    return {};
}

Status Planning::note(const std::string& nik, NoteKind kind, const std::string& decision, Date decided, const std::string& about) {
    if (decision.empty()) return rejected("mirror.decision_needed", "the number of the ruling or decree is missing");
    LOKET_TRY(require_past(decided));
    draft.emit(MarginalNoted{draft.on(), nik, {kind, decision, decided, about}});
    return {};
}

}  // namespace loket::mirror::detail

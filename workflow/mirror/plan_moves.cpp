// S04 SKP, S05 SKPD, S06 SKPLN, S07 SKDLN.

#include <algorithm>
#include <set>

#include "workflow/mirror/kinship.h"
#include "workflow/mirror/planning.h"

namespace loket::mirror::detail {

/// The two answers on the move form must be true of the movers.
Status Planning::require_form(const Leaving& leaving, bool head_goes, std::size_t stay_behind) const {
    const bool nobody_stays = leaving.stay == KkOfThoseWhoStay::TidakAda;
    if (nobody_stays != (stay_behind == 0)) return rejected("mirror.stay_status", "the form says otherwise who stays on the KK");
    if (leaving.stay == KkOfThoseWhoStay::Tetap && head_goes)
        return rejected("mirror.number_follows_head", "the KK number goes with its head: those who stay make a new KK or join another");
    if (leaving.stay == KkOfThoseWhoStay::BuatKkBaru && !head_goes)
        return rejected("mirror.stay_status", "the head stays, hence the number stays");
    if (leaving.stay == KkOfThoseWhoStay::NumpangKk && (!head_goes || leaving.rest.host.empty()))
        return rejected("mirror.host_needed", "name the KK that takes those who stay without their head");
    if (leaving.stay == KkOfThoseWhoStay::BuatKkBaru && !leaving.rest.host.empty())
        return rejected("mirror.stay_status", "those who stay either make a new KK or join another");
    return {};
}

Status Planning::leave(const Leaving& leaving) {
    if (leaving.movers.empty()) return rejected("mirror.nobody", "nobody is named");
    if (leaving.to.empty()) return rejected("mirror.destination", "the form does not say where to");
    LOKET_ASSIGN(household, draft.household(leaving.kk));
    const auto kk = household->family.kk;
    const auto size = household->family.members.size();
    const auto head = household->family.members.front().nik;
    const auto spouses = spouses_of(household->family, head);
    const std::set<std::string> movers(leaving.movers.begin(), leaving.movers.end());
    if (movers.size() != leaving.movers.size()) return rejected("mirror.named_twice", "somebody is named twice");
    for (const auto& nik : movers) {
        LOKET_ASSIGN(person, draft.person(nik));
        if (person->kk != kk) return rejected("mirror.not_on_this_kk", "a mover is not on this KK");
        if (leaving.why == Departure::WentAbroad && person->nationality != Nationality::Wni)
            return rejected("mirror.foreigner", "SKPLN is for citizens; a foreigner's stay ends");
    }
    constexpr std::size_t kRegency = 5;  // "21.01"
    if (leaving.why == Departure::MovedOut && leaving.to.substr(0, kRegency) == household->address.village.substr(0, kRegency))
        return rejected("mirror.inside_regency", "the destination lies in this regency: nobody leaves the register");
    const bool head_goes = movers.contains(head);
    LOKET_TRY(require_form(leaving, head_goes, size - movers.size()));
    for (const auto& nik : movers) {
        if (leaving.why == Departure::WentAbroad) LOKET_TRY(take_cards(nik, "skpln", true));
        draft.emit(ResidentLeft{draft.on(), nik, leaving.why, draft.on(), leaving.to});
    }
    return settle_rest(kk, leaving.rest, head_goes ? spouses : std::vector<std::string>{});
}

Status Planning::operator()(const MoveOut& effect) {
    if (effect.move == KkOfThoseWhoMove::Tetap) {
        LOKET_ASSIGN(household, draft.household(effect.kk));
        const auto& head = household->family.members.front().nik;
        if (std::find(effect.movers.begin(), effect.movers.end(), head) == effect.movers.end())
            return rejected("mirror.number_follows_head", "only the head takes the KK number along");
    }
    return leave({effect.kk, effect.movers, effect.stay, effect.rest, effect.to, Departure::MovedOut});
}

Status Planning::operator()(const GoAbroad& effect) {
    return leave({effect.kk, effect.movers, effect.stay, effect.rest, effect.to, Departure::WentAbroad});
}

/// The KK that takes those who come: an existing one, or a new one with the number brought along or asked for.
Result<std::string> Planning::family_for(const std::string& kk, const std::string& number, const Address& address) {
    if (!kk.empty()) {
        LOKET_ASSIGN(host, draft.household(kk));
        return host->family.kk;
    }
    const auto district = district_of(address.village);
    if (district.empty()) return rejected("mirror.village", "the address has no village code");
    auto own = number;
    if (own.empty()) {
        LOKET_ASSIGN(issued, new_kk(district));
        own = issued;
    } else {
        LOKET_TRY(draft.require_free_kk(own));
    }
    draft.emit(FamilyCreated{draft.on(), own, address});
    return own;
}

Status Planning::arrive(Resident person, Addition how, const std::string& kk) {
    LOKET_TRY(draft.require_free_nik(person.nik));
    LOKET_TRY(require_past(person.born));
    if (person.name.empty()) return rejected("name.empty", "a person without a name");
    const auto* known = draft.base().departed(person.nik);
    if (known != nullptr && known->why == Departure::Died) return rejected("mirror.deceased", "this person has died");
    if (known != nullptr && known->why == Departure::Renounced && person.nationality == Nationality::Wni)
        return rejected("mirror.foreigner", "this person gave up the citizenship");
    if (draft.base().stay(person.nik) != nullptr) draft.emit(StayEnded{draft.on(), person.nik, "settled"});
    if (known != nullptr && person.bio_seed == 0) person.bio_seed = known->person.bio_seed;
    if (person.card == CardState::Active || person.card == CardState::Printed || person.card == CardState::Damaged)
        person.card = CardState::Withdrawn;  // the old address is on it; a new one is printed here
    person.kia = false;
    person.life = population::LifeStatus::Active;
    person.kk = kk;
    draft.emit(ResidentAdded{draft.on(), how, std::move(person)});
    return {};
}

Status Planning::operator()(const MoveIn& effect) {
    if (effect.people.empty()) return rejected("mirror.nobody", "nobody is named");
    if (!effect.kk.empty() && !effect.number.empty())
        return rejected("mirror.stay_status", "who joins a KK brings no KK number");
    LOKET_ASSIGN(kk, family_for(effect.kk, effect.number, effect.address.value_or(effect.people.front().address)));
    for (const auto& person : effect.people) {
        if (!effect.kk.empty() && person.shdk == Shdk::KepalaKeluarga) return rejected("mirror.heads", "the KK has a head");
        LOKET_TRY(arrive(person, Addition::Arrived, kk));
    }
    draft.mark_due(kk);
    return {};
}

Status Planning::operator()(const ReturnFromAbroad& effect) {
    if (effect.people.empty()) return rejected("mirror.nobody", "nobody is named");
    const auto* first = draft.base().departed(effect.people.front().nik);
    if (first == nullptr) return rejected("mirror.unknown_person", "nobody with this NIK has left from here: register an arrival");
    LOKET_ASSIGN(kk, family_for(effect.kk, {}, effect.address.value_or(first->person.address)));
    for (const auto& member : effect.people) {
        if (!effect.kk.empty() && member.shdk == Shdk::KepalaKeluarga) return rejected("mirror.heads", "the KK has a head");
        const auto* gone = draft.base().departed(member.nik);
        if (gone == nullptr) return rejected("mirror.unknown_person", "nobody with this NIK has left from here: register an arrival");
        if (gone->why == Departure::Died) return rejected("mirror.deceased", "this person has died");
        if (gone->why != Departure::WentAbroad) return rejected("mirror.not_abroad", "this person did not leave for abroad as a citizen");
        auto person = gone->person;
        person.shdk = member.shdk;
        LOKET_TRY(arrive(std::move(person), Addition::Returned, kk));
    }
    draft.mark_due(kk);
    return {};
}

}  // namespace loket::mirror::detail

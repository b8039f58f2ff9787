// S09-S15: births, marriages, deaths, adoptions, citizenship.

#include <algorithm>

#include "workflow/mirror/kinship.h"
#include "workflow/mirror/planning.h"
#include "workflow/population/names.h"

namespace loket::mirror::detail {
namespace {

constexpr int kYoungestParent = 10;    ///< years; younger is a slip of the pen
constexpr int kStillbirthWeeks = 28;   ///< earlier it is no stillbirth (SERVICES S10)
constexpr int kOldestAdopted = 18;     ///< PP 54/2007 Pasal 12: a child under 18

}  // namespace

Result<std::string> Planning::kk_of_child(const Birth& effect) {
    if (!effect.kk.empty()) {
        LOKET_ASSIGN(household, draft.household(effect.kk));
        return household->family.kk;
    }
    for (const auto& parent : {effect.mother, effect.father}) {
        if (parent.empty() || (draft.base().find(parent) == nullptr && draft.base().departed(parent) != nullptr)) continue;
        LOKET_ASSIGN(person, draft.person(parent));
        return person->kk;
    }
    return rejected("mirror.kk_needed", "no parent lives here: name the KK that takes the child");
}

/// Names the father or mother and, if he or she is on the same KK, the place of the child.
Status Planning::set_parent(const std::string& nik, const std::string& name, Sex sex, const Birth& effect, Resident& child) {
    auto& into = sex == Sex::Male ? child.father : child.mother;
    into = name;
    if (nik.empty()) return {};
    const auto* gone = draft.base().departed(nik);  // a mother may have died in childbed
    const Resident* parent = gone != nullptr ? &gone->person : nullptr;
    if (parent == nullptr) {
        LOKET_ASSIGN(found, draft.person(nik));
        parent = found;
        if (!effect.shdk && parent->kk == child.kk && child.shdk == Shdk::FamiliLain) child.shdk = child_of(parent->shdk);
    }
    if (parent->sex != sex) return rejected("mirror.parent_sex", "the mother must be a woman and the father a man");
    if (age_on(parent->born, child.born) < kYoungestParent) return rejected("mirror.parent_age", "a parent would have been under 10");
    into = parent->name;
    return {};
}

Status Planning::operator()(const Birth& effect) {
    LOKET_TRY(population::require_name(effect.name, population::NameUse::Deed));
    LOKET_TRY(require_past(effect.born));
    const bool parents = !effect.mother.empty() || !effect.father.empty() || !effect.mother_name.empty() || !effect.father_name.empty();
    if (parents == effect.foundling)
        return rejected("mirror.parents", effect.foundling ? "a foundling has no known parents" : "name the mother, or register a foundling");
    LOKET_ASSIGN(kk, kk_of_child(effect));
    LOKET_ASSIGN(household, draft.household(kk));
    Resident child;
    child.kk = kk;
    child.name = effect.name;
    child.sex = effect.sex;
    child.born = effect.born;
    child.birth_place = effect.birth_place;
    child.birth_deed = effect.birth_deed;
    child.address = household->address;
    child.religion = effect.religion.value_or(household->family.members.front().religion);
    child.shdk = effect.shdk.value_or(effect.foundling ? Shdk::Lainnya : Shdk::FamiliLain);
    if (child.shdk == Shdk::KepalaKeluarga) return rejected("mirror.heads", "the KK has a head");
    if (effect.immigration) {
        child.nationality = Nationality::Wna;
        child.immigration = effect.immigration;
    }
    const auto district = district_of(household->address.village);
    LOKET_TRY(set_parent(effect.mother, effect.mother_name, Sex::Female, effect, child));
    LOKET_TRY(set_parent(effect.father, effect.father_name, Sex::Male, effect, child));
    LOKET_ASSIGN(nik, draft.number({draft.on(), context.reference, "nik", NumberKind::Nik, district, effect.born, effect.sex}));
    child.nik = nik;
    draft.emit(ResidentAdded{draft.on(), Addition::Born, child});
    draft.mark_due(kk);
    return effect.kia ? (*this)(SetKia{nik, true, "birth"}) : Status{};
}

Status Planning::operator()(const Stillbirth& effect) {
    LOKET_TRY(require_past(effect.happened));
    if (effect.weeks < kStillbirthWeeks) return rejected("mirror.weeks", "before 28 weeks there is no stillbirth to certify");
    LOKET_ASSIGN(household, draft.household_of(effect.mother.empty() ? effect.father : effect.mother));
    draft.emit(StillbirthCounted{draft.on(), district_of(household->address.village), effect.sex, effect.happened});
    return {};
}

Status Planning::require_couple(const Couple& couple, Marital marital) {
    LOKET_ASSIGN(husband, draft.person(couple.husband));
    const bool man = husband->sex == Sex::Male, his = husband->marital == marital;
    const auto kk = husband->kk;
    LOKET_ASSIGN(wife, draft.person(couple.wife));
    if (!man || wife->sex != Sex::Female) return rejected("mirror.not_a_couple", "a couple is a man and a woman");
    if (!his || wife->marital != marital) {
        if (marital == Marital::Married) return rejected("mirror.not_married", "one of the two is not married");
        return rejected("mirror.not_divorced", "one of the two is not divorced, or has married again");
    }
    if (marital != Marital::Married || wife->kk != kk) return {};
    LOKET_ASSIGN(household, draft.household(kk));  // on one KK it must not show them with other people
    const auto his_wives = spouses_of(household->family, couple.husband), her_men = spouses_of(household->family, couple.wife);
    const auto shows = [](const auto& list, const std::string& nik) { return std::find(list.begin(), list.end(), nik) != list.end(); };
    if (his_wives.empty() && her_men.empty()) return {};
    if (shows(his_wives, couple.wife) || shows(her_men, couple.husband)) return {};
    return rejected("mirror.not_a_couple", "the KK shows these two with other spouses");
}

Status Planning::part(const Couple& couple, const Before& husband, const Before& wife, bool recorded) {
    LOKET_ASSIGN(household, draft.household_of(couple.husband));
    const auto his_kk = household->family.kk;
    const auto wives = spouses_of(household->family, couple.husband);
    const bool keeps_wife = std::any_of(wives.begin(), wives.end(), [&](const std::string& nik) { return nik != couple.wife; });
    LOKET_ASSIGN(person, draft.person(couple.wife));
    const auto her_kk = person->kk;
    if (!keeps_wife) draft.emit(MaritalChanged{draft.on(), couple.husband, husband.marital, husband.since, recorded});
    draft.emit(MaritalChanged{draft.on(), couple.wife, wife.marital, wife.since, recorded});
    for (const auto& nik : {couple.husband, couple.wife}) {
        LOKET_ASSIGN(one, draft.person(nik));
        if (his_kk == her_kk && (one->shdk == Shdk::Suami || one->shdk == Shdk::Istri)) draft.emit(RoleChanged{draft.on(), nik, Shdk::Lainnya});
    }
    draft.mark_due(his_kk);
    draft.mark_due(her_kk);
    return {};
}

Status Planning::seat_couple(const Couple& couple) {
    LOKET_ASSIGN(husband, draft.person(couple.husband));
    const auto his = *husband;
    LOKET_ASSIGN(wife, draft.person(couple.wife));
    if (his.kk != wife->kk) return {};
    if (his.shdk == Shdk::KepalaKeluarga)
        draft.emit(RoleChanged{draft.on(), couple.wife, Shdk::Istri});
    else if (wife->shdk == Shdk::KepalaKeluarga)
        draft.emit(RoleChanged{draft.on(), couple.husband, Shdk::Suami});
    return {};
}

Status Planning::operator()(const AnnulMarriage& effect) {
    const Couple couple{effect.husband, effect.wife};
    LOKET_TRY(require_couple(couple, Marital::Married));
    for (const auto& before : {effect.husband_before, effect.wife_before})
        if (before.marital == Marital::Married) return rejected("mirror.before", "before the marriage nobody was married");
    LOKET_TRY(note(effect.husband, NoteKind::MarriageAnnulled, effect.decision, effect.decided, effect.wife));
    LOKET_TRY(note(effect.wife, NoteKind::MarriageAnnulled, effect.decision, effect.decided, effect.husband));
    return part(couple, effect.husband_before, effect.wife_before, true);
}

Status Planning::operator()(const AnnulDivorce& effect) {
    const Couple couple{effect.husband, effect.wife};
    LOKET_TRY(require_couple(couple, Marital::Divorced));
    LOKET_TRY(require_past(effect.married));
    for (const auto& nik : {effect.husband, effect.wife}) {
        LOKET_TRY(note(nik, NoteKind::DivorceAnnulled, effect.decision, effect.decided, nik == effect.husband ? effect.wife : effect.husband));
        draft.emit(MaritalChanged{draft.on(), nik, Marital::Married, effect.married, true});
        LOKET_ASSIGN(person, draft.person(nik));
        draft.mark_due(person->kk);
    }
    return seat_couple(couple);
}

Status Planning::operator()(const Death& effect) {
    LOKET_TRY(require_past(effect.died));
    if (const auto* stay = draft.base().stay(effect.nik)) {
        if (effect.died < stay->born) return rejected("mirror.date", "nobody dies before birth");
        draft.emit(StayEnded{draft.on(), effect.nik, "died"});
        return {};
    }
    LOKET_ASSIGN(person, draft.person(effect.nik));
    if (effect.died < person->born) return rejected("mirror.date", "nobody dies before birth");
    const auto kk = person->kk;
    const bool head = person->shdk == Shdk::KepalaKeluarga, married = person->marital == Marital::Married;
    LOKET_ASSIGN(household, draft.household(kk));
    const auto family = household->family;  // as it was: later events change it
    auto spouses = spouses_of(family, effect.nik);
    if (!effect.spouse.empty()) {
        LOKET_TRY(require_couple(person->sex == Sex::Male ? Couple{effect.nik, effect.spouse} : Couple{effect.spouse, effect.nik}, Marital::Married));
        if (std::find(spouses.begin(), spouses.end(), effect.spouse) == spouses.end()) spouses.push_back(effect.spouse);
    }
    LOKET_TRY(take_cards(effect.nik, "death", true));
    draft.emit(ResidentLeft{draft.on(), effect.nik, Departure::Died, effect.died, {}});
    for (const auto& nik : spouses) {
        if (!married || spouses_of(family, nik).size() > 1) continue;  // a man with another wife stays married
        LOKET_ASSIGN(spouse, draft.person(nik));
        const auto theirs = spouse->kk;
        draft.emit(MaritalChanged{draft.on(), nik, Marital::Widowed, effect.died, true});
        draft.mark_due(theirs);
    }
    return settle_rest(kk, effect.rest, head ? spouses : std::vector<std::string>{});
}

Status Planning::operator()(const Adoption& effect) {
    if (effect.parents.empty() || effect.parents.size() > 2) return rejected("mirror.parents", "name one or two adopters");
    LOKET_ASSIGN(child, draft.person(effect.child));
    if (child->marital != Marital::Single || age_on(child->born, draft.on()) >= kOldestAdopted)
        return rejected("mirror.not_a_child", "only somebody under 18 and never married can be adopted");
    const auto from = child->kk;
    std::string kk;
    auto shdk = Shdk::FamiliLain;
    for (const auto& nik : effect.parents) {
        if (nik == effect.child) return rejected("mirror.named_twice", "the child cannot adopt itself");
        LOKET_ASSIGN(parent, draft.person(nik));
        if (!may_head(*parent, draft.on())) return rejected("mirror.not_adult", "an adopter must be an adult");
        if (!kk.empty() && parent->kk != kk) return rejected("mirror.not_on_this_kk", "both adopters must be on one KK");
        kk = parent->kk;
        if (shdk == Shdk::FamiliLain) shdk = child_of(parent->shdk);
        LOKET_TRY(note(effect.child, NoteKind::Adopted, effect.decision, effect.decided, nik));
    }
    if (from != kk) return move_members({{effect.child, shdk}}, kk, effect.rest);
    LOKET_ASSIGN(now, draft.person(effect.child));
    if (now->shdk == Shdk::KepalaKeluarga) return rejected("mirror.heads", "the child is the head of this KK");
    if (now->shdk != shdk) draft.emit(RoleChanged{draft.on(), effect.child, shdk});
    draft.mark_due(kk);
    return {};
}

Status Planning::operator()(const Renunciation& effect) {
    LOKET_ASSIGN(person, draft.person(effect.nik));
    if (person->nationality != Nationality::Wni) return rejected("mirror.foreigner", "this person is no citizen");
    if (effect.country.empty()) return rejected("mirror.destination", "the new nationality is missing");
    const auto kk = person->kk;
    const bool head = person->shdk == Shdk::KepalaKeluarga;
    LOKET_ASSIGN(household, draft.household(kk));
    const auto spouses = head ? spouses_of(household->family, effect.nik) : std::vector<std::string>{};
    LOKET_TRY(note(effect.nik, NoteKind::CitizenshipLost, effect.decision, effect.decided, {}));
    LOKET_TRY(take_cards(effect.nik, "renunciation", true));
    draft.emit(ResidentLeft{draft.on(), effect.nik, Departure::Renounced, effect.decided, effect.country});
    return settle_rest(kk, effect.rest, spouses);
}

}  // namespace loket::mirror::detail

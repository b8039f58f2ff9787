// evolve: what each event does to the mirror. No decisions here; `plan` has made them before the event was written.

#include <algorithm>

#include "workflow/mirror/mirror.h"

namespace loket::mirror {

using population::LifeStatus;

namespace {

LifeStatus life_after(Departure why) {
    if (why == Departure::Died) return LifeStatus::Deceased;
    return why == Departure::MovedOut ? LifeStatus::MovedAway : LifeStatus::Abroad;
}

template <class To, class From>
void set(To& to, const std::optional<From>& from) {
    if (from) to = static_cast<To>(*from);
}

void correct(Resident& person, const DataChange& change) {
    set(person.name, change.name);
    set(person.birth_place, change.birth_place);
    set(person.father, change.father);
    set(person.mother, change.mother);
    set(person.birth_deed, change.birth_deed);
    set(person.phone, change.phone);
    set(person.born, change.born);
    set(person.sex, change.sex);
    set(person.blood, change.blood);
    set(person.religion, change.religion);
    set(person.education, change.education);
    set(person.occupation, change.occupation);
    set(person.disability, change.disability);
    set(person.marriage_recorded, change.marriage_recorded);
    if (change.immigration) person.immigration = change.immigration;
}

}  // namespace

/// One overload an event.
struct Folding {
    Mirror& m;

    void operator()(const ResidentAdded& e) const {
        auto* household = m.own(e.person.kk);
        const auto nik = sixteen_digits(e.person.nik);
        if (household == nullptr || !nik || m.kk_of_.contains(*nik)) return;
        m.departed_.erase(*nik);
        auto person = e.person;
        person.life = LifeStatus::Active;
        count(e.on, district(*household), person.sex, e.how == Addition::Born ? Movement::Lahir : Movement::Datang, 1);
        seat(*household, std::move(person));
    }
    void operator()(const ResidentChanged& e) const {
        auto* household = m.own_household_of(e.nik);
        if (household == nullptr) return;
        auto& person = *m.own_resident(e.nik);
        const auto sex = person.sex;
        correct(person, e.change);
        if (person.sex == sex) return;
        count(e.on, district(*household), sex, Movement::Koreksi, -1);
        count(e.on, district(*household), person.sex, Movement::Koreksi, 1);
    }
    void operator()(const MaritalChanged& e) const {
        auto* person = m.own_resident(e.nik);
        if (person == nullptr) return;
        person->marital = e.marital;
        person->marital_since = e.since;
        person->marriage_recorded = e.recorded;
    }
    void operator()(const ResidentLeft& e) const {
        auto* household = m.own_household_of(e.nik);
        if (household == nullptr) return;
        auto person = unseat(*household, e.nik);
        count(e.on, district(*household), person.sex, e.why == Departure::Died ? Movement::Mati : Movement::Pindah, 1);
        person.life = life_after(e.why);
        if (e.why == Departure::Renounced) {
            person.nationality = Nationality::Wna;
            person.immigration = Immigration{.country = e.to, .passport = {}, .kitap = {}, .valid_until = {}};
        }
        m.departed_.insert_or_assign(*sixteen_digits(e.nik), Departed{std::move(person), e.why, e.on, e.happened, e.to});
    }
    void operator()(const CardStateChanged& e) const {
        auto* person = m.own_resident(e.nik);
        if (person == nullptr) return;
        person->card = e.card;
        if (e.record) person->record_state = *e.record;
    }
    void operator()(const KiaChanged& e) const {
        if (auto* person = m.own_resident(e.nik)) person->kia = e.held;
    }
    void operator()(const TemporaryPaperIssued& e) const { m.papers_[e.nik].push_back(e.paper); }
    void operator()(const MarginalNoted& e) const { m.notes_[e.nik].push_back(e.note); }

    void operator()(const FamilyCreated& e) const {
        const auto kk = sixteen_digits(e.kk);
        if (kk && !m.knows_kk(e.kk)) m.households_.emplace(*kk, Household{Family{e.kk, e.on, {}}, e.address, {}});
    }
    void operator()(const FamilyDissolved& e) const {
        const auto* household = m.household(e.kk);
        if (household != nullptr && household->family.members.empty()) m.households_.erase(*sixteen_digits(household->family.kk));
    }
    void operator()(const MemberMoved& e) const {
        auto* from = m.own_household_of(e.nik);
        auto* to = m.own(e.kk);
        if (from == nullptr || to == nullptr || from == to) return;
        auto person = unseat(*from, e.nik);
        person.shdk = e.shdk;
        moved(e.on, person.sex, district(*from), district(*to));
        seat(*to, std::move(person));
    }
    void operator()(const RoleChanged& e) const {
        if (auto* person = m.own_resident(e.nik)) person->shdk = e.shdk;
    }
    void operator()(const HeadReplaced& e) const {
        auto* household = m.own(e.kk);
        if (household == nullptr) return;
        auto& members = household->family.members;
        const auto head = std::find_if(members.begin(), members.end(), [&](const Resident& r) { return r.nik == e.nik; });
        if (head == members.end()) return;
        head->shdk = Shdk::KepalaKeluarga;
        std::rotate(members.begin(), head, head + 1);
    }
    void operator()(const FamilyRenumbered& e) const {
        auto* household = m.own(e.kk);
        const auto number = sixteen_digits(e.number);
        if (household == nullptr || !number || m.knows_kk(e.number)) return;
        const auto old = household->family.kk;
        auto node = m.households_.extract(*sixteen_digits(old));
        node.key() = *number;
        auto& family = node.mapped().family;
        family.kk = e.number;
        family.recorded = e.on;
        for (auto& member : family.members) {
            member.kk = e.number;
            m.kk_of_[*sixteen_digits(member.nik)] = *number;
        }
        m.households_.insert(std::move(node));
        m.successor_[old] = e.number;
    }
    void operator()(const FamilyMoved& e) const {
        auto* household = m.own(e.kk);
        if (household == nullptr) return;
        const auto from = district(*household);
        household->address = e.address;
        for (auto& member : household->family.members) {
            member.address = e.address;
            moved(e.on, member.sex, from, district(*household));
        }
    }
    void operator()(const FamilyCardDue& e) const {
        if (auto* household = m.own(e.kk)) household->due = e.reason;
    }
    void operator()(const FamilyCardIssued& e) const {
        if (auto* household = m.own(e.kk)) household->due.clear();
    }

    void operator()(const StillbirthCounted& e) const { count(e.on, e.district, e.sex, Movement::LahirMati, 1); }
    void operator()(const StayRecorded& e) const { m.stays_[e.stay.nik] = e.stay; }
    void operator()(const StayEnded& e) const { m.stays_.erase(e.nik); }

    void operator()(const EffectWaiting& e) const { m.waiting_[e.reference] = {e.on, e.effect, e.body, {}, {}, {}}; }
    void operator()(const NumberRequested& e) const {
        if (auto* waiting = find_waiting(e.reference)) waiting->requests.push_back(e);
    }
    void operator()(const NumberIssued& e) const {
        if (auto* waiting = find_waiting(e.reference)) waiting->numbers[e.slot] = e.number;
    }
    void operator()(const NumberHeld& e) const { m.held_[e.reference][e.slot] = e.number; }
    void operator()(const EffectBlocked& e) const {
        if (auto* waiting = find_waiting(e.reference)) waiting->blocked = e.code;
    }
    void operator()(const EffectCompleted& e) const { m.waiting_.erase(e.reference); }
    void operator()(const EffectDropped& e) const { m.waiting_.erase(e.reference); }

    void operator()(const ApplicantNamed&) const {}    // for the books; nobody changes
    void operator()(const RegisterOpened&) const {}    // the families themselves come by `take`
    void operator()(const MovementsCounted&) const {}  // of what was counted here already

  private:
    static std::string district(const Household& household) { return district_of(household.address.village); }

    void count(Date on, std::string district, Sex sex, Movement kind, int by) const {
        m.movements_[{on, std::move(district), sex, kind}] += by;
    }
    /// Between two kecamatan of the regency: gone from one, come to the other.
    void moved(Date on, Sex sex, const std::string& from, const std::string& to) const {
        if (from == to) return;
        count(on, from, sex, Movement::PindahDalam, 1);
        count(on, to, sex, Movement::DatangDalam, 1);
    }
    void seat(Household& household, Resident person) const {
        m.kk_of_[*sixteen_digits(person.nik)] = *sixteen_digits(household.family.kk);
        person.kk = household.family.kk;
        person.address = household.address;
        auto& members = household.family.members;
        members.insert(person.shdk == Shdk::KepalaKeluarga ? members.begin() : members.end(), std::move(person));
    }
    Resident unseat(Household& household, const std::string& nik) const {
        auto& members = household.family.members;
        const auto found = std::find_if(members.begin(), members.end(), [&](const Resident& r) { return r.nik == nik; });
        auto person = std::move(*found);
        members.erase(found);
        m.kk_of_.erase(*sixteen_digits(nik));
        return person;
    }
    WaitingEffect* find_waiting(const std::string& reference) const {
        const auto found = m.waiting_.find(reference);
        return found == m.waiting_.end() ? nullptr : &found->second;
    }
};

void evolve(Mirror& mirror, const MirrorEvent& event) { std::visit(Folding{mirror}, event); }

void evolve(Mirror& mirror, const MirrorChange& change) {
    for (const auto& event : change) evolve(mirror, event);
}

}  // namespace loket::mirror

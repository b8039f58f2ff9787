// S01 Kartu Keluarga, S02 KTP-el, S03 KIA.

#include <algorithm>

#include "workflow/mirror/from_case_parts.h"
#include "workflow/mirror/kinship.h"

namespace loket::mirror::detail {
namespace {

using population::CodeTable;

std::string head_of(const Family& family) { return family.members.empty() ? std::string() : family.members.front().nik; }

/// By the names on the KK: the register keeps no other link between child and parent.
bool is_child_of(const Resident& child, const Resident& parent) {
    return !parent.name.empty() && (child.father == parent.name || child.mother == parent.name);
}

}  // namespace

std::vector<Member> FromCase::seated(const std::string& head, const std::vector<std::string>& members) const {
    std::vector<Member> seats{{head, Shdk::KepalaKeluarga}};
    const auto* household = look.mirror.household_of(head);
    if (household == nullptr) return seats;
    const auto& family = household->family;
    const auto before = head_of(family);
    const auto places = before == head ? std::vector<Member>{} : places_under(family, head, spouses_of(family, before));
    const auto married = spouses_of(family, head);
    for (const auto& nik : members) {
        const auto* person = here(nik);
        if (nik == head || person == nullptr) continue;
        const auto place = std::find_if(places.begin(), places.end(), [&](const Member& m) { return m.nik == nik; });
        auto shdk = Shdk::FamiliLain;
        if (is_in(married, nik)) shdk = person->sex == Sex::Male ? Shdk::Suami : Shdk::Istri;
        else if (is_child_of(*person, *here(head))) shdk = Shdk::Anak;
        else if (place != places.end()) shdk = place->shdk;
        else if (before == head && person->kk == family.kk) shdk = person->shdk;
        seats.push_back({nik, shdk});
    }
    return seats;
}

Result<FromCase::Couple> FromCase::couple() const {
    LOKET_ASSIGN(one, resident(args.text("nik")));
    LOKET_ASSIGN(other, resident(args.text("spouse")));
    if (one->sex == other->sex) return rejected("mirror.not_a_couple", "a couple is a man and a woman");
    return one->sex == Sex::Male ? Couple{one->nik, other->nik} : Couple{other->nik, one->nik};
}

/// KK baru and pisah KK. The husband is the head of a couple (UU 1/1974 Pasal 31(3)), else the applicant.
Status FromCase::form_family() {
    LOKET_ASSIGN(applicant, resident(args.text("nik")));
    auto head = applicant->nik;
    auto members = args.niks("members");
    const bool splits = args.text("reason") == "PISAH";
    const bool single = members.empty() && args.text("spouse").empty();
    if (single && splits && applicant->shdk == Shdk::KepalaKeluarga) return rejected("mirror.nobody_leaves", "the head alone forms no second KK");
    if (single && applicant->shdk == Shdk::KepalaKeluarga) return note("the applicant has a KK already"), Status{};
    if (!is_in(members, head)) members.insert(members.begin(), head);
    if (const auto* spouse = here(args.text("spouse"))) {
        LOKET_ASSIGN(pair, couple());
        head = pair.husband;
        if (!is_in(members, spouse->nik)) members.push_back(spouse->nik);
        if (applicant->marital != Marital::Married && spouse->marital != Marital::Married) {
            add(NoteMarriage{pair.husband, pair.wife, day("married"), args.text("recorded") != "TIDAK", false});
        }
    } else if (!args.text("spouse").empty()) {
        note("the spouse is not in the local register and comes on the KK with an arrival");
    }
    auto seats = seated(head, members);
    const auto wife = head == applicant->nik ? args.text("spouse") : applicant->nik;
    for (auto& seat : seats)
        if (seat.nik != head && seat.nik == wife) seat.shdk = Shdk::Istri;
    const auto& family = look.mirror.household_of(head)->family;
    const bool whole = head_of(family) == head && std::all_of(family.members.begin(), family.members.end(),
                                                              [&](const Resident& r) { return is_in(members, r.nik); });
    if (!whole) return add(FormFamily{seats, {}, {}, false, splits}), Status{};
    if (splits) return rejected("mirror.nobody_stays", "a split leaves somebody on the old KK");
    std::erase_if(seats, [&](const Member& seat) { return here(seat.nik)->kk == family.kk; });  // this KK is theirs: the others join it
    if (seats.empty()) note("these people are a KK already");
    else add(JoinFamily{family.kk, seats, {}});
    return {};
}

Status FromCase::join_family() {
    LOKET_ASSIGN(applicant, resident(args.text("nik")));
    const auto kk = look.mirror.present_kk(args.text("kk"));
    if (applicant->kk == kk) return note("the applicant is on this KK already"), Status{};
    auto place = Shdk::FamiliLain;
    if (args.text("shdk").empty()) note("shdk: not asked, taken as another relative");
    LOKET_TRY(set(place, CodeTable::Shdk, args.text("shdk")));
    std::vector<Member> members{{applicant->nik, place}};
    if (applicant->shdk == Shdk::KepalaKeluarga)  // a head takes the family along
        for (const auto& member : look.mirror.household_of(applicant->nik)->family.members)
            if (member.nik != applicant->nik) members.push_back({member.nik, Shdk::FamiliLain});
    add(JoinFamily{kk, members, {}});
    return {};
}

Status FromCase::replace_head() {
    LOKET_ASSIGN(household, household_of(args.text("nik")));
    add(ReplaceHead{household->family.kk, args.text("head"), {}});
    return {};
}

Status FromCase::marital_change(const std::string& nik, const std::string& value) {
    LOKET_ASSIGN(household, household_of(nik));
    const auto spouses = spouses_of(household->family, nik);
    if (!value.starts_with("CERAI HIDUP") || spouses.size() != 1)
        return rejected("mirror.spouse_needed", "a change of the marital status needs both spouses: a wedding by a new KK, a widowing by the death");
    const bool man = here(nik)->sex == Sex::Male;
    add(NoteDivorce{man ? nik : spouses.front(), man ? spouses.front() : nik, day("on"), value.find("BELUM") == std::string::npos});
    return {};
}

Status FromCase::change_data() {
    const auto nik = args.text("person").empty() ? args.text("nik") : args.text("person");
    const auto element = args.text("element"), value = args.upper("value");
    const auto code = [&](CodeTable table) -> Result<int> {
        LOKET_ASSIGN(found, this->code(table, value));
        return found ? Result<int>(*found) : rejected("mirror.code_table", "the new value is missing");
    };
    if (element == "STATUS_KAWIN") return marital_change(nik, value);
    DataChange change;
    if (element == "PENDIDIKAN") {
        LOKET_ASSIGN(found, code(CodeTable::Pendidikan));
        change.education = found;
    } else if (element == "PEKERJAAN") {
        LOKET_ASSIGN(found, code(CodeTable::Pekerjaan));
        change.occupation = found;
    } else if (element == "AGAMA") {
        LOKET_ASSIGN(found, code(CodeTable::Agama));
        change.religion = static_cast<population::Religion>(found);
    } else if (element == "GOLONGAN_DARAH") {
        LOKET_ASSIGN(found, code(CodeTable::GolonganDarah));
        change.blood = static_cast<population::Blood>(found);
    } else if (element == "NAMA") {
        change.name = value;
    } else {
        return note("another element than those the register keeps"), Status{};
    }
    add(ChangeData{nik, change});
    return {};
}

Status FromCase::issue_family_card() {
    LOKET_ASSIGN(household, household_of(args.text("nik")));
    add(IssueFamilyCard{household->family.kk});
    return {};
}

Status FromCase::set_card() {
    LOKET_ASSIGN(person, resident(args.text("nik")));
    out.effects = card_effects(*person, CardState::Active, args.text("reason"));
    return {};
}

Status FromCase::set_kia() {
    LOKET_ASSIGN(child, resident(args.text("child")));
    if (child->kia) add(SetKia{child->nik, false, args.text("reason")});
    add(SetKia{child->nik, true, args.text("reason")});
    return {};
}

}  // namespace loket::mirror::detail

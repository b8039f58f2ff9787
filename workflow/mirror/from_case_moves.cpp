// S04 SKP, S05 SKPD, S06 SKPLN, S07 SKDLN, S08 SKTT.

#include <algorithm>

#include "devices/base/random.h"
#include "workflow/mirror/from_case_parts.h"
#include "workflow/population/nik.h"

namespace loket::mirror::detail {
namespace {

using population::CodeTable;

std::vector<std::string> everybody(const Household& household) {
    std::vector<std::string> niks;
    for (const auto& member : household.family.members) niks.push_back(member.nik);
    return niks;
}

}  // namespace

/// Inside the regency: the whole family takes its KK along, a part of it makes a new one.
Status FromCase::move_family() {
    LOKET_ASSIGN(household, household_of(args.text("nik")));
    const auto movers = args.niks("persons");
    if (movers.empty()) return rejected("mirror.nobody", "nobody is named");
    const auto all = everybody(*household);
    const bool whole = std::all_of(all.begin(), all.end(), [&](const std::string& nik) { return is_in(movers, nik); });
    if (whole) return add(MoveFamily{household->family.kk, address()}), Status{};
    const auto grown = [&](const std::string& nik) { return here(nik) != nullptr && may_head(*here(nik), look.on); };
    auto head = args.text("nik");
    if (!is_in(movers, head) || !grown(head)) {
        const auto found = std::find_if(movers.begin(), movers.end(), grown);
        head = found == movers.end() ? movers.front() : *found;
    }
    LOKET_TRY(resident(head));
    add(FormFamily{seated(head, movers), address(), {}, false});
    return {};
}

Status FromCase::move_out() {
    LOKET_ASSIGN(household, household_of(args.text("nik")));
    const auto head = household->family.members.front().nik;
    const auto kind = args.text("kind_of_move"), staying = args.text("staying"), moving = args.text("moving");
    auto movers = kind == "SELURUH" ? everybody(*household) : args.niks("persons");
    if ((kind == "KEPALA" || kind == "SEBAGIAN") && !is_in(movers, head)) movers.insert(movers.begin(), head);
    const bool head_goes = is_in(movers, head);
    auto stay = head_goes ? KkOfThoseWhoStay::BuatKkBaru : KkOfThoseWhoStay::Tetap;
    if (movers.size() >= household->family.members.size()) stay = KkOfThoseWhoStay::TidakAda;
    else if (staying == "TETAP") stay = KkOfThoseWhoStay::Tetap;
    else if (staying == "BARU") stay = KkOfThoseWhoStay::BuatKkBaru;
    else if (staying == "NUMPANG") stay = KkOfThoseWhoStay::NumpangKk;
    Remaining rest;
    if (stay == KkOfThoseWhoStay::NumpangKk) rest.host = look.mirror.present_kk(args.text("host"));
    if (stay == KkOfThoseWhoStay::NumpangKk && rest.host.empty()) {
        note("host: the KK that takes those who stay is not asked, they keep one of their own");
        stay = head_goes ? KkOfThoseWhoStay::BuatKkBaru : KkOfThoseWhoStay::Tetap;
    }
    auto move = KkOfThoseWhoMove::BuatKkBaru;
    if (moving == "NUMPANG") move = KkOfThoseWhoMove::NumpangKk;
    if (moving == "TETAP") move = KkOfThoseWhoMove::Tetap;
    add(MoveOut{household->family.kk, movers, stay, move, rest, args.text("to")});
    return {};
}

Status FromCase::go_abroad() {
    LOKET_ASSIGN(household, household_of(args.text("nik")));
    const auto movers = args.text("whole") == "SELURUH" ? everybody(*household) : args.niks("persons");
    auto stay = is_in(movers, household->family.members.front().nik) ? KkOfThoseWhoStay::BuatKkBaru : KkOfThoseWhoStay::Tetap;
    if (movers.size() >= household->family.members.size()) stay = KkOfThoseWhoStay::TidakAda;
    add(GoAbroad{household->family.kk, movers, stay, {}, args.upper("country")});
    return {};
}

/// What the number says and the office knew of the person.
Result<Resident> FromCase::newcomer(const std::string& nik, bool adult) {
    if (const auto* known = look.mirror.departed(nik)) return known->person;
    const population::NikContext context{look.on, {}, {}, adult};
    const auto read = population::examine_nik(nik, look.regions, context);
    if (!read.valid() || !read.born || !read.sex) return rejected("mirror.number_shape", "a newcomer has no valid NIK");
    Resident person;
    person.nik = nik;
    person.name = kNotRecorded;
    person.born = *read.born;
    person.sex = *read.sex;
    person.birth_place = read.regency;
    person.bio_seed = derive_seed(0, "newcomer:" + nik);
    return person;
}

/// The fields of F-1.01 that the applicant is asked for.
Status FromCase::describe_applicant(Resident& person) {
    const auto text = [&](const char* key, std::string& value) {
        if (auto given = args.upper(key); !given.empty()) value = std::move(given);
    };
    text("name", person.name);
    text("birth_place", person.birth_place);
    text("father", person.father);
    text("mother", person.mother);
    LOKET_TRY(set(person.religion, CodeTable::Agama, args.text("religion")));
    LOKET_TRY(set(person.marital, CodeTable::StatusPerkawinan, args.text("marital")));
    LOKET_TRY(set(person.education, CodeTable::Pendidikan, args.text("education")));
    LOKET_TRY(set(person.blood, CodeTable::GolonganDarah, args.text("blood")));
    const auto occupation = code(CodeTable::Pekerjaan, args.text("occupation"));  // people write it freely
    if (occupation && *occupation) person.occupation = **occupation;
    else if (!args.text("occupation").empty()) note("occupation: not in its table, to be completed");
    if (args.text("religion").empty()) note("a newcomer: religion, marital status, education and parents are not asked, to be completed");
    return {};
}

/// F-1.03 asks the name and the place in the family of who comes along, nothing else. A child has the parents it comes with.
Status FromCase::describe_companion(Resident& person, int slot, const Resident& applicant) {
    const auto key = [&](const char* what) { return std::string(what) + "_" + std::to_string(slot); };
    if (const auto name = args.upper(key("name").c_str()); !name.empty()) person.name = name;
    if (person.name == kNotRecorded) note("the name of a companion has no field in the form, to be completed");
    LOKET_TRY(set(person.shdk, CodeTable::Shdk, args.text(key("shdk").c_str())));
    if (look.mirror.departed(person.nik) != nullptr) return {};
    person.religion = applicant.religion;
    const bool couple = person.shdk == Shdk::Istri || person.shdk == Shdk::Suami;
    if (couple) person.marital = Marital::Married;
    note("a companion: religion as the applicant's; education, occupation and blood group have no field in F-1.03");
    return {};
}

namespace {

/// A head who comes with a spouse and was not asked is married.
void marry_head(std::vector<Resident>& people, const std::string& applicant) {
    const bool couple = std::any_of(people.begin(), people.end(), [](const Resident& one) { return one.shdk == Shdk::Istri || one.shdk == Shdk::Suami; });
    for (auto& one : people)
        if (couple && one.shdk == Shdk::KepalaKeluarga && one.nik != applicant) one.marital = Marital::Married;
}

/// Of a child that comes with its parents the names are known.
void name_parents(std::vector<Resident>& people) {
    std::string father, mother;
    for (const auto& person : people)
        if (person.shdk == Shdk::KepalaKeluarga || person.shdk == Shdk::Istri || person.shdk == Shdk::Suami)
            (person.sex == Sex::Male ? father : mother) = person.name;
    for (auto& person : people) {
        if (person.shdk != Shdk::Anak) continue;
        if (person.father.empty()) person.father = father;
        if (person.mother.empty()) person.mother = mother;
    }
}

}  // namespace

Result<std::vector<Resident>> FromCase::newcomers(bool joins) {
    auto niks = args.niks("persons");
    const auto applicant = args.text("nik");
    std::erase(niks, applicant);
    std::vector<Resident> people;
    LOKET_ASSIGN(first, newcomer(applicant, !joins));
    if (look.mirror.departed(applicant) == nullptr) LOKET_TRY(describe_applicant(first));
    first.shdk = joins ? Shdk::FamiliLain : Shdk::KepalaKeluarga;
    LOKET_TRY(set(first.shdk, CodeTable::Shdk, args.text("shdk")));
    people.push_back(std::move(first));
    for (int slot = 2; const auto& nik : niks) {
        LOKET_ASSIGN(person, newcomer(nik, false));
        person.shdk = joins ? Shdk::FamiliLain : Shdk::Lainnya;
        LOKET_TRY(describe_companion(person, slot++, people.front()));
        people.push_back(std::move(person));
    }
    if (!joins) std::stable_sort(people.begin(), people.end(), [](const Resident& a, const Resident& b) { return (a.shdk == Shdk::KepalaKeluarga) > (b.shdk == Shdk::KepalaKeluarga); });
    marry_head(people, applicant);
    name_parents(people);
    return people;
}

Status FromCase::arrive(const std::string& join, const std::string& number) {
    const auto place = address();
    if (district_of(place.village).empty()) return rejected("mirror.village", "the address has no village code");
    LOKET_ASSIGN(people, newcomers(!join.empty()));
    for (auto& person : people) person.address = place;
    add(MoveIn{std::move(people), join, number, join.empty() ? std::optional(place) : std::nullopt});
    return {};
}

Status FromCase::move_in() {
    const bool brings = args.text("moving") == "TETAP";
    if (brings && args.text("number").empty()) note("number: the KK number brought along is not asked, a new one is");
    return arrive(args.text("join"), brings ? args.text("number") : std::string());
}

/// SKDLN is for those who left from here; whoever else comes from abroad arrives.
Status FromCase::return_from_abroad() {
    auto niks = args.niks("persons");
    std::erase(niks, args.text("nik"));
    niks.insert(niks.begin(), args.text("nik"));
    const auto left_here = [&](const std::string& nik) {
        const auto* gone = look.mirror.departed(nik);
        return gone != nullptr && gone->why == Departure::WentAbroad;
    };
    if (!std::all_of(niks.begin(), niks.end(), left_here)) return arrive({}, {});
    ReturnFromAbroad back;
    for (const auto& nik : niks) back.people.push_back({nik, nik == niks.front() ? Shdk::KepalaKeluarga : Shdk::FamiliLain});
    if (const auto place = address(); !place.village.empty()) back.address = place;
    add(std::move(back));
    return {};
}

Status FromCase::record_stay() {
    Stay stay;
    stay.name = args.upper("name");
    stay.sex = args.text("sex") == "P" ? Sex::Female : Sex::Male;
    stay.born = day("born");
    stay.birth_place = args.upper("birth_place");
    stay.country = args.upper("nationality");
    stay.passport = args.upper("passport");
    stay.kitas = args.upper("kitas");
    stay.occupation = args.upper("occupation");
    stay.valid_until = day("valid_until");
    stay.address = address();
    stay.sktt = args.paper("");
    for (const auto& [nik, known] : look.mirror.stays())
        if (!stay.passport.empty() && known.passport == stay.passport) stay.nik = nik;
    if (stay.nik.empty() && sixteen_digits(args.text("nik"))) stay.nik = args.text("nik");
    add(RecordStay{std::move(stay)});
    return {};
}

}  // namespace loket::mirror::detail

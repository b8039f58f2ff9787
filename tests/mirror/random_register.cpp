#include "tests/mirror/random_register.h"

#include <filesystem>

#include "workflow/mirror/kinship.h"
#include "workflow/population/synthetic.h"

namespace loket::mirror::test {
namespace {

const population::Regions& regions() {
    static const auto loaded = population::Regions::load(std::filesystem::path(LOKET_SOURCE_DIR) / "assets" / "regions");
    REQUIRE(loaded.ok());
    return loaded.value();
}

const population::PopulationSource& source() {
    static const auto loaded = population::PopulationSource::load(std::filesystem::path(LOKET_SOURCE_DIR) / "assets" / "names", regions());
    REQUIRE(loaded.ok());
    return loaded.value();
}

constexpr std::size_t kResidents = 60;

}  // namespace

RandomRegister::RandomRegister(std::uint64_t seed) : random_(seed, "mirror") {
    const auto made = population::generate_population({seed, kResidents, on_}, regions(), source(), [&](Family&& family) {
        for (const auto& member : family.members) people_.push_back(member.nik);
        return mirror_.take(std::move(family));
    });
    REQUIRE(made.ok());
    residents_ = static_cast<long>(mirror_.residents());
    REQUIRE(residents_ == kResidents);
    start_ = mirror_;
    require_sound();
}

void RandomRegister::require_sound() const {
    for (const auto& finding : check(mirror_, on_)) {
        if (finding.level == population::Level::Warn && finding.code != "mirror.kia_lapsed") continue;
        FAIL(finding.code << ": " << finding.context << " on " << iso_date(on_));
    }
    if (residents_ != static_cast<long>(mirror_.residents()))
        FAIL("the events count " << residents_ << " residents, the register " << mirror_.residents());
    int total = 0;
    for (const auto& [place, count] : residents_on(mirror_, on_)) total += count;
    if (total != residents_) FAIL("LAMPID counts " << total << " residents instead of " << residents_);
}

void RandomRegister::take(const MirrorChange& change) {
    for (const auto& event : change) {
        evolve(mirror_, event);
        log_.emplace_back(name_of(event), encode(event));
        events.insert(log_.back().first);
        if (const auto* added = std::get_if<ResidentAdded>(&event)) {
            ++residents_;
            people_.push_back(added->person.nik);
        }
        residents_ -= std::holds_alternative<ResidentLeft>(event) ? 1 : 0;
        blocked += std::holds_alternative<EffectBlocked>(event) ? 1 : 0;
        dropped += std::holds_alternative<EffectDropped>(event) ? 1 : 0;
        waited += std::holds_alternative<EffectCompleted>(event) ? 1 : 0;
    }
    require_sound();
}

void RandomRegister::next_day() {
    on_ = Date{std::chrono::sys_days{on_} + std::chrono::days{random_.between(1, 40)}};
    take(lapse(mirror_, on_));
}

/// The centre answers one question, rightly most of the time.
void RandomRegister::hear_from_centre() {
    const auto& waiting = mirror_.waiting();
    if (waiting.empty()) return;
    auto it = waiting.begin();
    std::advance(it, static_cast<long>(random_.below(waiting.size())));
    const auto reference = it->first;
    const PlanContext now{.on = on_, .reference = {}, .numbers = {}};
    if (it->second.complete()) {
        if (const auto again = retry(mirror_, reference, now)) return take(*again);
        return take(drop(mirror_, reference, "tidak jadi", on_).value());
    }
    const auto request = it->second.requests[random_.below(it->second.requests.size())];
    const auto number = random_.chance(0.9) ? centre_.answer(request) : random_.chance(0.5) ? anybody() : std::string("0");
    const auto before = mirror_;
    if (const auto supplied = supply(mirror_, reference, request.slot, number, now)) return take(*supplied);
    if (!(mirror_ == before)) FAIL("a number that was refused changed the register");
}

void RandomRegister::attempt(const Effect& effect) {
    const auto again = decode_effect(name_of(effect), encode(effect));
    REQUIRE(again.ok());
    REQUIRE(encode(*again) == encode(effect));
    std::map<std::string, std::string> numbers;
    if (random_.chance(0.5)) {
        numbers["kk"] = fresh(NumberKind::Kk);
        if (const auto* birth = std::get_if<Birth>(&effect)) numbers["nik"] = fresh(NumberKind::Nik, birth->born, birth->sex);
    }
    const auto before = mirror_;
    const auto planned = plan(mirror_, effect, {.on = on_, .reference = "R" + std::to_string(++cases_), .numbers = numbers});
    if (planned) {
        ++accepted[name_of(effect)];
        return take(*planned);
    }
    if (planned.error().fault != Fault::Rejected || planned.error().code.empty()) FAIL(name_of(effect) << ": " << planned.error().context);
    ++refused[name_of(effect)];
    ++refusals[planned.error().code];
    if (!(mirror_ == before)) FAIL(name_of(effect) << " was refused and changed the register");
}

void RandomRegister::step() {
    if (random_.chance(0.2)) next_day();
    if (random_.chance(0.3)) hear_from_centre();
    attempt(draw());
}

void RandomRegister::require_replay() const {
    auto again = start_;
    for (const auto& [name, body] : log_) {
        const auto event = decode_mirror_event(name, body);
        if (!event) FAIL(name << ' ' << body << ": " << event.error().context);
        if (encode(*event) != body) FAIL(name << " does not come back as it was: " << body);
        evolve(again, *event);
    }
    CHECK((again == mirror_));
}

// --- who and where -------------------------------------------------------------------------------------------------------

/// Somebody alive and of this kind, if a few tries find one.
std::string RandomRegister::anyone(bool (*wanted)(const Resident&, Date)) {
    for (int i = 0; i < 40; ++i)
        if (const auto* person = mirror_.find(anybody()); person != nullptr && wanted(*person, on_)) return person->nik;
    return anybody();
}

std::string RandomRegister::spouse_of(const std::string& nik) {
    const auto* household = mirror_.household_of(nik);
    if (household == nullptr) return anybody();
    const auto spouses = spouses_of(household->family, nik);
    return spouses.empty() || random_.chance(0.05) ? anybody() : spouses.front();
}

std::string RandomRegister::kk_of(const std::string& nik) const {
    const auto* household = mirror_.household_of(nik);
    return household == nullptr ? "2101060101010404" : household->family.kk;
}

Address RandomRegister::any_address() {
    const auto& villages = source().villages;
    Address address{.street = "JL. POROS", .rt = 1, .rw = 1, .village = villages[random_.below(villages.size())].code};
    if (random_.chance(0.03)) address.village = "21.71.01.1001";
    return address;
}

Remaining RandomRegister::any_rest() {
    if (random_.chance(0.7)) return {};
    if (random_.chance(0.5)) return {.head = {}, .host = kk_of(anybody()), .roles = {}};
    return {.head = anybody(), .host = {}, .roles = {}};
}

std::string RandomRegister::fresh(NumberKind kind, Date born, Sex sex) {
    NumberRequested request{on_, {}, {}, kind, "21.01.06", {}, {}};
    if (kind == NumberKind::Nik) {
        if (!born.ok()) return "0";
        request.born = born;
        request.sex = sex;
    }
    return centre_.answer(request);
}

// --- what ----------------------------------------------------------------------------------------------------------------

Effect RandomRegister::draw() {
    const auto choice = random_.below(10);
    if (choice < 3) return draw_family();
    if (choice < 6) return draw_person();
    return choice < 8 ? draw_couple() : draw_move();
}

Effect RandomRegister::draw_family() {
    const auto one = anybody();
    const auto kk = kk_of(one);
    switch (random_.below(8)) {
        case 0: {
            FormFamily effect{{{anyone(may_head), Shdk::KepalaKeluarga}}, {}, any_rest()};
            const auto head = effect.members.front().nik;
            if (const auto* household = mirror_.household_of(head))
                for (const auto& member : household->family.members)
                    if (member.nik != head && random_.chance(0.3)) effect.members.push_back({member.nik, Shdk::FamiliLain});
            if (random_.chance(0.4)) effect.address = any_address();
            return effect;
        }
        case 1: {
            JoinFamily effect{kk, {{anybody(), Shdk::FamiliLain}}, any_rest()};
            if (random_.chance(0.3)) effect.members.push_back({anybody(), random_.chance(0.2) ? Shdk::Istri : Shdk::FamiliLain});
            return effect;
        }
        case 2: {
            const auto* household = mirror_.household(kk);
            if (household == nullptr) return ReplaceHead{kk, one, {}};
            const auto& members = household->family.members;
            return ReplaceHead{kk, members[random_.below(members.size())].nik, {}};
        }
        case 3:
            return ChangeData{one, draw_change()};
        case 4:
            return MoveFamily{kk, any_address()};
        case 5:
            return IssueFamilyCard{kk};
        case 6:
            return RenumberFamily{kk};
        default: {
            const auto child = anyone([](const Resident& r, Date on) { return age_on(r.born, on) < 18 && r.marital == Marital::Single; });
            const auto parent = anyone(may_head);
            Adoption effect{child, {parent}, random_.chance(0.95) ? "7/Pdt.P/2026" : "", past(20), any_rest()};
            if (random_.chance(0.6)) effect.parents.push_back(spouse_of(parent));
            return effect;
        }
    }
}

Effect RandomRegister::draw_person() {
    const auto one = anybody();
    switch (random_.below(8)) {
        case 0:
        case 1:
            return SetCard{one, static_cast<CardState>(random_.below(6)), "uji"};
        case 2:
            return SetKia{anyone([](const Resident& r, Date on) { return age_on(r.born, on) < 17; }), random_.chance(0.5), "uji"};
        case 3:
        case 4:
            return draw_birth();
        case 5:
            return Stillbirth{one, {}, random_.chance(0.5) ? Sex::Male : Sex::Female, past(20), random_.between(26, 40)};
        case 6:
            return Death{one, past(random_.chance(0.9) ? 30 : 20'000), random_.chance(0.1) ? anybody() : "", any_rest()};
        default:
            return IssueTemporaryPaper{one, static_cast<PaperKind>(random_.below(2)), static_cast<Hardship>(random_.below(4)),
                                       "P/" + std::to_string(random_.below(9))};
    }
}

Effect RandomRegister::draw_couple() {
    const auto bachelor = [](const Resident& r, Date on) { return r.sex == Sex::Male && r.marital != Marital::Married && age_on(r.born, on) >= 18; };
    const auto bride = [](const Resident& r, Date on) { return r.sex == Sex::Female && r.marital != Marital::Married && age_on(r.born, on) >= 18; };
    const auto married = [](const Resident& r, Date) { return r.sex == Sex::Male && r.marital == Marital::Married; };
    const auto parted = [](const Resident& r, Date) { return r.sex == Sex::Male && r.marital == Marital::Divorced; };
    const auto husband = anyone(married);
    const auto decision = random_.chance(0.95) ? "12/Pdt.G/2026" : "";
    switch (random_.below(5)) {
        case 0:
            return NoteMarriage{anyone(bachelor), anyone(bride), past(30), random_.chance(0.9), random_.chance(0.2)};
        case 1:
        case 2:
            return NoteDivorce{husband, spouse_of(husband), past(30), true};
        case 3: {
            const Before before{static_cast<Marital>(random_.between(1, 4)), {}};
            return AnnulMarriage{husband, spouse_of(husband), decision, past(30), before, {}};
        }
        default: {
            const auto man = anyone(parted);
            const auto* household = mirror_.household_of(man);
            auto woman = anyone([](const Resident& r, Date) { return r.sex == Sex::Female && r.marital == Marital::Divorced; });
            if (household != nullptr)
                for (const auto& member : household->family.members)
                    if (member.marital == Marital::Divorced && member.sex == Sex::Female) woman = member.nik;
            return AnnulDivorce{man, woman, decision, past(30), past(3000)};
        }
    }
}

Effect RandomRegister::draw_move() {
    switch (random_.below(9)) {
        case 0:
        case 1: {
            auto effect = draw_movers();
            effect.move = static_cast<KkOfThoseWhoMove>(random_.between(1, 3));
            return effect;
        }
        case 2: {
            const auto movers = draw_movers();
            return GoAbroad{movers.kk, movers.movers, movers.stay, movers.rest, "MALAYSIA"};
        }
        case 3:
        case 4:
            return draw_arrival();
        case 5: {
            std::vector<Member> people;
            mirror_.each_departed([&](const Departed& gone) {
                if (gone.why == Departure::WentAbroad || random_.chance(0.02)) people.push_back({gone.person.nik, gone.person.shdk});
            });
            if (people.size() > 1) people.erase(people.begin() + 1, people.end());
            if (people.empty()) return ReturnFromAbroad{{{anybody(), Shdk::FamiliLain}}, kk_of(anybody()), {}};
            const bool own = random_.chance(0.4);
            people.front().shdk = own ? Shdk::KepalaKeluarga : Shdk::FamiliLain;
            return ReturnFromAbroad{people, own ? "" : kk_of(anybody()), {}};
        }
        case 6:
            return RecordStay{draw_stay()};
        case 7:
            return EndStay{mirror_.stays().empty() ? anybody() : mirror_.stays().begin()->first, "pulang"};
        default:
            return Renunciation{anyone(may_head), "M.HH-1", past(30), random_.chance(0.95) ? "SINGAPURA" : "", any_rest()};
    }
}

/// Some of a family, with a form that is right more often than not.
MoveOut RandomRegister::draw_movers() {
    MoveOut effect;
    effect.kk = kk_of(anybody());
    effect.rest = any_rest();
    effect.to = "KOTA BATAM";
    const auto* household = mirror_.household(effect.kk);
    if (household == nullptr) return effect;
    const auto& members = household->family.members;
    const bool all = random_.chance(0.4), head = all || random_.chance(0.4);
    for (const auto& member : members)
        if (all || (&member == &members.front() ? head : random_.chance(0.4))) effect.movers.push_back(member.nik);
    effect.stay = effect.movers.size() == members.size() ? KkOfThoseWhoStay::TidakAda : head ? KkOfThoseWhoStay::BuatKkBaru : KkOfThoseWhoStay::Tetap;
    if (head && !effect.rest.host.empty()) effect.stay = KkOfThoseWhoStay::NumpangKk;
    if (random_.chance(0.1)) effect.stay = static_cast<KkOfThoseWhoStay>(random_.between(1, 4));
    return effect;
}

/// A couple from elsewhere, or people who moved away and come back.
MoveIn RandomRegister::draw_arrival() {
    MoveIn effect;
    mirror_.each_departed([&](const Departed& gone) {
        if (gone.why != Departure::WentAbroad && effect.people.empty() && random_.chance(0.3)) effect.people.push_back(gone.person);
    });
    const bool host = random_.chance(0.3);
    if (effect.people.empty()) {
        for (const auto sex : {Sex::Male, Sex::Female}) {
            Resident person;
            person.born = past(20'000);
            person.sex = sex;
            person.nik = fresh(NumberKind::Nik, person.born, sex);
            person.name = sex == Sex::Male ? "PENDATANG BARU" : "PENDATANG BARU KEDUA";
            person.marital = Marital::Married;
            person.card = CardState::Active;
            person.shdk = sex == Sex::Male ? Shdk::KepalaKeluarga : Shdk::Istri;
            person.address = any_address();
            effect.people.push_back(person);
        }
    }
    effect.people.front().shdk = host ? Shdk::FamiliLain : Shdk::KepalaKeluarga;
    if (host) {
        effect.kk = kk_of(anybody());
        for (auto& person : effect.people) person.shdk = Shdk::FamiliLain;
    } else if (random_.chance(0.3)) {
        effect.number = fresh(NumberKind::Kk);
    }
    return effect;
}

Birth RandomRegister::draw_birth() {
    Birth birth;
    birth.name = random_.chance(0.95) ? "ANAK BARU LAHIR" : "AN4K";
    birth.sex = random_.chance(0.5) ? Sex::Male : Sex::Female;
    birth.born = past(60);
    birth.kia = random_.chance(0.5);
    if (random_.chance(0.1)) {
        birth.foundling = true;
        birth.kk = kk_of(anybody());
        return birth;
    }
    birth.mother = anyone([](const Resident& r, Date on) { return r.sex == Sex::Female && age_on(r.born, on) >= 18; });
    if (random_.chance(0.6)) birth.father = spouse_of(birth.mother);
    return birth;
}

Stay RandomRegister::draw_stay() {
    Stay stay;
    stay.name = "JOHN SMITH";
    stay.sktt = "SKTT/" + std::to_string(cases_);
    stay.country = "AUSTRALIA";
    stay.kitas = "2C11AB";
    stay.born = past(20'000);
    stay.valid_until = Date{std::chrono::sys_days{on_} + std::chrono::days{random_.between(-5, 300)}};
    stay.address = any_address();
    if (random_.chance(0.2)) stay.nik = anybody();
    if (random_.chance(0.3)) stay.nik = fresh(NumberKind::Nik, stay.born, stay.sex);
    return stay;
}

DataChange RandomRegister::draw_change() {
    DataChange change;
    switch (random_.below(6)) {
        case 0:
            change.name = random_.chance(0.9) ? "NAMA PEMBETULAN" : "N@MA";
            break;
        case 1:
            change.sex = random_.chance(0.5) ? Sex::Male : Sex::Female;
            break;
        case 2:
            change.born = past(25'000);
            break;
        case 3:
            change.education = random_.between(0, 11);
            break;
        case 4:
            change.blood = static_cast<population::Blood>(random_.between(1, 13));
            change.phone = "+62866000";
            break;
        default:
            change.immigration = Immigration{.country = "JEPANG", .passport = "X", .kitap = "2D", .valid_until = {}};
    }
    return change;
}

}  // namespace loket::mirror::test

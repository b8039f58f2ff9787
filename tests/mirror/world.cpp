#include "tests/mirror/world.h"

#include "workflow/population/kk_number.h"
#include "workflow/population/nik.h"

namespace loket::mirror::test {
namespace {

Resident resident(const std::string& number, const std::string& kk, const char* name, const char* born, Sex sex, Shdk shdk) {
    Resident person;
    person.nik = number;
    person.kk = kk;
    person.name = name;
    person.born = day(born);
    person.sex = sex;
    person.shdk = shdk;
    person.birth_place = "KIJANG";
    return person;
}

void marry(Resident& a, Resident& b, const char* since) {
    for (auto* person : {&a, &b}) {
        person->marital = Marital::Married;
        person->marital_since = day(since);
        person->record_state = RecordState::CardPrinted;
        person->card = CardState::Active;
    }
}

Family hasan() {
    Family family{kHasanKk, day("2005-01-03"), {}};
    family.members = {resident(kHasan, kHasanKk, "HASAN BASRI", "1976-03-02", Sex::Male, Shdk::KepalaKeluarga),
                      resident(kAminah, kHasanKk, "SITI AMINAH", "1980-08-17", Sex::Female, Shdk::Istri),
                      resident(kFarid, kHasanKk, "FARID HASAN", "2002-05-05", Sex::Male, Shdk::Anak),
                      resident(kLaila, kHasanKk, "LAILA HASAN", "2011-02-01", Sex::Female, Shdk::Anak),
                      resident(kRahim, kHasanKk, "RAHIM HASAN", "2017-04-09", Sex::Male, Shdk::Anak)};
    auto& members = family.members;
    marry(members[0], members[1], "2001-01-14");
    for (std::size_t i = 2; i < members.size(); ++i) {
        members[i].father = "HASAN BASRI";
        members[i].mother = "SITI AMINAH";
    }
    members[2].record_state = RecordState::PrintReadyRecord;
    members[3].kia = members[4].kia = true;
    for (auto& member : members) member.address = address("21.01.06.1008");
    return family;
}

Family wijaya() {
    Family family{kWijayaKk, day("2015-01-03"), {}};
    family.members = {resident(kTono, kWijayaKk, "TONO WIJAYA", "1986-01-20", Sex::Male, Shdk::KepalaKeluarga),
                      resident(kMega, kWijayaKk, "MEGA LESTARI", "1988-06-30", Sex::Female, Shdk::Istri)};
    marry(family.members[0], family.members[1], "2014-12-01");
    for (auto& member : family.members) member.address = address("21.01.07.1001");
    return family;
}

}  // namespace

std::string nik(const char* born, Sex sex, int serial) { return population::compose_nik("210106", *parse_iso_date(born), sex, serial).value(); }

Address address(const char* village) { return {.street = "JL. MERDEKA NO. 1", .rt = 2, .rw = 1, .village = village}; }

std::string Centre::answer(const NumberRequested& request) {
    const auto digits = population::region_digits(request.district);
    if (request.kind == NumberKind::Nik) return population::compose_nik(digits, *request.born, *request.sex, ++serial_).value();
    return population::compose_kk(digits, request.on, ++serial_).value();
}

World::World() {
    REQUIRE(mirror.take(hasan()).ok());
    REQUIRE(mirror.take(wijaya()).ok());
    start = mirror;
    require_sound();
}

Result<MirrorChange> World::commit(Result<MirrorChange> planned) {
    if (!planned) return planned;
    for (const auto& event : *planned) {
        evolve(mirror, event);
        log.emplace_back(name_of(event), encode(event));
    }
    return planned;
}

Result<MirrorChange> World::attempt(const Effect& effect, const std::map<std::string, std::string>& numbers) {
    ++cases_;
    return commit(plan(mirror, effect, {.on = on, .reference = reference(), .numbers = numbers}));
}

MirrorChange World::must(const Effect& effect, const std::map<std::string, std::string>& numbers) {
    auto done = attempt(effect, numbers);
    INFO(name_of(effect) << ": " << (done ? "" : done.error().code + ", " + done.error().context));
    REQUIRE(done.ok());
    require_sound();
    return *done;
}

std::string World::refusal(const Effect& effect, const std::map<std::string, std::string>& numbers) {
    const auto before = mirror;
    const auto done = attempt(effect, numbers);
    INFO(name_of(effect));
    REQUIRE_FALSE(done.ok());
    CHECK(done.error().fault == Fault::Rejected);
    CHECK_FALSE(done.error().context.empty());
    CHECK(mirror == before);
    return done.error().code;
}

void World::answer_all() {
    std::vector<NumberRequested> open;
    for (const auto& [reference, waiting] : mirror.waiting())
        for (const auto& request : waiting.requests)
            if (!waiting.numbers.contains(request.slot)) open.push_back(request);
    for (const auto& request : open)
        REQUIRE(commit(supply(mirror, request.reference, request.slot, centre.answer(request), {.on = on, .reference = {}, .numbers = {}})).ok());
}

const Resident& World::person(const std::string& number) const {
    const auto* found = mirror.find(number);
    REQUIRE(found != nullptr);
    return *found;
}

const Family& World::family_of(const std::string& number) const {
    const auto* found = mirror.household_of(number);
    REQUIRE(found != nullptr);
    return found->family;
}

Mirror World::replay() const {
    auto again = start;
    for (const auto& [name, body] : log) {
        const auto event = decode_mirror_event(name, body);
        INFO(name << ' ' << body);
        REQUIRE(event.ok());
        evolve(again, *event);
    }
    return again;
}

void World::require_sound() const {
    for (const auto& finding : check(mirror, on)) {
        INFO(finding.code << ": " << finding.context);
        CHECK(finding.level != population::Level::Error);
    }
    CHECK((replay() == mirror));
}

}  // namespace loket::mirror::test

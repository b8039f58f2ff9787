#include "workflow/population/synthetic.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <set>
#include <unordered_set>

#include "devices/base/sha256.h"
#include "tests/population/fixture.h"
#include "workflow/population/kk_number.h"
#include "workflow/population/names.h"
#include "workflow/population/nik.h"
#include "workflow/population/resident_json.h"

using namespace loket;
using namespace loket::population;
using namespace loket::population::test;

namespace {

const PopulationSource& source() {
    static const auto loaded = PopulationSource::load(assets() / "names", regions());
    REQUIRE(loaded.ok());
    return loaded.value();
}

struct Crowd {
    std::vector<Family> families;
    PopulationSummary summary;
};

Crowd draw(std::size_t size, std::uint64_t seed = 1, Date on = kToday) {
    Crowd crowd;
    auto summary = generate_population({.seed = seed, .size = size, .on = on}, regions(), source(),
                                       [&](Family&& family) -> Status {
                                           crowd.families.push_back(std::move(family));
                                           return {};
                                       });
    REQUIRE(summary.ok());
    crowd.summary = std::move(summary).value();
    return crowd;
}

template <class Do>
void each(const Crowd& crowd, Do what) {
    for (const auto& family : crowd.families)
        for (const auto& resident : family.members) what(family, resident);
}

std::string digest(const Crowd& crowd) {
    std::string all;
    for (const auto& family : crowd.families) all += encode(family);
    return to_hex(sha256(as_bytes(all)));
}

int years_between(Date earlier, Date later) { return age_on(earlier, later); }

const Resident* named(const Family& family, const std::string& name) {
    const auto found = std::find_if(family.members.begin(), family.members.end(),
                                    [&](const Resident& r) { return r.name == name; });
    return found == family.members.end() ? nullptr : &*found;
}

const Resident& find(const Crowd& crowd, const std::string& nik) {
    for (const auto& family : crowd.families)
        for (const auto& resident : family.members)
            if (resident.nik == nik) return resident;
    FAIL("nobody has this number");
    return crowd.families.front().members.front();
}

}  // namespace

TEST_CASE("numbers are unique, families have one head and cover everybody") {
    const auto crowd = draw(160'000);
    std::unordered_set<std::string> niks, kks, deeds;
    std::size_t residents = 0;
    for (const auto& family : crowd.families) {
        residents += family.members.size();
        if (!kks.insert(family.kk).second) FAIL("two families share a number");
        const auto heads = std::count_if(family.members.begin(), family.members.end(),
                                         [](const Resident& r) { return r.shdk == Shdk::KepalaKeluarga; });
        if (heads != 1 || family.head() != &family.members.front())
            FAIL("a family without its one head in front");
        for (const auto& resident : family.members) {
            if (resident.kk != family.kk) FAIL("a member of another family");
            if (!niks.insert(resident.nik).second) FAIL("two residents share a number");
            if (!resident.birth_deed.empty() && !deeds.insert(resident.birth_deed).second)
                FAIL("two deeds share a number");
            if (resident.address != family.members.front().address) FAIL("a family in two homes");
        }
    }
    CHECK(residents == 160'000);
    CHECK(crowd.summary.residents == residents);
    CHECK(crowd.summary.families == crowd.families.size());
    CHECK(crowd.families.size() > 50'000);
    CHECK(crowd.families.size() < 55'000);
}

TEST_CASE("every NIK and KK number keeps the rules and fits its holder") {
    std::size_t warned = 0;
    const auto crowd = draw(40'000, 2);
    each(crowd, [&](const Family&, const Resident& r) {
        const auto report =
            examine_nik(r.nik, regions(), {.today = kToday, .recorded_birth = r.born, .recorded_sex = r.sex});
        for (const auto& finding : report.findings)
            if (finding.code != "nik.region") FAIL(finding.code);
        warned += report.findings.size();
    });
    CHECK(warned > 2000);  // numbers with retired district codes
    CHECK(warned < 8000);
    for (const auto& family : crowd.families) {
        const auto report = examine_kk(family.kk, regions(), kToday);
        if (!report.findings.empty() || report.recorded != family.recorded ||
            report.regency != "KABUPATEN BINTAN")
            FAIL("a wrong KK number");
    }
}

TEST_CASE("parents, spouses and dates are plausible") {
    const auto crowd = draw(40'000, 3);
    each(crowd, [](const Family& family, const Resident& r) {
        if (r.born > kToday || years_between(r.born, kToday) > 101) FAIL("an impossible age");
        if (family.recorded > kToday || family.recorded < family.head()->born)
            FAIL("a family recorded out of time");
        const bool child = r.shdk == Shdk::Anak || r.shdk == Shdk::Cucu;
        for (const auto& [name, sex] : {std::pair{r.father, Sex::Male}, std::pair{r.mother, Sex::Female}}) {
            const auto* parent = child ? named(family, name) : nullptr;
            if (parent == nullptr || parent->sex != sex) continue;
            const int gap = years_between(parent->born, r.born);
            if (gap < (sex == Sex::Male ? 17 : 16) || gap > (sex == Sex::Male ? 66 : 49))
                FAIL("a parent " << gap << " years older");
        }
        if (r.shdk == Shdk::OrangTua && years_between(r.born, family.head()->born) < 16)
            FAIL("a parent too young for the head");
        if (r.shdk == Shdk::KepalaKeluarga && years_between(r.born, kToday) < 17) FAIL("a head under age");
        if (r.marital == Marital::Single) {
            if (r.marital_since) FAIL("a wedding of the single");
            return;
        }
        if (!r.marital_since || *r.marital_since > kToday || years_between(r.born, *r.marital_since) < 17)
            FAIL("a wedding out of time");
    });
    for (const auto& family : crowd.families) {
        const auto wives = std::count_if(family.members.begin(), family.members.end(),
                                         [](const Resident& r) { return r.shdk == Shdk::Istri; });
        if (wives == 0) continue;
        if (wives > 1 || family.head()->sex != Sex::Male || family.head()->marital != Marital::Married)
            FAIL("a wife without husband");
    }
}

TEST_CASE("children carry the names of the parents on their card") {
    std::size_t known = 0, children = 0;
    each(draw(20'000, 4), [&](const Family& family, const Resident& r) {
        if (r.shdk != Shdk::Anak) return;
        ++children;
        const auto* head = family.head();
        if ((head->sex == Sex::Male ? r.father : r.mother) != head->name) FAIL("a child of somebody else");
        known += named(family, r.father) != nullptr && named(family, r.mother) != nullptr ? 1u : 0u;
    });
    CHECK(known > children * 3 / 4);
    CHECK(known < children);
}

TEST_CASE("the population has the shape of Bintan") {
    const auto crowd = draw(160'000, 5);
    double men = 0, under_17 = 0, old = 0, workers = 0;
    std::map<Religion, int> religions;
    std::map<std::string, int> districts;
    each(crowd, [&](const Family&, const Resident& r) {
        const int age = age_on(r.born, kToday);
        men += r.sex == Sex::Male ? 1 : 0;
        under_17 += age < 17 ? 1 : 0;
        old += age >= 65 ? 1 : 0;
        workers += age >= 15 && age < 65 ? 1 : 0;
        ++religions[r.religion];
        ++districts[r.address.village.substr(0, 8)];
    });
    const double all = 160'000;
    CHECK(men / all == Approx(0.51).margin(0.008));
    CHECK(under_17 / all == Approx(0.295).margin(0.015));
    CHECK(old / all == Approx(0.05).margin(0.015));
    CHECK(workers / all == Approx(0.69).margin(0.03));
    CHECK(religions.size() == 7);
    CHECK(religions[Religion::Islam] / all == Approx(0.81).margin(0.03));
    CHECK(districts.size() == 10);
    CHECK(districts["21.01.06"] > districts["21.01.09"] * 5);  // Bintan Timur, Tambelan
}

TEST_CASE("recording states follow age") {
    std::size_t adults = 0, unrecorded = 0, fresh = 0, fresh_unrecorded = 0, early = 0, cards = 0;
    each(draw(160'000, 6), [&](const Family&, const Resident& r) {
        const bool recorded = r.record_state != RecordState::Unregistered;
        if ((r.card != CardState::None) != (r.record_state == RecordState::CardPrinted))
            FAIL("card and record disagree");
        if (!must_hold_card(r, kToday)) {
            if (recorded && age_on(r.born, kToday) < 16) FAIL("a child is recorded");
            if (r.card != CardState::None) FAIL("a child has an identity card");
            early += recorded ? 1u : 0u;
            return;
        }
        if (r.kia) FAIL("an adult has a child's card");
        ++adults;
        unrecorded += recorded ? 0u : 1u;
        cards += r.card == CardState::Active ? 1u : 0u;
        if (std::chrono::sys_days{kToday} - std::chrono::sys_days{r.born} > std::chrono::days{6390})
            return;  // 17 years and 6 months
        ++fresh;
        fresh_unrecorded += recorded ? 0u : 1u;
    });
    CHECK(static_cast<double>(unrecorded) / static_cast<double>(adults) == Approx(0.03).margin(0.007));
    CHECK(static_cast<double>(fresh_unrecorded) / static_cast<double>(fresh) > 0.7);
    CHECK(static_cast<double>(cards) / static_cast<double>(adults) > 0.9);
    CHECK(early > 0);
}

TEST_CASE("every special resident is there from the first families on") {
    const auto crowd = draw(400);
    std::map<Special, std::string> first;
    for (const auto& special : crowd.summary.specials) first.try_emplace(special.special, special.nik);
    REQUIRE(first.size() == kSpecials);
    const auto person = [&](Special special) -> const Resident& { return find(crowd, first[special]); };
    CHECK(person(Special::OneWordName).name.find(' ') == std::string::npos);
    CHECK(person(Special::LongestName).name.size() == kLongestName);
    CHECK(person(Special::ApostropheName).name.find('\'') != std::string::npos);
    CHECK(person(Special::LeapDay).born.day() == std::chrono::day{29});
    CHECK(person(Special::LeapDay).born.month() == std::chrono::February);
    CHECK(person(Special::Foundling).father.empty());
    CHECK(person(Special::Foundling).mother.empty());
    CHECK(person(Special::MissingFingers).missing_fingers != 0);
    CHECK(person(Special::MissingFingers).missing_fingers != 0x3ff);
    CHECK(person(Special::NoFingers).missing_fingers == 0x3ff);
    CHECK(person(Special::Penghayat).religion == Religion::Kepercayaan);
    CHECK(person(Special::Foreigner).nationality == Nationality::Wna);
    REQUIRE(person(Special::Foreigner).immigration.has_value());
    CHECK(*person(Special::Foreigner).immigration->valid_until > kToday);
    CHECK(regions().find(first[Special::OldPrefix].substr(0, 6)) == nullptr);
    CHECK(age_on(person(Special::JustSeventeen).born, kToday) == 17);
    CHECK(person(Special::JustSeventeen).record_state == RecordState::Unregistered);
    CHECK(person(Special::Unrecorded).record_state == RecordState::Unregistered);
    CHECK(must_hold_card(person(Special::Unrecorded), kToday));
    const auto& large = person(Special::LargeFamily);
    CHECK(std::any_of(crowd.families.begin(), crowd.families.end(),
                      [&](const Family& f) { return f.kk == large.kk && f.members.size() > 10; }));
}

TEST_CASE("twins share birthday, place and the first six digits, never the number") {
    const auto crowd = draw(2000);
    std::vector<const Resident*> twins;
    for (const auto& special : crowd.summary.specials)
        if (special.special == Special::Twins) twins.push_back(&find(crowd, special.nik));
    REQUIRE(twins.size() >= 2);
    CHECK(twins[0]->kk == twins[1]->kk);
    CHECK(twins[0]->born == twins[1]->born);
    CHECK(twins[0]->birth_place == twins[1]->birth_place);
    CHECK(twins[0]->mother == twins[1]->mother);
    CHECK(twins[0]->nik.substr(0, 6) == twins[1]->nik.substr(0, 6));
    CHECK(twins[0]->nik != twins[1]->nik);
}

TEST_CASE("names and codes stay within what cards and tables hold") {
    std::set<std::string> names;
    std::size_t one_word = 0;
    each(draw(40'000, 7), [&](const Family&, const Resident& r) {
        for (const auto* text : {&r.name, &r.birth_place, &r.address.street})
            if (text->empty() || text->size() > kLongestName || text->front() == ' ' || text->back() == ' ' ||
                text->find("  ") != std::string::npos)
                FAIL("bad text: " << *text);
        if (!enumerations().has(CodeTable::Pekerjaan, r.occupation) ||
            !enumerations().has(CodeTable::Pendidikan, r.education))
            FAIL("no such code");
        if (regions().find(r.address.village) == nullptr || r.address.rt == 0 || r.address.rw == 0)
            FAIL("no such address");
        names.insert(r.name);
        one_word += r.name.find(' ') == std::string::npos ? 1u : 0u;
    });
    CHECK(names.size() > 12'000);
    CHECK(one_word > 1000);
}

TEST_CASE("a seed repeats everything, another seed nothing, and size only cuts") {
    const auto crowd = draw(3000, 11);
    CHECK(digest(crowd) == digest(draw(3000, 11)));
    CHECK(digest(crowd) != digest(draw(3000, 12)));
    const auto smaller = draw(1000, 11);
    for (std::size_t i = 0; i + 1 < smaller.families.size(); ++i)
        if (smaller.families[i] != crowd.families[i]) FAIL("a family depends on the size");
    CHECK(draw(0).families.empty());
    for (std::size_t size = 1; size < 40; ++size) CHECK(draw(size, size).summary.residents == size);
}

TEST_CASE("any reference day gives a valid population") {
    for (const auto* on : {"2024-02-29", "2030-01-01", "2006-12-31", "1999-03-01"}) {
        CAPTURE(on);
        each(draw(3000, 9, day(on)), [&](const Family& family, const Resident& r) {
            const NikContext context{.today = day(on), .recorded_birth = r.born, .recorded_sex = r.sex};
            if (r.born > day(on) || family.recorded > day(on) ||
                !examine_nik(r.nik, regions(), context).valid())
                FAIL("out of time");
        });
    }
}

TEST_CASE("impossible plans are refused and a failing sink ends the work") {
    const auto nothing = [](Family&&) -> Status { return {}; };
    CHECK(generate_population({.seed = 1, .size = 10, .on = Date{}}, regions(), source(), nothing)
              .error()
              .code == "population.date");
    CHECK(generate_population({.seed = 1, .size = 5'000'001, .on = kToday}, regions(), source(), nothing)
              .error()
              .code == "population.size");
    int taken = 0;
    const auto full = generate_population({.seed = 1, .size = 1000, .on = kToday}, regions(), source(),
                                          [&](Family&&) -> Status {
                                              if (++taken == 3) return rejected("disk.full", "no room");
                                              return {};
                                          });
    CHECK(full.error().code == "disk.full");
    CHECK(taken == 3);
}

TEST_CASE("a synthetic resident survives storage") {
    each(draw(2000, 8), [](const Family&, const Resident& r) {
        const auto back = decode_resident(encode(r));
        if (!back || *back != r) FAIL("lost in storage");
    });
}

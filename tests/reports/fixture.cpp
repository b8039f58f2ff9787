#include "tests/reports/fixture.h"

#include <map>

#include "devices/base/random.h"
#include "workflow/population/synthetic.h"

namespace loket::reports::test {

using population::Resident;
using population::Sex;

const population::Regions& regions() {
    static const auto loaded = population::Regions::load(assets() / "regions");
    REQUIRE(loaded.ok());
    return loaded.value();
}

const population::Enumerations& enumerations() {
    static const auto loaded = population::Enumerations::load(assets() / "enumerations.json");
    REQUIRE(loaded.ok());
    return loaded.value();
}

const std::vector<Resident>& residents(std::size_t size) {
    static std::map<std::size_t, std::vector<Resident>> made;
    auto& people = made[size];
    if (!people.empty()) return people;
    static const auto source = population::PopulationSource::load(assets() / "names", regions());
    REQUIRE(source.ok());
    const auto done = population::generate_population({.seed = 7, .size = size, .on = kSemester.cut_off()}, regions(), source.value(),
                                                      [&](population::Family&& family) -> Status {
                                                          for (auto& member : family.members) people.push_back(std::move(member));
                                                          return {};
                                                      });
    REQUIRE(done.ok());
    REQUIRE(people.size() == size);
    return people;
}

std::vector<LampidCount> lampid(std::uint64_t seed) {
    SeededRandom random(seed);
    std::vector<LampidCount> out;
    for (const auto month : kSemester.period().months())
        for (const auto& district : regions().children("21.01"))
            for (const auto sex : {Sex::Male, Sex::Female})
                for (int kind = 0; kind < kLampidKinds; ++kind) {
                    const int most = kind == 1 ? 4 : 9;
                    out.push_back({month, district.code, sex, static_cast<LampidKind>(kind), random.between(0, most)});
                }
    return out;
}

LpkInput semester(const std::vector<Resident>& people, std::int64_t corrections) {
    LpkInput input{.semester = kSemester};
    input.population = count_population(people, kSemester.cut_off(), regions(), "21.01");
    input.lampid = lampid(3);
    input.people.as_of = kSemester.cut_off();
    input.services.as_of = kSemester.cut_off();
    double area = 90;
    for (const auto& district : input.population.districts) {
        if (district.code.empty()) continue;
        auto& facts = input.facts[district.code];
        facts.start = Split{};
        const bool first = district.code == input.population.districts.front().code;
        facts.corrections = first ? corrections : 0;
        const auto balance = *balance_of(input, district.code);
        // What was there before, by sex: end - born + died - arrived + left, and the corrections among the men.
        facts.start->male = balance.end.male - balance.born.male + balance.died.male - balance.arrived.male + balance.left.male -
                            *facts.corrections;
        facts.start->female =
            balance.end.female - balance.born.female + balance.died.female - balance.arrived.female + balance.left.female;
        facts.area_km2 = area += 17.25;
        facts.substitutes = 3;
        facts.death_deeds = 6;
        facts.marriage_deeds = 2;
        facts.divorce_deeds = 1;
        facts.limited_stay = Split{4, 6};
    }
    int number = 40;
    for (const auto month : kSemester.period().months())
        for (const auto* product : {"Kartu Keluarga", "KTP-el", "Kartu Identitas Anak", "Surat Keterangan Pindah"})
            input.documents.push_back({month, product, number += 7});
    return input;
}

}  // namespace loket::reports::test

// A day of all services with answers as they come: whatever is accepted, the register stays true.

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <tuple>

#include "office.h"
#include "tests/engine/world.h"

using namespace loket;
using namespace loket::app;
using namespace loket::app::test;

namespace {

int sum(const mirror::Mirror& mirror, mirror::Movement kind) {
    int total = 0;
    for (const auto& [key, count] : mirror.movements())
        if (key.kind == kind) total += count;
    return total;
}

struct Day {
    explicit Day(std::uint64_t seed) : office(true, seed), random(seed) {}

    std::string somebody() {
        const auto& family = office.opening()[random.below(office.opening().size())];
        return family.members[random.below(std::min<std::size_t>(2, family.members.size()))].nik;
    }
    std::string newcomer() { return "32730125019000" + std::to_string(10 + random.below(20)); }

    /// A child under 17, or a wife: somebody whom the services about them are for.
    std::pair<std::string, std::string> parent_and(bool child) {
        for (;;) {
            const auto& members = office.opening()[random.below(office.opening().size())].members;
            const auto fits = [&](const population::Resident& r) {
                return child ? age_on(r.born, office.today()) < 16 && r.marital == population::Marital::Single : r.shdk == population::Shdk::Istri;
            };
            const auto found = std::ranges::find_if(members, fits);
            if (found != members.end()) return {members.front().nik, found->nik};
        }
    }

    void serve_one(const engine::Service& service) {
        auto nik = service.newcomer && random.chance(0.8) ? newcomer() : somebody();
        engine::Answers given;
        if (service.id == "S03") std::tie(nik, given["anak"]) = parent_and(true);
        if (service.id == "S11") std::tie(nik, given["pasangan"]) = parent_and(false);
        if (service.id == "S14") {
            given["anak"] = parent_and(true).second;
            std::tie(nik, given["pasangan"]) = parent_and(false);
        }
        if (service.newcomer) given["anggota"] = nik;
        if (service.id == "S09") given["tempat_lahir"] = "Bintan";
        std::string id;
        if (!office.open(service.id, nik, office.fill(service, nik, given, &random), id).empty() || id.empty()) return;
        const auto before = office.core().register_tables();
        const auto refused = office.finish(id);
        ++outcomes[refused.empty() ? "done " + service.id : refused];
        INFO(service.id << " " << refused);
        CHECK((refused.empty() || refused.starts_with("mirror.") || refused.starts_with("name.")));
        if (!refused.empty()) CHECK(office.core().register_tables() == before);
    }

    CoreOffice office;
    SeededRandom random;
    std::map<std::string, int> outcomes;
};

}  // namespace

TEST_CASE("after a mixed day the rows are what the log says, and no rule is broken") {
    for (const std::uint64_t seed : {3u, 4u}) {
        Day day(seed);
        int services = 0;
        for (int round = 0; round < 6; ++round) {
            for (const auto& service : day.office.services().all())
                if (!service.effects.empty()) day.serve_one(service);
            if (round == 2) {
                const auto before = day.office.core().register_tables();
                day.office.restart();
                CHECK(day.office.core().register_tables() == before);
            }
        }
        day.office.check_register();
        for (const auto& [what, count] : day.outcomes) {
            services += what.starts_with("done ") ? 1 : 0;
        }
        CHECK(services >= 14);

        const auto full = day.office.by_the_log();
        using mirror::Movement;
        const auto change = sum(full, Movement::Lahir) + sum(full, Movement::Datang) - sum(full, Movement::Mati) - sum(full, Movement::Pindah);
        std::size_t people = 0;
        for (const auto& family : day.office.opening()) people += family.members.size();
        CHECK(static_cast<long>(full.residents()) == static_cast<long>(people) + change);
        CHECK(day.office.core().register_tables().waiting().empty());
    }
}

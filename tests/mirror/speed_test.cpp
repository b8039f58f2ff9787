// Measures; hidden, run with '[.speed]'. Nothing is asserted about time.

#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>

#include "devices/base/random.h"
#include "tests/mirror/world.h"
#include "workflow/population/synthetic.h"

using namespace loket;
using namespace loket::mirror;
using namespace loket::mirror::test;

namespace {

double seconds_of(const std::function<void()>& work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

long resident_megabytes() {
    std::ifstream status("/proc/self/statm");
    long pages = 0, resident = 0;
    status >> pages >> resident;
    return resident * 4096 / 1'000'000;
}

}  // namespace

TEST_CASE("speed of a whole regency", "[.speed]") {
    const std::filesystem::path assets = std::filesystem::path(LOKET_SOURCE_DIR) / "assets";
    const auto regions = population::Regions::load(assets / "regions");
    const auto source = population::PopulationSource::load(assets / "names", *regions);
    const auto on = day("2026-11-26");
    std::vector<Family> families;
    REQUIRE(population::generate_population({1, 160'000, on}, *regions, *source, [&](Family&& family) {
                families.push_back(std::move(family));
                return Status{};
            }).ok());
    const auto memory = resident_megabytes();
    Mirror mirror;
    std::vector<std::string> niks;
    for (const auto& family : families)
        for (const auto& member : family.members) niks.push_back(member.nik);
    const auto importing = seconds_of([&] {
        mirror.reserve(160'000, families.size());
        for (auto& family : families) REQUIRE(mirror.take(std::move(family)).ok());
    });
    WARN("import of " << mirror.residents() << " residents, " << mirror.families() << " families: " << importing << " s");
    WARN("memory with the families " << memory << " MB, with the mirror " << resident_megabytes() << " MB");
    WARN("full check: " << seconds_of([&] { CHECK_FALSE(has_error(check(mirror, on))); }) << " s");
    WARN("lapse: " << seconds_of([&] { CHECK(lapse(mirror, on).empty()); }) << " s");
    SeededRandom random(7);
    constexpr int kTimes = 20'000;
    const auto time = [&](const std::string& what, auto draw) {
        int done = 0;
        std::size_t events = 0;
        double planning = 0, folding = 0;
        for (int i = 0; i < kTimes; ++i) {
            const Effect effect = draw(niks[random.below(niks.size())]);
            Result<MirrorChange> planned = internal("");
            const PlanContext context{.on = on, .reference = what + std::to_string(i), .numbers = {}, .new_head_new_number = false};
            planning += seconds_of([&] { planned = plan(mirror, effect, context); });
            if (!planned) continue;
            ++done;
            events += planned->size();
            folding += seconds_of([&] { evolve(mirror, *planned); });
        }
        WARN(what << ": plan " << planning / kTimes * 1e6 << " us, fold " << folding / std::max(done, 1) * 1e6 << " us");
        WARN(done << " of " << kTimes << " done, " << events << " events");
    };
    time("IssueTemporaryPaper", [](const std::string& nik) {
        return Effect{IssueTemporaryPaper{nik, PaperKind::Skpti, Hardship::BencanaAlam, "1"}};
    });
    time("MoveFamily", [&](const std::string& nik) {
        const auto* household = mirror.household_of(nik);
        return Effect{MoveFamily{household == nullptr ? "" : household->family.kk, address("21.01.08.2001")}};
    });
    time("Death", [&](const std::string& nik) { return Effect{Death{nik, on, {}, {}}}; });
    time("Birth", [&](const std::string& nik) {
        Birth birth;
        birth.name = "ANAK BARU";
        birth.born = on;
        birth.mother = nik;
        return Effect{birth};
    });
}

#include "kiosk/app/demo/plan.h"

#include <algorithm>

#include "devices/base/random.h"
#include "kiosk/app/demo/casting.h"
#include "workflow/engine/record_state.h"
#include "workflow/population/synthetic.h"

namespace loket::app {
namespace {

/// A person who may apply, and whether they must be recorded first.
struct Candidate {
    std::string nik;
    bool recorded = false;
    int age = 0;
    bool lacks_finger = false;
    std::uint64_t order = 0;  ///< place in a shuffle that the seed decides
};

constexpr std::uint16_t kAllFingers = 0x3ff;

/// Who has no finger at all is compared by iris, if that is recorded here.
bool may_apply(const population::Resident& person, Date day) {
    const auto state = population::to_string(person.record_state);
    const bool clear = !engine::is_recorded(state) || engine::is_print_ready(state);
    return person.nationality == population::Nationality::Wni && clear && age_on(person.born, day) >= 17 && person.life == population::LifeStatus::Active &&
           (person.missing_fingers != kAllFingers || !engine::is_recorded(state));
}

VisitPlan plan_one(int number, const Candidate& person, std::uint64_t seed) {
    static constexpr std::string_view kAgain[] = {"HILANG", "RUSAK", "PERUBAHAN"};
    SeededRandom random(seed, "visit", static_cast<std::uint64_t>(number));
    VisitPlan plan{.number = number, .nik = person.nik, .answers = {{"alasan", "PEMULA"}}};
    if (person.recorded) plan.answers["alasan"] = kAgain[random.below(3)];
    if (person.age >= 60) plan.priority = "elderly";
    else if (random.chance(0.04)) plan.priority = "disability";
    if (number == 1) return plan;  // the first visit is the one people watch: nothing goes wrong but a dry finger
    plan.incomplete = random.chance(0.08);
    plan.returned_by_kasi = random.chance(0.07);
    plan.returned_by_kabid = random.chance(0.04);
    plan.jam = random.chance(0.05);
    plan.ribbon_out = random.chance(0.02);
    plan.dry_finger = random.chance(0.15);
    plan.blink = random.chance(0.1);
    plan.stranger = random.chance(0.04);
    constexpr int kWounded = 4;  // of each ten, one of those who are recorded has a finger in a bandage
    if (!person.recorded && number % 10 == kWounded) plan.wounded_finger = random.between(2, 10);
    return plan;
}

}  // namespace

Result<std::vector<VisitPlan>> plan_visits(const CoreOptions& options, const Reference& reference, std::uint64_t seed, int visits, Date day) {
    constexpr int kUnrecordedInTen = 4;  // the rest replace, repair or change a card they had
    LOKET_ASSIGN(source, population::PopulationSource::load(options.assets / "names", reference.regions));
    std::vector<Candidate> fresh, recorded;
    const population::PopulationPlan everybody{.seed = options.seed, .size = static_cast<std::size_t>(options.residents), .on = day};
    auto made = population::generate_population(everybody, reference.regions, source, [&](population::Family&& family) -> Status {
        for (const auto& person : family.members) {
            if (!may_apply(person, day)) continue;
            const bool known = engine::is_recorded(population::to_string(person.record_state));
            (known ? recorded : fresh).push_back({person.nik, known, age_on(person.born, day), person.missing_fingers != 0, derive_seed(seed, person.nik)});
        }
        return {};
    });
    if (!made) return made.error();
    for (auto* group : {&fresh, &recorded}) std::ranges::sort(*group, {}, &Candidate::order);
    if (fresh.size() + recorded.size() < static_cast<std::size_t>(visits)) return rejected("demo.too_few_residents", "the population has fewer adults than visits are asked for");
    // People without a finger are one in a thousand: each comes after this many others, so that any demo of some length has one.
    constexpr std::size_t kEach = 6;
    std::ranges::stable_partition(fresh, &Candidate::lacks_finger);
    const auto lacking = static_cast<std::size_t>(std::ranges::count_if(fresh, &Candidate::lacks_finger));
    for (std::size_t i = std::min(lacking, fresh.size() / kEach); i-- > 0;) std::rotate(fresh.begin() + i, fresh.begin() + i + 1, fresh.begin() + i * kEach + kEach);
    std::vector<VisitPlan> plans;
    for (std::size_t next_fresh = 0, next_recorded = 0; static_cast<int>(plans.size()) < visits;) {
        const auto number = static_cast<int>(plans.size()) + 1;
        const bool want_fresh = (number - 1) % 10 < kUnrecordedInTen;
        const bool take_fresh = next_fresh < fresh.size() && (want_fresh || next_recorded == recorded.size());
        plans.push_back(plan_one(number, take_fresh ? fresh[next_fresh++] : recorded[next_recorded++], seed));
    }
    return plans;
}

Result<std::vector<VisitPlan>> plan_service(const CoreOptions& options, const Reference& reference, const std::string& id, std::uint64_t seed, int visits, Date day) {
    const auto* service = reference.services.find(id);
    if (service == nullptr) return rejected("service.unknown", "no service " + id + "; `loket services` lists them");
    LOKET_ASSIGN(casting, Casting::open(options, reference, seed, day));
    std::vector<VisitPlan> plans;
    for (int number = 1; number <= visits; ++number) {
        LOKET_ASSIGN(cast, casting.cast(*service, number));
        SeededRandom random(seed, "visit:" + id, static_cast<std::uint64_t>(number));
        VisitPlan plan{.number = number, .nik = cast.nik, .service = id, .answers = cast.answers};
        plan.incomplete = number > 1 && random.chance(0.1);
        plan.returned_by_kasi = number > 1 && random.chance(0.1);
        plan.returned_by_kabid = number > 1 && random.chance(0.05);
        plan.corrected = number > 1 && random.chance(0.1);
        plans.push_back(std::move(plan));
    }
    return plans;
}

}  // namespace loket::app

#include "kiosk/app/demo/card_plan.h"

#include "devices/base/random.h"
#include "kiosk/app/demo/director.h"

namespace loket::app {
namespace {

constexpr auto kPrinter = "sim_card_printer", kReader = "sim_card_reader";

/// At most one thing goes wrong at the printer's desk and one at activation: two at once are no harder, only harder to read in a log.
void add_card_faults(CardVisit& visit, std::uint64_t seed) {
    SeededRandom random(seed, "card.faults", static_cast<std::uint64_t>(visit.plan.number));
    static constexpr std::string_view kAtPrinter[] = {"jam", "chip_error", "ribbon_out", "media_empty", "cover_open", "no_station", "unplugged", "garbage"};
    static constexpr std::string_view kAtReader[] = {"chip_error", "tear", "removed", "altered", "wrong_key", "cloned", "unplugged", "garbage"};
    const auto fault = [&](const char* driver, auto& names) {
        const std::string name(names[random.below(std::size(names))]);
        const int value = name == "tear" ? random.between(1, 9'000) : name == "removed" ? random.between(0, 60) : name == "altered" ? random.between(0, 12'000) : 0;
        return model::SimFault{driver, name, 1, value};
    };
    if (random.chance(0.25)) visit.at_desk.push_back(fault(kPrinter, kAtPrinter));
    else if (random.chance(0.3)) visit.at_desk.push_back(fault(kReader, kAtReader));
    if (random.chance(0.3)) visit.at_activation.push_back(fault(kReader, kAtReader));
    visit.plan.stranger = random.chance(0.08);
}

/// The visit as planned, without what goes wrong elsewhere.
VisitPlan smooth(const VisitPlan& plan, int number) { return {.number = number, .nik = plan.nik, .answers = plan.answers, .priority = plan.priority}; }

}  // namespace

Result<std::vector<CardVisit>> plan_cards(const CoreOptions& options, const Reference& reference, std::uint64_t seed, int count, bool faults) {
    constexpr int kOfTen = 6, kRecordedHere = 40, kComesAgain = 10, kVisitsBetween = 5;
    LOKET_ASSIGN(people, plan_visits(options, reference, seed, count * 10 / kOfTen + 10, kDemoDay));
    std::vector<CardVisit> visits;
    int fresh = 0;
    for (const auto& person : people) {
        if (static_cast<int>(visits.size()) == count) break;
        const bool recorded_before = person.answers.at("alasan") != "PEMULA";
        if (!recorded_before && fresh++ % kRecordedHere != 0) continue;
        CardVisit visit{.plan = smooth(person, static_cast<int>(visits.size()) + 1), .at_desk = {}, .at_activation = {}};
        if (visit.plan.number % kComesAgain == 0) {
            const auto& earlier = visits[visits.size() - kVisitsBetween].plan;
            visit.plan.nik = earlier.nik;
            visit.plan.priority = earlier.priority;
            visit.plan.answers["alasan"] = "HILANG";
            visit.plan.earlier = earlier.earlier + 1;
        }
        if (faults) add_card_faults(visit, seed);
        visits.push_back(std::move(visit));
    }
    if (static_cast<int>(visits.size()) < count) return rejected("demo.too_few_residents", "the population has fewer adults than cards are asked for");
    return visits;
}

}  // namespace loket::app

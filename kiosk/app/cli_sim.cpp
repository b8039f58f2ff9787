// sim: weeks of offices and a register in simulated time, with accidents; proves that nothing is lost, doubled or forked.

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "kiosk/app/cli.h"
#include "workflow/sync/sim/plan.h"

namespace loket::app {
namespace {

struct SimWish {
    sync::sim::Plan plan;
    int seeds = 1;
    bool json = false;
    std::string broken;
};

const std::map<std::string, sync::sim::Broken> kBroken = {
    {"sync-normal", sync::sim::Broken::SyncNormal}, {"no-dedup", sync::sim::Broken::NoDedup}, {"no-hash", sync::sim::Broken::NoHash}};

void tell_replay(const SimWish& wish, const sync::sim::Plan& plan, const sync::sim::Outcome& outcome) {
    for (const auto& finding : outcome.findings) fmt::print("seed {}: {}\n", plan.seed, finding);
    fmt::print("seed {} FAILED: {}\nreplay: ./loket sim --offices {} --weeks {} --seed {}{}{}\n", plan.seed, outcome.line(), plan.offices, plan.weeks, plan.seed,
               wish.broken.empty() ? "" : " --break ", wish.broken);
}

int simulate_weeks(const SimWish& wish) {
    sync::sim::Outcome all;
    int failed = 0;
    for (int n = 0; n < wish.seeds; ++n) {
        auto plan = wish.plan;
        plan.seed += static_cast<std::uint64_t>(n);
        const auto outcome = sync::sim::simulate(plan);
        constexpr int kMostTold = 10;
        if (!outcome.sound() && ++failed <= kMostTold && !wish.json) tell_replay(wish, plan, outcome);
        all.add(outcome);
    }
    if (wish.json) {
        fmt::print("{}\n", nlohmann::json{{"offices", wish.plan.offices}, {"weeks", wish.plan.weeks}, {"seed", wish.plan.seed}, {"seeds", wish.seeds}, {"break", wish.broken},
                                          {"failed_seeds", failed}, {"acked", all.acked}, {"applied", all.applied}, {"lost", all.lost}, {"doubled", all.doubled},
                                          {"forks", all.forks}, {"faults", all.faults}, {"fault_kinds", all.kinds}}.dump());
    } else {
        for (const auto& [kind, count] : all.kinds) fmt::print("{:8} {}\n", count, kind);
        if (wish.seeds > 1) fmt::print("{} seeds, {} of them failed\n", wish.seeds, failed);
    }
    fmt::print("{}\n", all.line());
    return failed == 0 ? 0 : 1;
}

}  // namespace

void add_sim(CLI::App& app, Exit& exit) {
    auto wish = std::make_shared<SimWish>();
    auto* sim = app.add_subcommand("sim", "Simulated weeks of offices, register and accidents (power cuts, kills, partitions, restored disks, clocks that jump) over the\n"
                                          "production's step functions. Last line: acked N applied N lost N doubled N forks N faults N; fails unless everything that was\n"
                                          "told to be saved is in the register once. The same seed gives the same weeks.");
    sim->add_option("--offices", wish->plan.offices, "Offices")->check(CLI::Range(1, 5000))->capture_default_str();
    sim->add_option("--weeks", wish->plan.weeks, "Weeks with accidents")->check(CLI::Range(1, 520))->capture_default_str();
    sim->add_option("--seed", wish->plan.seed, "Seed")->capture_default_str();
    sim->add_option("--seeds", wish->seeds, "How many seeds, one after the other from --seed on")->check(CLI::Range(1, 1'000'000))->capture_default_str();
    sim->add_option("--break", wish->broken, "Switches a defence off; must fail")->check(CLI::IsMember({"sync-normal", "no-dedup", "no-hash"}));
    sim->add_flag("--json", wish->json, "Figures as one line of JSON before the last line");
    sim->callback([wish, &exit] {
        if (!wish->broken.empty()) wish->plan.broken = kBroken.at(wish->broken);
        exit.code = simulate_weeks(*wish);
    });
}

}  // namespace loket::app

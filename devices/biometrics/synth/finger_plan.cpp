#include "devices/biometrics/synth/finger_plan.h"

#include <array>
#include <cmath>

#include "devices/base/random.h"

namespace loket::biometrics::synth {

namespace {

bool is_left(Finger finger) { return finger >= Finger::LeftThumb; }
/// 0 thumb … 4 little finger, the same for both hands.
std::size_t digit_of(Finger finger) { return (static_cast<std::size_t>(finger) + 9) % 5; }

/// Shares of the pattern families on a digit, in the natural order from flat to closed patterns.
/// Percentages after the usual ten-print statistics, with the larger share of whorls found in Asia.
struct Shares {
    double arch, tented, radial, ulnar, twin;  // the rest are whorls
};
constexpr std::array<Shares, 5> kShares = {{
    {2.5, 0.5, 0.5, 46.0, 8.5},   // thumb
    {7.0, 5.0, 14.0, 32.0, 4.0},  // index
    {5.0, 3.0, 3.0, 61.0, 3.0},   // middle
    {1.5, 1.0, 1.0, 48.0, 2.5},   // ring
    {1.0, 0.7, 0.5, 76.0, 2.5},   // little
}};

struct Size {
    double half_width, half_height, period;
};
constexpr std::array<Size, 5> kSizes = {{
    {146, 184, 9.6},
    {124, 166, 9.1},
    {128, 172, 9.2},
    {121, 165, 9.0},
    {102, 143, 8.4},
}};

/// Runs in families of fingers: a person leans to whorls or arches, and the two hands resemble each other.
double latent_percent(std::uint64_t person, Finger finger) {
    SeededRandom whole(person, "finger-lean");
    SeededRandom pair(person, "finger-pair", digit_of(finger));
    SeededRandom own(person, "finger-own", static_cast<std::uint64_t>(finger));
    const double z =
        std::sqrt(0.30) * whole.normal() + std::sqrt(0.35) * pair.normal() + std::sqrt(0.35) * own.normal();
    return 50 * std::erfc(-z / std::numbers::sqrt2);
}

/// Loops of the ulnar kind open to the little finger: to the right on prints of the right hand.
HenryClass loop(Finger finger, bool ulnar) {
    return is_left(finger) == ulnar ? HenryClass::LeftLoop : HenryClass::RightLoop;
}

Point jitter(Random& random, double x, double y, double spread) {
    const double dx = random.normal() * spread;
    const double dy = random.normal() * spread;
    return {x + std::clamp(dx, -2 * spread, 2 * spread), y + std::clamp(dy, -2 * spread, 2 * spread)};
}

double within(Random& random, double low, double high) { return mix(low, high, random.unit()); }

void add(std::vector<Singularity>& to, Point at, double bend, Random& random) {
    const double amount = std::clamp(random.normal(), -2.0, 2.0) * bend;
    to.push_back({at, amount, random.unit() * 2 * std::numbers::pi});
}
void add_core(FingerPlan& plan, Point at, Random& random) { add(plan.cores, at, 0.10, random); }
void add_delta(FingerPlan& plan, Point at, Random& random) { add(plan.deltas, at, 0.06, random); }

void plan_arch(FingerPlan& plan, Random& random) {
    plan.arch_height = within(random, 26, 42) * kDegree;
    plan.arch_width = within(random, 48, 66);
    plan.tip_left = plan.tip_right = within(random, 26, 34) * kDegree;
}

void plan_tented(FingerPlan& plan, Random& random) {
    const Point core = jitter(random, 0, 2, 8);
    add_core(plan, core, random);
    const double aside = random.normal() * 5;
    add_delta(plan, {core.x + aside, core.y - within(random, 62, 95)}, random);
    plan.arch_height = within(random, 14, 24) * kDegree;
    plan.tip_left = plan.tip_right = within(random, 26, 34) * kDegree;
}

void plan_loop(FingerPlan& plan, Random& random) {
    const double side =
        plan.henry == HenryClass::RightLoop ? 1 : -1;  // where it opens; the delta is opposite
    const Point core = jitter(random, 0, 22, 9);
    add_core(plan, core, random);
    const double across = within(random, 72, 118);
    add_delta(plan, {core.x - side * across, core.y - within(random, 88, 128)}, random);
    const Point delta = plan.deltas.back().at;
    plan.cores.back().hook = within(random, 0.6, 0.85);
    plan.cores.back().open = -std::atan2(core.y - delta.y, core.x - delta.x);
    const double open = within(random, 34, 42) * kDegree, closed = within(random, 16, 24) * kDegree;
    plan.tip_left = side > 0 ? closed : open;
    plan.tip_right = side > 0 ? open : closed;
}

void plan_whorl(FingerPlan& plan, Random& random) {
    const bool twin = plan.henry == HenryClass::DoubleLoop;
    const Point middle = jitter(random, 0, 4, 8);
    const double half = twin ? within(random, 20, 30) : within(random, 7, 21);
    const double way = random.chance(0.5) ? 1 : -1;
    const double lean = twin ? within(random, 15, 50) * way : random.normal() * 9;
    const Point axis = {half * std::sin(lean * kDegree), half * std::cos(lean * kDegree)};
    add_core(plan, {middle.x + axis.x, middle.y + axis.y}, random);
    add_core(plan, {middle.x - axis.x, middle.y - axis.y}, random);
    for (const double side : {-1.0, 1.0}) {
        const double across = within(random, 88, 122);
        add_delta(plan, {middle.x + side * across, middle.y - within(random, 86, 120)}, random);
    }
    plan.tip_left = plan.tip_right = within(random, 12, 20) * kDegree;
    const double turn = twin ? within(random, 68, 92) : within(random, 0, 38);
    plan.twist = turn * kDegree * (twin ? (lean > 0 ? 1 : -1) : way);
    plan.twist_reach = half * 1.2 + 12;
}

void place_singularities(FingerPlan& plan, Random& random) {
    switch (plan.henry) {
        case HenryClass::Arch:
            return plan_arch(plan, random);
        case HenryClass::TentedArch:
            return plan_tented(plan, random);
        case HenryClass::LeftLoop:
        case HenryClass::RightLoop:
            return plan_loop(plan, random);
        default:
            return plan_whorl(plan, random);
    }
}

}  // namespace

HenryClass henry_class(std::uint64_t person, Finger finger) {
    const Shares& shares = kShares[digit_of(finger)];
    double left = latent_percent(person, finger);
    if ((left -= shares.arch) < 0) return HenryClass::Arch;
    if ((left -= shares.tented) < 0) return HenryClass::TentedArch;
    if ((left -= shares.radial) < 0) return loop(finger, false);
    if ((left -= shares.ulnar) < 0) return loop(finger, true);
    return (left -= shares.twin) < 0 ? HenryClass::DoubleLoop : HenryClass::Whorl;
}

FingerPlan plan_finger(std::uint64_t person, Finger finger) {
    FingerPlan plan;
    plan.seed = derive_seed(person, "finger", static_cast<std::uint64_t>(finger));
    plan.henry = henry_class(person, finger);
    SeededRandom body(person, "finger-size");
    const double build = 1 + std::clamp(body.normal(), -2.0, 2.0) * 0.045;
    const Size& size = kSizes[digit_of(finger)];
    SeededRandom random(plan.seed, "plan");
    plan.pad_width = std::min(size.half_width * build, kFingerprintWidth / 2.0 - 6);
    plan.pad_height = std::min(size.half_height * build, kFingerprintHeight / 2.0 - 8);
    plan.period = size.period * (1 + (build - 1) * 0.8) * within(random, 0.95, 1.05);
    place_singularities(plan, random);
    return plan;
}

}  // namespace loket::biometrics::synth

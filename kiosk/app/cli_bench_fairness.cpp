// Whether some people are worse off: the same finger against itself by position, hand, age and skin. Synthetic people, processor time of all threads.

#include <fmt/format.h>

#include <algorithm>

#include "devices/biometrics/finger/finger.h"
#include "devices/biometrics/synth/synth.h"
#include "kiosk/app/bench_figures.h"
#include "kiosk/app/cli_bench_biometrics.h"
#include "kiosk/app/spread.h"

namespace loket::app {
namespace {

using biometrics::Finger;
using biometrics::synth::Impression;

constexpr double kMatch = 40;

struct Skin {
    const char* name;
    Impression look;
};
constexpr Skin kSkins[] = {{"good", {}},
                           {"dry (0.6)", {.dryness = 0.6}},
                           {"very dry, as with age (0.9)", {.dryness = 0.9}},
                           {"wet (0.6)", {.wetness = 0.6}},
                           {"worn: dry (0.6), half of the pad", {.dryness = 0.6, .coverage = 0.5}}};
constexpr std::size_t kSkinCount = std::size(kSkins), kFingerCount = biometrics::kFingers.size();

struct Trial {
    std::size_t finger = 0, skin = 0;
    double score = 0;
    int quality = 0;
};

/// A good impression as recorded against one of each skin.
std::vector<Trial> trials_of(std::uint64_t person, std::size_t finger) {
    const auto master = biometrics::synth::finger_master(20'000 + person, biometrics::kFingers[finger]);
    const auto known = biometrics::extract_minutiae(biometrics::synth::render_impression(master, {.seed = 1}));
    std::vector<Trial> out;
    for (std::size_t skin = 0; skin < kSkinCount; ++skin) {
        auto look = kSkins[skin].look;
        look.seed = 2 + skin;
        look.rotation_deg = 8;
        const auto image = biometrics::synth::render_impression(master, look);
        const auto again = biometrics::extract_minutiae(image);
        out.push_back({finger, skin, known && again ? biometrics::match_score(biometrics::prepare(*known), biometrics::prepare(*again)) : 0, biometrics::finger_quality(image).score});
    }
    return out;
}

template <class Wanted>
void fairness_row(const std::string& name, const std::vector<Trial>& trials, const Wanted& wanted) {
    std::vector<double> scores;
    double quality = 0;
    for (const auto& trial : trials)
        if (wanted(trial)) scores.push_back(trial.score), quality += trial.quality;
    if (scores.empty()) return;
    std::sort(scores.begin(), scores.end());
    const auto missed = static_cast<double>(std::count_if(scores.begin(), scores.end(), [](double s) { return s < kMatch; }));
    const auto n = static_cast<double>(scores.size());
    row("fairness: " + name + ": not matched at FMR 1e-4", 100 * missed / n, "%", fmt::format("score median {:.0f}, lowest {:.0f}; quality {:.0f}", scores[scores.size() / 2], scores.front(), quality / n));
}

}  // namespace

void bench_fairness(std::uint64_t people) {
    std::vector<std::vector<Trial>> found(people * kFingerCount);
    spread(found.size(), all_threads(), [&](std::size_t i) { found[i] = trials_of(i / kFingerCount, i % kFingerCount); });
    std::vector<Trial> all;
    for (const auto& list : found) all.insert(all.end(), list.begin(), list.end());
    constexpr const char* kNames[] = {"right thumb", "right index", "right middle", "right ring", "right little", "left thumb", "left index", "left middle", "left ring", "left little"};
    for (std::size_t f = 0; f < kFingerCount; ++f) fairness_row(kNames[f], all, [&](const Trial& t) { return t.finger == f; });
    fairness_row("right hand", all, [](const Trial& t) { return t.finger < 5; });
    fairness_row("left hand", all, [](const Trial& t) { return t.finger >= 5; });
    for (std::size_t s = 0; s < kSkinCount; ++s) fairness_row(kSkins[s].name, all, [&](const Trial& t) { return t.skin == s; });
}

}  // namespace loket::app

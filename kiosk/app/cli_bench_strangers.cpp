// What strangers' fingers score: the thresholds of one to one and of one among many. Synthetic people; their numbers are far apart, so that nobody meets himself.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "devices/base/random.h"
#include "devices/biometrics/finger/finger.h"
#include "devices/biometrics/iso/finger_record.h"
#include "devices/biometrics/synth/finger_minutiae.h"
#include "devices/biometrics/synth/synth.h"
#include "kiosk/app/bench_figures.h"
#include "kiosk/app/cli_bench_biometrics.h"
#include "kiosk/app/spread.h"
#include "workflow/dedup/duplicates.h"

namespace loket::app {
namespace {

using biometrics::FingerTemplate;
using biometrics::PreparedFinger;

constexpr auto& kOfBoth = kBenchFingers;

/// Ends of the 95 % interval of a count (D. Byar's approximation of the Poisson distribution's).
struct CountRange {
    double low = 0, high = 0;
};
CountRange range_of_count(double n) {
    constexpr double kNormal = 1.96;
    const auto cube = [](double x) { return x * x * x; };
    const double more = n + 1;
    return {n == 0 ? 0 : n * cube(1 - 1 / (9 * n) - kNormal / (3 * std::sqrt(n))), more * cube(1 - 1 / (9 * more) + kNormal / (3 * std::sqrt(more)))};
}

/// The highest scores of `pairs` pairs, best first: what one in so many reaches, with the scores that bound its 95 % interval.
void rows_of_levels(const std::vector<double>& best, double pairs) {
    const auto reached = [&](double rank) { return best[std::min(best.size() - 1, static_cast<std::size_t>(std::max(0.0, rank)))]; };
    for (double one_in = 1e2; one_in <= 1e7; one_in *= 10) {
        const double rank = pairs / one_in;
        const auto range = range_of_count(rank);
        if (rank < 1 || range.high >= static_cast<double>(best.size())) continue;
        row(fmt::format("  score that one in {:.0f} reaches", one_in), reached(rank - 1), "", fmt::format("95 %: {:.1f} - {:.1f}", reached(range.high), reached(range.low - 1)));
    }
    for (const double threshold : {40.0, 45.0, 50.0, 55.0, 60.0, 70.0, 80.0}) {
        const auto above = static_cast<double>(std::ranges::count_if(best, [&](double score) { return score >= threshold; }));
        const auto range = range_of_count(above);
        row(fmt::format("  false matches at {:.0f}", threshold), above, "", fmt::format("rate {:.2g}, 95 %: {:.2g} - {:.2g}", above / pairs, range.low / pairs, range.high / pairs));
    }
    row("  highest", best.front(), "");
}

std::vector<double> joined(const std::vector<std::vector<double>>& lists) {
    std::vector<double> all;
    for (const auto& list : lists) all.insert(all.end(), list.begin(), list.end());
    std::sort(all.begin(), all.end(), std::greater<>());
    return all;
}

/// One impression of each of so many people, drawn and read as a scanner's. Skin and pose differ as at a counter.
std::vector<FingerTemplate> drawn_fingers(std::uint64_t first_person, std::size_t count) {
    std::vector<FingerTemplate> fingers(count);
    spread(count, all_threads(), [&](std::size_t i) {
        SeededRandom random(first_person + i, "stranger");
        const auto finger = biometrics::kFingers[random.below(biometrics::kFingers.size())];
        const double turn = random.normal() * 10, dry = random.unit() * 0.7, covered = 0.6 + 0.4 * random.unit();
        const auto master = biometrics::synth::finger_master(first_person + i, finger);
        auto known = biometrics::extract_minutiae(biometrics::synth::render_impression(master, {.seed = i, .dryness = dry, .rotation_deg = turn, .coverage = covered}));
        if (known) fingers[i] = std::move(*known);
    });
    return fingers;
}

struct Strangers {
    std::vector<double> let_through, by_lot;  // scores
    double high = 0, kept_back = 0;           // by lot: how many are high, and of these how many the prefilter did not let through
};

/// One probe against the whole gallery. The best of the prefilter in full, and by lot as many again.
Strangers strangers_of(const FingerTemplate& probe, std::uint64_t number, const biometrics::FingerIndex& index, const std::vector<PreparedFinger>& gallery) {
    constexpr double kHigh = 25;
    const std::size_t most = std::max<std::size_t>(10, gallery.size() / 100);
    Strangers out;
    const auto ready = biometrics::prepare(probe);
    std::vector<bool> known(gallery.size(), false);
    for (const auto& found : index.search(biometrics::search_probe(probe), biometrics::Finger::Unknown, most)) {
        known[found.id] = true;
        out.let_through.push_back(biometrics::match_score(ready, gallery[found.id]));
    }
    SeededRandom random(number, "lot");
    for (std::size_t i = 0; i < most; ++i) {
        const auto other = random.below(gallery.size());
        const double score = biometrics::match_score(ready, gallery[other]);
        out.by_lot.push_back(score);
        if (score < kHigh) continue;
        out.high += 1;
        out.kept_back += known[other] ? 0 : 1;
    }
    return out;
}

}  // namespace

void bench_picture_strangers(std::uint64_t pictures) {
    constexpr std::uint64_t kGallery = 2'000'000, kProbes = 3'000'000;
    const auto gallery = drawn_fingers(kGallery, pictures), probes = drawn_fingers(kProbes, pictures / 2);
    std::vector<PreparedFinger> ready(gallery.size(), biometrics::prepare({}));
    biometrics::FingerIndex index;
    spread(gallery.size(), all_threads(), [&](std::size_t i) { ready[i] = biometrics::prepare(gallery[i]); });
    for (std::size_t i = 0; i < gallery.size(); ++i) index.put(i, biometrics::Finger::Unknown, gallery[i]);
    std::vector<Strangers> found(probes.size());
    spread(probes.size(), all_threads(), [&](std::size_t i) { found[i] = strangers_of(probes[i], i, index, ready); });
    std::vector<std::vector<double>> through, lots;
    double kept_back = 0, high = 0;
    for (const auto& each : found) {
        through.push_back(each.let_through), lots.push_back(each.by_lot);
        kept_back += each.kept_back, high += each.high;
    }
    const auto by_lot = joined(lots), best = joined(through);
    row("thresholds: pairs of drawn strangers with ridges, by lot", static_cast<double>(by_lot.size()), "pairs");
    rows_of_levels(by_lot, static_cast<double>(by_lot.size()));
    const auto pairs = static_cast<double>(gallery.size() * probes.size());
    row("thresholds: pairs of drawn strangers with ridges, the likeliest 1 % in full", pairs, "pairs");
    rows_of_levels(best, pairs);
    row("  scores of 25 and more, by lot", high, "", fmt::format("{:.0f} of them not among the likeliest 1 %", kept_back));
}

void bench_card_strangers(std::uint64_t pairs) {
    const auto people = static_cast<std::size_t>(std::ceil(std::sqrt(2.0 * static_cast<double>(pairs)))) + 1;
    std::vector<PreparedFinger> ready(people, biometrics::prepare({}));
    spread(people, all_threads(), [&](std::size_t i) {
        const auto card = biometrics::iso::decode_card(biometrics::iso::encode_card(biometrics::synth::lay_minutiae(biometrics::synth::finger_minutiae(500'000 + i, kOfBoth[i % 2]), i)));
        if (card) ready[i] = biometrics::prepare(*card);
    });
    std::vector<std::vector<double>> scores(people);
    spread(people, all_threads(), [&](std::size_t i) {
        for (std::size_t j = 0; j < i; ++j) scores[i].push_back(biometrics::match_score(ready[i], ready[j]));
    });
    const auto all = joined(scores);
    row("thresholds: pairs of synthetic strangers, as on cards", static_cast<double>(all.size()), "pairs");
    rows_of_levels(all, static_cast<double>(all.size()));
}

void bench_searches_of_strangers(const biometrics::FingerIndex& index, std::uint64_t people, std::uint64_t searches) {
    constexpr std::size_t kLetThrough = 200;
    std::vector<double> best(searches);
    spread(searches, all_threads(), [&](std::size_t i) {
        const auto finger = kOfBoth[i % 2];
        const auto probe = biometrics::synth::lay_minutiae(biometrics::synth::finger_minutiae(10'000'000 + i, finger), i);
        const auto ready = biometrics::prepare(probe);
        for (const auto& found : index.search(biometrics::search_probe(probe), finger, kLetThrough))
            best[i] = std::max(best[i], biometrics::match_score(ready, biometrics::prepare(biometrics::synth::lay_minutiae(biometrics::synth::finger_minutiae(found.id, finger), found.id))));
    });
    std::sort(best.begin(), best.end(), std::greater<>());
    row("index: searches of people who are not in it", static_cast<double>(searches), "");
    for (const double one_in : {2.0, 10.0, 100.0, 1000.0})
        if (const auto at = static_cast<std::size_t>(static_cast<double>(searches) / one_in); at > 0) row(fmt::format("  best score that one in {:.0f} reaches", one_in), best[at - 1], "");
    row("  highest", best.front(), "", fmt::format("threshold for so many: {:.1f}", dedup::search_threshold(2 * people)));
}

}  // namespace loket::app

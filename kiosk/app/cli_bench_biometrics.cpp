// Fingerprints: what one costs, and an office's gallery. Processor time of one thread where nothing else is said.

#include "kiosk/app/cli_bench_biometrics.h"

#include <fmt/format.h>

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "devices/biometrics/finger/finger.h"
#include "devices/biometrics/finger/finger_index.h"
#include "devices/biometrics/finger/packed.h"
#include "devices/biometrics/synth/finger_minutiae.h"
#include "devices/biometrics/synth/synth.h"
#include "kiosk/app/bench_figures.h"
#include "kiosk/app/spread.h"

namespace loket::app {
namespace {

using biometrics::Finger;
using biometrics::FingerTemplate;
using biometrics::PreparedFinger;

/// Milliseconds of one call, over all `count`.
template <class Work>
double ms_each(std::size_t count, const Work& work) {
    const double start = thread_ms();
    for (std::size_t i = 0; i < count; ++i) work(i);
    return (thread_ms() - start) / static_cast<double>(count);
}

struct BenchFingers {
    std::vector<GrayImage> images;  // of each person two
    std::vector<FingerTemplate> templates;
    std::vector<PreparedFinger> ready, bare;
};

Result<BenchFingers> some_fingers() {
    constexpr std::uint64_t kPeople = 12;
    BenchFingers out;
    for (std::uint64_t person = 0; person < kPeople; ++person) {
        const auto master = biometrics::synth::finger_master(9000 + person, Finger::RightIndex);
        for (std::uint64_t take = 0; take < 2; ++take) out.images.push_back(biometrics::synth::render_impression(master, {.seed = take, .rotation_deg = 6.0 * static_cast<double>(take)}));
    }
    for (const auto& image : out.images) {
        LOKET_ASSIGN(finger, biometrics::extract_minutiae(image));
        out.templates.push_back(finger);
        out.ready.push_back(biometrics::prepare(finger));
        auto bare = finger;
        bare.ridges = {};
        out.bare.push_back(biometrics::prepare(bare));
    }
    return out;
}

void bench_pictures(const BenchFingers& fingers) {
    const auto n = fingers.images.size();
    row("finger: extract minutiae and ridges (320 x 400)", ms_each(n, [&](std::size_t i) { (void)biometrics::extract_minutiae(fingers.images[i]); }), "ms", "target <= 8");
    row("finger: quality", ms_each(n, [&](std::size_t i) { (void)biometrics::finger_quality(fingers.images[i]); }), "ms", "target <= 15");
    const auto& image = fingers.images.front();
    const cv::Mat from(image.height, image.width, CV_8U, const_cast<std::uint8_t*>(image.pixels.data()));
    cv::Mat large, back;
    cv::resize(from, large, {}, 2, 2, cv::INTER_CUBIC);
    row("  OpenCV's part, of pictures that are not 500 dpi: resize from 1000", ms_each(20, [&](std::size_t) { cv::resize(large, back, from.size(), 0, 0, cv::INTER_AREA); }), "ms");
    row("finger: make ready for comparison", ms_each(n, [&](std::size_t i) { (void)biometrics::prepare(fingers.templates[i]); }), "ms");
}

void bench_comparisons(const BenchFingers& fingers) {
    const auto n = fingers.ready.size();
    const auto genuine = [&](const std::vector<PreparedFinger>& of) { return ms_each(n / 2, [&](std::size_t i) { (void)biometrics::match_score(of[2 * i], of[2 * i + 1]); }); };
    const auto strangers = [&](const std::vector<PreparedFinger>& of) { return ms_each(n * 4, [&](std::size_t i) { (void)biometrics::match_score(of[i % n], of[(i + 2 + i / n * 2) % n]); }); };
    row("finger: compare, the same finger, with ridges", genuine(fingers.ready), "ms");
    row("finger: compare, strangers, with ridges", strangers(fingers.ready), "ms");
    row("finger: comparisons of minutiae alone", 1000 / strangers(fingers.bare), "/s");
    double packed = 0;
    for (const auto& finger : fingers.templates) packed += static_cast<double>(biometrics::pack(finger).size()) / static_cast<double>(n);
    row("finger: template with ridges, as kept", packed, "B");
    row("finger: in the index", static_cast<double>(biometrics::FingerIndex::kIndexBytes), "B");
}

constexpr auto& kTwo = kBenchFingers;

biometrics::FingerIndex whole_office(std::uint64_t people) {
    constexpr std::uint64_t kPiece = 4096;
    biometrics::FingerIndex index;
    std::vector<biometrics::detail::SearchCode> codes(2 * kPiece);
    for (std::uint64_t from = 0; from < people; from += kPiece) {
        const auto count = 2 * std::min(kPiece, people - from);
        spread(count, all_threads(), [&](std::size_t i) {
            const auto person = from + i / 2;
            codes[i] = biometrics::detail::search_code(biometrics::synth::lay_minutiae(biometrics::synth::finger_minutiae(person, kTwo[i % 2]), person));
        });
        for (std::size_t i = 0; i < count; ++i) index.put(from + i / 2, kTwo[i % 2], codes[i]);
    }
    return index;
}

void bench_index(std::uint64_t people, std::uint64_t searches) {
    constexpr std::size_t kLooked = 20, kLetThrough = 200;
    const auto start = Stopwatch::now();
    const double before = cpu_seconds();
    const auto index = whole_office(people);
    row(fmt::format("index: {} people, two fingers each: made and filled", people), ms_since(start) / 1000, "s", "minutes");
    row("  processor time", cpu_seconds() - before, "s");
    row("index: memory", static_cast<double>(index.size() * biometrics::FingerIndex::kIndexBytes) / (1 << 20), "MiB");
    std::size_t first = 0, among = 0;
    const double ms = ms_each(kLooked, [&](std::size_t i) {
        const auto person = people / kLooked * i;
        const auto probe = biometrics::search_probe(biometrics::synth::lay_minutiae(biometrics::synth::finger_minutiae(person, kTwo[i % 2]), 1'000'000 + i));
        const auto found = index.search(probe, kTwo[i % 2], kLetThrough);
        first += !found.empty() && found.front().id == person;
        among += std::ranges::find(found, person, &biometrics::FingerCandidate::id) != found.end();
    });
    row("index: search of a known finger position", ms, "ms");
    row("index: comparisons a thread", static_cast<double>(people) / ms * 1000, "/s", "target >= 100,000");
    row("index: found first / among 200", 100.0 * static_cast<double>(first) / kLooked, "%");
    row("  among those let through", 100.0 * static_cast<double>(among) / kLooked, "%");
    bench_searches_of_strangers(index, people, searches);
}

}  // namespace

Status bench_biometrics(const BiometricSizes& sizes) {
    LOKET_ASSIGN(fingers, some_fingers());
    bench_pictures(fingers);
    bench_comparisons(fingers);
    bench_fairness(20);
    bench_card_strangers(sizes.pairs);
    bench_picture_strangers(sizes.pictures);
    bench_index(sizes.people, sizes.searches);
    return {};
}

}  // namespace loket::app

#include "devices/biometrics/finger/quality.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <vector>

#include "devices/biometrics/finger/finger.h"

namespace loket::biometrics {
namespace detail {
namespace {

/// Share of dark pixels in a cell, where the neighbourhood spans the full range.
float dark_share(const Normalised& image, int cx, int cy) {
    int dark = 0;
    for (int y = 0; y < kCell; ++y)
        for (int x = 0; x < kCell; ++x) dark += image.pixels.at(cx * kCell + x + kMargin, cy * kCell + y + kMargin) < 0;
    return static_cast<float>(dark) / (kCell * kCell);
}

}  // namespace

QualityFacts quality_facts(const Normalised& image, const View& view) {
    constexpr float kCellsPerInch = 500.0F / kCell;
    QualityFacts facts;
    std::vector<float> strengths;
    float n = 0, mx = 0, my = 0;
    for (int y = 0; y < image.rows; ++y)
        for (int x = 0; x < image.columns; ++x) {
            if (!view.field.inside.at(x, y)) continue;
            n += 1;
            mx += static_cast<float>(x) + 0.5F;
            my += static_cast<float>(y) + 0.5F;
            strengths.push_back(std::min(1.1F, view.strength.at(x, y)));
            facts.clarity += strengths.back();
            facts.contrast += image.contrast.at(x, y);
            facts.ridge_share += dark_share(image, x, y);
        }
    if (n < 1) return facts;
    for (float* f : {&facts.clarity, &facts.contrast, &facts.ridge_share}) *f /= n;
    const auto tenth = strengths.begin() + static_cast<std::ptrdiff_t>(strengths.size() / 10);
    std::nth_element(strengths.begin(), tenth, strengths.end());
    facts.weakest = *tenth;
    facts.area = n / (kCellsPerInch * kCellsPerInch);
    const float ox = mx / n / static_cast<float>(image.columns) * 2 - 1, oy = my / n / static_cast<float>(image.rows) * 2 - 1;
    facts.offset = std::sqrt(ox * ox + oy * oy);
    return facts;
}

}  // namespace detail

namespace {

struct Cause {
    const char* key;
    float weight;  // above 0: it is so, and how badly
};

/// How far `value` falls short of `least`, as a share of it.
float short_of(float value, float least) { return (least - value) / least; }

std::vector<std::string> causes_of(const detail::QualityFacts& facts) {
    const float unclear = short_of(facts.clarity, 0.57F);
    const bool dry = facts.ridge_share < 0.42F, wet = facts.ridge_share > 0.49F;
    std::array<Cause, 6> causes = {{
        {"finger.small_area", short_of(facts.area, 0.14F) * 2},
        {"finger.too_light", short_of(facts.contrast, 14.0F)},
        {"finger.dry", dry ? unclear + 0.1F : 0},
        {"finger.wet", wet ? unclear + 0.1F : 0},
        {"finger.smeared", !dry && !wet ? unclear : 0},
        {"finger.off_centre", facts.offset - 0.4F},
    }};
    std::stable_sort(causes.begin(), causes.end(), [](const Cause& a, const Cause& b) { return a.weight > b.weight; });
    std::vector<std::string> keys;
    for (const Cause& c : causes)
        if (c.weight > 0) keys.emplace_back(c.key);
    return keys;
}

/// A print fails by its worst part, not by its mean (README.md): how clear the ridges of the weakest tenth are, helped by reliable
/// minutiae; a small area spoils all.
int score_of(const detail::QualityFacts& facts) {
    const float usefulness = 300 * (facts.weakest + 0.05F * std::sqrt(std::min(1.0F, facts.minutiae / 36))) - 66;
    return std::clamp(static_cast<int>(std::lround(usefulness * std::min(1.0F, facts.area / 0.12F))), 0, 100);
}

}  // namespace

FingerQuality finger_quality(const GrayImage& image) {
    using namespace detail;
    const auto sight = sight_of(image);
    if (!sight || sight->view.cells < kLeastCells) return {0, {"finger.small_area"}};
    QualityFacts facts = quality_facts(sight->normalised, sight->view);
    for (const Minutia& m : minutiae_of(sight->view, sight->image.width, sight->image.height)) facts.minutiae += static_cast<float>(m.quality) / 100;
    return {score_of(facts), causes_of(facts)};
}

}  // namespace loket::biometrics

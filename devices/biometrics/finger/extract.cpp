#include <cmath>
#include <numbers>

#include "devices/biometrics/finger/finger.h"
#include "devices/biometrics/finger/skeleton.h"
#include "devices/biometrics/finger/thin.h"
#include "devices/biometrics/finger/view.h"

namespace loket::biometrics {
namespace detail {
namespace {

constexpr std::size_t kMost = 140;  // more minutiae than a finger has; the weakest go

Grid<std::uint8_t> ridges(const Grid<float>& enhanced, int width, int height) {
    Grid<std::uint8_t> out(width, height);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) out.at(x, y) = enhanced.at(x + kMargin, y + kMargin) < 0;
    return out;
}

Minutia finish(const Candidate& c, const View& view) {
    const float x = static_cast<float>(c.x), y = static_cast<float>(c.y);
    const float strength = std::min(1.0F, view.strength.near(c.x / kCell, c.y / kCell));
    const float quality = strength * view.field.coherence_at(x, y);
    const long turn = std::lround(-c.angle * 128 / std::numbers::pi_v<float>);  // image axes to y upwards
    return {static_cast<std::uint16_t>(c.x), static_cast<std::uint16_t>(c.y), static_cast<std::uint8_t>(turn & 255), c.type,
            static_cast<std::uint8_t>(std::clamp(static_cast<int>(100 * quality), 1, 100))};
}

/// The sign of the enhanced picture, two pixels a sample.
RidgeMap ridge_map_of(const View& view, int width, int height) {
    RidgeMap map;
    map.width = width / kRidgeStep;
    map.height = height / kRidgeStep;
    map.inside.resize(static_cast<std::size_t>(map.words()) * map.height);
    map.ridge.resize(map.inside.size());
    for (int y = 0; y < map.height; ++y)
        for (int x = 0; x < map.width; ++x) {
            const int px = x * kRidgeStep, py = y * kRidgeStep;
            if (!view.field.inside.at(px / kCell, py / kCell)) continue;
            const float *top = view.enhanced.row(py + kMargin) + px + kMargin, *bottom = top + view.enhanced.width;
            const std::size_t word = static_cast<std::size_t>(y) * map.words() + x / 64;
            map.inside[word] |= std::uint64_t{1} << (x % 64);
            map.ridge[word] |= static_cast<std::uint64_t>(top[0] + top[1] + bottom[0] + bottom[1] < 0) << (x % 64);
        }
    return map;
}

}  // namespace

std::vector<Minutia> minutiae_of(const View& view, int width, int height) {
    Grid<std::uint8_t> skeleton = ridges(view.enhanced, width, height);
    thin(skeleton);
    std::vector<Minutia> out;
    for (const Candidate& c : find_minutiae(skeleton, view.field)) out.push_back(finish(c, view));
    std::stable_sort(out.begin(), out.end(), [](const Minutia& a, const Minutia& b) { return a.quality > b.quality; });
    if (out.size() > kMost) out.resize(kMost);
    return out;
}

}  // namespace detail

Result<FingerTemplate> extract_minutiae(const GrayImage& image) {
    using namespace detail;
    LOKET_ASSIGN(sight, sight_of(image));
    const GrayImage& scaled = sight.image;
    const View& view = sight.view;
    if (view.cells < kLeastCells) return rejected("finger.no_finger", "finger image: no ridge pattern");
    return FingerTemplate{scaled.width, scaled.height, minutiae_of(view, scaled.width, scaled.height), ridge_map_of(view, scaled.width, scaled.height)};
}

}  // namespace loket::biometrics

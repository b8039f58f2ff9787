#include <cmath>
#include <numbers>

#include "devices/biometrics/finger/enhance.h"
#include "devices/biometrics/finger/finger.h"
#include "devices/biometrics/finger/skeleton.h"
#include "devices/biometrics/finger/thin.h"

namespace loket::biometrics {
namespace detail {
namespace {

constexpr std::size_t kMost = 140;  // more minutiae than a finger has; the weakest go

struct View {
    RidgeField field;
    Grid<float> enhanced;
    Grid<float> strength;
};

/// Two rounds: the first picture of the ridges gives a better direction field for the second.
View look(const Normalised& image) {
    View view;
    RidgeField& field = view.field;
    field.flow = ridge_flow(image.pixels, image.columns, image.rows, 1.8F);
    field.inside = segment(image, field.flow);
    field.period = ridge_period(image.pixels, field.flow, field.inside);
    view.enhanced = enhance(image.pixels, field);
    field.flow = ridge_flow(view.enhanced, image.columns, image.rows, 1.2F);
    view.enhanced = enhance(image.pixels, field);
    field.flow = ridge_flow(view.enhanced, image.columns, image.rows, 1.0F);
    view.strength = cell_strength(view.enhanced, image.columns, image.rows);
    for (std::size_t i = 0; i < field.inside.cells.size(); ++i) field.inside.cells[i] &= view.strength.cells[i] > 0.3F;
    tidy_mask(field.inside, 16);
    return view;
}

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

}  // namespace
}  // namespace detail

Result<FingerTemplate> extract_minutiae(const GrayImage& image) {
    using namespace detail;
    LOKET_ASSIGN(scaled, to_500_dpi(image));
    const View view = look(normalise(scaled));
    if (std::count(view.field.inside.cells.begin(), view.field.inside.cells.end(), 1) < 40)
        return rejected("finger.no_finger", "finger image: no ridge pattern");
    Grid<std::uint8_t> skeleton = ridges(view.enhanced, scaled.width, scaled.height);
    thin(skeleton);
    FingerTemplate out{scaled.width, scaled.height, {}};
    for (const Candidate& c : find_minutiae(skeleton, view.field)) out.minutiae.push_back(finish(c, view));
    std::stable_sort(out.minutiae.begin(), out.minutiae.end(), [](const Minutia& a, const Minutia& b) { return a.quality > b.quality; });
    if (out.minutiae.size() > kMost) out.minutiae.resize(kMost);
    return out;
}

}  // namespace loket::biometrics

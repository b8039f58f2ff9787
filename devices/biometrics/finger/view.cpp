#include "devices/biometrics/finger/view.h"

#include <algorithm>
#include <vector>

namespace loket::biometrics::detail {

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
    view.cells = static_cast<int>(std::count(field.inside.cells.begin(), field.inside.cells.end(), 1));
    return view;
}

namespace {

constexpr float kClosest = 5.7F, kFarthest = 12.5F;  // pixels at 500 dpi: medians of 160 real prints lie between 6.5 and 11.8

/// The ridge distance in the middle of all; 0 where there is no finger.
float usual_period(const View& view) {
    std::vector<float> periods;
    for (std::size_t i = 0; i < view.field.inside.cells.size(); ++i)
        if (view.field.inside.cells[i]) periods.push_back(view.field.period.cells[i]);
    if (periods.size() < kLeastCells) return 0;
    const auto middle = periods.begin() + static_cast<std::ptrdiff_t>(periods.size() / 2);
    std::nth_element(periods.begin(), middle, periods.end());
    return *middle;
}

bool of_a_finger(float period) { return period >= kClosest && period <= kFarthest; }

Result<Sight> seen_at(GrayImage image) {
    LOKET_ASSIGN(scaled, to_500_dpi(image));
    Sight sight{std::move(scaled), {}, {}};
    sight.normalised = normalise(sight.image);
    sight.view = look(sight.normalised);
    return sight;
}

}  // namespace

Result<Sight> sight_of(const GrayImage& image) {
    LOKET_ASSIGN(sight, seen_at(image));
    const float period = usual_period(sight.view);
    if (period == 0 || of_a_finger(period)) return std::move(sight);
    auto otherwise = sight.image;
    otherwise.dpi = period > kFarthest ? 1000 : 250;
    auto again = seen_at(std::move(otherwise));
    if (again && of_a_finger(usual_period(again->view))) return again;
    return std::move(sight);
}

}  // namespace loket::biometrics::detail

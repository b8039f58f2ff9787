#include "devices/biometrics/finger/view.h"

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

}  // namespace loket::biometrics::detail

#pragma once
// Second stage: which way the ridges run and how far they are apart, a value for every 8 x 8 cell.

#include "devices/biometrics/finger/normalise.h"

namespace loket::biometrics::detail {

/// Ridge direction as a doubled-angle vector (so that opposite directions agree); its length is the coherence 0–1.
struct Flow {
    float cos2 = 0, sin2 = 0;
};

/// Angles here are in image axes (x right, y down), radians.
struct RidgeField {
    Grid<Flow> flow;
    Grid<float> period;       ///< ridge distance in pixels
    Grid<std::uint8_t> inside; ///< 1 where there is a finger

    /// Ridge direction at a pixel, 0 <= angle < pi, interpolated between cells.
    [[nodiscard]] float angle_at(float x, float y) const;
    /// 0 no preferred direction … 1 parallel ridges.
    [[nodiscard]] float coherence_at(float x, float y) const;
};

/// Direction from the structure tensor of `pixels` (with kMargin), smoothed by a Gaussian of `sigma` cells.
Grid<Flow> ridge_flow(const Grid<float>& pixels, int columns, int rows, float sigma);

/// Ridge distance from the spectrum of the profile across the ridges; cells without a clear answer take their neighbours'.
Grid<float> ridge_period(const Grid<float>& pixels, const Grid<Flow>& flow, const Grid<std::uint8_t>& inside);

/// Cells with ridge-like contrast, opened and closed; only regions of finger size are kept.
Grid<std::uint8_t> segment(const Normalised& image, const Grid<Flow>& flow);

/// Removes specks and fills holes: a majority vote and the dropping of regions smaller than `smallest` cells.
void tidy_mask(Grid<std::uint8_t>& mask, int smallest);

/// Separable Gaussian over cells.
template <class T>
Grid<T> blur_cells(const Grid<T>& in, float sigma);

}  // namespace loket::biometrics::detail

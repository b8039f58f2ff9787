#include "devices/biometrics/finger/enhance.h"

#include <array>
#include <cmath>
#include <cstring>

namespace loket::biometrics::detail {
namespace {

constexpr int kDirections = 32, kWavelengths = 10;
constexpr int kRadius = 9, kKernelSide = 2 * kRadius + 1;
constexpr float kFirst = 4.5F, kRatio = 1.15F;  // wavelengths 4.5 … 15.8 pixels
static_assert(kRadius <= kMargin);

using Kernel = std::array<float, kKernelSide * kKernelSide>;

/// Even-symmetric Gabor kernel: blind to brightness, gain one for ridges of its own wavelength.
Kernel gabor(float angle, float wavelength) {
    const float across = std::clamp(0.42F * wavelength, 2.2F, 4.6F), along = 4.2F;
    const float c = std::cos(angle), s = std::sin(angle);
    Kernel kernel;
    std::array<float, kKernelSide * kKernelSide> window;
    float total = 0, weight = 0;
    for (int y = -kRadius, i = 0; y <= kRadius; ++y)
        for (int x = -kRadius; x <= kRadius; ++x, ++i) {
            const float u = static_cast<float>(x) * c + static_cast<float>(y) * s, v = static_cast<float>(y) * c - static_cast<float>(x) * s;
            window[i] = std::exp(-0.5F * (u * u / (along * along) + v * v / (across * across)));
            kernel[i] = window[i] * std::cos(2 * kPi * v / wavelength);
            total += kernel[i];
            weight += window[i];
        }
    float gain = 0;
    for (int y = -kRadius, i = 0; y <= kRadius; ++y)
        for (int x = -kRadius; x <= kRadius; ++x, ++i) {
            kernel[i] -= window[i] * total / weight;
            gain += kernel[i] * std::cos(2 * kPi * (static_cast<float>(y) * c - static_cast<float>(x) * s) / wavelength);
        }
    for (float& k : kernel) k /= gain;
    return kernel;
}

struct Bank {
    std::array<std::array<Kernel, kWavelengths>, kDirections> kernels;
    Bank() {
        for (int d = 0; d < kDirections; ++d)
            for (int w = 0; w < kWavelengths; ++w)
                kernels[d][w] = gabor(static_cast<float>(d) * kPi / kDirections, kFirst * std::pow(kRatio, static_cast<float>(w)));
    }
};

/// Eight pixels at once (a GCC and Clang extension; one or two registers, as the processor has them).
using Eight __attribute__((vector_size(kCell * sizeof(float)))) = float;

/// Filters 8 x 4 pixels that start at `from`. Four rows at a time keep the processor's adders busy.
LOKET_FAST void filter_half_cell(const float* from, int stride, const float* kernel, float* to) {
    Eight sum0{}, sum1{}, sum2{}, sum3{}, line;
    for (int ky = -kRadius; ky <= kRadius; ++ky) {
        const float* at = from + ky * stride - kRadius;
        for (int kx = 0; kx < kKernelSide; ++kx, ++at) {
            const float k = *kernel++;
            std::memcpy(&line, at, sizeof line);
            sum0 += k * line;
            std::memcpy(&line, at + stride, sizeof line);
            sum1 += k * line;
            std::memcpy(&line, at + 2 * stride, sizeof line);
            sum2 += k * line;
            std::memcpy(&line, at + 3 * stride, sizeof line);
            sum3 += k * line;
        }
    }
    std::memcpy(to, &sum0, sizeof line);
    std::memcpy(to + stride, &sum1, sizeof line);
    std::memcpy(to + 2 * stride, &sum2, sizeof line);
    std::memcpy(to + 3 * stride, &sum3, sizeof line);
}

}  // namespace

Grid<float> enhance(const Grid<float>& pixels, const RidgeField& field) {
    static const Bank bank;
    Grid<float> out(pixels.width, pixels.height);
    for (int cy = 0; cy < field.flow.height; ++cy)
        for (int cx = 0; cx < field.flow.width; ++cx) {
            if (!field.inside.at(cx, cy)) continue;
            const Flow& f = field.flow.at(cx, cy);
            const float turn = 0.5F * std::atan2(f.sin2, f.cos2) / kPi * kDirections;
            const int d = (static_cast<int>(std::lround(turn)) + kDirections) % kDirections;
            const int w = std::clamp(static_cast<int>(std::lround(std::log(field.period.at(cx, cy) / kFirst) / std::log(kRatio))), 0, kWavelengths - 1);
            const int at = (cy * kCell + kMargin) * pixels.width + cx * kCell + kMargin;
            for (const int half : {at, at + kCell / 2 * pixels.width})
                filter_half_cell(pixels.cells.data() + half, pixels.width, bank.kernels[d][w].data(), out.cells.data() + half);
        }
    return out;
}

Grid<float> cell_strength(const Grid<float>& pixels, int columns, int rows) {
    Grid<float> power(columns, rows);
    for (int y = 0; y < rows * kCell; ++y)
        for (int x = 0; x < columns * kCell; ++x) {
            const float v = pixels.at(x + kMargin, y + kMargin);
            power.at(x / kCell, y / kCell) += v * v / (kCell * kCell);
        }
    Grid<float> strength = blur_cells(power, 1.0F);
    for (float& v : strength.cells) v = std::sqrt(v);
    return strength;
}

}  // namespace loket::biometrics::detail

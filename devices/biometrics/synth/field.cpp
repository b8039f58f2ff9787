#include "devices/biometrics/synth/field.h"

#include <cmath>
#include <opencv2/imgproc.hpp>

#include "devices/base/random.h"

namespace loket::biometrics::synth {

namespace {

cv::Mat view(Field& field) { return {field.height, field.width, CV_32F, field.values.data()}; }

/// Catmull-Rom weights of the four lattice points around a position `t` past the second.
struct Weights {
    int first = 0;
    float w[4] = {};
};

Weights weights_at(double position) {
    const double base = std::floor(position);
    const auto t = static_cast<float>(position - base);
    return {static_cast<int>(base),
            {t * (-0.5F + t * (1 - 0.5F * t)), 1 + t * t * (-2.5F + 1.5F * t),
             t * (0.5F + t * (2 - 1.5F * t)), t * t * (-0.5F + 0.5F * t)}};
}

/// Positions of `size` pixels in a lattice with one spare point at each end (or none where it wraps).
std::vector<Weights> lattice(int size, int cells, bool wraps) {
    std::vector<Weights> result;
    result.reserve(static_cast<std::size_t>(size));
    for (int i = 0; i < size; ++i) result.push_back(weights_at((i + 0.5) * cells / size + (wraps ? -1 : 0)));
    return result;
}

}  // namespace

float Field::sample(double x, double y) const {
    const double cx = std::clamp(x, 0.0, width - 1.0), cy = std::clamp(y, 0.0, height - 1.0);
    const int x0 = std::min(static_cast<int>(cx), width - 2), y0 = std::min(static_cast<int>(cy), height - 2);
    const auto fx = static_cast<float>(cx - x0), fy = static_cast<float>(cy - y0);
    const float* top = row(y0) + x0;
    const float* bottom = row(y0 + 1) + x0;
    return (top[0] * (1 - fx) + top[1] * fx) * (1 - fy) + (bottom[0] * (1 - fx) + bottom[1] * fx) * fy;
}

Field white_noise(int width, int height, std::uint64_t seed) {
    Field field(width, height);
    SeededRandom random(seed);
    std::uint64_t bits = 0;
    int left = 0;
    for (float& value : field.values) {
        if (left == 0) bits = random.next(), left = 4;
        value = static_cast<float>(bits & 0xFFFF) / 32768.0F - 1.0F;
        bits >>= 16;
        --left;
    }
    return field;
}

Field smooth_noise(int width, int height, double scale, std::uint64_t seed) {
    return stretched_noise(width, height, scale, scale, seed);
}

Field stretched_noise(int width, int height, double scale_x, double scale_y, std::uint64_t seed, bool wraps) {
    const int cells_x = std::max(1, static_cast<int>(std::lround(width / scale_x)));
    const int cells_y = std::max(1, static_cast<int>(std::lround(height / scale_y)));
    const int columns = wraps ? cells_x : cells_x + 4;
    const Field points = white_noise(columns, cells_y + 4, seed);
    const auto across = lattice(width, cells_x, wraps), down = lattice(height, cells_y, false);
    Field narrow(width, points.height);  // first along x, then along y
    for (int y = 0; y < points.height; ++y) {
        for (int x = 0; x < width; ++x) {
            float sum = 0;
            for (int i = 0; i < 4; ++i)
                sum += across[x].w[i] * points.at((across[x].first + i + columns) % columns, y);
            narrow.at(x, y) = sum;
        }
    }
    Field field(width, height);
    for (int y = 0; y < height; ++y) {
        const float* rows[4];
        for (int i = 0; i < 4; ++i) rows[i] = narrow.row(down[y].first + i);
        const float* w = down[y].w;
        float* out = field.row(y);
        for (int x = 0; x < width; ++x)
            out[x] = w[0] * rows[0][x] + w[1] * rows[1][x] + w[2] * rows[2][x] + w[3] * rows[3][x];
    }
    return field;
}

Field resized(const Field& field, int width, int height) {
    Field source = field, result(width, height);
    cv::Mat target = view(result);
    cv::resize(view(source), target, target.size(), 0, 0, cv::INTER_CUBIC);
    return result;
}

void blur(Field& field, double sigma) {
    if (sigma <= 0) return;
    cv::Mat image = view(field);
    cv::GaussianBlur(image, image, {}, sigma, sigma, cv::BORDER_REPLICATE);
}

}  // namespace loket::biometrics::synth

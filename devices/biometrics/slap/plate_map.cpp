#include "devices/biometrics/slap/plate_map.h"

#include <array>
#include <cmath>

namespace loket::biometrics::detail {
namespace {

constexpr int kBlock = 16;            // cells a side, from which the light of the bare glass is read
constexpr float kLeastDarkness = 4;   // grey levels: less is breath on the glass, or the light's unevenness
constexpr float kRidgeContrast = 36;  // squared grey levels of gradient, mean over a cell: less is the sensor's noise

struct Tensor {
    float xx = 0, yy = 0, xy = 0;
};

/// Every second pixel, four averaged: ridges (9 px apart) survive, noise halves.
Grid<float> halved(const GrayImage& plate) {
    Grid<float> half(plate.width / 2, plate.height / 2);
    for (int y = 0; y < half.height; ++y) {
        const std::uint8_t* a = &plate.pixels[static_cast<std::size_t>(2 * y) * plate.width];
        const std::uint8_t* b = a + plate.width;
        float* out = half.row(y);
        for (int x = 0; x < half.width; ++x) out[x] = static_cast<float>(a[2 * x] + a[2 * x + 1] + b[2 * x] + b[2 * x + 1]) * 0.25F;
    }
    return half;
}

constexpr int kHalfCell = kSlapCell / 2;

Grid<float> cell_means(const Grid<float>& half, int columns, int rows) {
    Grid<float> means(columns, rows);
    for (int y = 0; y < rows * kHalfCell; ++y) {
        const float* in = half.row(y);
        float* out = means.row(y / kHalfCell);
        for (int x = 0; x < columns; ++x) out[x] += ((in[4 * x] + in[4 * x + 1]) + (in[4 * x + 2] + in[4 * x + 3])) * (1.0F / 16);
    }
    return means;
}

LOKET_FAST void tensor_row(const float* above, const float* here, const float* below, int columns, Tensor* out) {
    for (int c = 0; c < columns; ++c) {
        Tensor sum;
        for (int i = 0; i < kHalfCell; ++i) {
            const int x = c * kHalfCell + i;
            const float dx = here[x + 1] - here[x - 1], dy = below[x] - above[x];
            sum.xx += dx * dx;
            sum.yy += dy * dy;
            sum.xy += dx * dy;
        }
        out[c].xx += sum.xx;
        out[c].yy += sum.yy;
        out[c].xy += sum.xy;
    }
}

/// Sums over a square of cells, by columns and rows.
template <class T, class Add>
Grid<T> spread(const Grid<T>& in, int reach, Add add) {
    Grid<T> across(in.width, in.height), out(in.width, in.height);
    for (int y = 0; y < in.height; ++y)
        for (int x = 0; x < in.width; ++x)
            for (int i = std::max(0, x - reach); i <= std::min(in.width - 1, x + reach); ++i) add(across.at(x, y), in.at(i, y));
    for (int y = 0; y < in.height; ++y)
        for (int i = std::max(0, y - reach); i <= std::min(in.height - 1, y + reach); ++i)
            for (int x = 0; x < in.width; ++x) add(out.at(x, y), across.at(x, i));
    return out;
}

/// Parallel gradients of some strength over five cells (four ridges) are ridges.
Grid<std::uint8_t> ridges_of(const Grid<float>& half, int columns, int rows) {
    Grid<Tensor> tensors(columns, rows);
    std::vector<float> padded;
    const auto line = [&](int y) { return half.row(std::clamp(y, 0, half.height - 1)); };
    for (int y = 0; y < rows * kHalfCell; ++y) {
        // the first and last pixel of a line have no neighbour: a line with one more at each end
        padded.assign(line(y), line(y) + half.width);
        padded.insert(padded.begin(), padded.front());
        padded.push_back(padded.back());
        tensor_row(line(y - 1), padded.data() + 1, line(y + 1), columns, tensors.row(y / kHalfCell));
    }
    const auto around = spread(tensors, 2, [](Tensor& a, const Tensor& b) { a.xx += b.xx; a.yy += b.yy; a.xy += b.xy; });
    Grid<std::uint8_t> ridges(columns, rows);
    for (std::size_t i = 0; i < around.cells.size(); ++i) {
        const auto& t = around.cells[i];
        const float energy = (t.xx + t.yy) / (25 * kHalfCell * kHalfCell);
        if (energy < kRidgeContrast) continue;
        const float along = std::sqrt((t.xx - t.yy) * (t.xx - t.yy) + 4 * t.xy * t.xy) / (t.xx + t.yy);
        ridges.cells[i] = static_cast<std::uint8_t>(std::clamp((along - 0.1F) * 48, 0.0F, 16.0F));
    }
    return ridges;
}

/// The light of the bare glass as a second-degree surface: a lamp is uneven in that way, a hand is not.
class Light {
  public:
    explicit Light(const Grid<float>& means) : width_(means.width), height_(means.height) {
        for (int y = 0; y < height_; y += kBlock)
            for (int x = 0; x < width_; x += kBlock) blocks_.push_back(brightest(means, x, y));
        std::vector<bool> glass(blocks_.size(), true);
        for (int round = 0; round < 8; ++round) {
            fit(glass);
            if (!drop_dark(glass)) break;
        }
    }
    [[nodiscard]] float at(float x, float y) const {
        const auto t = terms(x, y);
        double sum = 0;
        for (std::size_t i = 0; i < t.size(); ++i) sum += t[i] * surface_[i];
        return static_cast<float>(sum);
    }
    [[nodiscard]] float spread() const { return spread_; }

  private:
    struct Block {
        float x = 0, y = 0, value = 0;
    };
    using Terms = std::array<double, 6>;

    /// The value that a tenth of the block's cells exceed.
    Block brightest(const Grid<float>& means, int left, int top) const {
        std::vector<float> values;
        const int right = std::min(width_, left + kBlock), bottom = std::min(height_, top + kBlock);
        for (int y = top; y < bottom; ++y)
            for (int x = left; x < right; ++x) values.push_back(means.at(x, y));
        const auto high = values.begin() + static_cast<std::ptrdiff_t>(values.size() * 9 / 10);
        std::nth_element(values.begin(), high, values.end());
        return {static_cast<float>(left + right) / 2, static_cast<float>(top + bottom) / 2, *high};
    }

    [[nodiscard]] Terms terms(float x, float y) const {
        const double u = 2.0 * x / width_ - 1, v = 2.0 * y / height_ - 1;
        return {1, u, v, u * u, u * v, v * v};
    }

    /// Least squares, Gauss with a little damping so that few blocks still give a surface.
    void fit(const std::vector<bool>& glass) {
        std::array<std::array<double, 7>, 6> m{};
        for (std::size_t b = 0; b < blocks_.size(); ++b) {
            if (!glass[b]) continue;
            const auto t = terms(blocks_[b].x, blocks_[b].y);
            for (std::size_t i = 0; i < 6; ++i) {
                for (std::size_t j = 0; j < 6; ++j) m[i][j] += t[i] * t[j];
                m[i][6] += t[i] * blocks_[b].value;
            }
        }
        for (std::size_t i = 1; i < 6; ++i) m[i][i] += 0.5;
        for (std::size_t i = 0; i < 6; ++i)
            for (std::size_t r = 0; r < 6; ++r) {
                if (r == i || m[i][i] == 0) continue;
                const double f = m[r][i] / m[i][i];
                for (std::size_t c = i; c < 7; ++c) m[r][c] -= f * m[i][c];
            }
        for (std::size_t i = 0; i < 6; ++i) surface_[i] = m[i][i] == 0 ? 0 : m[i][6] / m[i][i];
    }

    /// Blocks well below the surface are covered by skin. Keeps at least a sixth of them.
    bool drop_dark(std::vector<bool>& glass) {
        double squares = 0;
        std::size_t kept = 0;
        for (std::size_t b = 0; b < blocks_.size(); ++b)
            if (glass[b]) {
                const double off = blocks_[b].value - at(blocks_[b].x, blocks_[b].y);
                squares += off * off;
                ++kept;
            }
        spread_ = static_cast<float>(std::sqrt(squares / std::max<std::size_t>(1, kept)));
        const float most = std::max(1.5F, spread_);
        bool dropped = false;
        for (std::size_t b = 0; b < blocks_.size() && kept * 6 > blocks_.size(); ++b) {
            if (!glass[b] || at(blocks_[b].x, blocks_[b].y) - blocks_[b].value < most) continue;
            glass[b] = false;
            dropped = true;
            --kept;
        }
        return dropped;
    }

    int width_, height_;
    std::vector<Block> blocks_;
    Terms surface_{};
    float spread_ = 0;
};

}  // namespace

PlateMap map_plate(const GrayImage& plate) {
    PlateMap map;
    map.columns = plate.width / kSlapCell;
    map.rows = plate.height / kSlapCell;
    const auto half = halved(plate);
    const auto means = cell_means(half, map.columns, map.rows);
    const Light light(means);
    auto& dark = map.dark = Grid<float>(map.columns, map.rows);
    for (int y = 0; y < map.rows; ++y)
        for (int x = 0; x < map.columns; ++x) dark.at(x, y) = std::max(0.0F, light.at(static_cast<float>(x), static_cast<float>(y)) - means.at(x, y));
    const auto around = spread(dark, 1, [](float& a, float b) { a += b; });
    map.threshold = std::max(kLeastDarkness, 2 * light.spread());
    map.contact = Grid<std::uint8_t>(map.columns, map.rows);
    for (std::size_t i = 0; i < dark.cells.size(); ++i) {
        map.contact.cells[i] = static_cast<std::uint8_t>(std::clamp(16 * (around.cells[i] / (9 * map.threshold) - 0.5F), 0.0F, 16.0F));
    }
    map.ridges = ridges_of(half, map.columns, map.rows);
    map.skin = Grid<std::uint8_t>(map.columns, map.rows);
    for (std::size_t i = 0; i < dark.cells.size(); ++i) map.skin.cells[i] = static_cast<std::uint8_t>(map.contact.cells[i] * (10 + map.ridges.cells[i] * 6 / 16) / 16);
    return map;
}

}  // namespace loket::biometrics::detail

#include "devices/biometrics/finger/field.h"

#include <array>
#include <cmath>

namespace loket::biometrics::detail {
namespace {

/// Structure tensor of a cell: gxx - gyy, 2 gxy, gxx + gyy.
struct Tensor {
    float difference = 0, cross = 0, energy = 0;
    Tensor& operator+=(const Tensor& o) {
        difference += o.difference;
        cross += o.cross;
        energy += o.energy;
        return *this;
    }
    Tensor operator*(float w) const { return {difference * w, cross * w, energy * w}; }
};

struct Weighted {
    float sum = 0, weight = 0;
    Weighted& operator+=(const Weighted& o) {
        sum += o.sum;
        weight += o.weight;
        return *this;
    }
    Weighted operator*(float w) const { return {sum * w, weight * w}; }
};

/// Products of the Sobel gradients of one row.
LOKET_FAST void gradient_row(const float* above, const float* here, const float* below, int width, float* difference,
                             float* cross, float* energy) {
    for (int x = 0; x < width; ++x) {
        const float gx = (above[x + 1] - above[x - 1]) + 2 * (here[x + 1] - here[x - 1]) + (below[x + 1] - below[x - 1]);
        const float gy = (below[x - 1] - above[x - 1]) + 2 * (below[x] - above[x]) + (below[x + 1] - above[x + 1]);
        difference[x] = gx * gx - gy * gy;
        cross[x] = 2 * gx * gy;
        energy[x] = gx * gx + gy * gy;
    }
}

LOKET_FAST void binomial_row(const float* above, const float* here, const float* below, int width, float* out) {
    for (int x = 0; x < width; ++x)
        out[x] = ((above[x - 1] + above[x + 1] + below[x - 1] + below[x + 1]) +
                  2 * (above[x] + below[x] + here[x - 1] + here[x + 1]) + 4 * here[x]) * (1 / 16.0F);
}

Grid<float> soften(const Grid<float>& pixels) {
    Grid<float> out(pixels.width, pixels.height);
    for (int y = 1; y + 1 < pixels.height; ++y)
        binomial_row(pixels.row(y - 1) + 1, pixels.row(y) + 1, pixels.row(y + 1) + 1, pixels.width - 2, out.row(y) + 1);
    return out;
}

Grid<Tensor> tensors(const Grid<float>& pixels, int columns, int rows) {
    Grid<Tensor> out(columns, rows);
    const int width = columns * kCell;
    std::vector<float> difference(width), cross(width), energy(width);
    for (int y = 0; y < rows * kCell; ++y) {
        const int py = y + kMargin;
        gradient_row(pixels.row(py - 1) + kMargin, pixels.row(py) + kMargin, pixels.row(py + 1) + kMargin, width,
                     difference.data(), cross.data(), energy.data());
        Tensor* line = out.row(y / kCell);
        for (int x = 0; x < width; ++x) line[x / kCell] += {difference[x], cross[x], energy[x]};
    }
    return out;
}

/// Profiles across the ridges: kSamples long, averaged over a band along the ridge.
constexpr int kSamples = 48, kBand = 8, kStep = 2;
constexpr int kPeriods = 26;
constexpr float kShortest = 4.0F, kLongest = 18.0F, kUsual = 9.0F;

struct Spectrum {
    std::array<float, kPeriods> period;
    std::array<std::array<float, kSamples>, kPeriods> cosine, sine;
    Spectrum() {
        for (int k = 0; k < kPeriods; ++k) {
            period[k] = kShortest * std::pow(kLongest / kShortest, static_cast<float>(k) / (kPeriods - 1));
            for (int i = 0; i < kSamples; ++i) {
                const float t = static_cast<float>(i) - (kSamples - 1) / 2.0F;
                const float window = 0.5F + 0.5F * std::cos(2 * kPi * t / kSamples);
                cosine[k][i] = window * std::cos(2 * kPi * t / period[k]);
                sine[k][i] = window * std::sin(2 * kPi * t / period[k]);
            }
        }
    }
};

std::array<float, kSamples> profile(const Grid<float>& pixels, float x, float y, float angle) {
    const float tx = std::cos(angle), ty = std::sin(angle);
    std::array<float, kSamples> out{};
    float mean = 0;
    for (int i = 0; i < kSamples; ++i) {
        const float across = static_cast<float>(i) - (kSamples - 1) / 2.0F;
        const float px = x - ty * across + kMargin + 0.5F, py = y + tx * across + kMargin + 0.5F;
        for (int along = -kBand; along <= kBand; along += 2)
            out[i] += pixels.near(static_cast<int>(px + tx * static_cast<float>(along)), static_cast<int>(py + ty * static_cast<float>(along)));
        mean += out[i] / kSamples;
    }
    for (float& v : out) v -= mean;
    return out;
}

/// Dominant period and how far it stands out (0–1).
Weighted dominant_period(const std::array<float, kSamples>& profile) {
    static const Spectrum spectrum;
    std::array<float, kPeriods> power;
    float total = 1e-3F, energy = 1e-3F;
    for (float v : profile) energy += v * v;
    int best = 0;
    for (int k = 0; k < kPeriods; ++k) {
        float c = 0, s = 0;
        for (int i = 0; i < kSamples; ++i) {
            c += profile[i] * spectrum.cosine[k][i];
            s += profile[i] * spectrum.sine[k][i];
        }
        power[k] = c * c + s * s;
        total += power[k];
        if (power[k] > power[best]) best = k;
    }
    if (best == 0 || best == kPeriods - 1) return {};
    const float left = power[best - 1], mid = power[best], right = power[best + 1];
    const float shift = 0.5F * (left - right) / (left - 2 * mid + right - 1e-9F);
    const float ratio = std::pow(kLongest / kShortest, shift / (kPeriods - 1));
    const float clarity = std::min(1.0F, mid / (energy * kSamples * 0.125F));
    return {spectrum.period[best] * ratio, clarity * clarity};
}

bool majority(const Grid<std::uint8_t>& mask, int x, int y) {
    int count = 0;
    for (int dy = -1; dy <= 1; ++dy)
        for (int dx = -1; dx <= 1; ++dx) count += mask.near(x + dx, y + dy);
    return count >= 5;
}

/// Marks the region of equal cells around (x, y) with `mark` and returns its size.
int flood(Grid<std::uint8_t>& mask, int x, int y, std::uint8_t mark) {
    const std::uint8_t from = mask.at(x, y);
    std::vector<std::pair<int, int>> open{{x, y}};
    mask.at(x, y) = mark;
    int size = 0;
    while (!open.empty()) {
        const auto [cx, cy] = open.back();
        open.pop_back();
        ++size;
        for (const auto& [dx, dy] : {std::pair{1, 0}, {-1, 0}, {0, 1}, {0, -1}})
            if (mask.contains(cx + dx, cy + dy) && mask.at(cx + dx, cy + dy) == from) {
                mask.at(cx + dx, cy + dy) = mark;
                open.emplace_back(cx + dx, cy + dy);
            }
    }
    return size;
}

/// Gives regions of `value` smaller than `smallest` the other value.
void drop_small(Grid<std::uint8_t>& mask, std::uint8_t value, int smallest) {
    constexpr std::uint8_t kSeen = 2, kSmall = 3;
    const std::uint8_t other = value ? 0 : 1;
    for (int y = 0; y < mask.height; ++y)
        for (int x = 0; x < mask.width; ++x)
            if (mask.at(x, y) == value && flood(mask, x, y, kSeen) < smallest) flood(mask, x, y, kSmall);
    for (std::uint8_t& m : mask.cells)
        if (m == kSeen) m = value;
        else if (m == kSmall) m = other;
}

}  // namespace

template <class T>
Grid<T> blur_cells(const Grid<T>& in, float sigma) {
    const int reach = static_cast<int>(std::ceil(2.5F * sigma));
    std::vector<float> weight(2 * reach + 1);
    float total = 0;
    for (int i = -reach; i <= reach; ++i) total += weight[i + reach] = std::exp(-0.5F * static_cast<float>(i * i) / (sigma * sigma));
    for (float& w : weight) w /= total;
    Grid<T> across(in.width, in.height), out(in.width, in.height);
    for (int y = 0; y < in.height; ++y)
        for (int x = 0; x < in.width; ++x)
            for (int i = std::max(-reach, -x); i <= std::min(reach, in.width - 1 - x); ++i) across.at(x, y) += in.at(x + i, y) * weight[i + reach];
    for (int y = 0; y < in.height; ++y)
        for (int i = std::max(-reach, -y); i <= std::min(reach, in.height - 1 - y); ++i)
            for (int x = 0; x < in.width; ++x) out.at(x, y) += across.at(x, y + i) * weight[i + reach];
    return out;
}
template Grid<float> blur_cells(const Grid<float>&, float);

namespace {
Flow flow_at(const Grid<Flow>& flow, float x, float y) {
    const float fx = (x - 3.5F) / kCell, fy = (y - 3.5F) / kCell;
    const int cx = static_cast<int>(std::floor(fx)), cy = static_cast<int>(std::floor(fy));
    const float wx = fx - static_cast<float>(cx), wy = fy - static_cast<float>(cy);
    const Flow &a = flow.near(cx, cy), &b = flow.near(cx + 1, cy), &c = flow.near(cx, cy + 1), &d = flow.near(cx + 1, cy + 1);
    const auto mix = [&](float p, float q, float r, float s) { return (p * (1 - wx) + q * wx) * (1 - wy) + (r * (1 - wx) + s * wx) * wy; };
    return {mix(a.cos2, b.cos2, c.cos2, d.cos2), mix(a.sin2, b.sin2, c.sin2, d.sin2)};
}
}  // namespace

float RidgeField::angle_at(float x, float y) const {
    const Flow f = flow_at(flow, x, y);
    const float angle = 0.5F * std::atan2(f.sin2, f.cos2);
    return angle < 0 ? angle + kPi : angle;
}

float RidgeField::coherence_at(float x, float y) const {
    const Flow f = flow_at(flow, x, y);
    return std::sqrt(f.cos2 * f.cos2 + f.sin2 * f.sin2);
}

Grid<Flow> ridge_flow(const Grid<float>& pixels, int columns, int rows, float sigma) {
    const Grid<Tensor> smooth = blur_cells(tensors(soften(pixels), columns, rows), sigma);
    Grid<Flow> flow(columns, rows);
    for (std::size_t i = 0; i < flow.cells.size(); ++i) {
        const Tensor& t = smooth.cells[i];
        const float scale = 1 / (t.energy + 1e-3F);
        flow.cells[i] = {-t.difference * scale, -t.cross * scale};  // ridges run across the gradient
    }
    return flow;
}

Grid<float> ridge_period(const Grid<float>& pixels, const Grid<Flow>& flow, const Grid<std::uint8_t>& inside) {
    Grid<Weighted> found((flow.width + kStep - 1) / kStep, (flow.height + kStep - 1) / kStep);
    for (int y = 0; y < found.height; ++y)
        for (int x = 0; x < found.width; ++x) {
            const int cx = x * kStep, cy = y * kStep;
            if (!inside.at(cx, cy)) continue;
            const Flow& f = flow.at(cx, cy);
            const auto sample = profile(pixels, static_cast<float>(cx * kCell) + 3.5F, static_cast<float>(cy * kCell) + 3.5F, 0.5F * std::atan2(f.sin2, f.cos2));
            const Weighted w = dominant_period(sample);
            const float trust = w.weight * (f.cos2 * f.cos2 + f.sin2 * f.sin2);
            found.at(x, y) = {w.sum * trust, trust};
        }
    constexpr float kPrior = 0.002F;
    const Grid<Weighted> smooth = blur_cells(found, 1.5F), wide = blur_cells(found, 5.0F);
    Grid<float> period(flow.width, flow.height, kUsual);
    for (int y = 0; y < period.height; ++y)
        for (int x = 0; x < period.width; ++x) {
            const Weighted &s = smooth.near(x / kStep, y / kStep), &w = wide.near(x / kStep, y / kStep);
            const float around = (w.sum + kUsual * kPrior) / (w.weight + kPrior);
            period.at(x, y) = (s.sum + around * kPrior * 5) / (s.weight + kPrior * 5);
        }
    return period;
}

void tidy_mask(Grid<std::uint8_t>& mask, int smallest) {
    for (int pass = 0; pass < 2; ++pass) {
        const Grid<std::uint8_t> before = mask;
        for (int y = 0; y < mask.height; ++y)
            for (int x = 0; x < mask.width; ++x) mask.at(x, y) = majority(before, x, y);
    }
    drop_small(mask, 1, smallest);
    drop_small(mask, 0, smallest);
}

Grid<std::uint8_t> segment(const Normalised& image, const Grid<Flow>& flow) {
    std::vector<float> levels = image.contrast.cells;
    const auto strong = levels.begin() + static_cast<std::ptrdiff_t>(levels.size() * 9 / 10);
    std::nth_element(levels.begin(), strong, levels.end());
    const float least = std::max(3.0F, 0.2F * *strong);
    Grid<std::uint8_t> mask(image.columns, image.rows);
    for (std::size_t i = 0; i < mask.cells.size(); ++i) {
        const float coherence = std::sqrt(flow.cells[i].cos2 * flow.cells[i].cos2 + flow.cells[i].sin2 * flow.cells[i].sin2);
        mask.cells[i] = image.contrast.cells[i] > least && coherence > 0.15F;
    }
    tidy_mask(mask, 24);
    return mask;
}

}  // namespace loket::biometrics::detail

#include "devices/biometrics/synth/finger_growth.h"

#include <cmath>

#include "devices/base/random.h"

namespace loket::biometrics::synth {

namespace {

constexpr int kDirections = 32;

/// Even Gabor kernels for every direction and spacing. `Radius` in samples; rows padded to whole vectors.
template <int Radius>
class Bank {
  public:
    static constexpr int kSide = 2 * Radius + 1;
    static constexpr int kStride = (kSide + 3) / 4 * 4;

    Bank(double shortest, double longest, int periods)
        : shortest_(shortest), step_((longest - shortest) / (periods - 1)), periods_(periods) {
        kernels_.resize(static_cast<std::size_t>(kDirections) * periods * kSide * kStride);
        for (int p = 0; p < periods; ++p)
            for (int d = 0; d < kDirections; ++d)
                fill(kernel(d, p), d * kPi / kDirections, shortest + p * step_);
    }

    const float* choose(float direction, double period) const {
        const int d = static_cast<int>(std::lround(direction * kDirections / kPi)) & (kDirections - 1);
        const int p =
            std::clamp(static_cast<int>(std::lround((period - shortest_) / step_)), 0, periods_ - 1);
        return &kernels_[offset(d, p)];
    }

    /// Response at one place; `in` is the top left of its neighbourhood in a grid of `pitch` samples a row.
    static float respond(const float* kernel, const float* in, int pitch) {
        float lanes[kStride] = {};
        for (int y = 0; y < kSide; ++y, kernel += kStride, in += pitch)
            for (int x = 0; x < kStride; ++x) lanes[x] += kernel[x] * in[x];
        float sum = 0;
        for (const float lane : lanes) sum += lane;
        return sum;
    }

  private:
    [[nodiscard]] std::size_t offset(int d, int p) const {
        return (static_cast<std::size_t>(p) * kDirections + d) * kSide * kStride;
    }
    float* kernel(int d, int p) { return &kernels_[offset(d, p)]; }

    /// Rows go down while directions turn counter-clockwise. Scaled so that a matching wave keeps its height.
    static void fill(float* kernel, double direction, double period) {
        const double sigma = period * 0.46;
        double even[kSide * kSide], window[kSide * kSide], waves = 0, windows = 0;
        for (int i = 0; i < kSide * kSide; ++i) {
            const double x = i % kSide - Radius, y = Radius - i / kSide;
            const double across = -x * std::sin(direction) + y * std::cos(direction);
            window[i] = std::exp(-(x * x + y * y) / (2 * sigma * sigma));
            even[i] = window[i] * std::cos(2 * kPi * across / period);
            waves += even[i];
            windows += window[i];
        }
        double power = 0;
        for (int i = 0; i < kSide * kSide; ++i) {
            even[i] -= window[i] * waves / windows;  // flat skin must stay flat
            const double x = i % kSide - Radius, y = Radius - i / kSide;
            power +=
                even[i] * std::cos(2 * kPi * (-x * std::sin(direction) + y * std::cos(direction)) / period);
        }
        for (int i = 0; i < kSide * kSide; ++i)
            kernel[i / kSide * kStride + i % kSide] = static_cast<float>(even[i] / power);
    }

    double shortest_, step_;
    int periods_;
    std::vector<float> kernels_;
};

/// Applies the bank again and again, each place with its own kernel.
template <int Radius>
class Grower {
  public:
    /// Works on a grid `scale` times finer than the maps.
    Grower(const Bank<Radius>& bank, const RidgeMaps& maps, int scale)
        : width_(maps.period.width * scale), height_(maps.period.height * scale) {
        chosen_.reserve(static_cast<std::size_t>(width_) * height_);
        for (int y = 0; y < height_; ++y)
            for (int x = 0; x < width_; ++x)
                chosen_.push_back(bank.choose(maps.direction.at(x / scale, y / scale),
                                              maps.period.at(x / scale, y / scale) * scale));
        padded_.resize(static_cast<std::size_t>(pitch()) * (height_ + 2 * Radius) + Bank<Radius>::kStride);
    }

    void step(Field& field, float gain) {
        pad(field);
        for (int y = 0; y < height_; ++y) {
            float* out = field.row(y);
            const float* const* kernels = &chosen_[static_cast<std::size_t>(y) * width_];
            const float* in = &padded_[static_cast<std::size_t>(y) * pitch()];
            for (int x = 0; x < width_; ++x)
                out[x] = std::clamp(gain * Bank<Radius>::respond(kernels[x], in + x, pitch()), -1.0F, 1.0F);
        }
    }

  private:
    [[nodiscard]] int pitch() const { return width_ + Bank<Radius>::kStride; }
    void pad(const Field& field) {
        for (int y = 0; y < height_; ++y)
            std::copy_n(field.row(y), width_,
                        &padded_[static_cast<std::size_t>(y + Radius) * pitch() + Radius]);
    }

    int width_, height_;
    std::vector<const float*> chosen_;
    std::vector<float> padded_;
};

/// Germs scattered with about one in a ridge spacing squared times four.
Field germs(int width, int height, std::uint64_t seed) {
    Field field(width, height);
    SeededRandom random(seed, "germs");
    const std::uint64_t count = static_cast<std::uint64_t>(width) * height / 90;
    for (std::uint64_t i = 0; i < count; ++i) {
        const auto at = random.below(field.values.size());
        field.values[at] = random.chance(0.5) ? 1.0F : -1.0F;
    }
    return field;
}

}  // namespace

Field grow_ridges(const RidgeMaps& maps, std::uint64_t seed) {
    constexpr int kPasses = 22;
    const Bank<4> bank(3.4, 6.2, 8);
    Grower<4> grower(bank, maps, 1);
    Field field = germs(maps.period.width, maps.period.height, seed);
    for (int pass = 0; pass < kPasses; ++pass) grower.step(field, pass < 6 ? 4.0F : 1.6F);
    return field;
}

Field refine_ridges(const Field& coarse, const RidgeMaps& maps) {
    const Bank<7> bank(6.8, 12.4, 8);
    Grower<7> grower(bank, maps, 2);
    Field field = resized(coarse, maps.period.width * 2, maps.period.height * 2);
    grower.step(field, 1.6F);
    grower.step(field, 1.15F);
    return field;
}

}  // namespace loket::biometrics::synth

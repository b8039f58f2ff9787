#include "devices/biometrics/iris/dark_discs.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <tuple>

namespace loket::biometrics::detail {

namespace {

constexpr int kPoints = 16;

/// Offsets to the pixels along a circle.
std::array<int, kPoints> along_circle(double radius, int width) {
    std::array<int, kPoints> offsets{};
    for (int i = 0; i < kPoints; ++i) {
        const double angle = 2 * std::numbers::pi * (i + 0.5) / kPoints;
        offsets[static_cast<std::size_t>(i)] = static_cast<int>(std::lround(radius * std::sin(angle))) * width + static_cast<int>(std::lround(radius * std::cos(angle)));
    }
    return offsets;
}

/// Three circles: well inside a disc, just inside its outline, just outside.
struct DiscProbe {
    double radius = 0, reach = 0;
    std::array<int, kPoints> inside{}, within{}, without{};
    DiscProbe(double r, int width)
        : radius(r), reach(std::max(2.0, 0.12 * r)), inside(along_circle(0.55 * r, width)), within(along_circle(r - reach, width)), without(along_circle(r + reach, width)) {}
    [[nodiscard]] int margin() const { return static_cast<int>(std::ceil(radius + reach)) + 1; }

    /// The step at the weaker part of the outline less the unrest inside. A lid and lashes may hide up to a third of the outline.
    [[nodiscard]] double darkness(const std::uint8_t* middle) const {
        constexpr int kClear = 6, kMostStep = 60;
        constexpr std::size_t kHalf = kPoints / 2, kWeaker = 5;
        constexpr int kLeastClear = 10, kLeastOfHalf = 3;
        std::array<int, kPoints> steps{}, greys{};
        int clear = 0;
        for (std::size_t i = 0; i < steps.size(); ++i) {
            greys[i] = middle[within[i]];
            steps[i] = middle[without[i]] - greys[i];
            clear += steps[i] > kClear;
            if (i + 1 == kHalf && clear < kLeastOfHalf) return 0;
        }
        if (clear < kLeastClear) return 0;
        for (std::size_t i = 0; i < steps.size(); i += 2) greys[i] = middle[inside[i]];
        std::nth_element(steps.begin(), steps.begin() + kWeaker, steps.end());
        std::sort(greys.begin(), greys.end());
        return std::min(steps[kWeaker], kMostStep) - (greys[12] - greys[3]);
    }
};

struct DarkDisc {
    Circle disc;
    double value = 0;
};

/// What the darker part of a picture is darker than.
std::uint8_t dark_level(const GrayImage& image) {
    constexpr double kShare = 0.4;
    std::vector<std::uint8_t> sorted = image.pixels;
    const auto where = sorted.begin() + static_cast<std::ptrdiff_t>(kShare * static_cast<double>(sorted.size()));
    std::nth_element(sorted.begin(), where, sorted.end());
    return *where;
}

/// Another guess at the same disc.
bool same_disc(const Circle& a, const Circle& b) {
    const double larger = std::max(a.radius, b.radius);
    return std::hypot(a.x - b.x, a.y - b.y) < 0.5 * larger && std::abs(a.radius - b.radius) < 0.15 * larger;
}

}  // namespace

GrayImage roots_of(const GrayImage& image) {
    std::array<std::uint8_t, 256> table{};
    for (std::size_t grey = 0; grey < table.size(); ++grey) table[grey] = static_cast<std::uint8_t>(std::lround(std::min(255.0, 16 * std::sqrt(static_cast<double>(grey)))));
    GrayImage out = image;
    for (auto& pixel : out.pixels) pixel = table[pixel];
    return out;
}

std::vector<Circle> dark_discs(const GrayImage& roots) {
    constexpr int kStep = 2;
    constexpr std::size_t kMost = 8;
    constexpr double kLeastValue = 6;
    constexpr std::array<double, 11> kRadii = {6, 8, 10, 12, 15, 18, 22, 27, 33, 40, 48};
    const std::uint8_t dark = dark_level(roots);
    std::vector<DarkDisc> found;
    for (const double r : kRadii) {
        const DiscProbe probe(r, roots.width);
        const double worth = std::pow(r, 0.25);  // small discs are found anywhere among lashes
        for (int y = probe.margin(); y < roots.height - probe.margin(); y += kStep)
            for (int x = probe.margin(); x < roots.width - probe.margin(); x += kStep) {
                const std::uint8_t* middle = &roots.pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(roots.width) + static_cast<std::size_t>(x)];
                if (*middle > dark) continue;
                if (const double value = worth * probe.darkness(middle); value > kLeastValue) found.push_back({{static_cast<double>(x), static_cast<double>(y), r}, value});
            }
    }
    std::sort(found.begin(), found.end(), [](const DarkDisc& a, const DarkDisc& b) {
        return std::tie(b.value, a.disc.radius, a.disc.y, a.disc.x) < std::tie(a.value, b.disc.radius, b.disc.y, b.disc.x);
    });
    std::vector<Circle> apart;
    for (const DarkDisc& each : found) {
        if (std::ranges::none_of(apart, [&](const Circle& other) { return same_disc(other, each.disc); })) apart.push_back(each.disc);
        if (apart.size() == kMost) break;
    }
    return apart;
}

}  // namespace loket::biometrics::detail

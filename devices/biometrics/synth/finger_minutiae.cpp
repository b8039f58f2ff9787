#include "devices/biometrics/synth/finger_minutiae.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "devices/base/random.h"
#include "devices/biometrics/synth/finger_orientation.h"

namespace loket::biometrics::synth {
namespace {

constexpr double kMiddleX = kFingerprintWidth / 2.0, kMiddleY = kFingerprintHeight / 2.0;
constexpr double kLeastApart = 11;  // pixels: ridges are nine apart
constexpr double kTurn = 256;

double between(Random& random, double low, double high) { return low + (high - low) * random.unit(); }

std::uint8_t angle_of(double radians) { return static_cast<std::uint8_t>(std::lround(radians * kTurn / (2 * std::numbers::pi)) & 255); }

bool crowded(const std::vector<Minutia>& minutiae, double x, double y) {
    return std::ranges::any_of(minutiae, [&](const Minutia& m) { return std::abs(m.x - x) < kLeastApart && std::abs(m.y - y) < kLeastApart; });
}

MinutiaType kind_of(Random& random) { return random.chance(0.55) ? MinutiaType::Ending : MinutiaType::Bifurcation; }

}  // namespace

FingerTemplate finger_minutiae(std::uint64_t person, Finger finger) {
    const FingerPlan plan = plan_finger(person, finger);
    SeededRandom random(plan.seed, "minutiae");
    FingerTemplate out{kFingerprintWidth, kFingerprintHeight, {}};
    const auto wanted = static_cast<std::size_t>(36 + random.below(20));
    for (int tries = 0; tries < 2000 && out.minutiae.size() < wanted; ++tries) {
        const double x = between(random, -plan.pad_width, plan.pad_width);
        const double y = between(random, -plan.pad_height, plan.pad_height);
        const double across = x / plan.pad_width, along = y / plan.pad_height;
        if (across * across + along * along > 0.92 || crowded(out.minutiae, kMiddleX + x, kMiddleY - y)) continue;
        const double back = random.chance(0.5) ? std::numbers::pi : 0;
        const auto kind = kind_of(random);
        const auto quality = static_cast<std::uint8_t>(40 + random.below(60));
        out.minutiae.push_back({static_cast<std::uint16_t>(kMiddleX + x), static_cast<std::uint16_t>(kMiddleY - y), angle_of(ridge_direction(plan, {x, y}) + back), kind, quality});
    }
    std::stable_sort(out.minutiae.begin(), out.minutiae.end(), [](const Minutia& a, const Minutia& b) { return a.quality > b.quality; });
    return out;
}

FingerTemplate lay_minutiae(const FingerTemplate& finger, std::uint64_t seed) {
    constexpr double kMissed = 0.18, kSpurious = 0.12, kOff = 2.0, kTurned = 5.0;
    SeededRandom random(seed, "lay-minutiae");
    const double turn = random.normal() * 0.12, shift_x = random.normal() * 12, shift_y = random.normal() * 14;
    const double wide = 1 + random.normal() * 0.02, tall = 1 + random.normal() * 0.02;
    FingerTemplate out{finger.width, finger.height, {}};
    const auto put = [&](double x, double y, std::uint8_t angle, MinutiaType kind, std::uint8_t quality) {
        if (x < 4 || y < 4 || x > finger.width - 5 || y > finger.height - 5) return;
        out.minutiae.push_back({static_cast<std::uint16_t>(x), static_cast<std::uint16_t>(y), angle, kind, quality});
    };
    for (const Minutia& m : finger.minutiae) {
        const bool seen = !random.chance(kMissed), invented = random.chance(kSpurious);
        const double x = (m.x - kMiddleX) * wide, y = (m.y - kMiddleY) * tall;
        const double off_x = random.normal() * kOff, off_y = random.normal() * kOff, off_turn = random.normal() * kTurned;
        const auto angle = static_cast<std::uint8_t>(std::lround(m.angle - turn * kTurn / (2 * std::numbers::pi) + off_turn) & 255);  // y runs down, angles up
        const double at_x = kMiddleX + x * std::cos(turn) - y * std::sin(turn) + shift_x, at_y = kMiddleY + x * std::sin(turn) + y * std::cos(turn) + shift_y;
        const auto quality = static_cast<std::uint8_t>(30 + random.below(70));
        if (seen) put(at_x + off_x, at_y + off_y, angle, m.type, quality);
        const double near_x = between(random, -40, 40), near_y = between(random, -40, 40);
        if (invented) put(at_x + near_x, at_y + near_y, static_cast<std::uint8_t>(angle + 8), MinutiaType::Ending, static_cast<std::uint8_t>(20 + random.below(40)));
    }
    std::stable_sort(out.minutiae.begin(), out.minutiae.end(), [](const Minutia& a, const Minutia& b) { return a.quality > b.quality; });
    return out;
}

}  // namespace loket::biometrics::synth

#include "devices/model/ink.h"

#include <algorithm>
#include <cmath>

namespace loket::model {
namespace {

constexpr std::uint8_t kBlueBlack[] = {24, 32, 72};
constexpr double kThinnest = 0.7;  // pixels
constexpr double kPressureGain = 1.0 / 1023;

}  // namespace

Ink::Ink(int pad_width, int pad_height, int width)
    : scale_(static_cast<double>(width) / pad_width),
      picture_(width, static_cast<int>(pad_height * scale_)) {}

void Ink::add(const PenSample& sample) {
    if (sample.pressure > 0 && last_.pressure > 0) {
        const double dx = sample.x - last_.x;
        const double dy = sample.y - last_.y;
        const int dots = 1 + static_cast<int>(std::hypot(dx, dy) * scale_ * 2);
        for (int i = 0; i <= dots; ++i) {
            const double t = static_cast<double>(i) / dots;
            const double pressure = last_.pressure + t * (sample.pressure - last_.pressure);
            dot((last_.x + t * dx) * scale_, (last_.y + t * dy) * scale_,
                kThinnest + pressure * kPressureGain);
        }
    }
    last_ = sample;
}

/// Covers pixels by their distance from the centre; darker ink wins, so that overlapping dots stay smooth.
void Ink::dot(double x, double y, double radius) {
    const int reach = static_cast<int>(std::ceil(radius)) + 1;
    for (int py = static_cast<int>(y) - reach; py <= static_cast<int>(y) + reach; ++py) {
        for (int px = static_cast<int>(x) - reach; px <= static_cast<int>(x) + reach; ++px) {
            if (px < 0 || py < 0 || px >= picture_.width || py >= picture_.height) continue;
            const double cover = std::clamp(radius + 0.5 - std::hypot(px - x, py - y), 0.0, 1.0);
            auto* pixel = picture_.at(px, py);
            for (int c = 0; c < 3; ++c) {
                const auto mixed = static_cast<std::uint8_t>(255 - cover * (255 - kBlueBlack[c]));
                pixel[c] = std::min(pixel[c], mixed);
            }
        }
    }
}

}  // namespace loket::model

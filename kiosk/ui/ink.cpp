#include "kiosk/ui/ink.h"

#include <algorithm>
#include <cmath>

namespace loket::ui {

bool Ink::add(const std::vector<PointerSample>& samples, const Rect& pad) {
    bool added = false;
    for (const PointerSample& sample : samples) {
        if (!pad.contains(sample.position)) {
            off_pad_ = true;
            continue;
        }
        if (strokes_.empty()) started_ = sample.at;
        if (sample.starts || off_pad_ || strokes_.empty()) strokes_.emplace_back();
        off_pad_ = false;
        strokes_.back().push_back({(sample.position.x - pad.x) / pad.w, (sample.position.y - pad.y) / pad.h,
                                   sample.pressure, static_cast<int>((sample.at - started_).count())});
        added = true;
    }
    return added;
}

void Ink::clear() {
    strokes_.clear();
    off_pad_ = true;
}

float Ink::length() const {
    float sum = 0;
    for (const Stroke& stroke : strokes_)
        for (std::size_t i = 1; i < stroke.size(); ++i)
            sum += std::hypot(stroke[i].x - stroke[i - 1].x, stroke[i].y - stroke[i - 1].y);
    return sum;
}

namespace {

float catmull_rom(float a, float b, float c, float d, float t) {
    return 0.5f *
           (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t * t * t);
}

/// Nominal width at a pen speed of about one pad width a second, between 0.55 and 1.35 of it.
float width_at(const InkSample& from, const InkSample& to, const Rect& pad, float nominal) {
    const float seconds = static_cast<float>(std::max(1, to.millis - from.millis)) / 1000;
    const float speed = std::hypot(to.x - from.x, (to.y - from.y) * pad.h / pad.w) / seconds;
    const float by_speed = 1.35f - 0.8f * speed / (speed + 0.9f);
    return nominal * by_speed * (0.4f + 0.6f * std::clamp(to.pressure, 0.f, 1.f));
}

}  // namespace

std::vector<RibbonPoint> ribbon(const Stroke& stroke, const Rect& pad, float nominal_width) {
    std::vector<RibbonPoint> points;
    const auto at = [&](std::ptrdiff_t i) -> const InkSample& {
        return stroke[static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(i, 0, std::ssize(stroke) - 1))];
    };
    float width = nominal_width;
    for (std::ptrdiff_t i = 0; i < std::ssize(stroke); ++i) {
        const InkSample &a = at(i - 1), &b = at(i), &c = at(i + 1), &d = at(i + 2);
        const float next = width + (width_at(b, c, pad, nominal_width) - width) * 0.35f;
        const float length = std::hypot((c.x - b.x) * pad.w, (c.y - b.y) * pad.h);
        const int steps = std::clamp(static_cast<int>(length / 3), 1, 64);
        for (int s = 0; s < steps; ++s) {
            const float t = static_cast<float>(s) / static_cast<float>(steps);
            points.push_back({{pad.x + catmull_rom(a.x, b.x, c.x, d.x, t) * pad.w,
                               pad.y + catmull_rom(a.y, b.y, c.y, d.y, t) * pad.h},
                              width + (next - width) * t});
        }
        width = next;
    }
    return points;
}

}  // namespace loket::ui

#include "devices/biometrics/finger/hull.h"

#include <algorithm>
#include <cmath>

namespace loket::biometrics::detail {

float Hull::cross(const Corner& o, const Corner& a, const Corner& b) { return (a.x - o.x) * (b.y - o.y) - (a.y - o.y) * (b.x - o.x); }

/// Andrew's monotone chain: the lower side left to right, then the upper side back.
Hull::Hull(const std::vector<Minutia>& minutiae) {
    std::vector<Corner> points;
    for (const Minutia& m : minutiae) points.push_back({static_cast<float>(m.x), static_cast<float>(m.y), 0});
    std::sort(points.begin(), points.end(), [](const Corner& a, const Corner& b) { return a.x != b.x ? a.x < b.x : a.y < b.y; });
    const auto walk = [&](const Corner& p, std::size_t start) {
        while (corners_.size() >= start + 2 && cross(corners_[corners_.size() - 2], corners_.back(), p) <= 0) corners_.pop_back();
        corners_.push_back(p);
    };
    for (const Corner& p : points) walk(p, 0);
    const std::size_t turn = corners_.empty() ? 0 : corners_.size() - 1;
    for (std::size_t i = points.size(); i-- > 0;)
        if (i + 1 < points.size()) walk(points[i], turn);
    if (corners_.size() > 1) corners_.pop_back();
    for (std::size_t i = 0; i < corners_.size(); ++i) {
        const Corner& next = corners_[(i + 1) % corners_.size()];
        const float dx = next.x - corners_[i].x, dy = next.y - corners_[i].y;
        corners_[i].side = std::sqrt(dx * dx + dy * dy);
    }
}

bool Hull::reaches(float x, float y, float margin) const {
    if (corners_.size() == 1) return std::hypot(x - corners_[0].x, y - corners_[0].y) <= margin;
    for (std::size_t i = 0; i < corners_.size(); ++i) {
        const Corner &a = corners_[i], &b = corners_[i + 1 < corners_.size() ? i + 1 : 0];
        const float dx = b.x - a.x, dy = b.y - a.y;
        if (dy * (x - a.x) - dx * (y - a.y) > margin * a.side) return false;
    }
    return !corners_.empty();
}

}  // namespace loket::biometrics::detail

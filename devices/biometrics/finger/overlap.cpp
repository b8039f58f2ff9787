#include "devices/biometrics/finger/overlap.h"

#include <cmath>

#include "devices/biometrics/finger/hull.h"
#include "devices/biometrics/finger/pairs.h"

namespace loket::biometrics::detail {
namespace {

constexpr int kTurnLimit = 26;     // 37 degrees
constexpr float kTight = 8;        // pixels, where the ridges say how the skin is stretched
constexpr float kLoose = 14;       // pixels, where they do not
constexpr float kHullMargin = 12;  // pixels beyond its minutiae that a finger surely reaches

/// Turn of a pose in 1/256 turns, image axes: the table entry nearest to it.
int turn_of(const Pose& pose) {
    int best = 0;
    float most = -2;
    for (int i = 0; i < 256; ++i) {
        const float near = turns().cosine[i] * pose.cosine + turns().sine[i] * pose.sine;
        if (near > most) {
            most = near;
            best = i;
        }
    }
    return best;
}

/// Index of the nearest free minutia of b within `limit` of (x, y) with the given direction, or -1.
int nearest(const std::vector<Minutia>& b, const std::vector<char>& used, const Pose::Point& at, int angle, float limit) {
    int best = -1;
    float least = limit * limit;
    for (std::size_t j = 0; j < b.size(); ++j) {
        if (used[j] || std::abs(turn_between(angle, b[j].angle)) > kTurnLimit) continue;
        const float dx = static_cast<float>(b[j].x) - at.x, dy = static_cast<float>(b[j].y) - at.y, square = dx * dx + dy * dy;
        if (square < least) {
            least = square;
            best = static_cast<int>(j);
        }
    }
    return best;
}

/// `carry(m, point)` says whether minutia m of a lies in b, and where; `seen(n)` whether minutia n of b lies in a.
template <class Carry, class Seen>
Overlap count(const std::vector<Minutia>& a, const std::vector<Minutia>& b, const Pose& pose, float limit, Carry carry, Seen seen) {
    const int turn = turn_of(pose);
    std::vector<char> used(b.size());
    Overlap out;
    int common = 0;
    for (const Minutia& m : a) {
        Pose::Point at;
        if (!carry(m, at)) continue;
        ++common;
        const int partner = nearest(b, used, at, m.angle - turn, limit);
        if (partner < 0) continue;
        used[partner] = 1;
        ++out.together;
    }
    for (std::size_t j = 0; j < b.size(); ++j) common += used[j] || seen(b[j]);
    out.alone = std::max(0, common - 2 * out.together);
    return out;
}

}  // namespace

Overlap overlap_of(const std::vector<Minutia>& a, const std::vector<Minutia>& b, const Overlay& overlay) {
    constexpr int kPixels = kBlock * kRidgeStep;
    const auto slide_at = [&](float x, float y) {
        const int c = static_cast<int>(std::floor(x / kPixels)), r = static_cast<int>(std::floor(y / kPixels));
        return overlay.slides.contains(c, r) ? overlay.slides.at(c, r) : Slide{};
    };
    const auto carry = [&](const Minutia& m, Pose::Point& at) {
        const Slide s = slide_at(m.x, m.y);
        at = overlay.pose.apply(static_cast<float>(m.x + s.x * kRidgeStep), static_cast<float>(m.y + s.y * kRidgeStep));
        return s.common;
    };
    const auto seen = [&](const Minutia& n) {
        const Pose::Point p = overlay.pose.undo(n.x, n.y);
        return slide_at(p.x, p.y).common;
    };
    return count(a, b, overlay.pose, kTight, carry, seen);
}

Overlap overlap_of(const std::vector<Minutia>& a, const std::vector<Minutia>& b, const Pose& pose) {
    const Hull hull_a(a), hull_b(b);
    const auto carry = [&](const Minutia& m, Pose::Point& at) {
        at = pose.apply(m.x, m.y);
        return hull_b.reaches(at.x, at.y, kHullMargin);
    };
    const auto seen = [&](const Minutia& n) {
        const Pose::Point p = pose.undo(n.x, n.y);
        return hull_a.reaches(p.x, p.y, kHullMargin);
    };
    return count(a, b, pose, kLoose, carry, seen);
}

}  // namespace loket::biometrics::detail

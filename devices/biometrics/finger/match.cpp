#include <algorithm>
#include <cmath>
#include <numeric>

#include "devices/biometrics/finger/cylinder.h"
#include "devices/biometrics/finger/finger.h"

namespace loket::biometrics {

const double kVerifyThreshold = 0.05;

namespace detail {

struct Comparable {
    std::vector<Minutia> minutiae;
    Cylinders cylinders;
};

namespace {

struct Pair {
    int a = 0, b = 0;
    float first = 0, now = 0;
};

/// How far apart two directions are, 1/256 turns, -128 … 127.
int turn_between(int a, int b) { return static_cast<std::int8_t>(static_cast<std::uint8_t>(a - b)); }

/// Best pairs by similarity.
std::vector<Pair> candidates(const Comparable& a, const Comparable& b) {
    std::vector<Pair> pairs;
    for (std::size_t i = 0; i < a.minutiae.size(); ++i) {
        if (!a.cylinders.usable[i]) continue;
        for (std::size_t j = 0; j < b.minutiae.size(); ++j) {
            if (!b.cylinders.usable[j] || std::abs(turn_between(a.minutiae[i].angle, b.minutiae[j].angle)) > 64) continue;
            const float s = similarity(a.cylinders.code[i], b.cylinders.code[j]);
            if (s > 0.2F) pairs.push_back({static_cast<int>(i), static_cast<int>(j), s, s});
        }
    }
    std::sort(pairs.begin(), pairs.end(), [](const Pair& p, const Pair& q) {
        return p.first != q.first ? p.first > q.first : std::pair(p.a, p.b) < std::pair(q.a, q.b);
    });
    return pairs;
}

float sigmoid(float v, float middle, float slope) { return 1 / (1 + std::exp(-slope * (v - middle))); }

float compatibility(const Comparable& a, const Comparable& b, const Pair& p, const Pair& q) {
    const Minutia &a1 = a.minutiae[p.a], &a2 = a.minutiae[q.a], &b1 = b.minutiae[p.b], &b2 = b.minutiae[q.b];
    const auto polar = [](const Minutia& m, const Minutia& n) {
        const float dx = static_cast<float>(n.x) - static_cast<float>(m.x), dy = static_cast<float>(m.y) - static_cast<float>(n.y);
        return std::pair(std::sqrt(dx * dx + dy * dy), std::atan2(dy, dx) * 40.743665F - static_cast<float>(m.angle));
    };
    const auto [ra, ta] = polar(a1, a2);
    const auto [rb, tb] = polar(b1, b2);
    const float d1 = std::abs(ra - rb);
    const float d2 = static_cast<float>(std::abs(turn_between(a1.angle - a2.angle, b1.angle - b2.angle))) / 40.743665F;
    const float d3 = std::abs(std::remainder(ta - tb, 256.0F)) / 40.743665F;
    return sigmoid(d1, 5, -1.6F) * sigmoid(d2, 0.2618F, -30) * sigmoid(d3, 0.2618F, -30);
}

}  // namespace
}  // namespace detail

PreparedFinger prepare(const FingerTemplate& finger) {
    auto content = std::make_shared<detail::Comparable>();
    content->minutiae = finger.minutiae;
    content->cylinders = detail::encode_cylinders(finger.minutiae);
    return PreparedFinger(std::move(content));
}

double match_score(const PreparedFinger& x, const PreparedFinger& y) {
    using namespace detail;
    const Comparable &a = x.content(), &b = y.content();
    std::vector<Pair> all = candidates(a, b), top;
    const int least = static_cast<int>(std::min(a.minutiae.size(), b.minutiae.size()));
    std::vector<int> ua(a.minutiae.size()), ub(b.minutiae.size());
    for (const Pair& p : all) {
        if (static_cast<int>(top.size()) >= least) break;
        if (ua[p.a] >= 1 || ub[p.b] >= 1) continue;
        ++ua[p.a]; ++ub[p.b];
        top.push_back(p);
    }
    const std::size_t n = top.size();
    if (n < 3) return 0;
    std::vector<float> rho(n * n);
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < n; ++j)
            if (i != j) rho[i * n + j] = compatibility(a, b, top[i], top[j]);
    for (int it = 0; it < 5; ++it) {
        std::vector<float> next(n);
        for (std::size_t i = 0; i < n; ++i) {
            float s = 0;
            for (std::size_t j = 0; j < n; ++j) s += (rho[i * n + j] + rho[j * n + i]) * 0.5F * top[j].now;
            next[i] = 0.5F * top[i].now + 0.5F * s / static_cast<float>(n - 1);
        }
        for (std::size_t i = 0; i < n; ++i) top[i].now = next[i];
    }
    const int np = 4 + static_cast<int>(std::lround(sigmoid(static_cast<float>(least), 20, 0.4F) * 8));
    std::sort(top.begin(), top.end(), [](const Pair& p, const Pair& q) { return p.now / p.first > q.now / q.first; });
    double score = 0;
    for (int i = 0; i < np && i < static_cast<int>(n); ++i) score += top[i].now;
    return score / np;
}

double match_score(const FingerTemplate& a, const FingerTemplate& b) { return match_score(prepare(a), prepare(b)); }

}  // namespace loket::biometrics

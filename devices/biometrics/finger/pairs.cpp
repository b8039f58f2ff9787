#include "devices/biometrics/finger/pairs.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace loket::biometrics::detail {
namespace {

constexpr std::size_t kMostPairs = 64;
constexpr int kFarthestTurn = 64;  // 90 degrees
constexpr float kLeastSimilar = 0.2F;
constexpr int kRounds = 5;
constexpr float kAgree = 0.3F;     // pairs that agree this much belong to one pose

/// 1 up to `full`, 0 from `none`, straight in between.
float fade(float v, float full, float none) { return std::clamp((none - v) / (none - full), 0.0F, 1.0F); }

bool before(const Pair& p, const Pair& q) {
    if (p.similar != q.similar) return p.similar > q.similar;
    return p.a != q.a ? p.a < q.a : p.b < q.b;
}

std::vector<Pair> all_pairs(const std::vector<Minutia>& a, const Cylinders& ca, const std::vector<Minutia>& b, const Cylinders& cb, int turn) {
    std::vector<Pair> pairs;
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (!ca.usable[i]) continue;
        for (std::size_t j = 0; j < b.size(); ++j) {
            if (!cb.usable[j] || std::abs(turn_between(a[i].angle + turn, b[j].angle)) > kFarthestTurn) continue;
            const float s = similarity(ca.code[i], cb.code[j]);
            if (s > kLeastSimilar) pairs.push_back({static_cast<int>(i), static_cast<int>(j), s, s});
        }
    }
    std::sort(pairs.begin(), pairs.end(), before);
    return pairs;
}

std::vector<Pair> one_to_one(const std::vector<Pair>& pairs, std::size_t in_a, std::size_t in_b) {
    std::vector<char> used_a(in_a), used_b(in_b);
    std::vector<Pair> kept;
    for (const Pair& p : pairs) {
        if (kept.size() == kMostPairs) break;
        if (used_a[p.a] || used_b[p.b]) continue;
        used_a[p.a] = used_b[p.b] = 1;
        kept.push_back(p);
    }
    return kept;
}

struct Seen {
    float x = 0, y = 0, distance = 0;
};

/// `other` in the frame of `centre`.
Seen seen_from(const Minutia& centre, const Minutia& other) {
    const float c = turns().cosine[centre.angle], s = turns().sine[centre.angle];
    const float dx = static_cast<float>(other.x) - static_cast<float>(centre.x), dy = static_cast<float>(centre.y) - static_cast<float>(other.y);
    return {dx * c + dy * s, dy * c - dx * s, std::sqrt(dx * dx + dy * dy)};
}

/// Whether b2 lies to b1 as a2 lies to a1: distance, mutual direction, bearing.
float keeps_place(const Minutia& a1, const Minutia& a2, const Minutia& b1, const Minutia& b2) {
    const int turned = std::abs(turn_between(a1.angle - a2.angle, b1.angle - b2.angle));
    if (turned >= 13) return 0;
    const Seen va = seen_from(a1, a2), vb = seen_from(b1, b2);
    const float stretch = fade(std::abs(va.distance - vb.distance), 3.5F, 6.5F);
    if (stretch <= 0) return 0;
    const float bend = 1 - (va.x * vb.x + va.y * vb.y) / (va.distance * vb.distance + 1);  // 1 - cosine
    return stretch * fade(static_cast<float>(turned), 8.5F, 13) * fade(bend, 0.022F, 0.049F);
}

void relax(Pairs& pairs) {
    const std::size_t n = pairs.size();
    std::vector<float> next(n);
    for (int round = 0; round < kRounds && n > 1; ++round) {
        for (std::size_t i = 0; i < n; ++i) {
            float heard = 0;
            for (std::size_t j = 0; j < n; ++j) heard += pairs.agree[i * n + j] * pairs.list[j].relaxed;
            next[i] = 0.5F * pairs.list[i].relaxed + 0.5F * heard / static_cast<float>(n - 1);
        }
        for (std::size_t i = 0; i < n; ++i) pairs.list[i].relaxed = next[i];
    }
}

/// Indices sorted by `key`, largest first.
template <class Key>
std::vector<std::size_t> order_by(const std::vector<Pair>& list, Key key) {
    std::vector<std::size_t> order(list.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t p, std::size_t q) { return key(list[p]) > key(list[q]); });
    return order;
}

Pose pose_of(const Pairs& pairs, const std::vector<Minutia>& a, const std::vector<Minutia>& b, std::size_t centre) {
    constexpr float kArm = 40;
    RigidFit fit;
    for (std::size_t k = 0; k < pairs.size(); ++k) {
        const float weight = k == centre ? 1 : pairs.agree[centre * pairs.size() + k];
        if (weight < 0.05F) continue;
        const Minutia &m = a[pairs.list[k].a], &n = b[pairs.list[k].b];
        fit.add(weight, m.x, m.y, n.x, n.y);
        const auto turn = static_cast<std::uint8_t>(m.angle - n.angle);  // image axes turn the other way
        fit.add_turn(weight, kArm, turns().cosine[turn], turns().sine[turn]);
    }
    return fit.pose();
}

}  // namespace

Pairs pair_up(const std::vector<Minutia>& a, const Cylinders& ca, const std::vector<Minutia>& b, const Cylinders& cb, int turn) {
    Pairs pairs;
    pairs.list = one_to_one(all_pairs(a, ca, b, cb, turn), a.size(), b.size());
    const std::size_t n = pairs.size();
    pairs.agree.resize(n * n);
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = i + 1; j < n; ++j) {
            const Minutia &a1 = a[pairs.list[i].a], &a2 = a[pairs.list[j].a], &b1 = b[pairs.list[i].b], &b2 = b[pairs.list[j].b];
            const float one = keeps_place(a1, a2, b1, b2);
            const float both = one > 0 ? 0.5F * (one + keeps_place(a2, a1, b2, b1)) : 0;
            pairs.agree[i * n + j] = pairs.agree[j * n + i] = both;
        }
    relax(pairs);
    return pairs;
}

float relaxed_similarity(const Pairs& pairs, std::size_t fewer) {
    const float share = std::clamp((static_cast<float>(fewer) - 14) / 12, 0.0F, 1.0F);
    const std::size_t count = 4 + static_cast<std::size_t>(8 * share + 0.5F);
    const std::vector<std::size_t> order = order_by(pairs.list, [](const Pair& p) { return p.relaxed / p.similar; });
    float sum = 0;
    for (std::size_t i = 0; i < std::min(count, order.size()); ++i) sum += pairs.list[order[i]].relaxed;
    return sum / static_cast<float>(count);
}

std::vector<Pose> poses_of(const Pairs& pairs, const std::vector<Minutia>& a, const std::vector<Minutia>& b, std::size_t most) {
    std::vector<char> explained(pairs.size());
    std::vector<Pose> poses;
    for (std::size_t i : order_by(pairs.list, [](const Pair& p) { return p.relaxed; })) {
        if (explained[i]) continue;
        if (poses.size() == most) break;
        for (std::size_t j = 0; j < pairs.size(); ++j) explained[j] |= pairs.agree[i * pairs.size() + j] > kAgree;
        poses.push_back(pose_of(pairs, a, b, i));
    }
    return poses;
}

}  // namespace loket::biometrics::detail

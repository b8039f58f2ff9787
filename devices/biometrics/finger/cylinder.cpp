#include "devices/biometrics/finger/cylinder.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numbers>

#include "devices/biometrics/finger/hull.h"

namespace loket::biometrics::detail {
namespace {

constexpr int kSide = 16;
constexpr float kPlace = 2 * kDisc / kSide;   // side of a place in pixels
constexpr float kSpread = 28.0F / 3;          // deviation of a neighbour's position
constexpr float kTurnSpread = 256.0F / 9;     // deviation of its direction, 1/256 turns
constexpr float kLeast = 0.08F;                // contribution that sets a bit
constexpr float kHull = 50.0F;                // a finger is known to be this far around its minutiae
constexpr int kLeastPlaces = 100;             // of 192 known
constexpr int kLeastNeighbours = 2;

/// Places by index: centre relative to the minutia, in its frame.
struct Places {
    std::array<float, kLayerWords * 64> x, y;
    std::array<std::array<std::int16_t, kSide>, kSide> at;  // which place stands in a row and column, -1 for none
    int count = 0;
    Places() : x{}, y{}, at{} {
        for (int i = 0; i < kSide; ++i)
            for (int j = 0; j < kSide; ++j) {
                const float u = static_cast<float>(i) - 7.5F, v = static_cast<float>(j) - 7.5F;
                at[i][j] = -1;
                if (u * u + v * v > 61.0F) continue;
                at[i][j] = static_cast<std::int16_t>(count);
                x[count] = u * kPlace;
                y[count++] = v * kPlace;
            }
    }
};

const Places& places() {
    static const Places table;
    return table;
}

/// exp(-x²/2) at steps of 1/16, by products only.
float bell(float x) {
    struct Table {
        std::array<float, 64> value;
        Table() {
            for (int i = 0; i < 64; ++i) value[i] = static_cast<float>(std::round(std::exp(-i * i / 512.0) * 65536) / 65536);
        }
    };
    static const Table table;
    const int i = static_cast<int>(x * 16 + 0.5F);
    return i < 64 ? table.value[i] : 0;
}

struct Neighbour {
    float x = 0, y = 0;  // in the frame of the centre
    std::array<float, kLayers> layer{};
};

Neighbour seen_from(const Minutia& centre, const Minutia& other) {
    const float c = turns().cosine[centre.angle], s = turns().sine[centre.angle];
    const float dx = static_cast<float>(other.x) - static_cast<float>(centre.x), dy = static_cast<float>(centre.y) - static_cast<float>(other.y);
    Neighbour n{dx * c + dy * s, dy * c - dx * s, {}};
    if (n.x * n.x + n.y * n.y >= (kDisc + 3 * kSpread) * (kDisc + 3 * kSpread)) return n;  // out of sight
    const int turn = static_cast<std::uint8_t>(centre.angle - other.angle);
    for (int k = 0; k < kLayers; ++k) {
        const float middle = (static_cast<float>(k) + 0.5F) * 256 / kLayers;
        float apart = std::abs(static_cast<float>(turn) - middle);
        if (apart > 128) apart = 256 - apart;
        n.layer[k] = bell(apart / kTurnSpread);
    }
    return n;
}

}  // namespace

Turns::Turns() {
    for (int i = 0; i < 256; ++i) {
        cosine[i] = static_cast<float>(std::round(std::cos(i * std::numbers::pi / 128) * 65536) / 65536);
        sine[i] = static_cast<float>(std::round(std::sin(i * std::numbers::pi / 128) * 65536) / 65536);
    }
}

const Turns& turns() {
    static const Turns table;
    return table;
}

namespace {

using CylinderSums = std::array<std::array<float, kLayers>, kLayerWords * 64>;

/// Rows or columns that lie within three deviations of `v`, at the edges one more.
std::pair<int, int> reach_of(float v) {
    const int first = static_cast<int>(std::floor((v - 3 * kSpread) / kPlace + 7.5F)), last = static_cast<int>(std::ceil((v + 3 * kSpread) / kPlace + 7.5F));
    return {std::max(first, 0), std::min(last, kSide - 1)};
}

/// Adds what a neighbour contributes to the places around it.
void add_neighbour(const Neighbour& n, CylinderSums& sums) {
    const Places& all = places();
    const auto [left, right] = reach_of(n.x);
    const auto [low, high] = reach_of(n.y);
    for (int i = left; i <= right; ++i)
        for (int j = low; j <= high; ++j) {
            const int p = all.at[i][j];
            if (p < 0) continue;
            const float dx = n.x - all.x[p], dy = n.y - all.y[p], square = dx * dx + dy * dy;
            if (square > 9 * kSpread * kSpread) continue;
            const float weight = bell(std::sqrt(square) / kSpread);
            for (int k = 0; k < kLayers; ++k) sums[p][k] += weight * n.layer[k];
        }
}

bool encode(const std::vector<Minutia>& minutiae, const Hull& hull, std::size_t centre, Cylinder& out) {
    const Minutia& m = minutiae[centre];
    const float c = turns().cosine[m.angle], s = turns().sine[m.angle];
    int around = 0, known = 0;
    CylinderSums sums{};
    for (std::size_t i = 0; i < minutiae.size(); ++i) {
        if (i == centre) continue;
        const Neighbour n = seen_from(m, minutiae[i]);
        if (n.x * n.x + n.y * n.y >= (kDisc + 3 * kSpread) * (kDisc + 3 * kSpread)) continue;
        ++around;
        add_neighbour(n, sums);
    }
    const Places& all = places();
    for (int p = 0; p < all.count; ++p) {
        const float x = static_cast<float>(m.x) + all.x[p] * c - all.y[p] * s, y = static_cast<float>(m.y) - all.x[p] * s - all.y[p] * c;
        if (!hull.reaches(x, y, kHull)) continue;
        ++known;
        out.valid[p / 64] |= std::uint64_t{1} << (p % 64);
        for (int k = 0; k < kLayers; ++k)
            if (sums[p][k] > kLeast) out.bits[k * kLayerWords + p / 64] |= std::uint64_t{1} << (p % 64);
    }
    return known >= kLeastPlaces && around >= kLeastNeighbours;
}

#if defined(__x86_64__) && !defined(__SANITIZE_ADDRESS__)
#define LOKET_POPCOUNT __attribute__((target_clones("popcnt", "default")))
#else
#define LOKET_POPCOUNT
#endif

}  // namespace

Cylinders encode_cylinders(const std::vector<Minutia>& minutiae) {
    const Hull hull(minutiae);
    Cylinders out;
    out.code.resize(minutiae.size());
    out.usable.resize(minutiae.size());
    for (std::size_t i = 0; i < minutiae.size(); ++i) out.usable[i] = encode(minutiae, hull, i, out.code[i]);
    return out;
}

LOKET_POPCOUNT float similarity(const Cylinder& a, const Cylinder& b) {
    int places_known = 0, in_a = 0, in_b = 0, differ = 0;
    for (int w = 0; w < kLayerWords; ++w) {
        const std::uint64_t mask = a.valid[w] & b.valid[w];
        places_known += std::popcount(mask);
        for (int k = 0; k < kLayers; ++k) {
            const std::uint64_t p = a.bits[k * kLayerWords + w] & mask, q = b.bits[k * kLayerWords + w] & mask;
            in_a += std::popcount(p);
            in_b += std::popcount(q);
            differ += std::popcount(p ^ q);
        }
    }
    if (places_known < kLeastPlaces || in_a + in_b == 0) return 0;
    return 1 - std::sqrt(static_cast<float>(differ)) / (std::sqrt(static_cast<float>(in_a)) + std::sqrt(static_cast<float>(in_b)));
}

}  // namespace loket::biometrics::detail

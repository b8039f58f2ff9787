#include "devices/biometrics/finger/search_code.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "devices/biometrics/finger/cylinder.h"
#include "devices/biometrics/finger/pairs.h"

namespace loket::biometrics::detail {
namespace {

#if defined(__x86_64__) && !defined(__SANITIZE_ADDRESS__)
#define LOKET_POPCOUNT_SEARCH __attribute__((target_clones("popcnt", "default")))
#else
#define LOKET_POPCOUNT_SEARCH
#endif

constexpr int kFarthest = 64;          // a quarter turn
constexpr int kLeastKnown = 24;        // places of 52
constexpr float kLeastAlike = 0.2F;
constexpr int kTurnApart = 10;         // 14 degrees: pairs of one pose turn alike
constexpr float kApart = 6, kStretch = 0.08F;  // pixels a minutia is off, and how far skin gives

/// Which of the 8 x 8 places each of a Cylinder's 192 falls on.
struct Coarse {
    std::array<std::uint8_t, kLayerWords * 64> place{};
    Coarse() {
        int n = 0;
        for (int i = 0; i < 16; ++i)
            for (int j = 0; j < 16; ++j) {
                const float u = static_cast<float>(i) - 7.5F, v = static_cast<float>(j) - 7.5F;
                if (u * u + v * v <= 61.0F) place[n++] = static_cast<std::uint8_t>(i / 2 * 8 + j / 2);
            }
    }
};

/// Places that hold at least two of their bits in `words`.
std::uint64_t coarse_of(const std::uint64_t* words) {
    static const Coarse coarse;
    std::uint64_t once = 0, twice = 0;
    for (int w = 0; w < kLayerWords; ++w)
        for (std::uint64_t rest = words[w]; rest != 0; rest &= rest - 1) {
            const auto bit = std::uint64_t{1} << coarse.place[w * 64 + std::countr_zero(rest)];
            twice |= once & bit;
            once |= bit;
        }
    return twice;
}

CodedMinutia coded(const Minutia& m, const Cylinder& cylinder) {
    CodedMinutia out;
    out.x = static_cast<std::int16_t>(std::min<int>(m.x, 0x7FFF));
    out.y = static_cast<std::int16_t>(std::min<int>(m.y, 0x7FFF));
    out.angle = m.angle;
    out.valid = coarse_of(cylinder.valid.data());
    for (int k = 0; k < kCodeLayers; ++k) {
        std::array<std::uint64_t, kLayerWords> both{};
        for (int w = 0; w < kLayerWords; ++w) both[w] = cylinder.bits[2 * k * kLayerWords + w] | cylinder.bits[(2 * k + 1) * kLayerWords + w];
        out.bits[k] = coarse_of(both.data()) & out.valid;
    }
    return out;
}

/// Square roots of the numbers of bits there can be.
struct Roots {
    std::array<float, 64 * kCodeLayers + 1> of{};
    Roots() {
        for (std::size_t i = 0; i < of.size(); ++i) of[i] = std::sqrt(static_cast<float>(i));
    }
};
const Roots& roots() {
    static const Roots table;
    return table;
}

struct Guess {
    const CodedMinutia* a = nullptr;
    const CodedMinutia* b = nullptr;
    float alike = 0;
    int turn = 0;
};

struct BestGuesses {
    std::array<Guess, 2 * kCodedMinutiae> list;
    std::size_t size = 0;
};

/// For each minutia of the probe the most alike of the other finger, where there is one.
LOKET_POPCOUNT_SEARCH void best_guesses(const CodedMinutia* probe, std::size_t probes, const CodedMinutia* gallery, std::size_t count, const float* root, BestGuesses& out) {
    for (std::size_t i = 0; i < probes; ++i) {
        const CodedMinutia& a = probe[i];
        Guess best;
        best.alike = kLeastAlike;
        for (std::size_t j = 0; j < count; ++j) {
            const CodedMinutia& b = gallery[j];
            const int turn = turn_between(a.angle, b.angle);
            if (turn > kFarthest || turn < -kFarthest) continue;
            const std::uint64_t known = a.valid & b.valid;
            int in_a = 0, in_b = 0, differ = 0;
            for (int k = 0; k < kCodeLayers; ++k) {
                const std::uint64_t p = a.bits[k] & known, q = b.bits[k] & known;
                in_a += std::popcount(p);
                in_b += std::popcount(q);
                differ += std::popcount(p ^ q);
            }
            const float most = root[in_a] + root[in_b];
            if (root[differ] >= (1 - best.alike) * most || std::popcount(known) < kLeastKnown) continue;
            best = {&a, &b, 1 - root[differ] / most, turn};
        }
        if (best.a != nullptr) out.list[out.size++] = best;
    }
}

/// Whether the step from p to q in one finger is, turned, the step in the other.
bool moves_with(const Guess& p, const Guess& q) {
    const int apart = q.turn - p.turn;
    if (apart > kTurnApart || apart < -kTurnApart) return false;
    const float ax = static_cast<float>(q.a->x - p.a->x), ay = static_cast<float>(p.a->y - q.a->y);
    const float bx = static_cast<float>(q.b->x - p.b->x), by = static_cast<float>(p.b->y - q.b->y);
    const auto turn = static_cast<std::uint8_t>(p.turn + apart / 2);
    const float c = turns().cosine[turn], s = turns().sine[turn];
    const float dx = bx * c - by * s - ax, dy = bx * s + by * c - ay;
    return dx * dx + dy * dy <= kApart * kApart + kStretch * kStretch * (ax * ax + ay * ay);
}

}  // namespace

SearchCode search_code(const FingerTemplate& finger, std::size_t most) {
    const Cylinders cylinders = encode_cylinders(finger.minutiae);
    SearchCode code;
    for (std::size_t i = 0; i < finger.minutiae.size() && code.size() < most; ++i)
        if (cylinders.usable[i]) code.push_back(coded(finger.minutiae[i], cylinders.code[i]));
    return code;
}

float prefilter_score(const SearchCode& probe, const CodedMinutia* gallery, std::size_t count) {
    BestGuesses guesses;
    best_guesses(probe.data(), std::min(probe.size(), guesses.list.size()), gallery, count, roots().of.data(), guesses);
    std::array<float, 2 * kCodedMinutiae> sum{};  // of what moves with each guess; squares, as many weak ones arise by chance
    for (std::size_t i = 0; i < guesses.size; ++i) {
        const Guess& p = guesses.list[i];
        sum[i] += p.alike * p.alike;
        for (std::size_t j = i + 1; j < guesses.size; ++j) {
            const Guess& q = guesses.list[j];
            if (!moves_with(p, q)) continue;
            sum[i] += q.alike * q.alike;
            sum[j] += p.alike * p.alike;
        }
    }
    return *std::max_element(sum.begin(), sum.end());
}

}  // namespace loket::biometrics::detail

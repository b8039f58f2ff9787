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

/// A minutia of the probe and the one most like it of the other finger.
struct Guess {
    float ax = 0, ay = 0, bx = 0, by = 0;
    float alike = 0;  ///< squared, as many weak ones arise by chance
    int turn = 0;
};

struct BestGuesses {
    std::array<Guess, 2 * kCodedMinutiae> list;
    std::size_t size = 0;
};

/// A list ordered by angle, walked round more than once: the place `i` of the third round and its angle without wrapping.
struct Rounds {
    const CodedMinutia* list;
    std::size_t count;
    [[nodiscard]] int angle(std::size_t i) const { return list[i % count].angle + 256 * static_cast<int>(i / count); }
};

/// The most alike to `a` of a stretch of the other finger; the angles of all of it are near enough.
LOKET_POPCOUNT_SEARCH const CodedMinutia* most_alike(const CodedMinutia& a, const CodedMinutia* from, const CodedMinutia* to, const float* root, float& alike) {
    const CodedMinutia* best = nullptr;
    for (const CodedMinutia* b = from; b != to; ++b) {
        const std::uint64_t known = a.valid & b->valid;
        int in_a = 0, in_b = 0, differ = 0;
        for (int k = 0; k < kCodeLayers; ++k) {
            const std::uint64_t p = a.bits[k] & known, q = b->bits[k] & known;
            in_a += std::popcount(p);
            in_b += std::popcount(q);
            differ += std::popcount(p ^ q);
        }
        const float most = root[in_a] + root[in_b];
        if (root[differ] >= (1 - alike) * most || std::popcount(known) < kLeastKnown) continue;
        alike = 1 - root[differ] / most;
        best = b;
    }
    return best;
}

/// For each minutia of the probe the most alike of the other finger, where there is one. Both are ordered by angle, so those that point
/// the same way within a quarter turn lie side by side: no minutia is looked at in vain.
void best_guesses(const SearchCode& probe, std::size_t probes, const CodedMinutia* gallery, std::size_t count, BestGuesses& out) {
    const Rounds rounds{gallery, count};
    const float* root = roots().of.data();
    std::size_t from = 0, to = 0;
    for (std::size_t i = 0; i < probes; ++i) {
        const CodedMinutia& a = probe[i];
        while (rounds.angle(from) < a.angle + 256 - kFarthest) ++from;
        while (rounds.angle(to) <= a.angle + 256 + kFarthest) ++to;
        float alike = kLeastAlike;
        const CodedMinutia* best = nullptr;
        for (std::size_t at = from; at < to;) {  // one stretch, or two where it runs over the end of the list
            const std::size_t first = at % count, last = std::min(count, first + to - at);
            if (const auto* found = most_alike(a, gallery + first, gallery + last, root, alike)) best = found;
            at += last - first;
        }
        if (best == nullptr) continue;
        const auto place = [](std::int16_t v) { return static_cast<float>(v); };
        out.list[out.size++] = {place(a.x), place(a.y), place(best->x), place(best->y), alike * alike, turn_between(a.angle, best->angle)};
    }
}

/// By turn, so that those of one pose lie side by side. Counted, not compared: this runs for each finger of the office.
void order_by_turn(BestGuesses& guesses) {
    std::array<std::uint8_t, 2 * kFarthest + 2> place{};
    for (std::size_t i = 0; i < guesses.size; ++i) ++place[guesses.list[i].turn + kFarthest + 1];
    for (std::size_t turn = 1; turn < place.size(); ++turn) place[turn] = static_cast<std::uint8_t>(place[turn] + place[turn - 1]);
    BestGuesses ordered;
    for (std::size_t i = 0; i < guesses.size; ++i) ordered.list[place[guesses.list[i].turn + kFarthest]++] = guesses.list[i];
    ordered.size = guesses.size;
    guesses = ordered;
}

/// Whether the step from p to q in one finger is, turned, the step in the other.
bool moves_with(const Guess& p, const Guess& q) {
    const float ax = q.ax - p.ax, ay = p.ay - q.ay, bx = q.bx - p.bx, by = p.by - q.by;
    const auto turn = static_cast<std::uint8_t>(p.turn + (q.turn - p.turn) / 2);
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
    std::stable_sort(code.begin(), code.end(), [](const CodedMinutia& a, const CodedMinutia& b) { return a.angle < b.angle; });
    return code;
}

float prefilter_score(const SearchCode& probe, const CodedMinutia* gallery, std::size_t count) {
    if (count == 0) return 0;
    BestGuesses guesses;
    best_guesses(probe, std::min(probe.size(), guesses.list.size()), gallery, count, guesses);
    order_by_turn(guesses);
    std::array<float, 2 * kCodedMinutiae> sum{};  // of what moves with each guess
    for (std::size_t i = 0; i < guesses.size; ++i) {
        const Guess& p = guesses.list[i];
        sum[i] += p.alike;
        for (std::size_t j = i + 1; j < guesses.size && guesses.list[j].turn - p.turn <= kTurnApart; ++j) {
            const Guess& q = guesses.list[j];
            if (!moves_with(p, q)) continue;
            sum[i] += q.alike;
            sum[j] += p.alike;
        }
    }
    return *std::max_element(sum.begin(), sum.end());
}

}  // namespace loket::biometrics::detail

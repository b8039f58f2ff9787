#include "devices/biometrics/slap/hand.h"

#include <cmath>

namespace loket::biometrics::detail {
namespace {

struct Offset {
    float across = 0, along = 0;
};

/// From one tip to another, in the axes that lie between theirs.
Offset between(const Tip& from, const Tip& to) {
    const auto axes = axes_of((from.angle + to.angle) / 2);
    const float x = to.x - from.x, y = to.y - from.y;
    return {x * axes.ax + y * axes.ay, x * axes.dx + y * axes.dy};
}

constexpr float kImpossible = -1e6F;
constexpr float kNeighbour = 0.8F, kMostNeighbours = 2 * kNeighbour * 56;

/// What two fingers of one hand add to their worth: fingers do not cross, overlap, or differ much in direction and reach.
float worth_together(const Tip& a, const Tip& b) {
    if (is_below(a, b) || is_below(b, a)) return kImpossible;
    const auto [across, along] = between(a, b);
    const float apart = std::abs(across), breadth = (a.width + b.width) / 2, turn = std::abs(a.angle - b.angle);
    if (apart < 0.6F * breadth || turn > 34 || std::abs(along) > 1.6F * std::max(a.length, b.length)) return kImpossible;
    float worth = 0;
    const float shared_length = std::min(a.length, b.length) - std::abs(along), gap = apart - breadth;
    if (shared_length > 0) {
        if (gap < 0) worth += 1.2F * gap * shared_length / 4;
        worth += kNeighbour * std::clamp(2 - gap / 2, 0.0F, 2.0F) * shared_length;  // what lies beside the box is the neighbour, no fault of it
    }
    worth -= std::max(0.0F, turn - 12) * 1.0F;
    return worth;
}

/// Where the tips of a right hand lie, index to little finger, and how they point: units of the distance between neighbours.
/// From the lengths of fingers (middle > ring > index > little) as they lie when the hand rests; between people and placements these
/// differ by about a quarter.
constexpr float kAcross[] = {0, 1, 2, 3}, kAlong[] = {0.50F, 0.0F, 0.22F, 0.95F}, kFan[] = {-8, -2, 2, 8};
constexpr float kStray = 0.25F, kTurnStray = 4, kFingerStray = 10, kPoseStray = 20, kSpacing = 37, kSpacingStray = 7;
constexpr float kHandWorth = 4;  // coarse cells for a deviation squared

/// How far the tips are from the places of a hand at an angle; the spacing and the shift that fit best.
float distance_of(const std::vector<Tip>& tips, const std::array<int, 4>& places, bool left, float angle) {
    const auto axes = axes_of(angle);
    const auto n = static_cast<float>(tips.size());
    std::array<float, 4> across{}, along{}, model_across{}, model_along{};
    float turn = 0;
    for (std::size_t i = 0; i < tips.size(); ++i) {
        const auto& t = tips[i];
        const std::size_t k = static_cast<std::size_t>(left ? 3 - places[i] : places[i]);
        across[i] = t.x * axes.ax + t.y * axes.ay;
        along[i] = t.x * axes.dx + t.y * axes.dy;
        model_across[i] = left ? 3 - kAcross[k] : kAcross[k];
        model_along[i] = kAlong[k];
        turn += (t.angle - angle - (left ? -kFan[k] : kFan[k])) / n;
    }
    const auto centre = [&](std::array<float, 4>& v) {
        float mean = 0;
        for (std::size_t i = 0; i < tips.size(); ++i) mean += v[i] / n;
        for (std::size_t i = 0; i < tips.size(); ++i) v[i] -= mean;
    };
    centre(across), centre(along), centre(model_across), centre(model_along);
    // the spacing that fits best, drawn towards that of an adult hand
    constexpr float kPull = kStray * kStray / ((kSpacingStray / kSpacing) * (kSpacingStray / kSpacing));
    float above = kPull, below = kPull;  // in units of kSpacing
    for (std::size_t i = 0; i < tips.size(); ++i) {
        above += model_across[i] * across[i] / kSpacing;
        below += model_across[i] * model_across[i];
    }
    const float spacing = std::clamp(above / below, 0.5F, 1.7F);
    float distance = turn * turn / (kTurnStray * kTurnStray + kFingerStray * kFingerStray / n) + (angle / kPoseStray) * (angle / kPoseStray) + (spacing - 1) * (spacing - 1) * kSpacing * kSpacing / (kSpacingStray * kSpacingStray);
    for (std::size_t i = 0; i < tips.size(); ++i) {
        const float a = across[i] / kSpacing - spacing * model_across[i], d = along[i] / kSpacing - model_along[i];
        distance += (a * a + d * d) / (kStray * kStray);
    }
    return distance;
}

}  // namespace

bool is_below(const Tip& tip, const Tip& low) {
    const auto axes = axes_of(tip.angle);
    const float x = low.x - tip.x, y = low.y - tip.y;
    const float across = x * axes.ax + y * axes.ay, along = x * axes.dx + y * axes.dy;
    return along > 0.5F * tip.length && std::abs(across) < 0.55F * tip.width + 0.15F * along;
}

HandFit fit_hand(const std::vector<Tip>& tips, Hand hand, unsigned open) {
    const bool left = hand == Hand::Left;
    HandFit best{.hand = hand, .places = {}, .angle = 0, .distance = 1e9F};
    float middle = 0;
    for (const auto& tip : tips) middle += tip.angle / static_cast<float>(tips.size());
    for (unsigned set = 0; set < 16; ++set) {
        std::array<int, 4> places{};
        std::size_t count = 0;
        for (int place = 0; place < 4; ++place)
            if ((set >> place & 1U) != 0) places[count++] = place;
        if (count != tips.size() || (set & ~open) != 0) continue;
        for (int off = -20; off <= 20; off += 2) {
            const float angle = middle + static_cast<float>(off), distance = distance_of(tips, places, left, angle);
            if (distance < best.distance) best = {best.hand, places, angle, distance};
        }
    }
    return best;
}

namespace {

void sort_across(std::vector<Tip>& hand) {
    float angle = 0;
    for (const auto& tip : hand) angle += tip.angle / static_cast<float>(hand.size());
    const auto axes = axes_of(angle);
    std::stable_sort(hand.begin(), hand.end(), [&](const Tip& a, const Tip& b) { return a.x * axes.ax + a.y * axes.ay < b.x * axes.ax + b.y * axes.ay; });
}

struct Search {
    const std::vector<Tip>& tips;
    std::size_t most;
    std::vector<std::vector<float>> together;
    std::vector<std::size_t> chosen, best;
    float best_worth = 0;

    /// Places that lie as a hand's fingers do are worth more than such as do not.
    void consider(float worth) {
        std::vector<Tip> hand;
        for (const auto i : chosen) hand.push_back(tips[i]);
        sort_across(hand);
        const auto fits = fit_hands(hand);
        worth -= kHandWorth * std::min(fits[0].distance, fits[1].distance);
        if (worth > best_worth) best_worth = worth, best = chosen;
    }
    void go(std::size_t from, float worth) {
        if (worth > best_worth) consider(worth);
        if (chosen.size() == most) return;
        for (std::size_t i = from; i < tips.size(); ++i) {
            // they are sorted: no later one can add more than this one and its two neighbours
            if (worth + (tips[i].worth + kMostNeighbours) * static_cast<float>(most - chosen.size()) <= best_worth) return;
            float more = tips[i].worth;
            for (const auto j : chosen) more += together[i][j];
            if (more <= 0) continue;
            chosen.push_back(i);
            go(i + 1, worth + more);
            chosen.pop_back();
        }
    }
};

}  // namespace

std::vector<Tip> choose_tips(const std::vector<Tip>& places, std::size_t most) {
    Search search{places, most, {}, {}, {}, 0};
    search.together.assign(places.size(), std::vector<float>(places.size()));
    for (std::size_t i = 0; i < places.size(); ++i)
        for (std::size_t j = 0; j < i; ++j) search.together[i][j] = search.together[j][i] = worth_together(places[i], places[j]);
    search.go(0, 0);
    std::vector<Tip> hand;
    for (const auto i : search.best) hand.push_back(places[i]);
    sort_across(hand);
    return hand;
}

std::array<HandFit, 2> fit_hands(const std::vector<Tip>& tips) { return {fit_hand(tips, Hand::Right), fit_hand(tips, Hand::Left)}; }

}  // namespace loket::biometrics::detail

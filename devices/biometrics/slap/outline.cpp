#include "devices/biometrics/slap/outline.h"

#include <array>
#include <cmath>
#include <limits>

namespace loket::biometrics::detail {
namespace {

/// A cell in a box's own axes: -1 … 1 across and along it.
struct Inside {
    float across = 0, along = 0;
};
Inside inside(const Tip& box, const Axes& axes, float x, float y) {
    const float dx = x - box.x, dy = y - box.y;
    return {2 * (dx * axes.ax + dy * axes.ay) / box.width, 2 * (dx * axes.dx + dy * axes.dy) / box.length};
}

/// How far from a finger's middle line a cell lies: 1 on the edge of its box, whose tip is round.
float reach(const Inside& at) {
    const float up = std::min(0.0F, at.along + 0.3F) / 0.7F;
    const float round = std::sqrt(at.across * at.across + up * up);
    return std::max(round, std::abs(at.along));
}

constexpr float kTurnCost = 0.3F, kFreeTurn = 10;  // cells a degree squared, from the degrees by which neighbours differ anyway

/// One box among the others, which stay where they are.
class Settling {
  public:
    Settling(const PlateMap& map, const std::vector<Tip>& hand, std::size_t index) : map_(map), nearest_(map.columns, map.rows, 9), from_(hand[index]) {
        std::vector<Axes> axes;
        for (const auto& tip : hand) axes.push_back(axes_of(tip.angle)), others_ += &tip == &from_ ? 0 : 1;
        mean_angle_ = 0;
        for (std::size_t i = 0; i < hand.size(); ++i)
            if (i != index) mean_angle_ += hand[i].angle / static_cast<float>(hand.size() - 1);
        const float half = 0.8F * std::hypot(from_.width, from_.length);
        for (int y = std::max(0, static_cast<int>(from_.y - half)); y < std::min(map.rows, static_cast<int>(from_.y + half)); ++y)
            for (int x = std::max(0, static_cast<int>(from_.x - half)); x < std::min(map.columns, static_cast<int>(from_.x + half)); ++x)
                for (std::size_t i = 0; i < hand.size(); ++i) {
                    if (i == index || map.skin.at(x, y) == 0) continue;
                    nearest_.at(x, y) = std::min(nearest_.at(x, y), reach(inside(hand[i], axes[i], static_cast<float>(x) + 0.5F, static_cast<float>(y) + 0.5F)));
                }
    }

    /// As in the search, at a finer step: half for a full cell within, less half for a bare one, and less for full ones around the box.
    [[nodiscard]] float worth_of(const Tip& box, int stride) const {
        const auto axes = axes_of(box.angle);
        const float border_across = 1 + 2 * 4 / box.width, border_along = 1 + 2 * 4 / box.length;
        const float half = 0.5F * std::hypot(box.width * border_across, box.length * border_along);
        const int left = std::max(0, static_cast<int>(box.x - half)), right = std::min(map_.columns - 1, static_cast<int>(box.x + half));
        const int top = std::max(0, static_cast<int>(box.y - half)), bottom = std::min(map_.rows - 1, static_cast<int>(box.y + half));
        float sum = 0;
        for (int y = top; y <= bottom; y += stride)
            for (int x = left; x <= right; x += stride) {
                const int skin = map_.skin.at(x, y);
                if (skin == 0) continue;
                const auto at = inside(box, axes, static_cast<float>(x) + 0.5F, static_cast<float>(y) + 0.5F);
                if (std::abs(at.across) > border_across || std::abs(at.along) > border_along) continue;
                const float far = reach(at), other = nearest_.at(x, y);
                if (other < std::min(1.0F, far)) continue;  // the other's
                sum += static_cast<float>(skin) * (far <= 1 ? 1.0F : at.along > 1 ? -0.25F : at.along < -0.3F ? -1.0F : -0.6F);
            }
        // what lies beyond the plate is bare; the corners of the tip are no part of it; fingers of a hand point nearly the same way
        const float turn = others_ > 0 ? std::max(0.0F, std::abs(box.angle - mean_angle_) - kFreeTurn) : 0;
        return sum * static_cast<float>(stride * stride) / 16 - 0.5F * 0.92F * box.width * box.length - kTurnCost * turn * turn;
    }

static constexpr float kLeastWidth = 22, kMostWidth = 52, kLeastLength = 26, kMostLength = 56, kSlender = 1.65F;

    /// The best of the boxes one step away.
    bool improve(Tip& box, float step, int stride) const {
        box.worth = worth_of(box, stride);
    const auto axes = axes_of(box.angle);
    std::array<Tip, 14> tries;
    tries.fill(box);
    std::size_t i = 0;
    for (const float s : {-step, step}) {
        const auto shifted = [&](float across, float along) {
            tries[i].x += across * axes.ax + along * axes.dx;
            tries[i].y += across * axes.ay + along * axes.dy;
        };
        shifted(s, 0), ++i;
        shifted(0, s), ++i;
        tries[i++].angle += 2 * s;
        tries[i].width += s, shifted(s / 2, 0), ++i;
        tries[i].width += s, shifted(-s / 2, 0), ++i;
        tries[i].length += s, shifted(0, s / 2), ++i;
        tries[i].length += s, shifted(0, -s / 2), ++i;
    }
    bool better = false;
    for (auto& t : tries) {
        if (t.width < kLeastWidth || t.width > kMostWidth || t.length < kLeastLength || t.length > kMostLength || t.length < t.width * 0.8F || t.length > t.width * kSlender) continue;
        t.worth = worth_of(t, stride);
        if (t.worth > box.worth) box = t, better = true;
    }
    return better;
}

  private:
    const PlateMap& map_;
    Grid<float> nearest_;  ///< how near a cell is to another box
    const Tip& from_;
    int others_ = 0;
    float mean_angle_ = 0;
};

}  // namespace

void settle(const PlateMap& map, std::vector<Tip>& hand) {
    struct Step {
        float size;
        int stride;
    };
    for (const Step step : {Step{3, 2}, Step{1.5F, 2}, Step{1, 1}})
        for (int round = 0; round < 3; ++round) {
            bool better = false;
            for (std::size_t i = 0; i < hand.size(); ++i) {
                auto box = hand[i];
                better |= Settling(map, hand, i).improve(box, step.size, step.stride);
                hand[i] = box;
            }
            if (!better) break;
        }
}

namespace {

constexpr float kBeside = 1.3F, kBeyond = 1.3F, kBelow = 1.25F;  // of a box that a finger may reach beyond it

struct Cell {
    int x = 0, y = 0;
    float across = 0, along = 0;  ///< cells from the middle of the box
};

/// The cells of each finger: of which box they are nearest to the middle line.
std::vector<std::vector<Cell>> owned_cells(const PlateMap& map, const std::vector<Tip>& hand) {
    std::vector<Axes> axes;
    for (const auto& tip : hand) axes.push_back(axes_of(tip.angle));
    std::vector<std::vector<Cell>> owned(hand.size());
    for (int y = 0; y < map.rows; ++y)
        for (int x = 0; x < map.columns; ++x) {
            if (map.dark.at(x, y) < map.threshold) continue;
            float nearest = 2;
            std::size_t owner = hand.size();
            Inside where;
            for (std::size_t i = 0; i < hand.size(); ++i) {
                const auto at = inside(hand[i], axes[i], static_cast<float>(x) + 0.5F, static_cast<float>(y) + 0.5F);
                if (std::abs(at.across) > kBeside || at.along < -kBeyond || at.along > kBelow) continue;
                if (const float far = reach(at); far < nearest) nearest = far, owner = i, where = at;
            }
            if (owner < hand.size()) owned[owner].push_back({x, y, where.across * hand[owner].width / 2, where.along * hand[owner].length / 2});
        }
    return owned;
}

/// Breath and grease around a finger are faint beside the finger itself.
void drop_faint(const PlateMap& map, std::vector<Cell>& cells) {
    if (cells.empty()) return;
    std::vector<float> dark;
    for (const auto& cell : cells) dark.push_back(map.dark.at(cell.x, cell.y));
    const auto middle = dark.begin() + static_cast<std::ptrdiff_t>(dark.size() / 2);
    std::nth_element(dark.begin(), middle, dark.end());
    const float least = 0.2F * *middle;
    std::erase_if(cells, [&](const Cell& cell) { return map.dark.at(cell.x, cell.y) < least; });
}

struct Span {
    float first = 0, last = 0;
};
/// How far cells go along an axis, outwards from the middle until there are few of them in a line: bare glass, or the crease.
Span span_of(const std::vector<Cell>& cells, float Cell::*axis, float few, int core_first, int core_last) {
    constexpr int kHalf = 80;
    std::array<float, 2 * kHalf + 2> counts{};
    for (const auto& cell : cells) {
        const float at = std::clamp(cell.*axis + kHalf, 0.0F, 2.0F * kHalf);
        const auto i = static_cast<std::size_t>(at);
        const float rest = at - static_cast<float>(i);  // shared between two lines, as the box lies askew to the cells
        counts[i] += 1 - rest;
        counts[i + 1] += rest;
    }
    std::vector<float> sorted;
    for (const float count : counts)
        if (count > 0) sorted.push_back(count);
    if (sorted.empty()) return {};
    std::sort(sorted.begin(), sorted.end());
    const float least = few * sorted[sorted.size() * 3 / 4];
    const auto goes_on = [&](int i) { return counts[static_cast<std::size_t>(i)] >= least; };
    int first = kHalf, last = kHalf;
    // a scar or a hole in the middle is no end
    for (int i = kHalf + core_last; i > 0 && (goes_on(i) || i > kHalf + core_first); --i) first = i;
    for (int i = kHalf + core_first; i < 2 * kHalf && (goes_on(i) || i < kHalf + core_last); ++i) last = i;
    return {static_cast<float>(first - kHalf) - 0.5F, static_cast<float>(last - kHalf) + 0.5F};
}

Outline outline_of(const PlateMap& map, const Tip& tip, std::vector<Cell> cells) {
    drop_faint(map, cells);
    // the crease is no nearer to the tip than three quarters of the finger's breadth
    const int half = static_cast<int>(tip.length / 2), crease = static_cast<int>(0.75F * tip.width) - half;
    const auto along = span_of(cells, &Cell::along, 0.35F, 4 - half, std::max(5 - half, crease));
    std::erase_if(cells, [&](const Cell& c) { return c.along < along.first || c.along > along.last; });
    const auto across = span_of(cells, &Cell::across, 0.1F, -8, 8);
    std::erase_if(cells, [&](const Cell& c) { return c.across < across.first || c.across > across.last; });
    Outline out{.box = tip, .lean = tip.angle};
    if (cells.empty()) return out;
    const auto axes = axes_of(tip.angle);
    const float a = (across.first + across.last) / 2, d = (along.first + along.last) / 2;
    out.box.x += a * axes.ax + d * axes.dx;
    out.box.y += a * axes.ay + d * axes.dy;
    out.box.width = across.last - across.first;
    out.box.length = along.last - along.first;
    int left = map.columns, right = 0, top = map.rows, bottom = 0, ridges = 0;
    for (const auto& c : cells) {
        left = std::min(left, c.x), right = std::max(right, c.x + 1), top = std::min(top, c.y), bottom = std::max(bottom, c.y + 1);
        ridges += map.ridges.at(c.x, c.y);
    }
    out.left = static_cast<float>(left), out.right = static_cast<float>(right), out.top = static_cast<float>(top), out.bottom = static_cast<float>(bottom);
    const auto count = static_cast<float>(cells.size());
    out.full = std::min(1.0F, count / (0.88F * out.box.width * out.box.length));
    out.ridges = static_cast<float>(ridges) / (16 * count);
    return out;
}

/// Where the rest of a finger shows on the glass it tells the direction better than the tip's outline; fingers whose rest does not
/// show turn half as far as the others on average.
void lean_on_base(const PlateMap& map, const std::vector<Tip>& hand, std::vector<Outline>& out) {
    struct Base {
        float across = 0, along = 0, cells = 0;
    };
    std::vector<Base> bases(hand.size());
    std::vector<Axes> axes;
    for (const auto& tip : hand) axes.push_back(axes_of(tip.angle));
    for (int y = 0; y < map.rows; ++y)
        for (int x = 0; x < map.columns; ++x) {
            if (map.contact.at(x, y) < 8) continue;
            float least = 1.2F;
            std::size_t owner = hand.size();
            Inside where;
            for (std::size_t i = 0; i < hand.size(); ++i) {
                const auto at = inside(hand[i], axes[i], static_cast<float>(x) + 0.5F, static_cast<float>(y) + 0.5F);
                if (reach(at) < 1) {
                    owner = hand.size();
                    break;
                }
                if (at.along > 1.15F && at.along < 2.8F && std::abs(at.across) < least) least = std::abs(at.across), owner = i, where = at;
            }
            if (owner == hand.size()) continue;
            bases[owner].across += where.across * hand[owner].width / 2;
            bases[owner].along += where.along * hand[owner].length / 2;
            bases[owner].cells += 1;
        }
    float turns = 0, shown = 0;
    const auto shows = [&](std::size_t i) { return bases[i].cells > 0.2F * hand[i].width * hand[i].length; };
    for (std::size_t i = 0; i < hand.size(); ++i) {
        if (!shows(i)) continue;
        const float turn = -std::atan(bases[i].across / bases[i].along) * 180 / kPi;
        out[i].lean = hand[i].angle + turn;
        turns += turn, shown += 1;
    }
    for (std::size_t i = 0; i < hand.size() && shown > 1; ++i)
        if (!shows(i)) out[i].lean = hand[i].angle + 0.5F * turns / shown;
}

}  // namespace

std::vector<Outline> outlines(const PlateMap& map, const std::vector<Tip>& hand) {
    auto owned = owned_cells(map, hand);
    std::vector<Outline> all;
    for (std::size_t i = 0; i < hand.size(); ++i) all.push_back(outline_of(map, hand[i], std::move(owned[i])));
    lean_on_base(map, hand, all);
    return all;
}

}  // namespace loket::biometrics::detail

#include "devices/biometrics/finger/flow_search.h"

#include <cmath>
#include <numbers>

#include "devices/biometrics/finger/cylinder.h"

namespace loket::biometrics::detail {
namespace {

constexpr int kCellSide = kCoarse / kRidgeStep;  // a side of a cell
constexpr int kFarthest = 12;                   // cells of shift looked at
constexpr int kTurnStep = 6, kTurns = 5;        // 1/256 turns: -42 … 42 degrees
constexpr float kExpected = 0.75F;              // agreement of directions that a pose must beat to be worth its area
constexpr int kLeastArea = 20;                  // cells
constexpr int kStride = 2;                      // cells between the shifts looked at first
constexpr std::size_t kClimbers = 12;           // of these, the best that look around themselves

std::int16_t whole(float v) { return static_cast<std::int16_t>(std::floor(v + 0.5F)); }

struct Found {
    float worth = 0;
    int turn = 0, dx = 0, dy = 0;
};

struct Turned {
    CoarseFlow flow;
    Pose pose;  // from the grid's pixels to the original's
};

/// The grid turned about its centre, on a square that holds every direction.
Turned turn(const CoarseFlow& flow, int by) {
    const float c = turns().cosine[static_cast<std::uint8_t>(by)], s = turns().sine[static_cast<std::uint8_t>(by)];
    const float c2 = turns().cosine[static_cast<std::uint8_t>(2 * by)], s2 = turns().sine[static_cast<std::uint8_t>(2 * by)];
    const int w = flow.inside.width, h = flow.inside.height, side = std::max(w, h) + 4;
    Turned out{{Grid<std::int16_t>(side, side), Grid<std::int16_t>(side, side), Grid<std::int16_t>(side, side)}, {}};
    const float mx = static_cast<float>(w - 1) / 2, my = static_cast<float>(h - 1) / 2, m = static_cast<float>(side - 1) / 2;
    for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x) {
            const float u = static_cast<float>(x) - m, v = static_cast<float>(y) - m;
            const int fx = static_cast<int>(std::floor(mx + c * u - s * v + 0.5F)), fy = static_cast<int>(std::floor(my + s * u + c * v + 0.5F));
            if (!flow.inside.contains(fx, fy) || flow.inside.at(fx, fy) <= 0) continue;
            const float p = flow.cos2.at(fx, fy), q = flow.sin2.at(fx, fy);
            out.flow.inside.at(x, y) = 1;
            out.flow.cos2.at(x, y) = whole(p * c2 + q * s2);
            out.flow.sin2.at(x, y) = whole(q * c2 - p * s2);
        }
    // pixel of the turned grid -> pixel of the original
    const float middle = (m + 0.5F) * kCoarse, ox = (mx + 0.5F) * kCoarse, oy = (my + 0.5F) * kCoarse;
    out.pose = {c, s, ox - c * middle + s * middle, oy - s * middle - c * middle};
    return out;
}

/// a's cell (x + dx, y + dy) against b's cell (x, y): mean agreement beyond what is expected, times the root of the area.
LOKET_FAST float worth_of(const CoarseFlow& a, const CoarseFlow& b, int dx, int dy) {
    const int x0 = std::max(0, -dx), x1 = std::min(b.inside.width, a.inside.width - dx);
    const int y0 = std::max(0, -dy), y1 = std::min(b.inside.height, a.inside.height - dy);
    int agreement = 0, area = 0;
    for (int y = y0; y < y1; ++y) {
        const std::int16_t *ac = a.cos2.row(y + dy) + dx, *as = a.sin2.row(y + dy) + dx, *ai = a.inside.row(y + dy) + dx;
        const std::int16_t *bc = b.cos2.row(y), *bs = b.sin2.row(y), *bi = b.inside.row(y);
        for (int x = x0; x < x1; ++x) {
            agreement += ac[x] * bc[x] + as[x] * bs[x];
            area += ai[x] * bi[x];
        }
    }
    if (area < kLeastArea) return 0;
    const float cells = static_cast<float>(area);
    return (static_cast<float>(agreement) / (kUnit * kUnit) - kExpected * cells) / std::sqrt(cells);
}

bool alike(const Found& p, const Found& q) { return std::abs(p.dx - q.dx) <= 1 && std::abs(p.dy - q.dy) <= 1 && std::abs(p.turn - q.turn) <= 2; }

bool better(const Found& p, const Found& q) { return p.worth > q.worth; }

/// Every turn and every other shift, best first.
std::vector<Found> sweep(const std::vector<Turned>& turned, const CoarseFlow& b) {
    std::vector<Found> found;
    for (int k = 0; k < static_cast<int>(turned.size()); ++k) {
        const CoarseFlow& t = turned[static_cast<std::size_t>(k)].flow;
        const int mx = (t.inside.width - b.inside.width) / 2, my = (t.inside.height - b.inside.height) / 2;
        for (int dy = my - kFarthest; dy <= my + kFarthest; dy += kStride)
            for (int dx = mx - kFarthest; dx <= mx + kFarthest; dx += kStride)
                if (const float w = worth_of(t, b, dx, dy); w > 0) found.push_back({w, k, dx, dy});
    }
    std::stable_sort(found.begin(), found.end(), better);
    return found;
}

/// Lets the best move to the best shift beside them; the others go.
void climb(std::vector<Found>& found, const std::vector<Turned>& turned, const CoarseFlow& b) {
    found.resize(std::min(found.size(), kClimbers));
    for (Found& f : found) {
        const Found start = f;
        for (int dy = -1; dy <= 1; ++dy)
            for (int dx = -1; dx <= 1; ++dx) {
                const float w = worth_of(turned[static_cast<std::size_t>(f.turn)].flow, b, start.dx + dx, start.dy + dy);
                if (w > f.worth) f = {w, start.turn, start.dx + dx, start.dy + dy};
            }
    }
    std::stable_sort(found.begin(), found.end(), better);
}

}  // namespace

CoarseFlow coarse_flow(const RidgeMap& ridges) {
    const int columns = ridges.width / kCellSide, rows = ridges.height / kCellSide;
    CoarseFlow flow{Grid<std::int16_t>(columns, rows), Grid<std::int16_t>(columns, rows), Grid<std::int16_t>(columns, rows)};
    const auto bit = [&](const std::vector<std::uint64_t>& bits, int x, int y) {
        x = std::clamp(x, 0, ridges.width - 1);
        y = std::clamp(y, 0, ridges.height - 1);
        return static_cast<int>(bits[static_cast<std::size_t>(y) * ridges.words() + x / 64] >> (x % 64) & 1);
    };
    for (int cy = 0; cy < rows; ++cy)
        for (int cx = 0; cx < columns; ++cx) {
            int xx = 0, yy = 0, xy = 0, inside = 0;
            // a border of two samples steadies the direction
            for (int y = cy * kCellSide - 2; y < (cy + 1) * kCellSide + 2; ++y)
                for (int x = cx * kCellSide - 2; x < (cx + 1) * kCellSide + 2; ++x) {
                    inside += bit(ridges.inside, x, y);
                    const int gx = bit(ridges.ridge, x + 1, y - 1) + 2 * bit(ridges.ridge, x + 1, y) + bit(ridges.ridge, x + 1, y + 1) -
                                   bit(ridges.ridge, x - 1, y - 1) - 2 * bit(ridges.ridge, x - 1, y) - bit(ridges.ridge, x - 1, y + 1);
                    const int gy = bit(ridges.ridge, x - 1, y + 1) + 2 * bit(ridges.ridge, x, y + 1) + bit(ridges.ridge, x + 1, y + 1) -
                                   bit(ridges.ridge, x - 1, y - 1) - 2 * bit(ridges.ridge, x, y - 1) - bit(ridges.ridge, x + 1, y - 1);
                    xx += gx * gx;
                    yy += gy * gy;
                    xy += gx * gy;
                }
            const float c = static_cast<float>(yy - xx), s = static_cast<float>(-2 * xy), n = std::sqrt(c * c + s * s);
            if (inside < 100 || n < 1) continue;
            flow.inside.at(cx, cy) = 1;
            flow.cos2.at(cx, cy) = whole(kUnit * c / n);
            flow.sin2.at(cx, cy) = whole(kUnit * s / n);
        }
    return flow;
}

std::vector<Pose> likely_poses(const CoarseFlow& a, const CoarseFlow& b, std::size_t most) {
    std::vector<Turned> turned;
    for (int k = -kTurns; k <= kTurns; ++k) turned.push_back(turn(a, k * kTurnStep));
    std::vector<Found> found = sweep(turned, b);
    climb(found, turned, b);
    std::vector<Pose> poses;
    std::vector<Found> kept;
    for (const Found& f : found) {
        if (kept.size() == most) break;
        if (std::any_of(kept.begin(), kept.end(), [&](const Found& k) { return alike(k, f); })) continue;
        kept.push_back(f);
        // the turned grid's pixel is b's pixel + d, and a's pixel is T(turned): so b = T^-1(a) - d
        const Pose& t = turned[static_cast<std::size_t>(f.turn)].pose;
        const Pose::Point zero = t.undo(0, 0);
        poses.push_back({t.cosine, -t.sine, zero.x - static_cast<float>(f.dx * kCoarse), zero.y - static_cast<float>(f.dy * kCoarse)});
    }
    return poses;
}

}  // namespace loket::biometrics::detail

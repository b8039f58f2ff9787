#include "devices/biometrics/finger/skeleton.h"

#include <array>
#include <cmath>

namespace loket::biometrics::detail {
namespace {

constexpr int kSpur = 10;      // a branch that ends sooner is a burr of the ridge
constexpr int kSpeck = 14;     // a ridge shorter than this is dirt or sweat
constexpr int kBridge = 7;     // junctions closer than this are a pore or two ridges stuck together
constexpr int kGap = 11;       // endings that face each other across less are one broken ridge
constexpr int kReach = 14;     // steps along the ridge that give its direction
constexpr int kBorder = 13;    // the edge of the contact area makes endings of every ridge
constexpr int kCrowd = 5;      // minutiae closer than this are one

struct Point {
    int x = 0, y = 0;
    bool operator==(const Point&) const = default;
};
// Clockwise from north; straight neighbours have even indices.
constexpr std::array<Point, 8> kAround = {{{0, -1}, {1, -1}, {1, 0}, {1, 1}, {0, 1}, {-1, 1}, {-1, 0}, {-1, -1}}};

enum class Stop { End, Junction, Limit };

struct Trace {
    std::vector<Point> path;  // without the start
    Stop stop = Stop::Limit;
};

class Lines {
  public:
    explicit Lines(Grid<std::uint8_t>& pixels) : pixels_(pixels) {}

    /// Lines that leave a pixel: 1 at an end, 2 on a ridge, 3 at a fork.
    [[nodiscard]] int branches(Point p) const {
        int count = 0;
        for (int i = 0; i < 8; ++i) count += !set(p, i) && set(p, (i + 1) % 8);
        return count;
    }

    /// First pixels of the lines that leave p.
    [[nodiscard]] std::vector<Point> exits(Point p) const {
        std::vector<Point> out;
        for (int i = 0; i < 8; ++i)
            if (set(p, i) && (i % 2 == 0 || (!set(p, (i + 7) % 8) && !set(p, (i + 1) % 8)))) out.push_back(step(p, i));
        return out;
    }

    [[nodiscard]] Trace follow(Point from, Point first, int limit) const {
        Trace trace;
        Point before = from, here = first;
        for (;;) {
            trace.path.push_back(here);
            const std::vector<Point> next = exits(here);
            if (next.size() >= 3 && branches(here) >= 3) {
                trace.stop = Stop::Junction;
                return trace;
            }
            const auto ahead = std::find_if(next.begin(), next.end(), [&](Point p) { return !(p == before) && !touches(p, before, from); });
            if (ahead == next.end()) {
                trace.stop = Stop::End;
                return trace;
            }
            if (static_cast<int>(trace.path.size()) >= limit) return trace;
            before = here;
            here = *ahead;
        }
    }

    void erase(Point p) { pixels_.at(p.x, p.y) = 0; }
    [[nodiscard]] bool on(Point p) const { return pixels_.at(p.x, p.y) != 0; }
    [[nodiscard]] int width() const { return pixels_.width; }
    [[nodiscard]] int height() const { return pixels_.height; }

    /// Calls visit(point, branches) for every pixel with other than two branches.
    template <class Visit>
    void each_node(Visit visit) const {
        for (int y = 1; y + 1 < pixels_.height; ++y) {
            const std::uint8_t* line = pixels_.row(y);
            for (int x = 1; x + 1 < pixels_.width; ++x)
                if (line[x])
                    if (const int n = branches({x, y}); n != 2) visit(Point{x, y}, n);
        }
    }

  private:
    static Point step(Point p, int i) { return {p.x + kAround[i].x, p.y + kAround[i].y}; }
    [[nodiscard]] bool set(Point p, int i) const { return on(step(p, i)); }
    /// Stepping off a fork, the fork's other lines may lie beside the first pixel; they are not ahead.
    static bool touches(Point p, Point before, Point from) {
        return before == from && std::abs(p.x - from.x) <= 1 && std::abs(p.y - from.y) <= 1;
    }
    Grid<std::uint8_t>& pixels_;
};

/// Erases specks and burrs; what remains of a fork becomes a ridge again.
void prune(Lines& lines) {
    std::vector<Point> ends;
    lines.each_node([&](Point p, int n) {
        if (n <= 1) ends.push_back(p);
    });
    for (const Point end : ends) {
        if (!lines.on(end)) continue;
        const std::vector<Point> exits = lines.exits(end);
        if (exits.empty()) {
            lines.erase(end);
            continue;
        }
        const Trace trace = lines.follow(end, exits.front(), kSpeck);
        const bool burr = trace.stop == Stop::Junction && static_cast<int>(trace.path.size()) <= kSpur;
        if (!burr && trace.stop != Stop::End) continue;
        lines.erase(end);
        for (std::size_t i = 0; i + (burr ? 1 : 0) < trace.path.size(); ++i) lines.erase(trace.path[i]);
    }
}

float direction(Point from, Point to) { return std::atan2(static_cast<float>(to.y - from.y), static_cast<float>(to.x - from.x)); }

/// Angle between two directions, 0 … pi.
float between(float a, float b) { return std::abs(std::remainder(a - b, 2 * kPi)); }

/// The field's direction, turned to the side of `towards`.
float along_field(const RidgeField& field, Point p, float towards) {
    const float angle = field.angle_at(static_cast<float>(p.x), static_cast<float>(p.y));
    return between(angle, towards) <= kPi / 2 ? angle : angle + kPi;
}

bool well_inside(const Grid<std::uint8_t>& inside, Point p) {
    for (int i = 0; i < 8; ++i) {
        const int reach = i % 2 == 0 ? kBorder : kBorder * 7 / 10;
        const int x = p.x + kAround[i].x * reach, y = p.y + kAround[i].y * reach;
        if (x < 0 || y < 0 || !inside.contains(x / kCell, y / kCell) || !inside.at(x / kCell, y / kCell)) return false;
    }
    return true;
}

/// The direction of the valley that a fork encloses: between the two lines closest to each other.
float fork_direction(const std::array<float, 3>& arms) {
    int alone = 0;
    float best = -1;
    for (int i = 0; i < 3; ++i) {
        const float apart = std::min(between(arms[i], arms[(i + 1) % 3]), between(arms[i], arms[(i + 2) % 3]));
        if (apart > best) {
            best = apart;
            alone = i;
        }
    }
    const float a = arms[(alone + 1) % 3], b = arms[(alone + 2) % 3];
    return std::atan2(std::sin(a) + std::sin(b), std::cos(a) + std::cos(b));
}

bool add_fork(const Lines& lines, Point p, const RidgeField& field, std::vector<Candidate>& out) {
    const std::vector<Point> exits = lines.exits(p);
    if (exits.size() != 3) return false;
    std::array<float, 3> arms{};
    for (int i = 0; i < 3; ++i) {
        const Trace trace = lines.follow(p, exits[i], kReach);
        if (trace.stop == Stop::Junction && static_cast<int>(trace.path.size()) <= kBridge) return false;
        arms[i] = direction(p, trace.path.back());
    }
    out.push_back({p.x, p.y, along_field(field, p, fork_direction(arms)), MinutiaType::Bifurcation});
    return true;
}

/// One broken ridge gives two endings that look at each other.
bool facing(const Candidate& a, const Candidate& b) {
    const float dx = static_cast<float>(b.x - a.x), dy = static_cast<float>(b.y - a.y);
    const float distance = std::sqrt(dx * dx + dy * dy);
    if (distance > kGap || between(a.angle, b.angle) < 0.75F * kPi) return false;
    return distance < 4 || between(std::atan2(dy, dx), a.angle + kPi) < kPi / 4;
}

void drop_pairs(std::vector<Candidate>& found) {
    std::vector<char> drop(found.size());
    for (std::size_t i = 0; i < found.size(); ++i)
        for (std::size_t j = i + 1; j < found.size(); ++j) {
            const Candidate &a = found[i], &b = found[j];
            const int dx = a.x - b.x, dy = a.y - b.y;
            const bool close = dx * dx + dy * dy <= kCrowd * kCrowd;
            const bool gap = a.type == MinutiaType::Ending && b.type == MinutiaType::Ending && facing(a, b);
            if (close || gap) drop[i] = drop[j] = 1;
        }
    std::size_t kept = 0;
    for (std::size_t i = 0; i < found.size(); ++i)
        if (!drop[i]) found[kept++] = found[i];
    found.resize(kept);
}

}  // namespace

std::vector<Candidate> find_minutiae(Grid<std::uint8_t>& skeleton, const RidgeField& field) {
    Lines lines(skeleton);
    prune(lines);
    std::vector<Candidate> found;
    lines.each_node([&](Point p, int n) {
        if (!well_inside(field.inside, p)) return;
        if (n == 3) add_fork(lines, p, field, found);
        if (n != 1) return;
        const std::vector<Point> exits = lines.exits(p);
        if (exits.empty()) return;
        const Trace trace = lines.follow(p, exits.front(), kReach);
        found.push_back({p.x, p.y, along_field(field, p, direction(p, trace.path.back())), MinutiaType::Ending});
    });
    drop_pairs(found);
    return found;
}

}  // namespace loket::biometrics::detail

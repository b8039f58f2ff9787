#include "devices/biometrics/wsq/subbands.h"

#include <algorithm>

#include "devices/biometrics/finger/grid.h"

namespace loket::biometrics::wsq {
namespace {

/// An interval of one axis and its place in the order of frequencies, whose parity tells which half is the low one.
struct Range {
    int from = 0, size = 0, index = 0;
};

/// A band that came out of a high-pass filter has its frequencies reversed: its low half lies behind its high half.
Range half_of(const Range& range, int which) {
    const int longer = (range.size + 1) / 2, first = range.index % 2 == 0 ? longer : range.size - longer;
    return which == 0 ? Range{range.from, first, 2 * range.index} : Range{range.from + first, range.size - first, 2 * range.index + 1};
}

struct Node {
    Range across, down;
    [[nodiscard]] Node quarter(int which) const { return {half_of(across, which % 2), half_of(down, which / 2)}; }
    [[nodiscard]] Band band() const { return {across.from, down.from, across.size, down.size}; }
};

/// The sixteen bands of a node, quarter by quarter.
void sixteen(std::array<Band, kBands>& bands, std::size_t first, const Node& node) {
    for (int i = 0; i < 16; ++i) bands[first + static_cast<std::size_t>(i)] = node.quarter(i / 4).quarter(i % 4).band();
}

/// The nodes that are split into four, from the whole to the smallest (the reverse order puts them together).
std::vector<Node> split_nodes(int width, int height) {
    std::vector<Node> nodes = {{{0, width, 0}, {0, height, 0}}};
    const Node root = nodes.front();
    for (int i = 0; i < 4; ++i) nodes.push_back(root.quarter(i));
    const Node low = root.quarter(0);
    for (int i = 0; i < 3; ++i) nodes.push_back(low.quarter(i));
    for (int i = 0; i < 3; ++i)
        for (int j = 0; j < 4; ++j) nodes.push_back(low.quarter(i).quarter(j));
    nodes.push_back(low.quarter(0).quarter(0).quarter(0));
    return nodes;
}

constexpr int kPad = 4;
constexpr float kRootOfTwo = 1.41421356237F;

/// Index within 0 … n-1 of a place beyond an end, mirrored about the end's sample.
int mirrored(int i, int n) {
    if (n == 1) return 0;
    const int period = 2 * (n - 1);
    i = ((i % period) + period) % period;
    return i < n ? i : period - i;
}

/// Even and odd samples of a line with kPad more of each at both ends.
struct Line {
    std::vector<float> even, odd;
    explicit Line(int longest) : even(static_cast<std::size_t>(longest / 2 + 2 * kPad + 2)), odd(even.size()) {}
};

LOKET_FAST void analyse_line(const float* e, const float* o, int lows, int highs, const Filters& f, float* low, float* high) {
    for (int i = 0; i < lows; ++i)
        low[i] = f.low[0] * e[i] + f.low[1] * (o[i - 1] + o[i]) + f.low[2] * (e[i - 1] + e[i + 1]) + f.low[3] * (o[i - 2] + o[i + 1]) + f.low[4] * (e[i - 2] + e[i + 2]);
    for (int i = 0; i < highs; ++i)
        high[i] = f.high[0] * o[i] + f.high[1] * (e[i] + e[i + 1]) + f.high[2] * (o[i - 1] + o[i + 1]) + f.high[3] * (e[i - 1] + e[i + 2]);
}

/// The synthesis filters are the other's analysis filter with every second sign turned.
LOKET_FAST void synthesise_line(const float* low, const float* high, int evens, int odds, const Filters& f, float* even, float* odd) {
    for (int i = 0; i < evens; ++i)
        even[i] = f.high[0] * low[i] + f.high[2] * (low[i - 1] + low[i + 1]) - f.low[1] * (high[i - 1] + high[i]) - f.low[3] * (high[i - 2] + high[i + 1]);
    for (int i = 0; i < odds; ++i)
        odd[i] = f.low[0] * high[i] - f.high[1] * (low[i] + low[i + 1]) - f.high[3] * (low[i - 1] + low[i + 2]) + f.low[2] * (high[i - 1] + high[i + 1]) + f.low[4] * (high[i - 2] + high[i + 2]);
}

/// Mirrors an interleaved line of n samples, of which `even` and `odd` hold theirs from kPad on, beyond its ends.
void mirror_ends(std::vector<float>& even, std::vector<float>& odd, int n) {
    const auto at = [&](int i) {
        const int m = mirrored(i, n);
        return (m % 2 == 0 ? even : odd)[static_cast<std::size_t>(kPad + m / 2)];
    };
    const int evens = (n + 1) / 2, odds = n / 2;
    for (int k = 1; k <= 3; ++k) {
        even[static_cast<std::size_t>(kPad - k)] = at(-2 * k);
        odd[static_cast<std::size_t>(kPad - k)] = at(1 - 2 * k);
    }
    for (int k = 0; k < 3; ++k) {
        even[static_cast<std::size_t>(kPad + evens + k)] = at(2 * (evens + k));
        odd[static_cast<std::size_t>(kPad + odds + k)] = at(2 * (odds + k) + 1);
    }
}

void split_row(float* row, const Range& range, const Filters& filters, Line& line, std::vector<float>& out) {
    const int n = range.size, lows = (n + 1) / 2, highs = n / 2;
    if (n == 1) {
        row[0] *= kRootOfTwo;
        return;
    }
    for (int i = 0; i < highs; ++i) line.even[static_cast<std::size_t>(kPad + i)] = row[2 * i], line.odd[static_cast<std::size_t>(kPad + i)] = row[2 * i + 1];
    if (lows > highs) line.even[static_cast<std::size_t>(kPad + highs)] = row[n - 1];
    mirror_ends(line.even, line.odd, n);
    const bool reversed = range.index % 2 == 1;
    analyse_line(line.even.data() + kPad, line.odd.data() + kPad, lows, highs, filters, out.data() + (reversed ? highs : 0), out.data() + (reversed ? 0 : lows));
    std::copy_n(out.data(), n, row);
}

void join_row(float* row, const Range& range, const Filters& filters, Line& line, std::vector<float>& out) {
    const int n = range.size, lows = (n + 1) / 2, highs = n / 2;
    if (n == 1) {
        row[0] /= kRootOfTwo;
        return;
    }
    const bool reversed = range.index % 2 == 1;
    std::copy_n(row + (reversed ? highs : 0), lows, line.even.data() + kPad);
    std::copy_n(row + (reversed ? 0 : lows), highs, line.odd.data() + kPad);
    mirror_ends(line.even, line.odd, n);
    synthesise_line(line.even.data() + kPad, line.odd.data() + kPad, lows, highs, filters, out.data(), out.data() + lows);
    for (int i = 0; i < highs; ++i) row[2 * i] = out[static_cast<std::size_t>(i)], row[2 * i + 1] = out[static_cast<std::size_t>(lows + i)];
    if (lows > highs) row[n - 1] = out[static_cast<std::size_t>(lows - 1)];
}

LOKET_FAST void add_row(float* out, const float* a, const float* b, float factor, int n) {
    for (int i = 0; i < n; ++i) out[i] += factor * (a[i] + b[i]);
}

/// Columns a strip at a time, so that what a filter reaches stays in the cache.
constexpr int kStrip = 64;

class Columns {
  public:
    Columns(Plane& plane, const Node& node) : plane_(plane), node_(node), rows_(static_cast<std::size_t>(node.down.size) * kStrip) {}

    void split(const Filters& f) {
        each_strip([&](int width) {
            const auto row = [&](int i) { return at(mirrored(i, size())); };
            const int lows = (size() + 1) / 2, highs = size() / 2, low_at = reversed() ? highs : 0, high_at = reversed() ? 0 : lows;
            for (int i = 0; i < lows; ++i) {
                float* out = cleared(low_at + i, width);
                const int c = 2 * i;
                add_row(out, row(c), row(c), f.low[0] / 2, width);
                for (int k = 1; k < 5; ++k) add_row(out, row(c - k), row(c + k), f.low[static_cast<std::size_t>(k)], width);
            }
            for (int i = 0; i < highs; ++i) {
                float* out = cleared(high_at + i, width);
                const int c = 2 * i + 1;
                add_row(out, row(c), row(c), f.high[0] / 2, width);
                for (int k = 1; k < 4; ++k) add_row(out, row(c - k), row(c + k), f.high[static_cast<std::size_t>(k)], width);
            }
        });
    }

    void join(const Filters& f) {
        each_strip([&](int width) {
            const int lows = (size() + 1) / 2, highs = size() / 2, low_at = reversed() ? highs : 0, high_at = reversed() ? 0 : lows;
            // the interleaved line: a low value at even places, a high one at odd ones
            const auto row = [&](int i) {
                const int m = mirrored(i, size());
                return at((m % 2 == 0 ? low_at : high_at) + m / 2);
            };
            for (int c = 0; c < size(); ++c) {
                float* out = cleared(c, width);
                const bool even = c % 2 == 0;
                add_row(out, row(c), row(c), (even ? f.high[0] : f.low[0]) / 2, width);
                for (int k = 1; k < 5; ++k) {
                    const bool from_low = (c + k) % 2 == 0;
                    if (from_low && k == 4) continue;  // the shorter filter ends
                    const float tap = from_low ? f.high[static_cast<std::size_t>(k)] : f.low[static_cast<std::size_t>(k)];
                    add_row(out, row(c - k), row(c + k), k % 2 == 0 ? tap : -tap, width);
                }
            }
        });
    }

  private:
    [[nodiscard]] int size() const { return node_.down.size; }
    [[nodiscard]] bool reversed() const { return node_.down.index % 2 == 1; }
    float* at(int y) { return plane_.row(node_.down.from + y) + x_; }
    float* cleared(int y, int width) {
        float* out = rows_.data() + static_cast<std::size_t>(y) * kStrip;
        std::fill_n(out, width, 0.0F);
        return out;
    }
    template <class Work>
    void each_strip(const Work& work) {
        for (int done = 0; done < node_.across.size; done += kStrip) {
            x_ = node_.across.from + done;
            const int width = std::min(kStrip, node_.across.size - done);
            work(width);
            for (int y = 0; y < size(); ++y) std::copy_n(rows_.data() + static_cast<std::size_t>(y) * kStrip, width, at(y));
        }
    }

    Plane& plane_;
    const Node& node_;
    std::vector<float> rows_;
    int x_ = 0;
};

void scale_rows(Plane& plane, const Node& node, float factor) {
    float* row = plane.row(node.down.from) + node.across.from;
    for (int i = 0; i < node.across.size; ++i) row[i] *= factor;
}

bool nothing(const Node& node) { return node.across.size == 0 || node.down.size == 0; }

}  // namespace

std::array<Band, kBands> bands_of(int width, int height) {
    std::array<Band, kBands> bands;
    const Node root{{0, width, 0}, {0, height, 0}}, low = root.quarter(0);
    sixteen(bands, 48, root);
    sixteen(bands, 35, low.quarter(2));
    sixteen(bands, 19, low.quarter(1));
    sixteen(bands, 3, low.quarter(0));
    const Node least = low.quarter(0).quarter(0).quarter(0);
    for (int i = 0; i < 4; ++i) bands[static_cast<std::size_t>(i)] = least.quarter(i).band();
    return bands;
}

void analyse(Plane& plane, const Filters& filters) {
    Line line(plane.width);
    std::vector<float> out(static_cast<std::size_t>(plane.width) + 1);
    for (const auto& node : split_nodes(plane.width, plane.height)) {
        if (nothing(node)) continue;
        for (int y = 0; y < node.down.size; ++y) split_row(plane.row(node.down.from + y) + node.across.from, node.across, filters, line, out);
        node.down.size == 1 ? scale_rows(plane, node, kRootOfTwo) : Columns(plane, node).split(filters);
    }
}

void synthesise(Plane& plane, const Filters& filters) {
    Line line(plane.width);
    std::vector<float> out(static_cast<std::size_t>(plane.width) + 1);
    auto nodes = split_nodes(plane.width, plane.height);
    std::reverse(nodes.begin(), nodes.end());
    for (const auto& node : nodes) {
        if (nothing(node)) continue;
        node.down.size == 1 ? scale_rows(plane, node, 1 / kRootOfTwo) : Columns(plane, node).join(filters);
        for (int y = 0; y < node.down.size; ++y) join_row(plane.row(node.down.from + y) + node.across.from, node.across, filters, line, out);
    }
}

}  // namespace loket::biometrics::wsq

#include "devices/biometrics/finger/overlay.h"

#include <array>
#include <cmath>

namespace loket::biometrics::detail {
namespace {

using Word = std::uint64_t;
constexpr int kLanes = 64 / kBlock;      // blocks a word
constexpr float kLeastShare = 0.5F;      // of a block must be common

/// A picture of bits turned on its side, so that one block's rows of a word lie next to each other: row(w)[y].
using Columns = Grid<Word>;

Word word_of(const std::vector<Word>& bits, int words, int w, int y) { return bits[static_cast<std::size_t>(y) * words + w]; }
Word bit_of(const std::vector<Word>& bits, int words, int x, int y) { return word_of(bits, words, x / 64, y) >> (x % 64) & 1; }

/// b's picture in a's frame, with a spare column of words on both sides and `reach` spare rows at both ends.
struct Drawn {
    Columns inside, ridge;
};

Drawn draw(const RidgeMap& a, const RidgeMap& b, const Pose& pose, int reach) {
    constexpr float kOne = 65536;
    const int rows = (a.height + kBlock - 1) / kBlock * kBlock + 2 * reach;
    Drawn out{Columns(rows, a.words() + 2), Columns(rows, a.words() + 2)};
    const auto fixed = [](float v) { return static_cast<std::int64_t>(std::floor(v * kOne + 0.5F)); };
    const std::int64_t c = fixed(pose.cosine), s = fixed(pose.sine);
    for (int w = 0; w < a.words(); ++w)
        for (int y = 0; y < a.height; ++y) {
            if (!word_of(a.inside, a.words(), w, y)) continue;
            Word inside = 0, ridge = 0;
            std::int64_t bx = fixed(pose.x / kRidgeStep + 0.5F) + c * (w * 64) - s * y, by = fixed(pose.y / kRidgeStep + 0.5F) + s * (w * 64) + c * y;
            for (int i = 0; i < 64; ++i, bx += c, by += s) {
                const std::int64_t x = bx >> 16, v = by >> 16;
                if (x < 0 || v < 0 || x >= b.width || v >= b.height) continue;
                inside |= bit_of(b.inside, b.words(), static_cast<int>(x), static_cast<int>(v)) << i;
                ridge |= bit_of(b.ridge, b.words(), static_cast<int>(x), static_cast<int>(v)) << i;
            }
            out.inside.at(y + reach, w + 1) = inside;
            out.ridge.at(y + reach, w + 1) = ridge;
        }
    return out;
}

/// The whole picture `dx` samples to the left.
Columns slid(const Columns& in, int dx) {
    Columns out(in.width, in.height);
    for (int w = 1; w + 1 < in.height; ++w)
        for (int y = 0; y < in.width; ++y) {
            const Word left = in.at(y, w - 1), here = in.at(y, w), right = in.at(y, w + 1);
            out.at(y, w) = dx == 0 ? here : dx > 0 ? (here >> dx) | (right << (64 - dx)) : (here << -dx) | (left >> (64 + dx));
        }
    return out;
}

/// Number of set bits in every byte.
inline Word count_bytes(Word v) {
    v -= (v >> 1) & 0x5555555555555555U;
    v = (v & 0x3333333333333333U) + ((v >> 2) & 0x3333333333333333U);
    return (v + (v >> 4)) & 0x0F0F0F0F0F0F0F0FU;
}

/// For every slide dy = -reach … reach, byte counts of samples where ridge meets valley in one word of one row of blocks.
LOKET_FAST void count_slides(const Word* ridge, const Word* common, const Word* drawn, int slides, Word* out) {
    for (int dy = 0; dy < slides; ++dy) {
        Word sum = 0;
        for (int i = 0; i < kBlock; ++i) sum += count_bytes((ridge[i] ^ drawn[i + dy]) & common[i]);
        out[dy] = sum;
    }
}

/// Set bits in a lane of 16 samples by 16 rows, from its two byte sums.
float lane(Word bytes, int i) { return static_cast<float>((bytes >> (16 * i) & 255) + (bytes >> (16 * i + 8) & 255)); }

/// Blocks of a, and for each slide how many of their samples differ.
struct Surfaces {
    Grid<float> common;               // samples of a block in both fingers
    std::vector<Grid<float>> differ;  // of those, where ridge meets valley; slide (dx, dy) at (dx + reach) * side + dy + reach
};

Columns common_samples(const RidgeMap& a, const Drawn& b, int reach) {
    Columns out(b.inside.width - 2 * reach, a.words());
    for (int w = 0; w < a.words(); ++w)
        for (int y = 0; y < a.height; ++y) out.at(y, w) = word_of(a.inside, a.words(), w, y) & b.inside.at(y + reach, w + 1);
    return out;
}

Surfaces compare_blocks(const RidgeMap& a, const Drawn& b, int reach) {
    const Columns common = common_samples(a, b, reach);
    const int rows = common.width / kBlock, words = a.words(), side = 2 * reach + 1;
    Columns ridge(common.width, words);
    for (int w = 0; w < words; ++w)
        for (int y = 0; y < a.height; ++y) ridge.at(y, w) = word_of(a.ridge, words, w, y);
    Surfaces out{Grid<float>(words * kLanes, rows), {}};
    out.differ.assign(static_cast<std::size_t>(side * side), out.common);
    for (int w = 0; w < words; ++w)
        for (int r = 0; r < rows; ++r) {
            Word total = 0;
            for (int i = 0; i < kBlock; ++i) total += count_bytes(common.at(r * kBlock + i, w));
            for (int l = 0; l < kLanes; ++l) out.common.at(w * kLanes + l, r) = lane(total, l);
        }
    std::vector<Word> sums(side);
    for (int dx = 0; dx < side; ++dx) {
        const Columns drawn = slid(b.ridge, dx - reach);
        for (int w = 0; w < words; ++w)
            for (int r = 0; r < rows; ++r) {
                const int y = r * kBlock;
                count_slides(ridge.row(w) + y, common.row(w) + y, drawn.row(w + 1) + y, side, sums.data());
                for (int dy = 0; dy < side; ++dy)
                    for (int l = 0; l < kLanes; ++l) out.differ[dx * side + dy].at(w * kLanes + l, r) = lane(sums[dy], l);
            }
    }
    return out;
}

/// Sums of each block and its eight neighbours.
Grid<float> with_neighbours(const Grid<float>& in) {
    Grid<float> across = in;
    for (int y = 0; y < in.height; ++y) {
        for (int x = 1; x < in.width; ++x) across.at(x, y) += in.at(x - 1, y);
        for (int x = 0; x + 1 < in.width; ++x) across.at(x, y) += in.at(x + 1, y);
    }
    Grid<float> out = across;
    for (int y = 0; y < in.height; ++y)
        for (int x = 0; x < in.width; ++x) out.at(x, y) += (y > 0 ? across.at(x, y - 1) : 0) + (y + 1 < in.height ? across.at(x, y + 1) : 0);
    return out;
}

/// For every block the slide at which it and its neighbours differ least.
Grid<int> choose_slides(const Surfaces& blocks) {
    Grid<float> least = with_neighbours(blocks.common);
    Grid<int> chosen(least.width, least.height);
    for (std::size_t k = 0; k < blocks.differ.size(); ++k) {
        const Grid<float> differ = with_neighbours(blocks.differ[k]);
        for (std::size_t i = 0; i < least.cells.size(); ++i)
            if (differ.cells[i] < least.cells[i]) {
                least.cells[i] = differ.cells[i];
                chosen.cells[i] = static_cast<int>(k);
            }
    }
    return chosen;
}

}  // namespace

float Overlay::worth() const { return agreement * std::sqrt(area); }

Pose Overlay::refined() const {
    if (area <= 0) return pose;
    RigidFit fit;
    for (int r = 0; r < slides.height; ++r)
        for (int c = 0; c < slides.width; ++c) {
            const Slide& s = slides.at(c, r);
            if (!s.common) continue;
            const float x = (static_cast<float>(c * kBlock) + 7.5F) * kRidgeStep, y = (static_cast<float>(r * kBlock) + 7.5F) * kRidgeStep;
            const Pose::Point to = pose.apply(x + static_cast<float>(s.x * kRidgeStep), y + static_cast<float>(s.y * kRidgeStep));
            fit.add(1, x, y, to.x, to.y);
        }
    return fit.pose();
}

Overlay lay_over(const RidgeMap& a, const RidgeMap& b, const Pose& pose, int reach) {
    const Surfaces blocks = compare_blocks(a, draw(a, b, pose, reach), reach);
    const Grid<int> chosen = choose_slides(blocks);
    Overlay out{0, 0, pose, Grid<Slide>(chosen.width, chosen.height)};
    float total = 0, differ = 0;
    const int side = 2 * reach + 1;
    for (std::size_t i = 0; i < chosen.cells.size(); ++i) {
        const float n = blocks.common.cells[i];
        if (n < kLeastShare * kBlock * kBlock) continue;
        const int k = chosen.cells[i];
        total += n;
        differ += blocks.differ[k].cells[i];
        out.slides.cells[i] = {static_cast<signed char>(k / side - reach), static_cast<signed char>(k % side - reach), true};
    }
    if (total <= 0) return out;
    out.agreement = 1 - 2 * differ / total;
    out.area = total / (kBlock * kBlock);
    return out;
}

}  // namespace loket::biometrics::detail

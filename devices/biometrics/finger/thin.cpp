#include "devices/biometrics/finger/thin.h"

namespace loket::biometrics::detail {
namespace {

using Word = std::uint64_t;

/// One bit a pixel, bit x % 64 of word x / 64; a zero word at both ends of a row and a zero row above and below.
struct Bits {
    int words;
    Grid<Word> rows;
    Bits(const Grid<std::uint8_t>& pixels) : words((pixels.width + 63) / 64), rows(words + 2, pixels.height + 2) {
        for (int y = 1; y + 1 < pixels.height; ++y)
            for (int x = 1; x + 1 < pixels.width; ++x)
                rows.at(1 + x / 64, y + 1) |= static_cast<Word>(pixels.at(x, y) != 0) << (x % 64);
    }
};

Word west(const Word* w) { return (w[0] << 1) | (w[-1] >> 63); }
Word east(const Word* w) { return (w[0] >> 1) | (w[1] << 63); }

/// Bits that one Guo-Hall half step takes away; neighbours are named by compass.
template <int kHalf>
Word removable(const Word* above, const Word* here, const Word* below) {
    const Word n = *above, s = *below, w = west(here), e = east(here);
    const Word nw = west(above), ne = east(above), sw = west(below), se = east(below);
    const Word c1 = ~n & (ne | e), c2 = ~e & (se | s), c3 = ~s & (sw | w), c4 = ~w & (nw | n);
    const Word any = c1 | c2 | c3 | c4, more = (c1 & c2) | ((c1 | c2) & (c3 | c4)) | (c3 & c4);
    const Word a1 = nw | n, a2 = ne | e, a3 = se | s, a4 = sw | w;
    const Word b1 = n | ne, b2 = e | se, b3 = s | sw, b4 = w | nw;
    const Word two_a = (a1 & a2) | ((a1 | a2) & (a3 | a4)) | (a3 & a4), two_b = (b1 & b2) | ((b1 | b2) & (b3 | b4)) | (b3 & b4);
    const Word all = a1 & a2 & a3 & a4 & b1 & b2 & b3 & b4;
    const Word keep = kHalf == 0 ? (s | sw | ~nw) & w : (n | ne | ~se) & e;
    return *here & any & ~more & two_a & two_b & ~all & ~keep;
}

template <int kHalf>
bool half_step(Bits& bits) {
    Word changed = 0;
    std::vector<Word> above(bits.words + 2), here(bits.words + 2);
    for (int y = 1; y + 1 < bits.rows.height; ++y) {
        Word* row = bits.rows.row(y);
        const Word* below = bits.rows.row(y + 1);
        here.assign(row, row + bits.words + 2);
        for (int i = 1; i <= bits.words; ++i) {
            const Word gone = removable<kHalf>(&above[i], &here[i], &below[i]);
            row[i] &= ~gone;
            changed |= gone;
        }
        std::swap(above, here);
    }
    return changed != 0;
}

}  // namespace

void thin(Grid<std::uint8_t>& pixels) {
    Bits bits(pixels);
    bool first = true, second = true;
    while (first || second) {
        first = half_step<0>(bits);
        second = half_step<1>(bits);
    }
    for (int y = 0; y < pixels.height; ++y)
        for (int x = 0; x < pixels.width; ++x) pixels.at(x, y) = bits.rows.at(1 + x / 64, y + 1) >> (x % 64) & 1;
}

}  // namespace loket::biometrics::detail

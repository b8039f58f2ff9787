#include "drivers/sim_document_camera/table.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "devices/base/random.h"

namespace loket::drivers::sim_document_camera {
namespace {

struct Ink {
    int red, green, blue;
};
constexpr Ink kPaper{246, 244, 238}, kBlack{36, 38, 46}, kStamp{64, 84, 168}, kMark{232, 196, 196};

struct Box {
    int x, y, w, h;
};

void fill(RgbaImage& image, const Box& box, const Ink& ink) {
    for (int y = std::max(0, box.y); y < std::min(image.height, box.y + box.h); ++y)
        for (int x = std::max(0, box.x); x < std::min(image.width, box.x + box.w); ++x) {
            auto* pixel = image.at(x, y);
            pixel[0] = static_cast<std::uint8_t>(ink.red);
            pixel[1] = static_cast<std::uint8_t>(ink.green);
            pixel[2] = static_cast<std::uint8_t>(ink.blue);
        }
}

/// A word as it looks from where it cannot be read: strokes up and down on a line.
int word(RgbaImage& image, int x, int y, int size, Random& random) {
    const int letters = 2 + static_cast<int>(random.below(8)), step = size * 2 / 3, stroke = std::max(2, size / 7);
    for (int i = 0; i < letters; ++i, x += step) {
        const int rise = random.below(4) == 0 ? size / 2 : 0;
        fill(image, {x, y - rise, stroke, size + rise}, kBlack);
        fill(image, {x, y + static_cast<int>(random.below(2)) * (size - stroke), step - stroke, stroke}, kBlack);
        if (random.below(2) == 0) fill(image, {x + step - 2 * stroke, y, stroke, size}, kBlack);
    }
    return x + step / 2;
}

void paragraph(RgbaImage& image, const Box& box, int lines, Random& random) {
    constexpr int kSize = 14;
    for (int i = 0; i < lines; ++i) {
        const int y = box.y + i * box.h / lines, end = box.x + (i + 1 == lines ? box.w / 2 : box.w) - 130;
        for (int x = box.x; x < end;) x = word(image, x, y, kSize, random);
    }
}

/// Letters of 5 x 7 dots.
void specimen(RgbaImage& image, int x, int y, int dot) {
    struct Glyph {
        char letter;
        std::array<std::string_view, 7> rows;
    };
    static constexpr std::array<Glyph, 6> kGlyphs{{{'S', {" ####", "#    ", "#    ", " ### ", "    #", "    #", "#### "}},
                                                   {'P', {"#### ", "#   #", "#   #", "#### ", "#    ", "#    ", "#    "}},
                                                   {'E', {"#####", "#    ", "#    ", "#### ", "#    ", "#    ", "#####"}},
                                                   {'I', {"#####", "  #  ", "  #  ", "  #  ", "  #  ", "  #  ", "#####"}},
                                                   {'M', {"#   #", "## ##", "# # #", "#   #", "#   #", "#   #", "#   #"}},
                                                   {'N', {"#   #", "##  #", "# # #", "#  ##", "#   #", "#   #", "#   #"}}}};
    for (const char letter : std::string_view("SPESIMEN")) {
        const auto glyph = std::find_if(kGlyphs.begin(), kGlyphs.end(), [&](const Glyph& each) { return each.letter == letter; });
        for (int row = 0; row < 7; ++row)
            for (int column = 0; column < 5; ++column)
                if (glyph->rows[static_cast<std::size_t>(row)][static_cast<std::size_t>(column)] == '#') fill(image, {x + column * dot, y + row * dot, dot, dot}, kMark);
        x += 6 * dot;
    }
}

void ring(RgbaImage& image, int cx, int cy, int radius, int thick, const Ink& ink) {
    for (int y = -radius; y <= radius; ++y)
        for (int x = -radius; x <= radius; ++x) {
            const int square = x * x + y * y, inner = radius - thick;
            if (square <= radius * radius && square >= inner * inner) fill(image, {cx + x, cy + y, 1, 1}, ink);
        }
}

std::uint8_t mixed(int a, int b, int part, int of) { return static_cast<std::uint8_t>(a + (b - a) * part / of); }

/// One pass along the rows or down the columns, of boxes 2r + 1 wide.
void smear(RgbaImage& image, int r, bool along_rows) {
    const RgbaImage source = image;
    const int lines = along_rows ? image.height : image.width, length = along_rows ? image.width : image.height;
    const auto place = [&](int line, int at) {
        at = std::clamp(at, 0, length - 1);
        return along_rows ? std::pair(at, line) : std::pair(line, at);
    };
    for (int line = 0; line < lines; ++line)
        for (int channel = 0; channel < 3; ++channel) {
            int sum = 0;
            for (int at = -r; at <= r; ++at) sum += source.at(place(line, at).first, place(line, at).second)[channel];
            for (int at = 0; at < length; ++at) {
                const auto [x, y] = place(line, at);
                image.at(x, y)[channel] = static_cast<std::uint8_t>(sum / (2 * r + 1));
                const auto [nx, ny] = place(line, at + r + 1);
                const auto [ox, oy] = place(line, at - r);
                sum += source.at(nx, ny)[channel] - source.at(ox, oy)[channel];
            }
        }
}

}  // namespace

RgbaImage empty_table() {
    RgbaImage table(kWidth, kHeight, 150);
    for (int y = 0; y < kHeight; ++y)
        for (int x = 0; x < kWidth; ++x) {
            auto* pixel = table.at(x, y);
            const int away = (std::abs(x - kWidth / 2) + std::abs(y - kHeight / 2)) / 32;  // the lamp stands above the middle
            for (int channel = 0; channel < 3; ++channel) pixel[channel] = static_cast<std::uint8_t>(std::max(0, 104 - channel * 10 - away));
        }
    return table;
}

void lay_page(RgbaImage& table, std::uint64_t seed) {
    SeededRandom random(seed);
    const Box page{90 + static_cast<int>(random.below(20)), 70 + static_cast<int>(random.below(20)), 1010, 1430};
    fill(table, {page.x + 8, page.y + 8, page.w, page.h}, {58, 52, 46});
    fill(table, page, kPaper);
    specimen(table, page.x + 140, page.y + 620, 15);
    ring(table, page.x + 130, page.y + 120, 56, 8, kBlack);
    for (int i = 0, y = page.y + 70; i < 3; ++i, y += 42)
        for (int x = page.x + 260 + i * 40; x < page.x + 740;) x = word(table, x, y, i == 1 ? 22 : 16, random);
    fill(table, {page.x + 60, page.y + 205, page.w - 120, 5}, kBlack);
    fill(table, {page.x + 60, page.y + 215, page.w - 120, 2}, kBlack);
    for (int i = 0; i < 8; ++i) {
        const int y = page.y + 270 + i * 44;
        word(table, page.x + 90, y, 14, random);
        for (int x = page.x + 380, words = 0; words < 3; ++words) x = word(table, x, y, 14, random);
    }
    paragraph(table, {page.x + 90, page.y + 650, page.w - 180, 200}, 5, random);
    paragraph(table, {page.x + 90, page.y + 880, page.w - 180, 160}, 4, random);
    for (int x = page.x + 620, words = 0; words < 2; ++words) x = word(table, x, page.y + 1100, 14, random);
    ring(table, page.x + 640, page.y + 1220, 84, 6, kStamp);
    ring(table, page.x + 640, page.y + 1220, 54, 4, kStamp);
    for (int i = 0, x = page.x + 600, y = page.y + 1210; i < 60; ++i) {
        fill(table, {x, y, 6, 4}, kBlack);
        x += 5;
        y += static_cast<int>(random.below(15)) - 7;
    }
    for (int x = page.x + 620, words = 0; words < 2; ++words) x = word(table, x, page.y + 1330, 14, random);
}

void lay_picture(RgbaImage& table, const RgbaImage& paper) {
    constexpr int kMargin = 60;
    const int width = std::min(kWidth - 2 * kMargin, paper.width * (kHeight - 2 * kMargin) / paper.height), height = paper.height * width / paper.width;
    const int left = (kWidth - width) / 2, top = (kHeight - height) / 2;
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            // Between four pixels of the paper, in 256ths.
            const int fx = x * 256 * paper.width / width, fy = y * 256 * paper.height / height;
            const int x0 = std::min(fx / 256, paper.width - 1), y0 = std::min(fy / 256, paper.height - 1);
            const int x1 = std::min(x0 + 1, paper.width - 1), y1 = std::min(y0 + 1, paper.height - 1);
            for (int channel = 0; channel < 3; ++channel) {
                const auto above = mixed(paper.at(x0, y0)[channel], paper.at(x1, y0)[channel], fx % 256, 256);
                const auto below = mixed(paper.at(x0, y1)[channel], paper.at(x1, y1)[channel], fx % 256, 256);
                table.at(left + x, top + y)[channel] = mixed(above, below, fy % 256, 256);
            }
        }
}

void darken(RgbaImage& picture) {
    constexpr int kPercent = 22;
    for (std::size_t i = 0; i < picture.pixels.size(); ++i)
        if (i % 4 != 3) picture.pixels[i] = static_cast<std::uint8_t>(picture.pixels[i] * kPercent / 100);
}

void blur(RgbaImage& picture) {
    constexpr int kRadius = 7, kPasses = 2;
    for (int i = 0; i < kPasses; ++i) {
        smear(picture, kRadius, true);
        smear(picture, kRadius, false);
    }
}

}  // namespace loket::drivers::sim_document_camera

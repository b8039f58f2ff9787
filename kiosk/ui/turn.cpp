#include "kiosk/ui/turn.h"

#include <cstring>

namespace loket::ui {
namespace {

/// A pixel of the picture and the steps to the next one, along a row of the panel and down one.
struct Walk {
    Box on_panel;
    int x = 0, y = 0;              ///< of the picture, at the upper left corner of the box
    int across_x = 0, across_y = 0, down_x = 0, down_y = 0;
};

Walk walk_of(const RgbaImage& image, const Box& part, Turn turn) {
    const int width = image.width, height = image.height;
    switch (turn) {
        case Turn::Right: return {{height - part.bottom, part.left, height - part.top, part.right}, part.left, part.bottom - 1, 0, -1, 1, 0};
        case Turn::Over: return {{width - part.right, height - part.bottom, width - part.left, height - part.top}, part.right - 1, part.bottom - 1, -1, 0, 0, -1};
        case Turn::Left: return {{part.top, width - part.right, part.bottom, width - part.left}, part.right - 1, part.top, 0, 1, -1, 0};
        case Turn::None: break;
    }
    return {part, part.left, part.top, 1, 0, 0, 1};
}

}  // namespace

std::optional<Turn> turn_of(int degrees) {
    if (degrees % 90 != 0 || degrees < 0 || degrees > 270) return std::nullopt;
    return static_cast<Turn>(degrees / 90);
}

int degrees_of(Turn turn) { return static_cast<int>(turn) * 90; }
bool on_its_side(Turn turn) { return turn == Turn::Right || turn == Turn::Left; }

Vec2 upright(Vec2 touched, Turn turn) {
    switch (turn) {
        case Turn::Right: return {touched.y, 1 - touched.x};
        case Turn::Over: return {1 - touched.x, 1 - touched.y};
        case Turn::Left: return {1 - touched.y, touched.x};
        case Turn::None: break;
    }
    return touched;
}

void copy_turned(const RgbaImage& image, const Box& part, Turn turn, std::uint8_t* panel, std::size_t pitch) {
    const Walk walk = walk_of(image, part, turn);
    const std::ptrdiff_t across = (static_cast<std::ptrdiff_t>(walk.across_y) * image.width + walk.across_x) * 4;
    for (int row = walk.on_panel.top; row < walk.on_panel.bottom; ++row) {
        const int down = row - walk.on_panel.top;
        const int x = walk.x + down * walk.down_x, y = walk.y + down * walk.down_y;
        const auto* from = image.pixels.data() + (static_cast<std::ptrdiff_t>(y) * image.width + x) * 4;
        auto* to = panel + static_cast<std::size_t>(row) * pitch + static_cast<std::size_t>(walk.on_panel.left) * 4;
        for (int column = walk.on_panel.left; column < walk.on_panel.right; ++column, to += 4) {
            const std::uint32_t pixel = static_cast<std::uint32_t>(from[0]) << 16 | static_cast<std::uint32_t>(from[1]) << 8 | from[2];
            std::memcpy(to, &pixel, sizeof pixel);
            if (column + 1 < walk.on_panel.right) from += across;
        }
    }
}

}  // namespace loket::ui

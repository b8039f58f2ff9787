// A panel on its side: every pixel of the picture has its place, a part lands where the whole would have put it, and touches find their way back.

#include <catch2/catch.hpp>

#include "kiosk/ui/turn.h"

using namespace loket;
using namespace loket::ui;

namespace {

constexpr int kWide = 7, kHigh = 4;

/// Every pixel another one.
RgbaImage numbered() {
    RgbaImage image(kWide, kHigh);
    for (int y = 0; y < kHigh; ++y)
        for (int x = 0; x < kWide; ++x) image.at(x, y)[0] = static_cast<std::uint8_t>(1 + x), image.at(x, y)[1] = static_cast<std::uint8_t>(1 + y), image.at(x, y)[2] = 9;
    return image;
}

/// What lies at a place of the panel: column and row of the picture from one, 0 where nothing was written.
struct TurnedPanel {
    Turn turn;
    int width = on_its_side(turn) ? kHigh : kWide, height = on_its_side(turn) ? kWide : kHigh;
    std::size_t pitch = static_cast<std::size_t>(width) * 4 + 12;
    std::vector<std::uint8_t> memory = std::vector<std::uint8_t>(pitch * static_cast<std::size_t>(height));
    explicit TurnedPanel(Turn how) : turn(how) {}
    void copy(const Box& part) { copy_turned(numbered(), part, turn, memory.data(), pitch); }
    [[nodiscard]] std::pair<int, int> at(int x, int y) const {
        const auto* pixel = &memory[static_cast<std::size_t>(y) * pitch + static_cast<std::size_t>(x) * 4];
        return {pixel[2], pixel[1]};
    }
};

}  // namespace

TEST_CASE("turn: the corners of the picture are where the mounting puts them") {
    const auto corner = [](Turn turn, int x, int y) {
        TurnedPanel panel(turn);
        panel.copy({0, 0, kWide, kHigh});
        return panel.at(x < 0 ? panel.width + x : x, y < 0 ? panel.height + y : y);
    };
    const std::pair first(1, 1);
    CHECK(corner(Turn::None, 0, 0) == first);
    CHECK(corner(Turn::Right, -1, 0) == first);
    CHECK(corner(Turn::Over, -1, -1) == first);
    CHECK(corner(Turn::Left, 0, -1) == first);
    CHECK(corner(Turn::Right, -1, -1) == std::pair(kWide, 1));  // the picture's top edge runs down the panel's right side
    CHECK(corner(Turn::Left, 0, 0) == std::pair(kWide, 1));
}

TEST_CASE("turn: parts make the same picture as the whole, and touch nothing else") {
    for (const auto turn : {Turn::None, Turn::Right, Turn::Over, Turn::Left}) {
        TurnedPanel whole(turn), pieces(turn);
        whole.copy({0, 0, kWide, kHigh});
        for (const Box part : {Box{0, 0, 3, 2}, Box{3, 0, kWide, 2}, Box{0, 2, kWide, 3}, Box{0, 3, kWide, kHigh}}) pieces.copy(part);
        CHECK(whole.memory == pieces.memory);
        TurnedPanel one(turn);
        one.copy({2, 1, 3, 2});
        int written = 0;
        for (int y = 0; y < one.height; ++y)
            for (int x = 0; x < one.width; ++x)
                if (one.at(x, y) != std::pair(0, 0)) {
                    ++written;
                    CHECK(one.at(x, y) == std::pair(3, 2));
                    CHECK(whole.at(x, y) == std::pair(3, 2));
                }
        CHECK(written == 1);
        one.copy({2, 2, 2, 2});
    }
}

TEST_CASE("turn: a touch of the panel is where the picture has what was touched") {
    for (const auto turn : {Turn::None, Turn::Right, Turn::Over, Turn::Left}) {
        TurnedPanel panel(turn);
        panel.copy({0, 0, kWide, kHigh});
        for (int y = 0; y < panel.height; ++y)
            for (int x = 0; x < panel.width; ++x) {
                const auto found = upright({(static_cast<float>(x) + 0.5f) / static_cast<float>(panel.width), (static_cast<float>(y) + 0.5f) / static_cast<float>(panel.height)}, turn);
                CHECK(std::pair(1 + static_cast<int>(found.x * kWide), 1 + static_cast<int>(found.y * kHigh)) == panel.at(x, y));
            }
        CHECK(turn_of(degrees_of(turn)) == turn);
    }
    CHECK_FALSE(turn_of(45));
    CHECK_FALSE(turn_of(360));
    CHECK_FALSE(turn_of(-90));
}

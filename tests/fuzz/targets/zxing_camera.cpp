#include "drivers/zxing_camera/codes.h"

#include "tests/fuzz/target.h"

namespace loket::fuzz {

/// A picture of black and white: the first byte is its width, each bit a square of three by three.
void zxing_camera(ByteView bytes) {
    constexpr int kSide = 3, kQuiet = 4;
    const int columns = take_first(bytes) % 64 + 1, rows = static_cast<int>(std::min<std::size_t>(bytes.size() * 8 / static_cast<std::size_t>(columns), 64));
    RgbaImage picture((columns + 2 * kQuiet) * kSide, (rows + 2 * kQuiet) * kSide);
    std::fill(picture.pixels.begin(), picture.pixels.end(), 255);
    for (int i = 0; i < rows * columns; ++i)
        if ((bytes[static_cast<std::size_t>(i / 8)] >> i % 8 & 1) != 0)
            for (int y = 0; y < kSide; ++y) std::fill_n(picture.at((i % columns + kQuiet) * kSide, (i / columns + kQuiet) * kSide + y), 4 * kSide, 0);
    for (const auto& text : drivers::zxing_camera::codes_in(picture)) require(!text.empty(), "a code says something");
}

}  // namespace loket::fuzz

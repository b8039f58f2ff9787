// Frames of a scanner, with figures as it gives them.

#include "drivers/sane_scanner/scan.h"
#include "tests/fuzz/target.h"

namespace loket::fuzz {

void scan_page(ByteView bytes) {
    drivers::sane_scanner::Page page;
    constexpr std::size_t kFigures = 10, kData = 256;
    while (bytes.size() > kFigures) {
        ByteReader figures(take(bytes, kFigures));
        SANE_Parameters said{};
        said.format = static_cast<SANE_Frame>(figures.u8() % 8);
        said.depth = figures.u8();
        said.bytes_per_line = static_cast<std::int16_t>(figures.u16());
        said.pixels_per_line = static_cast<std::int16_t>(figures.u16());
        said.lines = static_cast<std::int32_t>(figures.u32());
        if (!page.frame(said) || !page.add(take(bytes, kData))) break;
        require(page.lines() >= 0 && page.expected() >= 0, "lines are counted");
    }
    if (const auto picture = page.picture(200)) {
        require(picture->width > 0 && picture->height > 0, "a picture has a size");
        require(picture->pixels.size() == 4 * static_cast<std::size_t>(picture->width) * static_cast<std::size_t>(picture->height), "a picture is whole");
    }
}

}  // namespace loket::fuzz

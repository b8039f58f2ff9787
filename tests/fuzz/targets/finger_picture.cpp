// Pictures of finger readers, with figures as libfprint gives them.

#include "drivers/libfprint_reader/picture.h"
#include "tests/fuzz/target.h"

namespace loket::fuzz {

void finger_picture(ByteView bytes) {
    constexpr std::size_t kFigures = 5;
    if (bytes.size() < kFigures) return;
    ByteReader figures(take(bytes, kFigures));
    const int width = static_cast<std::int16_t>(figures.u16()), height = static_cast<std::int16_t>(figures.u16());
    const double ppmm = (figures.u8() - 20) / 2.0;
    const auto picture = drivers::libfprint_reader::picture_of(bytes, width, height, ppmm);
    if (!picture) return require(picture.error().fault == Fault::Corrupt, "what is no picture is corrupt");
    require(picture->dpi == 500, "fingers are at 500 dpi");
    require(picture->pixels.size() == static_cast<std::size_t>(picture->width) * static_cast<std::size_t>(picture->height), "a picture is whole");
}

}  // namespace loket::fuzz

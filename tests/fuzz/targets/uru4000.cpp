#include "drivers/uru4000/protocol.h"

#include "tests/fuzz/target.h"

namespace loket::fuzz {
namespace {

namespace uru = drivers::uru4000;

void uru4000_frame(ByteView bytes) {
    auto parsed = uru::parse_frame(bytes);
    if (!parsed) return require(parsed.error().fault == Fault::Corrupt, "a bad frame is Corrupt");
    require(parsed->lines >= 1 && parsed->lines <= uru::kMostLines, "lines of a frame");
    require(parsed->pixels.size() == static_cast<std::size_t>(parsed->lines) * uru::kWidth, "a frame is whole");
    (void)uru::says_scrambled(*parsed);
    (void)uru::looks_scrambled(*parsed);
    uru::Descrambler descrambler(*parsed);
    int keys = 0;
    for (; descrambler.wanted(); ++keys) {
        require(keys <= 16, "a frame of 15 blocks asks for 16 keys at most");
        descrambler.apply(0x9248144D + static_cast<std::uint32_t>(keys));
    }
    const auto picture = uru::picture_of(*parsed, bytes.back() % 2 == 0);
    require(picture.width == uru::kWidth && picture.height >= parsed->lines && picture.pixels.size() == static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(picture.height),
            "a picture as large as it says");
    (void)uru::shows_finger(picture);
}

}  // namespace

void uru4000(ByteView bytes) {
    switch (take_first(bytes) % 3) {
        case 0: require(uru::parse_irq(bytes).ok() == (bytes.size() == uru::kIrqSize), "an interrupt has 64 bytes"); break;
        case 1: require(uru::parse_info(bytes).ok() == (bytes.size() == uru::kInfoSize), "device information has 16 bytes"); break;
        default: uru4000_frame(bytes);
    }
}

}  // namespace loket::fuzz

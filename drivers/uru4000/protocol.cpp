#include "drivers/uru4000/protocol.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cstdlib>

namespace loket::drivers::uru4000 {

Result<std::uint16_t> parse_irq(ByteView packet) {
    if (packet.size() != kIrqSize) return corrupt("an interrupt that is not 64 bytes long");
    return static_cast<std::uint16_t>(packet[0] << 8 | packet[1]);
}

Result<std::string> parse_info(ByteView info) {
    if (info.size() != kInfoSize) return corrupt("device information that is not 16 bytes long");
    return fmt::format("{:02x}{:02x} / {:02x}{:02x}", info[10], info[11], info[4], info[5]);
}

Result<Frame> parse_frame(ByteView bytes) {
    constexpr std::size_t kLinesAt = 4, kKeyNumberAt = 6, kBlocksAt = 16;
    if (bytes.size() < kHeaderSize) return corrupt("a frame without a header");
    Frame frame;
    frame.lines = bytes[kLinesAt] | bytes[kLinesAt + 1] << 8;
    frame.key_number = bytes[kKeyNumberAt];
    for (std::size_t i = 0; i < frame.blocks.size(); ++i) frame.blocks[i] = {bytes[kBlocksAt + 2 * i], bytes[kBlocksAt + 2 * i + 1]};
    if (frame.lines < 1 || frame.lines > kMostLines) return corrupt(fmt::format("a frame of {} lines", frame.lines));
    const std::size_t size = static_cast<std::size_t>(frame.lines) * kWidth;
    if (bytes.size() < kHeaderSize + size) return corrupt("a frame shorter than its header says");
    const auto pixels = bytes.subspan(kHeaderSize, size);
    frame.pixels.assign(pixels.begin(), pixels.end());
    return frame;
}

bool says_scrambled(const Frame& frame) {
    return std::any_of(frame.blocks.begin(), frame.blocks.end(), [](const auto& block) { return block.lines > 0 && (block.flags & kScrambled) != 0; });
}

bool looks_scrambled(const Frame& frame) {
    constexpr int kNoise = 45;  // mean step between neighbours: noise has 85, skin below 25
    std::size_t at = 0;
    for (const auto& block : frame.blocks) {
        if ((block.flags & (kScrambled | kAbsent)) == kScrambled) break;
        if ((block.flags & kAbsent) == 0) at += static_cast<std::size_t>(block.lines) * kWidth;
    }
    const std::size_t end = std::min<std::size_t>(frame.pixels.size(), at + 2 * kWidth);
    long sum = 0;
    for (std::size_t i = at + 1; i < end; ++i) sum += std::abs(frame.pixels[i] - frame.pixels[i - 1]);
    return end > at + 1 && sum / static_cast<long>(end - at - 1) >= kNoise;
}

std::uint32_t next_key(std::uint32_t key) {
    constexpr std::uint32_t kTaps = 0x9248144D;
    const auto parity = static_cast<std::uint32_t>(std::popcount(key & kTaps) & 1);
    return key >> 1 | parity << 31;
}

std::uint8_t mask_of(std::uint32_t key) {
    constexpr int kBits[] = {4, 8, 11, 14, 18, 21, 24, 29};
    unsigned mask = 0;
    for (std::size_t i = 0; i < std::size(kBits); ++i) mask |= (key >> kBits[i] & 1) << i;
    return static_cast<std::uint8_t>(mask);
}

void Descrambler::apply(std::uint32_t key) {
    for (; block_ < frame_.blocks.size() && line_ < frame_.lines; ++block_) {
        const auto& block = frame_.blocks[block_];
        if (block.lines == 0) break;
        if ((block.flags & kNewKey) != 0 && !asked_) {
            asked_ = true;
            ++number_;
            return;
        }
        asked_ = false;
        const std::size_t begin = static_cast<std::size_t>(line_) * kWidth;
        const std::size_t count = static_cast<std::size_t>(block.lines) * kWidth;
        const bool scrambled = (block.flags & kScrambled) != 0, stays = (block.flags & kKeyStays) != 0;
        if (scrambled && !stays) {
            const std::size_t end = std::min(begin + count, frame_.pixels.size());
            for (std::size_t i = begin; i + 1 < end; ++i, key = next_key(key))
                frame_.pixels[i] = static_cast<std::uint8_t>(frame_.pixels[i + 1] ^ mask_of(key));
            if (end > begin) frame_.pixels[end - 1] = 0;  // the last pixel of a block never travels
            key = next_key(key);
        } else if (!scrambled && !stays) {
            for (std::size_t i = 0; i < count; ++i) key = next_key(key);
        }
        if ((block.flags & kAbsent) == 0) line_ += block.lines;
    }
    done_ = true;
}

GrayImage picture_of(const Frame& frame, bool turned) {
    constexpr std::uint8_t kGround = 255;
    std::vector<std::uint8_t> pixels;
    int line = 0;  // of those that travelled
    const auto copy = [&](int count) {
        for (const int end = std::min(frame.lines, line + count); line < end; ++line)
            for (int x = 0; x < kWidth; ++x) pixels.push_back(static_cast<std::uint8_t>(255 - frame.pixels[static_cast<std::size_t>(line) * kWidth + x]));
    };
    for (const auto& block : frame.blocks) {
        if (block.lines == 0 || line >= frame.lines) break;
        if ((block.flags & kAbsent) == 0) copy(block.lines);
        else pixels.insert(pixels.end(), static_cast<std::size_t>(block.lines) * kWidth, kGround);
    }
    copy(frame.lines - line);
    GrayImage picture(kWidth, static_cast<int>(pixels.size()) / kWidth);
    picture.pixels = std::move(pixels);
    if (turned) std::reverse(picture.pixels.begin(), picture.pixels.end());
    return picture;
}

bool shows_finger(const GrayImage& picture) {
    constexpr std::uint8_t kDark = 128;
    const auto dark = static_cast<std::size_t>(std::count_if(picture.pixels.begin(), picture.pixels.end(), [](std::uint8_t p) { return p < kDark; }));
    return dark >= picture.pixels.size() / 20 && dark <= picture.pixels.size() * 9 / 10;
}

}  // namespace loket::drivers::uru4000

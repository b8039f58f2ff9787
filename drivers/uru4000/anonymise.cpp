#include <algorithm>

#include "devices/base/random.h"
#include "drivers/uru4000/driver.h"
#include "drivers/uru4000/protocol.h"

namespace loket::drivers::uru4000 {
namespace {

/// Noise where the frame is scrambled (unscrambled it is noise again, half of it dark), stripes where it is plain: the driver takes
/// both for a finger, as it took what was there.
std::uint8_t synthetic(std::size_t i, bool scrambled) {
    constexpr std::size_t kStripe = 6;
    constexpr std::uint8_t kValley = 40, kRidge = 210;
    if (scrambled) return static_cast<std::uint8_t>(mix64(i));
    return (i % kWidth / kStripe + i / kWidth / kStripe) % 2 == 0 ? kValley : kRidge;
}

/// The header stays: it only says how many lines came and how they are scrambled.
void anonymise_frame(Bytes& bytes) {
    const auto frame = parse_frame(bytes);
    const bool scrambled = frame && says_scrambled(*frame) && looks_scrambled(*frame);
    for (std::size_t i = kHeaderSize; i < bytes.size(); ++i) bytes[i] = synthetic(i - kHeaderSize, scrambled);
    if (!frame) std::fill(bytes.begin(), bytes.end(), std::uint8_t{0});
}

}  // namespace

void anonymise(model::Recording& recording) {
    constexpr std::ptrdiff_t kUnderstood = 2;  // bytes of an interrupt
    for (auto& step : recording) {
        auto* bytes = step.heard();
        if (bytes == nullptr) continue;
        if (step.max != kIrqSize) anonymise_frame(*bytes);
        else if (bytes->size() > kUnderstood) std::fill(bytes->begin() + kUnderstood, bytes->end(), std::uint8_t{0});
    }
}

}  // namespace loket::drivers::uru4000

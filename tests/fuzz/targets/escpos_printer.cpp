// The emulated printer takes what any program sends, in pieces of any size.

#include "drivers/escpos/model.h"
#include "tests/fuzz/target.h"

namespace loket::fuzz {

void escpos_printer(ByteView bytes) {
    constexpr std::size_t kMost = 4096;
    bytes = bytes.first(std::min(bytes.size(), kMost));
    drivers::escpos::Model printer;
    while (!bytes.empty()) {
        const std::size_t size = 1 + take_first(bytes) % 64u;
        (void)printer.out(0x01, take(bytes, size));
        (void)printer.in(0x82, 64);
    }
    for (const auto& slip : printer.slips())
        require(slip.image.pixels.size() == static_cast<std::size_t>(slip.image.width) * static_cast<std::size_t>(slip.image.height), "a slip is as large as it says");
}

}  // namespace loket::fuzz

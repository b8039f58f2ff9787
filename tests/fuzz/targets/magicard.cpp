#include "drivers/magicard/protocol.h"

#include "drivers/magicard/model.h"
#include "tests/fuzz/target.h"

namespace loket::fuzz {
namespace {

namespace magi = drivers::magicard;

void magicard_head(ByteView bytes) {
    const auto parsed = magi::parse_head(bytes);
    if (!parsed) return require(parsed.error().fault == Fault::Corrupt, "a bad head is Corrupt");
    if (!*parsed) return;
    require((*parsed)->size <= bytes.size() && (*parsed)->tags.size() < (*parsed)->size, "a head ends within its bytes");
    for (const auto* tag : {"SZB", "PAG", "DPX"})
        if (const auto value = (*parsed)->value(tag)) require(value->find(',') == std::string::npos, "a value ends at the comma");
}

void magicard_printer(ByteView bytes) {
    constexpr std::size_t kMost = 4096;
    bytes = bytes.first(std::min(bytes.size(), kMost));
    magi::Model model;
    while (!bytes.empty()) {
        const std::size_t size = 1 + take_first(bytes) % 64u;
        (void)model.out(0x01, take(bytes, size));
        (void)model.in(0x82, 256);
    }
    require(model.tray().empty(), "no card comes out of so few bytes");
}

}  // namespace

void magicard(ByteView bytes) {
    switch (take_first(bytes) % 3) {
        case 0:
            if (const auto value = magi::parse_answer(bytes, "TCQ")) (void)magi::parse_number(*value);
            break;
        case 1: magicard_head(bytes); break;
        default: magicard_printer(bytes);
    }
}

}  // namespace loket::fuzz

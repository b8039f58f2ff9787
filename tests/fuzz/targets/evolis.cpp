#include "drivers/evolis/protocol.h"

#include "drivers/evolis/model.h"
#include "tests/fuzz/target.h"

namespace loket::fuzz {
namespace {

namespace evo = drivers::evolis;

void evolis_answer(ByteView bytes) {
    const auto text = evo::parse_answer(bytes);
    if (!text) return require(text.error().fault == Fault::Corrupt, "a bad answer is Corrupt");
    require(!text->empty() && text->size() < bytes.size(), "an answer ends within its bytes");
    if (const auto count = evo::parse_count(*text)) require(*count >= 0 && !evo::parse_place(*text).ok(), "a count is no place");
    (void)evo::parse_sensor(*text);
    if (const auto reason = evo::refusal(*text)) require(!reason->empty(), "a refusal has a reason");
}

/// The emulated printer takes what any program sends, in pieces of any size.
void evolis_printer(ByteView bytes) {
    constexpr std::size_t kMost = 4096;
    bytes = bytes.first(std::min(bytes.size(), kMost));
    evo::Model model;
    while (!bytes.empty()) {
        const std::size_t size = 1 + take_first(bytes) % 64u;
        (void)model.out(0x01, take(bytes, size));
        (void)model.in(0x82, 64);
    }
    const auto cards = static_cast<int>(model.tray().size() + model.spoiled().size()) + (model.inside() ? 1 : 0);
    require(cards == model.fed(), "every card that was fed is somewhere");
}

}  // namespace

void evolis(ByteView bytes) { take_first(bytes) % 2 == 0 ? evolis_answer(bytes) : evolis_printer(bytes); }

}  // namespace loket::fuzz

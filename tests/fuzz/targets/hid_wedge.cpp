#include "drivers/hid_wedge/typing.h"

#include <linux/input.h>

#include "tests/fuzz/target.h"

namespace loket::fuzz {

namespace wedge = drivers::hid_wedge;

/// Bytes as an input node gives them, or three bytes a stroke; a line of sysfs.
void hid_wedge(ByteView bytes) {
    const auto what = take_first(bytes) % 3;
    if (what == 2) return (void)evdev::parse_capabilities(as_text(bytes));
    std::vector<evdev::Event> events;
    if (what == 0) {
        auto parsed = evdev::parse_events(bytes);
        if (!parsed) return require(parsed.error().fault == Fault::Corrupt, "half an event is corrupt");
        events = std::move(parsed).value();
    }
    while (what == 1 && !bytes.empty()) {
        const auto type = static_cast<std::uint16_t>(take_first(bytes) % 2), code = static_cast<std::uint16_t>(take_first(bytes));
        events.push_back({type, code, take_first(bytes) % 3});
    }
    wedge::Typing typing(*wedge::layout_named(events.size() % 2 == 0 ? "us" : "de"));
    for (const auto& event : events)
        if (const auto code = typing.push(event)) {
            require(!typing.begun(), "after a code another one begins");
            if (*code) require(!(*code)->empty() && (*code)->size() <= wedge::Typing::kMost + 3, "a code is of a length that a code can have");
            else require(code->error().fault == Fault::Rejected, "what is not read can be held again");
        }
}

}  // namespace loket::fuzz

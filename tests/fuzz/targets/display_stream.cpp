#include "tests/fuzz/target.h"
#include "workflow/lan/display_stream.h"

namespace loket::fuzz {

/// What answers where a display looks for its induk.
void display_stream(ByteView bytes) {
    lan::EventReader reader;
    for (ByteView rest = bytes; !rest.empty();) {
        const auto events = reader.take(as_text(take(rest, 7)));
        if (!events) return require(events.error().fault == Fault::Corrupt, "a refusal is of the bytes");
        for (const auto& event : *events) {
            const auto state = lan::read_display(event.data);
            if (!state) continue;
            lan::EventReader again;
            const auto written = again.take(lan::display_event(*state, "1"));
            require(written && written->size() == 1, "a state is one event");
            require(lan::read_display(written->front().data).value() == *state, "what was read can be written and read again");
        }
    }
}

}  // namespace loket::fuzz

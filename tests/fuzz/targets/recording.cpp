#include "devices/runtime/recording.h"

#include "tests/fuzz/target.h"

namespace loket::fuzz {

void recording(ByteView bytes) {
    const auto parsed = runtime::parse_recording(as_text(bytes));
    if (!parsed) return require(parsed.error().fault == Fault::Corrupt, "a bad recording is Corrupt");
    std::size_t size = 0;
    for (const auto& step : *parsed) size += step.out.size() + (step.answer ? step.answer->size() : 0);
    if (size > 1u << 20) return;  // true, but slow to write out
    const auto text = runtime::to_text(*parsed);
    const auto again = runtime::parse_recording(text);
    require(again && runtime::to_text(*again) == text, "what was read can be written and read again");
}

}  // namespace loket::fuzz

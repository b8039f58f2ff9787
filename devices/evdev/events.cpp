#include "devices/evdev/events.h"

#include <linux/input.h>

#include <charconv>
#include <cstring>

namespace loket::evdev {

Result<std::vector<Event>> parse_events(ByteView bytes) {
    if (bytes.size() % sizeof(input_event) != 0) return corrupt("an input node gave half an event");
    std::vector<Event> events;
    events.reserve(bytes.size() / sizeof(input_event));
    for (; !bytes.empty(); bytes = bytes.subspan(sizeof(input_event))) {
        input_event raw{};
        std::memcpy(&raw, bytes.data(), sizeof raw);
        events.push_back({raw.type, raw.code, raw.value});
    }
    return events;
}

Bytes to_bytes(const Event& event) {
    input_event raw{};
    raw.type = event.type;
    raw.code = event.code;
    raw.value = event.value;
    Bytes bytes(sizeof raw);
    std::memcpy(bytes.data(), &raw, sizeof raw);
    return bytes;
}

Codes parse_capabilities(std::string_view line) {
    constexpr std::size_t kWord = 64;
    std::vector<std::uint64_t> words;
    while (!line.empty()) {
        const auto end = std::min(line.find_first_of(" \n"), line.size());
        std::uint64_t word = 0;
        const auto [stopped, error] = std::from_chars(line.data(), line.data() + end, word, 16);
        if (end > 0 && (error != std::errc{} || stopped != line.data() + end)) return {};
        if (end > 0) words.push_back(word);
        line.remove_prefix(std::min(end + 1, line.size()));
    }
    Codes codes;
    for (std::size_t i = 0; i < words.size(); ++i)
        for (std::size_t bit = 0; bit < kWord; ++bit) {
            const auto code = (words.size() - 1 - i) * kWord + bit;
            if (code < codes.size() && (words[i] >> bit & 1U) != 0) codes.set(code);
        }
    return codes;
}

}  // namespace loket::evdev

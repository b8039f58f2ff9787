#include "drivers/escpos/protocol.h"

#include <algorithm>

namespace loket::drivers::escpos {
namespace {

constexpr std::uint8_t kPaper = 128;  // and brighter does not print

/// The value of `key` in `MFG:EPSON;MDL:TM-T20II;`.
std::string value_of(std::string_view id, std::string_view key) {
    for (std::size_t at = 0; at < id.size();) {
        const auto end = std::min(id.find(';', at), id.size());
        const auto field = id.substr(at, end - at);
        if (const auto colon = field.find(':'); colon != std::string_view::npos && field.substr(0, colon) == key) {
            std::string value(field.substr(colon + 1));
            std::replace_if(value.begin(), value.end(), [](char c) { return c < ' ' || c > '~'; }, ' ');
            return value;
        }
        at = end + 1;
    }
    return {};
}

std::string either(std::string first, std::string second) { return first.empty() ? second : first; }

}  // namespace

DeviceId parse_device_id(ByteView bytes) {
    constexpr std::size_t kLength = 2;
    if (bytes.size() < kLength) return {};
    const std::size_t said = static_cast<std::size_t>(bytes[0]) << 8 | bytes[1];
    const auto text = as_text(bytes.first(std::clamp(said, kLength, bytes.size())).subspan(kLength));
    return {either(value_of(text, "MFG"), value_of(text, "MANUFACTURER")), either(value_of(text, "MDL"), value_of(text, "MODEL"))};
}

Bytes initialise() { return {kEsc, '@'}; }

Bytes raster(const GrayImage& picture, int from, int count) {
    constexpr int kRowBytes = kDots / 8;
    Bytes out{kGs, 'v', '0', 0, kRowBytes, 0, static_cast<std::uint8_t>(count), static_cast<std::uint8_t>(count >> 8)};
    const int left = (kDots - picture.width) / 2;
    for (int y = from; y < from + count; ++y) {
        const std::size_t row = out.size();
        out.resize(row + kRowBytes);
        for (int x = 0; x < picture.width; ++x) {
            if (picture.at(x, y) >= kPaper) continue;
            const int dot = left + x;
            out[row + static_cast<std::size_t>(dot / 8)] |= static_cast<std::uint8_t>(0x80 >> dot % 8);
        }
    }
    return out;
}

Bytes cut() {
    constexpr std::uint8_t kFeedAndPartialCut = 66, kNoExtraFeed = 0;
    return {kGs, 'V', kFeedAndPartialCut, kNoExtraFeed};
}

Bytes ask_status(int n) { return {kDle, kEot, static_cast<std::uint8_t>(n)}; }
Bytes ask_when_printed() { return {kGs, 'r', 1}; }

std::string_view Sensors::reason() const {
    if (cover_open) return "cover-open";
    if (paper_end) return "media-empty";
    if (cutter_stuck) return "media-jam";
    if (broken) return "broken";
    return {};
}

bool is_status(std::uint8_t byte) { return (byte & 0x93) == 0x12; }
bool is_printed(std::uint8_t byte) { return (byte & 0x90) == 0; }

void read_status(Sensors& sensors, int n, std::uint8_t byte) {
    const auto has = [byte](int bits) { return (byte & bits) != 0; };
    if (n == 1) sensors.offline = has(0x08);
    if (n == 2) sensors.cover_open = has(0x04);
    if (n == 3) sensors.cutter_stuck = has(0x08), sensors.broken = has(0x20);
    if (n == 4) sensors.paper_low = has(0x0C), sensors.paper_end = has(0x60);
}

}  // namespace loket::drivers::escpos

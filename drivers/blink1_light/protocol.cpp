#include "drivers/blink1_light/protocol.h"

namespace loket::drivers::blink1_light {
namespace {

constexpr std::uint16_t kFeature = 0x0300;

Status expect(ByteView report, char command) {
    if (report.size() < kShortest || report.size() > kSize || report[1] != static_cast<std::uint8_t>(command)) return corrupt("not an answer of a blink(1)");
    return {};
}

Result<int> digit(std::uint8_t byte) {
    if (byte < '0' || byte > '9') return corrupt("not a version of a blink(1)");
    return byte - '0';
}

}  // namespace

model::UsbSetup get_report(std::uint8_t interface) { return {0xA1, 0x01, static_cast<std::uint16_t>(kFeature | kReport), interface}; }
model::UsbSetup set_report(std::uint8_t interface) { return {0x21, 0x09, static_cast<std::uint16_t>(kFeature | kReport), interface}; }

Report show(const Colour& colour) {
    constexpr auto kTicks = static_cast<std::uint16_t>(kFade.count() / 10);  // of 10 ms
    return {kReport, 'c', colour.red, colour.green, colour.blue, static_cast<std::uint8_t>(kTicks >> 8), static_cast<std::uint8_t>(kTicks), 0, 0};
}
Report ask_version() { return {kReport, 'v'}; }
Report ask_colour() { return {kReport, 'r'}; }

Result<Version> parse_version(ByteView report) {
    LOKET_TRY(expect(report, 'v'));
    LOKET_ASSIGN(major, digit(report[3]));
    LOKET_ASSIGN(minor, digit(report[4]));
    return Version{major, minor};
}

Result<Colour> parse_colour(ByteView report) {
    LOKET_TRY(expect(report, 'r'));
    return Colour{report[2], report[3], report[4]};
}

Colour colour_of(model::Sign sign) {
    switch (sign) {
        case model::Sign::Free: return {0, 40, 0};
        case model::Sign::InUse: return {0, 0, 255};
        case model::Sign::Help: return {255, 140, 0};
        case model::Sign::OutOfOrder: return {160, 0, 0};
    }
    return {};
}

}  // namespace loket::drivers::blink1_light

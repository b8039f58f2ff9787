#pragma once
// Feature reports of the blink(1). Pure functions on bytes.
// Source: blink1-hid-commands.md and blink1-lib.c of ThingM (github.com/todbot/blink1); drivers/hid/hid-led.c of Linux; HID 1.11, 7.2.

#include <array>

#include "devices/base/clock.h"
#include "devices/model/request.h"
#include "devices/model/transport.h"

namespace loket::drivers::blink1_light {

inline constexpr model::UsbClass kInterface{0x03, 0x00, 0x00};
inline constexpr std::uint8_t kReport = 0x01;
inline constexpr std::size_t kSize = 9;  ///< with the id, as ThingM's own library and Linux send it
inline constexpr std::size_t kShortest = 8;  ///< the documented size; some firmware answers so

using Report = std::array<std::uint8_t, kSize>;
struct Colour {
    std::uint8_t red = 0, green = 0, blue = 0;
    bool operator==(const Colour&) const = default;
};

model::UsbSetup get_report(std::uint8_t interface);
model::UsbSetup set_report(std::uint8_t interface);

/// All of it fades to this colour within kFade.
Report show(const Colour& colour);
inline constexpr Millis kFade{300};
/// Has the next get_report answered with the version, or with the colour that is shown (from mk2 on).
Report ask_version();
Report ask_colour();

struct Version {
    int major = 0, minor = 0;
    [[nodiscard]] bool tells_colour() const { return major >= 2; }
};
/// Corrupt when it is none.
Result<Version> parse_version(ByteView report);
Result<Colour> parse_colour(ByteView report);

/// Four colours that differ in brightness, too: green, blue, amber, red.
Colour colour_of(model::Sign sign);

}  // namespace loket::drivers::blink1_light

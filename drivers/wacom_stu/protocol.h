#pragma once
// HID reports of the STU pads in plain mode. Pure functions on bytes.
// Source: what Wacom's STU SDK sends and documents; HID 1.11.

#include <optional>
#include <string>

#include "devices/model/transport.h"

namespace loket::drivers::wacom_stu {

inline constexpr model::UsbClass kInterface{0x03, 0x00, 0x00};

/// Report ids: pen (in), the rest features.
enum Report : std::uint8_t {
    kPen = 0x01, kStatus = 0x03, kInformation = 0x08, kCapability = 0x09, kPenEncrypted = 0x10, kClear = 0x20, kInkMode = 0x21,
    kPenOption = 0x32, kPenTimedEncrypted = 0x33, kPenTimed = 0x34,
};
inline constexpr std::size_t kFeatureSize = 17;  ///< of kInformation and kCapability, with the id
inline constexpr std::size_t kStatusSize = 5;
inline constexpr std::size_t kLargestReport = 64;
inline constexpr std::uint8_t kTimeAndSequence = 3;  ///< kPenOption: pen reports come as kPenTimed

/// HID 1.11, 7.2: get and set a feature report.
model::UsbSetup get_feature(std::uint8_t report, std::uint8_t interface);
model::UsbSetup set_feature(std::uint8_t report, std::uint8_t interface);

/// What a pad says of itself; the largest coordinates and pressure a pen report can carry.
struct Information {
    std::string name, firmware;
};
struct Capability {
    int max_x = 0, max_y = 0, max_pressure = 0, width = 0, height = 0;  ///< width, height: pixels of its screen
};
Result<Information> parse_information(ByteView report);
/// Corrupt also when an extent is 0.
Result<Capability> parse_capability(ByteView report);

struct Pen {
    bool near = false;  ///< within reach of the pad
    int pressure = 0, x = 0, y = 0;
    std::optional<std::uint16_t> millis;  ///< the pad's own clock, which wraps
    bool operator==(const Pen&) const = default;
};
/// Nothing for reports that do not concern the pen; Unsupported for encrypted ones; Corrupt when it is cut off.
Result<std::optional<Pen>> parse_report(ByteView report);

}  // namespace loket::drivers::wacom_stu

#pragma once
// ESC/POS as the driver speaks it: pictures, cuts, status. Pure functions on bytes.
// Source: Epson, "ESC/POS Command Reference"; USB Printer Class 1.1; IEEE 1284 device ids.

#include <optional>
#include <string>
#include <string_view>

#include "devices/base/image.h"
#include "devices/model/transport.h"

namespace loket::drivers::escpos {

inline constexpr model::UsbClass kInterface{0x07, 0x01, 0x02};  ///< printer, bidirectional
inline constexpr int kDots = 576;                               ///< across 80 mm paper at 203 dpi
inline constexpr int kBandLines = 64;                           ///< of a picture sent in one command

/// First bytes of commands.
inline constexpr std::uint8_t kDle = 0x10, kEot = 0x04, kEsc = 0x1B, kFs = 0x1C, kGs = 0x1D;

/// Requests of the USB printer class.
inline constexpr model::UsbSetup kGetDeviceId{0xA1, 0x00, 0, 0}, kGetPortStatus{0xA1, 0x01, 0, 0}, kSoftReset{0x21, 0x02, 0, 0};
inline constexpr std::uint8_t kPortPaperEmpty = 0x20;

/// Maker and model of an IEEE 1284 device id with its two length bytes; empty where they are missing.
struct DeviceId {
    std::string maker, model;
};
DeviceId parse_device_id(ByteView bytes);

/// ESC @: everything as after power-up.
Bytes initialise();
/// GS v 0: lines `from` … `from + count` of the picture, centred on 576 dots; dark pixels print.
Bytes raster(const GrayImage& picture, int from, int count);
/// Feeds the slip past the knife and cuts, leaving a bridge.
Bytes cut();
/// DLE EOT n: asks for one status byte, answered at once, whatever else is under way. n = 1 … 4.
Bytes ask_status(int n);
/// GS r 1: asks for the paper sensors, answered when all that was sent before is on paper.
Bytes ask_when_printed();

/// What the four status bytes say.
struct Sensors {
    bool offline = false, cover_open = false, paper_low = false, paper_end = false, cutter_stuck = false, broken = false;
    bool operator==(const Sensors&) const = default;
    /// State reason of RFC 8011 that an operator must see to; empty when it can print.
    [[nodiscard]] std::string_view reason() const;
};
/// Whether a byte can be an answer to DLE EOT (bits 0, 1, 4 and 7 are fixed) or to GS r.
bool is_status(std::uint8_t byte);
bool is_printed(std::uint8_t byte);
/// Adds what status byte `n` says.
void read_status(Sensors& sensors, int n, std::uint8_t byte);

}  // namespace loket::drivers::escpos

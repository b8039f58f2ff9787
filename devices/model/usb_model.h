#pragma once
// What one emulated USB box does, byte for byte. The same model stands behind the in-process transport and behind umockdev,
// where programs that are not ours drive it.

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "devices/base/bytes.h"
#include "devices/model/transport.h"

namespace loket::model {

/// What a box says of itself in its descriptors (USB 2.0, 9.6). One configuration.
struct UsbDescription {
    struct Endpoint {
        std::uint8_t address = 0;
        std::uint8_t attributes = 0;  ///< 2 bulk, 3 interrupt
        std::uint16_t packet = 64;
    };
    struct Interface {
        UsbClass of = {};
        std::vector<Endpoint> endpoints = {};
        Bytes report = {};  ///< HID report descriptor, for interfaces of class 3
    };
    UsbId id = {};
    std::uint16_t release = 0x0100;
    std::string vendor = {}, product = {}, serial = {};
    std::vector<Interface> interfaces = {};
};

struct UsbReply {
    enum class Kind : std::uint8_t {
        Done,   ///< taken, or answered with `bytes`
        Later,  ///< NAK: nothing to say yet, or no room for more; asked again soon
        Stall,  ///< refused
    };
    Kind kind = Kind::Done;
    Bytes bytes = {};

    static UsbReply done(Bytes bytes = {}) { return {Kind::Done, std::move(bytes)}; }
    /// Answered with the first `count` bytes of what waits, which keeps the rest.
    static UsbReply first_of(Bytes& waiting, std::size_t count) {
        const auto end = waiting.begin() + static_cast<std::ptrdiff_t>(std::min(count, waiting.size()));
        Bytes part(waiting.begin(), end);
        waiting.erase(waiting.begin(), end);
        return done(std::move(part));
    }
    static UsbReply later() { return {Kind::Later}; }
    static UsbReply stall() { return {Kind::Stall}; }
};

/// Not thread-safe: whoever puts it on a wire calls it from one thread at a time. No call blocks.
class UsbDeviceModel {
  public:
    virtual ~UsbDeviceModel() = default;
    [[nodiscard]] virtual const UsbDescription& description() const = 0;
    /// A control request that is not a standard one; at most `max` bytes back.
    virtual UsbReply setup(const UsbSetup& setup, ByteView out, std::size_t max) = 0;
    /// Bytes on an OUT endpoint, all taken or none.
    virtual UsbReply out(std::uint8_t endpoint, ByteView bytes) = 0;
    /// At most `max` bytes from an IN endpoint.
    virtual UsbReply in(std::uint8_t endpoint, std::size_t max) = 0;
    /// Something happens to the box: "reset" (power-up), or a word of its kind ("finger_on", "cover_open"). False: no such word.
    virtual bool event(std::string_view what) = 0;
};

/// Notes an endpoint in what is known of an opened box; the first of each sort counts.
void add_endpoint(UsbBox& box, std::uint8_t address, std::uint8_t attributes);
/// Device descriptor followed by the configuration descriptor with all that belongs to it, as sysfs shows them.
Bytes descriptors(const UsbDescription& box);
/// The answer of every box to the standard requests (USB 2.0, 9.4; HID 1.11, 7.1), then to its own.
UsbReply control(UsbDeviceModel& box, const UsbSetup& setup, ByteView out, std::size_t max);

/// Language of all our string descriptors: English (United States).
inline constexpr std::uint16_t kUsbEnglish = 0x0409;
/// The request for string descriptor `number`.
UsbSetup string_request(std::uint8_t number);
/// Text of a string descriptor: UTF-16LE becomes UTF-8, controls become spaces. Empty for anything that is not one.
std::string usb_text(ByteView descriptor);

}  // namespace loket::model

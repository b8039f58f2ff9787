#pragma once
// The only seam between a driver and the wire: libusb, an emulated box, recorder, replayer or fault injector stand behind it.

#include <chrono>
#include <cstdint>
#include <stop_token>
#include <string>
#include <string_view>

#include "devices/base/bytes.h"
#include "devices/base/result.h"

namespace loket::model {

/// USB vendor and product, and what the box is called in the table of supported devices.
struct UsbId {
    std::uint16_t vendor = 0;
    std::uint16_t product = 0;
    std::string_view name = {};
    /// Whether a row with this id answers for the box (vendor, product).
    [[nodiscard]] bool fits(std::uint16_t box_vendor, std::uint16_t box_product) const;
};
/// In a row: every box of the vendor that has none of its own. No box has this number.
inline constexpr std::uint16_t kAnyProduct = 0;
inline bool UsbId::fits(std::uint16_t box_vendor, std::uint16_t box_product) const { return vendor == box_vendor && (product == box_product || product == kAnyProduct); }

/// A control request as USB 2.0, 9.3 lays it out; bit 7 of `type` is set when bytes come back.
struct UsbSetup {
    std::uint8_t type = 0, request = 0;
    std::uint16_t value = 0, index = 0;
    bool operator==(const UsbSetup&) const = default;
};

/// One thing to say and the answer wanted.
struct Transfer {
    std::uint8_t endpoint = 0;  ///< USB endpoint address, bit 7 set towards us; 0 = the control request `setup`
    UsbSetup setup = {};
    ByteView out = {};    ///< bytes to the box
    std::size_t max = 0;  ///< most bytes wanted back
};

/// Class, subclass and protocol of a USB interface (usb.org "Defined Class Codes").
struct UsbClass {
    std::uint8_t code = 0, subclass = 0, protocol = 0;
    bool operator==(const UsbClass&) const = default;
};

/// What a box said of itself when it was opened. Endpoint addresses are 0 where it has none.
struct UsbBox {
    std::uint16_t vendor_id = 0, product_id = 0;
    std::uint16_t release = 0;  ///< bcdDevice, often the firmware version
    std::string vendor = {}, product = {}, serial = {};
    std::uint8_t interface = 0, bulk_in = 0, bulk_out = 0, interrupt_in = 0;
    bool emulated = false;  ///< made of code: shown as *simulasi*
};

/// What is done to a box that does not answer, the mild one first.
enum class Remedy : std::uint8_t {
    Reset,       ///< of its port (USB 2.0, 7.1.7.5): the box begins anew, its power stays
    PowerCycle,  ///< its port is dark for a moment, where its hub can do that
};

/// The calls of one transport come from one thread at a time. Failures: Gone when the box left; TimedOut; Cancelled within
/// 100 ms of the stop request; Unsupported when the box refuses the request (STALL); Corrupt when the bus itself reports
/// an error or the box sends more than was asked for; Busy when another program holds it.
class Transport {
  public:
    using Time = std::chrono::steady_clock::time_point;

    virtual ~Transport() = default;
    /// Takes the first interface of the class `wanted` for this driver alone; Unsupported when there is none. Bounded: 1 s.
    virtual Result<UsbBox> open(UsbClass wanted) = 0;
    /// Blocks until all of `transfer.out` is taken and an answer (at most `transfer.max` bytes) is there, the deadline, or stop.
    /// An answer on a bulk endpoint ends with a packet that is not full, as USB says.
    virtual Result<Bytes> exchange(const Transfer& transfer, Time deadline, std::stop_token stop) = 0;
    /// Gives the box back. Harmless when it is not open.
    virtual void close() = 0;
    /// Of a box that is not open. Unsupported where nothing of the kind can be done. Bounded: 3 s.
    virtual Status recover(Remedy) { return Error{Fault::Unsupported, "this wire knows no remedy"}; }
};

}  // namespace loket::model

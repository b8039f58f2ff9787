#pragma once
// Words and datasets of the Picture Transfer Protocol (ISO 15740, PIMA 15740:2000), little-endian: what an emulated camera says. Pure functions.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "devices/base/bytes.h"

namespace loket::drivers::gphoto2_camera::ptp {

enum Operation : std::uint16_t {
    GetDeviceInfo = 0x1001, OpenSession = 0x1002, CloseSession = 0x1003, GetStorageIDs = 0x1004, GetStorageInfo = 0x1005, GetNumObjects = 0x1006,
    GetObjectHandles = 0x1007, GetObjectInfo = 0x1008, GetObject = 0x1009, DeleteObject = 0x100B, InitiateCapture = 0x100E, GetDevicePropValue = 0x1015,
    // Nikon's (libgphoto2, ptp.h): the commonest live view
    DeviceReady = 0x90C8, StartLiveView = 0x9201, EndLiveView = 0x9202, GetLiveViewImage = 0x9203,
};
enum Response : std::uint16_t {
    Ok = 0x2001, GeneralError = 0x2002, SessionNotOpen = 0x2003, OperationNotSupported = 0x2005, InvalidObjectHandle = 0x2009, DevicePropNotSupported = 0x200A,
    StoreFull = 0x200C, ObjectWriteProtected = 0x200D, DeviceBusy = 0x2019, SessionAlreadyOpen = 0x201E, NotLiveView = 0xA00B,
};
enum EventCode : std::uint16_t { ObjectAdded = 0x4002, CaptureComplete = 0x400D };

inline constexpr std::uint16_t kJpeg = 0x3801;  ///< object format Exif/JPEG
inline constexpr std::uint32_t kStore = 0x00010001;
inline constexpr std::uint16_t kLiveViewStatus = 0xD1A2;  ///< property of Nikon's

struct Request {
    std::uint16_t code = 0;
    std::uint32_t transaction = 0;
    std::vector<std::uint32_t> parameters = {};  ///< up to five
    [[nodiscard]] std::uint32_t parameter(std::size_t i) const { return i < parameters.size() ? parameters[i] : 0; }
};
struct Reply {
    std::uint16_t code = Ok;
    std::optional<Bytes> data = {};  ///< sent before the response
};
struct Event {
    std::uint16_t code = 0;
    std::uint32_t parameter = 0;
};

/// Appends little-endian fields.
class Writer {
  public:
    Writer& u8(std::uint8_t value) { return number(value, 1); }
    Writer& u16(std::uint16_t value) { return number(value, 2); }
    Writer& u32(std::uint32_t value) { return number(value, 4); }
    Writer& u64(std::uint64_t value) { return number(value, 8); }
    Writer& raw(ByteView bytes) { return out_.insert(out_.end(), bytes.begin(), bytes.end()), *this; }
    /// UTF-16LE of plain ASCII with a zero at its end.
    Writer& wide(std::string_view text);
    /// A string of PTP (5.3.4): its length in characters before it; empty: one zero byte.
    Writer& text(std::string_view text) { return text.empty() ? u8(0) : u8(static_cast<std::uint8_t>(text.size() + 1)).wide(text); }
    template <class T>
    Writer& list(const std::vector<T>& all) {
        u32(static_cast<std::uint32_t>(all.size()));
        for (const auto each : all) number(each, sizeof(T));
        return *this;
    }
    Bytes take() { return std::move(out_); }

  private:
    Writer& number(std::uint64_t value, std::size_t bytes) {
        for (std::size_t i = 0; i < bytes; ++i) out_.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
        return *this;
    }
    Bytes out_;
};

/// Little-endian field at `at`; 0 past the end.
std::uint16_t u16_at(ByteView bytes, std::size_t at);
std::uint32_t u32_at(ByteView bytes, std::size_t at);

Bytes device_info();                                                    ///< 5.5.1, of the emulated camera
Bytes storage_info(bool full);                                          ///< 5.5.3
Bytes object_info(std::string_view name, std::size_t size, int width, int height);  ///< 5.5.2

}  // namespace loket::drivers::gphoto2_camera::ptp

#include "drivers/gphoto2_camera/ptp.h"

namespace loket::drivers::gphoto2_camera::ptp {

Writer& Writer::wide(std::string_view text) {
    for (const char each : text) u16(static_cast<std::uint8_t>(each));
    return u16(0);
}

std::uint16_t u16_at(ByteView bytes, std::size_t at) {
    return at + 2 <= bytes.size() ? static_cast<std::uint16_t>(bytes[at] | bytes[at + 1] << 8) : std::uint16_t{0};
}

std::uint32_t u32_at(ByteView bytes, std::size_t at) { return at + 4 <= bytes.size() ? u16_at(bytes, at) | static_cast<std::uint32_t>(u16_at(bytes, at + 2)) << 16 : 0; }

Bytes device_info() {
    constexpr std::uint32_t kNikon = 0x0A;
    const std::vector<std::uint16_t> operations{GetDeviceInfo, OpenSession, CloseSession, GetStorageIDs, GetStorageInfo, GetNumObjects, GetObjectHandles, GetObjectInfo, GetObject,
                                                DeleteObject, InitiateCapture, GetDevicePropValue, DeviceReady, StartLiveView, EndLiveView, GetLiveViewImage};
    const std::vector<std::uint16_t> events{ObjectAdded, CaptureComplete}, none, formats{kJpeg};
    return Writer()
        .u16(100).u32(kNikon).u16(100).text("").u16(0)
        .list(operations).list(events).list(none).list(formats).list(formats)
        .text("Loket").text("Emulated camera").text("1.0").text("SIM-1")
        .take();
}

Bytes storage_info(bool full) {
    constexpr std::uint16_t kRemovable = 4, kCameraFiles = 3, kReadWrite = 0;
    return Writer().u16(kRemovable).u16(kCameraFiles).u16(kReadWrite).u64(1ULL << 34).u64(full ? 0 : 1ULL << 33).u32(full ? 0 : 999).text("SD").text("").take();
}

Bytes object_info(std::string_view name, std::size_t size, int width, int height) {
    return Writer()
        .u32(kStore).u16(kJpeg).u16(0).u32(static_cast<std::uint32_t>(size))
        .u16(0).u32(0).u32(0).u32(0)  // no thumbnail
        .u32(static_cast<std::uint32_t>(width)).u32(static_cast<std::uint32_t>(height)).u32(24)
        .u32(0).u16(0).u32(0).u32(0)  // in no folder
        .text(name).text("20261129T080000").text("").text("")
        .take();
}

}  // namespace loket::drivers::gphoto2_camera::ptp

#include "drivers/wacom_stu/protocol.h"

#include <fmt/format.h>

namespace loket::drivers::wacom_stu {
namespace {

constexpr std::uint8_t kGetReport = 0x01, kSetReport = 0x09, kFromInterface = 0xA1, kToInterface = 0x21;
constexpr std::uint16_t kFeature = 0x0300;

Status expect(ByteView report, std::uint8_t id, std::size_t size) {
    if (report.size() < size || report[0] != id) return corrupt(fmt::format("report {:02x} is not whole", id));
    return {};
}

}  // namespace

model::UsbSetup get_feature(std::uint8_t report, std::uint8_t interface) {
    return {kFromInterface, kGetReport, static_cast<std::uint16_t>(kFeature | report), interface};
}

model::UsbSetup set_feature(std::uint8_t report, std::uint8_t interface) {
    return {kToInterface, kSetReport, static_cast<std::uint16_t>(kFeature | report), interface};
}

Result<Information> parse_information(ByteView report) {
    constexpr std::size_t kNameSize = 9;
    LOKET_TRY(expect(report, kInformation, kFeatureSize));
    Information info;
    for (const auto c : report.subspan(1, kNameSize)) {
        if (c < ' ' || c > '~') break;
        info.name += static_cast<char>(c);
    }
    info.firmware = fmt::format("{}.{}", report[1 + kNameSize], report[2 + kNameSize]);
    return info;
}

Result<Capability> parse_capability(ByteView report) {
    LOKET_TRY(expect(report, kCapability, kFeatureSize));
    ByteReader reader(report.subspan(1));
    Capability can;
    can.max_x = reader.u16();
    can.max_y = reader.u16();
    can.max_pressure = reader.u16();
    can.width = reader.u16();
    can.height = reader.u16();
    if (can.max_x == 0 || can.max_y == 0 || can.max_pressure == 0) return corrupt("a pad without extent");
    constexpr int kLongest = 8;  // times as long as wide: no pad is a ribbon
    if (can.max_x > kLongest * can.max_y || can.max_y > kLongest * can.max_x) return corrupt("a pad of no shape");
    return can;
}

Result<std::optional<Pen>> parse_report(ByteView report) {
    if (report.empty()) return corrupt("an empty report");
    if (report[0] == kPenEncrypted || report[0] == kPenTimedEncrypted) return Error{Fault::Unsupported, "the pad encrypts", "device.unsupported"};
    if (report[0] != kPen && report[0] != kPenTimed) return std::optional<Pen>{};
    const bool timed = report[0] == kPenTimed;
    ByteReader reader(report.subspan(1));
    const unsigned first = reader.u8();
    Pen pen;
    pen.near = (first & 0x80) != 0;
    pen.pressure = static_cast<int>((first & 0x0F) << 8 | reader.u8());
    pen.x = reader.u16();
    pen.y = reader.u16();
    if (timed) pen.millis = reader.u16();
    if (!reader.ok()) return corrupt("a pen report that is cut off");
    return std::optional{pen};
}

}  // namespace loket::drivers::wacom_stu

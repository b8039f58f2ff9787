#include "devices/biometrics/iso/finger_record.h"

#include <algorithm>

namespace loket::biometrics::iso {
namespace {

constexpr std::uint32_t kMagic = 0x464D5200;    // "FMR\0"
constexpr std::uint32_t kVersion = 0x20323000;  // " 20\0"
constexpr std::uint16_t kReference = 197;       // pixels per centimetre at 500 dpi
constexpr int kCoordinateBits = 14;
constexpr std::uint16_t kCoordinateMask = (1 << kCoordinateBits) - 1;

bool known(std::uint8_t impression) { return impression <= 3 || impression == 8; }

void write_minutia(ByteWriter& out, const Minutia& m) {
    out.u16(static_cast<std::uint16_t>(static_cast<unsigned>(m.type) << kCoordinateBits | m.x)).u16(m.y).u8(m.angle).u8(m.quality);
}

Result<Minutia> read_minutia(ByteReader& in, const FingerRecord& record) {
    const std::uint16_t first = in.u16(), second = in.u16();
    Minutia m{static_cast<std::uint16_t>(first & kCoordinateMask), static_cast<std::uint16_t>(second & kCoordinateMask)};
    m.angle = in.u8();
    m.quality = in.u8();
    if (!in.ok()) return corrupt("finger record: ends inside a minutia");
    const int type = first >> kCoordinateBits;
    if (type > 2 || second >> kCoordinateBits != 0) return corrupt("finger record: reserved minutia bits are set");
    if (m.x >= record.width || m.y >= record.height) return corrupt("finger record: minutia outside the image");
    if (m.quality > 100) return corrupt("finger record: minutia quality above 100");
    m.type = static_cast<MinutiaType>(type);
    return m;
}

/// Blocks of type, length (including these four bytes) and data must fill the area exactly.
Status check_extended(ByteView area) {
    ByteReader in(area);
    while (in.remaining() > 0) {
        in.u16();
        const std::uint16_t length = in.u16();
        if (!in.ok() || length < 4) return corrupt("finger record: extended block without a length");
        in.take(length - 4U);
        if (!in.ok()) return corrupt("finger record: extended block longer than its area");
    }
    return {};
}

Result<FingerView> read_view(ByteReader& in, const FingerRecord& record) {
    FingerView view;
    const std::uint8_t position = in.u8(), kind = in.u8();
    view.quality = in.u8();
    const std::uint8_t count = in.u8();
    if (!in.ok()) return corrupt("finger record: ends inside a view header");
    if (position > static_cast<std::uint8_t>(Finger::LeftLittle)) return corrupt("finger record: unknown finger position");
    if (!known(kind & 15)) return corrupt("finger record: unknown impression type");
    if (view.quality > 100) return corrupt("finger record: quality above 100");
    view.position = static_cast<Finger>(position);
    view.number = kind >> 4;
    view.impression = static_cast<ImpressionKind>(kind & 15);
    for (int i = 0; i < count; ++i) {
        LOKET_ASSIGN(minutia, read_minutia(in, record));
        view.minutiae.push_back(minutia);
    }
    const ByteView extended = in.take(in.u16());
    if (!in.ok()) return corrupt("finger record: ends inside extended data");
    LOKET_TRY(check_extended(extended));
    view.extended.assign(extended.begin(), extended.end());
    return view;
}

Status fits(const FingerView& view) {
    const bool coordinates = std::all_of(view.minutiae.begin(), view.minutiae.end(), [](const Minutia& m) { return m.x <= kCoordinateMask && m.y <= kCoordinateMask; });
    if (!coordinates || view.minutiae.size() > 255 || view.extended.size() > 0xFFFF || view.number > 15)
        return Error{Fault::Unsupported, "finger record: more than the format can say"};
    return {};
}

void write_view(ByteWriter& out, const FingerView& view) {
    out.u8(static_cast<std::uint8_t>(view.position));
    out.u8(static_cast<std::uint8_t>(view.number << 4 | static_cast<unsigned>(view.impression)));
    out.u8(view.quality).u8(static_cast<std::uint8_t>(view.minutiae.size()));
    for (const Minutia& m : view.minutiae) write_minutia(out, m);
    out.u16(static_cast<std::uint16_t>(view.extended.size())).raw(view.extended);
}

/// 196–198 pixels per centimetre are all meant as 500 dpi.
int at_500_dpi(int length, int resolution) {
    if (std::abs(resolution - kReference) <= 1) return length;
    return (length * kReference + resolution / 2) / resolution;
}

}  // namespace

FingerRecord record_of(const FingerTemplate& finger, Finger position, int quality) {
    FingerRecord record;
    record.width = static_cast<std::uint16_t>(std::clamp(finger.width, 0, 0xFFFF));
    record.height = static_cast<std::uint16_t>(std::clamp(finger.height, 0, 0xFFFF));
    FingerView view;
    view.position = position;
    view.quality = static_cast<std::uint8_t>(std::clamp(quality, 0, 100));
    view.minutiae = finger.minutiae;
    record.views.push_back(std::move(view));
    return record;
}

Result<FingerTemplate> template_of(const FingerRecord& record, std::size_t index) {
    if (index >= record.views.size()) return rejected("finger.no_view", "finger record: no such view");
    const int rx = record.x_resolution, ry = record.y_resolution;
    if (rx < 99 || rx > 394 || ry < 99 || ry > 394)
        return Error{Fault::Unsupported, "finger record: resolution outside 250-1000 dpi", "finger.resolution"};
    FingerTemplate out{at_500_dpi(record.width, rx), at_500_dpi(record.height, ry), record.views[index].minutiae};
    for (Minutia& m : out.minutiae) {
        m.x = static_cast<std::uint16_t>(at_500_dpi(m.x, rx));
        m.y = static_cast<std::uint16_t>(at_500_dpi(m.y, ry));
    }
    return out;
}

Result<Bytes> encode_record(const FingerRecord& record) {
    if (record.views.empty() || record.views.size() > 255) return Error{Fault::Unsupported, "finger record: 1 to 255 views"};
    ByteWriter views;
    for (const FingerView& view : record.views) {
        LOKET_TRY(fits(view));
        write_view(views, view);
    }
    constexpr std::size_t kHeader = 24;
    ByteWriter out;
    out.u32(kMagic).u32(kVersion).u32(static_cast<std::uint32_t>(kHeader + views.bytes().size()));
    out.u16(record.device).u16(record.width).u16(record.height).u16(record.x_resolution).u16(record.y_resolution);
    out.u8(static_cast<std::uint8_t>(record.views.size())).u8(0).raw(views.bytes());
    return out.take();
}

Result<FingerRecord> decode_record(ByteView bytes) {
    ByteReader in(bytes);
    if (in.u32() != kMagic) return corrupt("finger record: not a finger minutiae record");
    if (in.u32() != kVersion) return Error{Fault::Unsupported, "finger record: not the 2005 version"};
    if (in.u32() != bytes.size()) return corrupt("finger record: length field and length differ");
    FingerRecord record;
    record.device = in.u16();
    record.width = in.u16();
    record.height = in.u16();
    record.x_resolution = in.u16();
    record.y_resolution = in.u16();
    const std::uint8_t count = in.u8(), reserved = in.u8();
    if (!in.ok() || count == 0 || reserved != 0) return corrupt("finger record: broken header");
    for (int i = 0; i < count; ++i) {
        LOKET_ASSIGN(view, read_view(in, record));
        record.views.push_back(std::move(view));
    }
    if (in.remaining() != 0) return corrupt("finger record: bytes after the last view");
    return record;
}

}  // namespace loket::biometrics::iso

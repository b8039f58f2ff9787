#include <algorithm>

#include "devices/biometrics/iso/finger_record.h"

namespace loket::biometrics::iso {
namespace {

constexpr std::uint32_t kMagicOf2011 = 0x464D5200, kEditionOf2011 = 0x30333000;  // "FMR\0", "030\0"
constexpr std::size_t kHeaderOf2011 = 15, kDateOf2011 = 9;
constexpr std::uint16_t kPlaceMask = 0x3FFF;
constexpr int kLong = 6, kShort = 5;  // bytes of a minutia, with and without its quality
constexpr int kNotGiven = 254;

Error broken_2011(const char* why) { return corrupt(std::string("finger record of 2011: ") + why); }

Result<Minutia> minutia_of_2011(ByteReader& in, const FingerRecord& record, bool with_quality) {
    const std::uint16_t first = in.u16(), second = in.u16();
    Minutia m{static_cast<std::uint16_t>(first & kPlaceMask), static_cast<std::uint16_t>(second & kPlaceMask)};
    m.angle = in.u8();
    const int quality = with_quality ? in.u8() : kNotGiven;
    if (!in.ok()) return broken_2011("ends inside a minutia");
    if (first >> 14 > 2 || second >> 14 != 0) return broken_2011("reserved minutia bits are set");
    if (m.x >= record.width || m.y >= record.height) return broken_2011("minutia outside the image");
    if (quality > 100 && quality < kNotGiven) return broken_2011("minutia quality above 100");
    m.quality = static_cast<std::uint8_t>(quality > 100 ? 0 : quality);
    m.type = static_cast<MinutiaType>(first >> 14);
    return m;
}

/// Date, device, quality blocks and certificates; gives the first quality that is one.
Result<int> skip_capture(ByteReader& in, bool certified) {
    in.take(kDateOf2011 + 5);
    int quality = -1;
    for (int left = in.u8(); left > 0; --left) {
        const int value = in.u8();
        in.take(4);
        if (quality < 0 && value <= 100) quality = value;
    }
    if (certified) in.take(3U * in.u8());
    if (!in.ok()) return broken_2011("ends inside a representation");
    return std::max(quality, 0);
}

/// Size and resolution must be those of the first.
Status take_size(ByteReader& in, FingerRecord& record, FingerView& view) {
    const auto rx = in.u16(), ry = in.u16();
    const auto impression = in.u8();
    const auto width = in.u16(), height = in.u16();
    if (!in.ok()) return broken_2011("ends inside a representation");
    if (impression > 3 && impression != 8) return Error{Fault::Unsupported, "finger record of 2011: a latent or another impression", "record.unsupported"};
    view.impression = static_cast<ImpressionKind>(impression);
    const bool first = record.views.empty();
    if (!first && (rx != record.x_resolution || ry != record.y_resolution || width != record.width || height != record.height))
        return Error{Fault::Unsupported, "finger record of 2011: representations of several sizes", "record.unsupported"};
    record.x_resolution = rx, record.y_resolution = ry, record.width = width, record.height = height;
    return {};
}

Result<FingerView> view_of_2011(ByteReader& in, FingerRecord& record, bool certified) {
    FingerView view;
    LOKET_ASSIGN(quality, skip_capture(in, certified));
    view.quality = static_cast<std::uint8_t>(quality);
    const auto position = in.u8();
    view.number = in.u8();
    LOKET_TRY(take_size(in, record, view));
    if (position > static_cast<std::uint8_t>(Finger::LeftLittle)) return broken_2011("unknown finger position");
    if (view.number > 15) return broken_2011("view number beyond 15");
    view.position = static_cast<Finger>(position);
    const int size = in.u8() >> 4;
    if (size != kShort && size != kLong) return broken_2011("minutiae of neither five nor six bytes");
    for (int left = in.u8(); left > 0; --left) {
        LOKET_ASSIGN(minutia, minutia_of_2011(in, record, size == kLong));
        view.minutiae.push_back(minutia);
    }
    const auto extended = in.take(in.u16());
    if (!in.ok() || in.remaining() != 0) return broken_2011("the length of a representation and its parts differ");
    view.extended.assign(extended.begin(), extended.end());
    return view;
}

}  // namespace

Result<FingerRecord> decode_record_2011(ByteView bytes) {
    ByteReader in(bytes);
    if (in.u32() != kMagicOf2011) return broken_2011("not a finger minutiae record");
    if (in.u32() != kEditionOf2011) return Error{Fault::Unsupported, "finger record: not the edition of 2011", "record.unsupported"};
    if (in.u32() != bytes.size()) return broken_2011("length field and length differ");
    const int count = in.u16(), certified = in.u8();
    if (!in.ok() || count == 0 || certified > 1) return broken_2011("broken header");
    FingerRecord record;
    for (int i = 0; i < count; ++i) {
        const auto length = in.u32();
        if (!in.ok() || length < 4 || length - 4 > in.remaining()) return broken_2011("a representation is longer than the record");
        ByteReader own(in.take(length - 4));
        LOKET_ASSIGN(view, view_of_2011(own, record, certified == 1));
        record.views.push_back(std::move(view));
    }
    if (in.remaining() != 0) return broken_2011("bytes after the last representation");
    return record;
}

Result<Bytes> encode_record_2011(const FingerRecord& record) {
    if (record.views.empty() || record.views.size() > 255) return Error{Fault::Unsupported, "finger record: 1 to 255 views"};
    ByteWriter views;
    for (const FingerView& view : record.views) {
        if (view.minutiae.size() > 255 || view.extended.size() > 0xFFFF || view.number > 15 || std::any_of(view.minutiae.begin(), view.minutiae.end(), [](const Minutia& m) { return m.x > kPlaceMask || m.y > kPlaceMask; }))
            return Error{Fault::Unsupported, "finger record: more than the format can say"};
        ByteWriter own;
        for (std::size_t i = 0; i < kDateOf2011; ++i) own.u8(0xFF);
        own.u8(0).u16(0).u16(0).u8(1).u8(view.quality).u16(0).u16(0);
        own.u8(static_cast<std::uint8_t>(view.position)).u8(view.number).u16(record.x_resolution).u16(record.y_resolution);
        own.u8(static_cast<std::uint8_t>(view.impression)).u16(record.width).u16(record.height).u8(kLong << 4).u8(static_cast<std::uint8_t>(view.minutiae.size()));
        for (const Minutia& m : view.minutiae) own.u16(static_cast<std::uint16_t>(static_cast<unsigned>(m.type) << 14 | m.x)).u16(m.y).u8(m.angle).u8(m.quality);
        own.u16(static_cast<std::uint16_t>(view.extended.size())).raw(view.extended);
        views.u32(static_cast<std::uint32_t>(own.bytes().size() + 4)).raw(own.bytes());
    }
    ByteWriter out;
    out.u32(kMagicOf2011).u32(kEditionOf2011).u32(static_cast<std::uint32_t>(kHeaderOf2011 + views.bytes().size()));
    out.u16(static_cast<std::uint16_t>(record.views.size())).u8(0).raw(views.bytes());
    return out.take();
}

}  // namespace loket::biometrics::iso

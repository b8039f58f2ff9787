#include "devices/biometrics/iso/image_record.h"

#include <algorithm>

namespace loket::biometrics::iso {
namespace {

constexpr std::uint32_t kFingerMagic = 0x46495200, kIrisMagic = 0x49495200, kFaceMagic = 0x46414300;  // "FIR\0", "IIR\0", "FAC\0"
constexpr std::uint32_t kFingerEdition = 0x30323000, kIrisEdition = kFingerEdition, kFaceEdition = 0x30333000;  // "020\0", "030\0"
constexpr std::size_t kShortHeader = 16, kFaceHeader = 17;
constexpr std::size_t kDate = 9, kDevice = 5;  // date and time to the millisecond; technology, vendor, type
constexpr int kNoScore = 254;                  // and 255: not reported, failed
constexpr int kLastFinger = 10, kMostQualityBlocks = 255;
constexpr std::uint8_t kPerInch = 1, kPerCentimetre = 2, kEightBits = 8;

Error unsupported_image(const char* why) { return {Fault::Unsupported, std::string("image record: ") + why, "device.unsupported"}; }
Error broken_image(const char* why) { return corrupt(std::string("image record: ") + why); }

/// The one representation, behind the general header; `certified`: it has certification blocks (finger only).
struct Opened {
    ByteReader in;
    bool certified = false;
    int quality = -1;
};

Result<Opened> open_record(ByteView bytes, std::uint32_t magic, std::uint32_t edition, std::size_t header) {
    ByteReader in(bytes);
    if (in.u32() != magic) return broken_image("another magic");
    const auto said = in.u32();
    if (!in.ok()) return broken_image("cut off");
    if (said != edition) return unsupported_image("not the edition of 2011");
    const auto length = in.u32();
    const int count = in.u16();
    const bool certified = in.u8() == 1;
    in.take(header - kShortHeader + 1);  // fingers or eyes present; of a face the temporal semantics
    if (!in.ok() || length != bytes.size()) return broken_image("length field and length differ");
    if (count != 1) return unsupported_image("not one representation");
    if (in.u32() != bytes.size() - header || !in.ok()) return broken_image("the representation does not fill the record");
    in.take(kDate + kDevice);
    Opened out{in, certified};
    for (int left = out.in.u8(); left > 0; --left) {
        const int score = out.in.u8();
        out.in.take(4);  // vendor and algorithm
        if (out.quality < 0 && score < kNoScore) out.quality = score;
    }
    if (!out.in.ok() || out.quality > 100) return broken_image("broken quality blocks");
    return out;
}

Status take_picture(ByteReader& in, ImageRecord& image) {
    const auto length = in.u32();
    const auto bytes = in.take(length);
    if (!in.ok()) return broken_image("the picture is cut off");
    if (image.width == 0 || image.height == 0 || bytes.empty()) return broken_image("no picture");
    image.picture.assign(bytes.begin(), bytes.end());
    return {};
}

void begin_record(ByteWriter& out, std::uint32_t magic, std::uint32_t edition) { out.u32(magic).u32(edition).u32(0).u16(1).u8(0); }

/// Unknown device; one quality block where there is a score.
void begin_representation(ByteWriter& out, int quality) {
    out.u32(0).u16(0xFFFF).u8(0xFF).u8(0xFF).u8(0xFF).u8(0xFF).u8(0xFF).u16(0xFFFF).u8(0).u16(0).u16(0);
    out.u8(quality >= 0 ? 1 : 0);
    if (quality >= 0) out.u8(static_cast<std::uint8_t>(std::min(quality, 100))).u16(0).u16(0);
}

/// Puts the two lengths in.
Bytes end_record(ByteWriter& out, std::size_t header, const Bytes& picture) {
    out.u32(static_cast<std::uint32_t>(picture.size())).raw(picture);
    auto bytes = out.take();
    const auto put = [&](std::size_t at, std::size_t value) {
        for (int i = 0; i < 4; ++i) bytes[at + static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(value >> (24 - 8 * i));
    };
    constexpr std::size_t kLengthAt = 8;
    put(kLengthAt, bytes.size());
    put(header, bytes.size() - header);
    return bytes;
}

std::uint16_t size16(int length) { return static_cast<std::uint16_t>(std::clamp(length, 0, 0xFFFF)); }

struct FingerCoding {
    std::uint8_t code;
    Coding coding;
};
constexpr FingerCoding kFingerCodings[] = {{0, Coding::Raw}, {2, Coding::Wsq}, {3, Coding::Jpeg}, {5, Coding::Jpeg2000}, {4, Coding::Jpeg2000}, {6, Coding::Png}};  // 19794-4 table 9
struct IrisCoding {
    std::uint8_t code;
    Coding coding;
    int channels;
};
constexpr IrisCoding kIrisCodings[] = {{0x02, Coding::Raw, 1},      {0x04, Coding::Raw, 3},      {0x06, Coding::Jpeg, 1}, {0x08, Coding::Jpeg, 3},
                                       {0x0A, Coding::Jpeg2000, 1}, {0x0C, Coding::Jpeg2000, 3}, {0x0E, Coding::Png, 1},  {0x10, Coding::Png, 3}};
constexpr FingerCoding kFaceCodings[] = {{0, Coding::Jpeg}, {2, Coding::Jpeg2000}, {1, Coding::Jpeg2000}, {3, Coding::Png}};

/// The first row that fits; null where there is none.
template <class Rows, class Fits>
const auto* row_of(const Rows& rows, const Fits& fits) {
    const auto found = std::find_if(std::begin(rows), std::end(rows), fits);
    return found == std::end(rows) ? nullptr : &*found;
}

int in_dpi(int rate, std::uint8_t unit) {
    constexpr int kHundredthsOfInch = 254;
    if (unit == kPerInch) return rate;
    return rate == 197 || rate == 196 ? 500 : (rate * kHundredthsOfInch + 50) / 100;  // 196.85 are meant
}

}  // namespace

Result<FingerImageRecord> decode_finger_image(ByteView bytes) {
    LOKET_ASSIGN(opened, open_record(bytes, kFingerMagic, kFingerEdition, kShortHeader));
    auto& in = opened.in;
    if (opened.certified) in.take(3U * in.u8());
    const int position = in.u8();
    in.u8();  // number of the representation
    const auto unit = in.u8();
    in.take(4);  // sampling rate of the sensor
    const int across = in.u16(), down = in.u16();
    const auto bits = in.u8(), code = in.u8();
    in.u8();  // impression
    FingerImageRecord record;
    record.image.width = in.u16();
    record.image.height = in.u16();
    record.image.quality = opened.quality;
    if (!in.ok() || (unit != kPerInch && unit != kPerCentimetre)) return broken_image("broken header of a finger");
    if (position > kLastFinger) return unsupported_image("not a single finger");
    const auto* coding = row_of(kFingerCodings, [&](const auto& row) { return row.code == code; });
    if (coding == nullptr || bits != kEightBits || across != down) return unsupported_image("pixels of a sort of their own");
    record.finger = static_cast<Finger>(position);
    record.dpi = in_dpi(across, unit);
    record.image.coding = coding->coding;
    LOKET_TRY(take_picture(in, record.image));  // segmentation and comments may follow
    return record;
}

Result<IrisImageRecord> decode_iris_image(ByteView bytes) {
    LOKET_ASSIGN(opened, open_record(bytes, kIrisMagic, kIrisEdition, kShortHeader));
    auto& in = opened.in;
    in.u16();  // number of the representation
    const int label = in.u8();
    in.u8();  // cropped or not
    const auto code = in.u8();
    in.u8();  // orientation, history of compression
    IrisImageRecord record;
    record.image.width = in.u16();
    record.image.height = in.u16();
    record.image.quality = opened.quality;
    const auto bits = in.u8();
    in.take(18);  // distance, roll, centre and diameter of the iris
    if (!in.ok()) return broken_image("broken header of an iris");
    if (label != static_cast<int>(Eye::Right) && label != static_cast<int>(Eye::Left)) return unsupported_image("an eye without a side");
    const auto* coding = row_of(kIrisCodings, [&](const auto& row) { return row.code == code; });
    if (coding == nullptr || bits != kEightBits) return unsupported_image("pixels of a sort of their own");
    record.eye = static_cast<Eye>(label);
    record.image.coding = coding->coding;
    record.image.channels = coding->channels;
    LOKET_TRY(take_picture(in, record.image));
    return record;
}

Result<FaceImageRecord> decode_face_image(ByteView bytes) {
    LOKET_ASSIGN(opened, open_record(bytes, kFaceMagic, kFaceEdition, kFaceHeader));
    auto& in = opened.in;
    const std::size_t landmarks = in.u16();
    in.take(15);  // sex, colours, height, features, expression, pose
    in.take(8 * landmarks);
    in.u8();  // sort of portrait
    const auto code = in.u8();
    FaceImageRecord record;
    record.image.channels = 3;
    record.image.width = in.u16();
    record.image.height = in.u16();
    record.image.quality = opened.quality;
    in.take(5);  // sampling rate, processing, cross reference, colour space
    if (!in.ok()) return broken_image("broken header of a face");
    const auto* coding = row_of(kFaceCodings, [&](const auto& row) { return row.code == code; });
    if (coding == nullptr) return unsupported_image("pixels of a sort of their own");
    record.image.coding = coding->coding;
    LOKET_TRY(take_picture(in, record.image));
    return record;
}

Bytes encode_finger_image(const FingerImageRecord& record) {
    ByteWriter out;
    begin_record(out, kFingerMagic, kFingerEdition);
    out.u8(1);  // finger present
    begin_representation(out, record.image.quality);
    const auto* coding = row_of(kFingerCodings, [&](const auto& row) { return row.coding == record.image.coding; });
    const auto rate = size16(record.dpi);
    out.u8(static_cast<std::uint8_t>(record.finger)).u8(0).u8(kPerInch).u16(rate).u16(rate).u16(rate).u16(rate).u8(kEightBits).u8(coding->code).u8(0);
    out.u16(size16(record.image.width)).u16(size16(record.image.height));
    return end_record(out, kShortHeader, record.image.picture);
}

Bytes encode_iris_image(const IrisImageRecord& record) {
    ByteWriter out;
    begin_record(out, kIrisMagic, kIrisEdition);
    out.u8(1);  // eye present
    begin_representation(out, record.image.quality);
    const auto* coding = row_of(kIrisCodings, [&](const auto& row) { return row.coding == record.image.coding && row.channels == record.image.channels; });
    constexpr std::uint8_t kVga = 2, kUpright = 0x05;
    constexpr std::uint16_t kNoAngle = 0xFFFF;
    out.u16(1).u8(static_cast<std::uint8_t>(record.eye)).u8(kVga).u8(coding != nullptr ? coding->code : 0).u8(kUpright);
    out.u16(size16(record.image.width)).u16(size16(record.image.height)).u8(kEightBits).u16(0).u16(kNoAngle).u16(kNoAngle);
    for (int i = 0; i < 6; ++i) out.u16(0);
    return end_record(out, kShortHeader, record.image.picture);
}

Bytes encode_face_image(const FaceImageRecord& record) {
    ByteWriter out;
    begin_record(out, kFaceMagic, kFaceEdition);
    out.u16(0);
    begin_representation(out, record.image.quality);
    const auto* coding = row_of(kFaceCodings, [&](const auto& row) { return row.coding == record.image.coding; });
    constexpr std::uint8_t kFullFrontal = 1, kColour = 1;
    out.u16(0).u8(0).u8(0).u8(0).u8(0).u8(0).u16(0).u16(0);
    for (int i = 0; i < 6; ++i) out.u8(0);  // pose
    out.u8(kFullFrontal).u8(coding != nullptr ? coding->code : 0).u16(size16(record.image.width)).u16(size16(record.image.height)).u8(0).u16(0).u8(0).u8(kColour);
    return end_record(out, kFaceHeader, record.image.picture);
}

}  // namespace loket::biometrics::iso

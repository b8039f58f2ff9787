#pragma once
// ISO/IEC 19794-2:2005 finger minutiae records (clause 7) and the compact card format (clause 8). Pure codecs.

#include "devices/base/bytes.h"
#include "devices/base/result.h"
#include "devices/biometrics/finger/template.h"
#include "devices/biometrics/position.h"

namespace loket::biometrics::iso {

/// How the finger was taken (clause 7.4.2.3).
enum class ImpressionKind : std::uint8_t { LivePlain = 0, LiveRolled = 1, OtherPlain = 2, OtherRolled = 3, LiveSwipe = 8 };

/// One finger of a record. Minutiae are in the record's own pixels; see `template_of`.
struct FingerView {
    Finger position = Finger::Unknown;
    std::uint8_t number = 0;  ///< of the views of this finger, 0–15
    ImpressionKind impression = ImpressionKind::LivePlain;
    std::uint8_t quality = 0;  ///< 0–100
    std::vector<Minutia> minutiae;
    Bytes extended;  ///< extended data blocks as they stand, without the total length
    bool operator==(const FingerView&) const = default;
};

struct FingerRecord {
    std::uint16_t device = 0;        ///< certification bits and capture device type id, 0 = not reported
    std::uint16_t width = 0, height = 0;
    std::uint16_t x_resolution = 197, y_resolution = 197;  ///< pixels per centimetre; 197 is 500 dpi
    std::vector<FingerView> views;
    bool operator==(const FingerRecord&) const = default;
};

/// A record with one view of `finger`, 500 dpi.
FingerRecord record_of(const FingerTemplate& finger, Finger position, int quality);

/// View `index` at 500 dpi. Rejected where there is no such view.
Result<FingerTemplate> template_of(const FingerRecord& record, std::size_t index = 0);

/// Unsupported where the record cannot say it: more than 255 minutiae or views, coordinates beyond 14 bits.
Result<Bytes> encode_record(const FingerRecord& record);

/// Corrupt where a field breaks the standard or the lengths do not add up. Unsupported for other versions of the format.
Result<FingerRecord> decode_record(ByteView bytes);

/// The edition of 2011 (clause 8): each representation with its own date, device and size. Minutiae of five bytes have quality 0. Unsupported
/// where the representations differ in size or resolution, which FingerRecord keeps once. What it does not keep (date, vendor, further quality
/// blocks, certificates) is written as not given, so that only our own records come back to the byte.
Result<FingerRecord> decode_record_2011(ByteView bytes);
Result<Bytes> encode_record_2011(const FingerRecord& record);

inline constexpr std::size_t kCardMinutiae = 60;  ///< what fits the card's file and its on-card comparison

/// Compact card format: three bytes a minutia, 0.1 mm and 5.625 degrees; quality is lost. Takes the first `most` minutiae
/// that lie within 25.5 mm of each other's corner, in their order.
Bytes encode_card(const FingerTemplate& finger, std::size_t most = kCardMinutiae);

/// Corrupt where the length is not a multiple of three, is longer than 255 minutiae, or a type is reserved.
Result<FingerTemplate> decode_card(ByteView bytes);

}  // namespace loket::biometrics::iso

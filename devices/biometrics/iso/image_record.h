#pragma once
// Records of one picture: ISO/IEC 19794-4:2011 (finger), -5:2011 (face) and -6:2011 (iris). Pure codecs; picture.h decodes what they hold.

#include "devices/base/bytes.h"
#include "devices/base/result.h"
#include "devices/biometrics/position.h"

namespace loket::biometrics::iso {

enum class Coding : std::uint8_t { Raw, Jpeg, Jpeg2000, Png, Wsq };

/// What a record says of its picture, and the picture as it stands there.
struct ImageRecord {
    Coding coding = Coding::Jpeg2000;
    int width = 0, height = 0;
    int channels = 1;  ///< 1 grey, 3 red, green, blue; of raw pictures the truth, of others what the record says
    int quality = -1;  ///< 0-100 of the first quality block that has a score
    Bytes picture;
    bool operator==(const ImageRecord&) const = default;
};
struct FingerImageRecord {
    ImageRecord image;
    Finger finger = Finger::Unknown;
    int dpi = 500;  ///< of the picture; 197 pixels per centimetre are 500
    bool operator==(const FingerImageRecord&) const = default;
};
struct IrisImageRecord {
    ImageRecord image;
    Eye eye = Eye::Right;
    bool operator==(const IrisImageRecord&) const = default;
};
struct FaceImageRecord {
    ImageRecord image;
    bool operator==(const FaceImageRecord&) const = default;
};

/// Corrupt where a field breaks the standard or the lengths do not add up. Unsupported for other editions, more than one
/// representation, plates of several fingers and bit-packed pixels.
Result<FingerImageRecord> decode_finger_image(ByteView bytes);
Result<IrisImageRecord> decode_iris_image(ByteView bytes);
Result<FaceImageRecord> decode_face_image(ByteView bytes);

/// The other way round; fields that ImageRecord does not know say "unspecified". Sizes up to 65,535.
Bytes encode_finger_image(const FingerImageRecord& record);
Bytes encode_iris_image(const IrisImageRecord& record);
Bytes encode_face_image(const FaceImageRecord& record);

}  // namespace loket::biometrics::iso

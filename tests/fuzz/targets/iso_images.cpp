// Records of one picture, and what they hold: decoded only when it is small, for the decoders are OpenCV's.

#include "devices/biometrics/iso/picture.h"
#include "tests/fuzz/target.h"

namespace loket::fuzz {
namespace {

namespace iso = biometrics::iso;

constexpr int kSmall = 1 << 16;

void picture_of(const iso::ImageRecord& image) {
    require(image.width > 0 && image.height > 0 && !image.picture.empty(), "a record has a picture");
    const auto size = iso::claimed_size(image.coding, image.picture);
    if (size) require(size->width <= iso::kMostSide && size->height <= iso::kMostPixels / size->width, "claims are limited");
    if (image.width * image.height > kSmall || (size && size->width * size->height > kSmall)) return;
    const auto grey = iso::grey_picture(image);
    if (grey) require(grey->width == image.width && grey->height == image.height, "a picture is as large as its record says");
    else require(grey.error().fault == Fault::Corrupt || grey.error().fault == Fault::Unsupported, "a bad picture is Corrupt or Unsupported");
}

template <class Decode, class Encode>
void record_of(ByteView bytes, const Decode& decode, const Encode& encode) {
    const auto record = decode(bytes);
    if (!record) return require(record.error().fault == Fault::Corrupt || record.error().fault == Fault::Unsupported, "a bad record is Corrupt or Unsupported");
    const auto again = decode(encode(*record));
    require(again && again->image == record->image, "a record survives being written and read");
    picture_of(record->image);
}

}  // namespace

void iso_images(ByteView bytes) {
    const auto sort = take_first(bytes) % 3;
    if (sort == 0) record_of(bytes, iso::decode_finger_image, iso::encode_finger_image);
    if (sort == 1) record_of(bytes, iso::decode_iris_image, iso::encode_iris_image);
    if (sort == 2) record_of(bytes, iso::decode_face_image, iso::encode_face_image);
}

}  // namespace loket::fuzz

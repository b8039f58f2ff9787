// WSQ streams, decoded only where they claim a small picture.

#include "devices/biometrics/wsq/wsq.h"

#include "tests/fuzz/target.h"

namespace loket::fuzz {

void wsq(ByteView bytes) {
    constexpr int kSmall = 1 << 16;
    const auto size = biometrics::wsq_size(bytes);
    if (!size) return require(size.error().fault == Fault::Corrupt, "a stream without a size is Corrupt");
    require(size->width > 0 && size->height > 0 && size->width <= biometrics::kMostWsqPixels / size->height, "claims are limited");
    if (size->width * size->height > kSmall) return;
    const auto picture = biometrics::decode_wsq(bytes);
    if (picture) require(picture->image.width == size->width && picture->image.height == size->height, "a picture is as large as its stream says");
    else require(picture.error().fault == Fault::Corrupt || picture.error().fault == Fault::Unsupported, "a bad stream is Corrupt or Unsupported");
}

}  // namespace loket::fuzz

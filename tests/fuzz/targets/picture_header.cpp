// What picture files say of themselves.

#include "kiosk/app/picture_header.h"

#include "tests/fuzz/target.h"

namespace loket::fuzz {

void picture_header(ByteView bytes) {
    const auto header = app::picture_header(bytes);
    require(header.dpi >= 0, "a resolution is positive, or is not there");
    require(header.kind != app::PictureKind::Unknown || header.width == 0, "a file of no known kind has no size");
}

}  // namespace loket::fuzz

#include "drivers/blink1_light/protocol.h"

#include "tests/fuzz/target.h"

namespace loket::fuzz {

void blink1_light(ByteView bytes) {
    using namespace drivers::blink1_light;
    if (const auto version = parse_version(bytes)) require(version->major <= 9 && version->minor <= 9, "a version is two digits");
    else require(version.error().fault == Fault::Corrupt, "what is no version is corrupt");
    if (const auto colour = parse_colour(bytes)) require(show(*colour)[2] == bytes[2] && show(*colour)[4] == bytes[4], "a colour that is read is shown the same");
}

}  // namespace loket::fuzz

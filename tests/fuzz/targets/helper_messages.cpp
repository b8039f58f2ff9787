// What a helper process says to the kiosk, and the kiosk to it.

#include "devices/isolation/pack.h"
#include "tests/fuzz/target.h"

namespace loket::fuzz {
namespace {

template <class T>
void check(ByteView bytes) {
    const auto read = isolation::unpack<T>(bytes);
    if (!read) return require(read.error().fault == Fault::Corrupt, "what breaks its form is Corrupt");
    const auto again = isolation::pack(*read);
    const auto back = isolation::unpack<T>(again);
    require(back.ok() && isolation::pack(*back) == again, "what was read can be written and read again");
}

}  // namespace

void helper_messages(ByteView bytes) {
    switch (take_first(bytes) % 4) {
        case 0: return check<isolation::Answer>(bytes);
        case 1: return check<model::Request>(bytes);
        case 2: return check<isolation::Begin>(bytes);
        default: return check<RgbaImage>(bytes);
    }
}

}  // namespace loket::fuzz

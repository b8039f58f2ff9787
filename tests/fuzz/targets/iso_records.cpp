#include "devices/biometrics/iso/finger_record.h"
#include "tests/fuzz/target.h"

namespace loket::fuzz {
namespace {

namespace iso = biometrics::iso;

void minutiae_record(ByteView bytes) {
    const auto decoded = iso::decode_record(bytes);
    if (!decoded) return require(decoded.error().fault == Fault::Corrupt || decoded.error().fault == Fault::Unsupported, "a bad record is Corrupt or Unsupported");
    const auto again = iso::encode_record(*decoded);
    require(again.ok(), "what was decoded can be encoded");
    const auto back = iso::decode_record(*again);
    require(back && *back == *decoded, "a record survives being written and read");
    for (std::size_t i = 0; i <= decoded->views.size(); ++i) (void)iso::template_of(*decoded, i);
}

void minutiae_card(ByteView bytes) {
    const auto decoded = iso::decode_card(bytes);
    if (!decoded) return;
    require(decoded->minutiae.size() * 3 == bytes.size(), "three bytes a minutia");
    require(iso::encode_card(*decoded, 255).size() <= bytes.size(), "a card does not grow");
}

}  // namespace

void iso_records(ByteView bytes) { take_first(bytes) % 2 == 0 ? minutiae_record(bytes) : minutiae_card(bytes); }

}  // namespace loket::fuzz

// Envelopes of records as MOSIP uses them.

#include "devices/biometrics/iso/cbeff.h"

#include "tests/fuzz/target.h"

namespace loket::fuzz {

void cbeff(ByteView bytes) {
    const auto decoded = biometrics::iso::decode_cbeff(as_text(bytes));
    if (!decoded) return require(decoded.error().fault == Fault::Corrupt || decoded.error().fault == Fault::Unsupported, "a bad envelope is Corrupt or Unsupported");
    std::size_t held = 0;
    for (const auto& bir : *decoded) held += bir.record.size();
    require(held <= bytes.size(), "records lie within the envelope");
    const auto again = biometrics::iso::decode_cbeff(biometrics::iso::encode_cbeff(*decoded));
    require(again && *again == *decoded, "an envelope survives being written and read");
}

}  // namespace loket::fuzz

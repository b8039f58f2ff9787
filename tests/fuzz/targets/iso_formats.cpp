// Minutiae of 2011, signatures and transactions.

#include "devices/biometrics/iso/finger_record.h"
#include "devices/biometrics/iso/signature_record.h"
#include "devices/biometrics/iso/transaction.h"
#include "tests/fuzz/target.h"

namespace loket::fuzz {
namespace {

namespace iso = biometrics::iso;

void only_known_faults(const Error& error) { require(error.fault == Fault::Corrupt || error.fault == Fault::Unsupported, "a bad record is Corrupt or Unsupported"); }

void minutiae_of_2011(ByteView bytes) {
    const auto decoded = iso::decode_record_2011(bytes);
    if (!decoded) return only_known_faults(decoded.error());
    const auto again = iso::encode_record_2011(*decoded);
    require(again.ok(), "what was decoded can be encoded");
    const auto back = iso::decode_record_2011(*again);
    require(back && *back == *decoded, "a record survives being written and read");
}

void signature(ByteView bytes) {
    const auto decoded = iso::decode_signature(bytes);
    if (!decoded) return only_known_faults(decoded.error());
    require(std::ranges::equal(iso::encode_signature(*decoded), bytes), "a signature is written as it was read");
    if (const auto pens = iso::samples_of(*decoded)) require(pens->size() == decoded->samples.size(), "every sample is told");
}

void transaction(ByteView bytes) {
    const auto decoded = iso::decode_transaction(bytes);
    if (!decoded) return only_known_faults(decoded.error());
    std::size_t held = 0;
    for (const auto& record : decoded->records)
        if (record.image) held += record.image->picture.size();
    require(held <= bytes.size(), "pictures lie within the file");
}

}  // namespace

void iso_formats(ByteView bytes) {
    const auto sort = take_first(bytes) % 3;
    if (sort == 0) minutiae_of_2011(bytes);
    if (sort == 1) signature(bytes);
    if (sort == 2) transaction(bytes);
}

}  // namespace loket::fuzz

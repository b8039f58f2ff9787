#pragma once
// BER-TLV with definite lengths (ISO/IEC 7816-4 clause 5.2.2; ASN.1 DER has the same form).

#include <optional>
#include <vector>

#include "devices/base/bytes.h"

namespace loket::card {

/// One object: tags of one or two bytes, lengths up to 65,535.
Bytes tlv(std::uint16_t tag, ByteView value);
/// The objects one after the other.
Bytes joined(const std::vector<Bytes>& parts);

struct Tlv {
    std::uint16_t tag = 0;
    ByteView value;  ///< of the bytes that were read
};
/// The objects that follow each other in `bytes`; nothing if a length points past the end, a tag has more than two bytes, or there are more
/// than 64 of them. Bytes after an object that are no further object make it nothing, too.
std::optional<std::vector<Tlv>> read_tlvs(ByteView bytes);
/// The value of the one object that fills `bytes`, if it has this tag.
std::optional<ByteView> value_of(ByteView bytes, std::uint16_t tag);
/// The first of the objects with this tag.
std::optional<ByteView> find_value(const std::vector<Tlv>& objects, std::uint16_t tag);
/// How many bytes the object at the front has, head included; nothing unless its head is whole.
std::optional<std::size_t> tlv_size(ByteView head);

}  // namespace loket::card

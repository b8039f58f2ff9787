#pragma once
// Base45 (RFC 9285): bytes as text of the 45 characters that a QR code packs into 5.5 bits each.

#include <optional>
#include <string>
#include <string_view>

#include "devices/base/bytes.h"

namespace loket::documents::signing {

std::string to_base45(ByteView bytes);
/// Nothing for a foreign character, an impossible length or a group beyond its range.
std::optional<Bytes> from_base45(std::string_view text);

}  // namespace loket::documents::signing

#pragma once
// A signature's record beside its bitmap: one PNG file that holds both, so that both are sealed, sent and erased together.

#include <optional>

#include "devices/base/bytes.h"
#include "devices/base/result.h"

namespace loket::biometrics::iso {

/// The PNG with `record` (ISO/IEC 19794-7) in a chunk "siGn" of its own before the end; programs that do not know it pass over it (PNG, clause 5.4:
/// ancillary, private, safe to copy). Corrupt where the file is no PNG.
Result<Bytes> with_signature(ByteView png, ByteView record);
/// The record of such a file; nothing where there is none, or where the chunks do not add up.
std::optional<ByteView> signature_within(ByteView png);

}  // namespace loket::biometrics::iso

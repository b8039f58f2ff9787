#pragma once
// A template as bytes for the office's own encrypted files, ridges and all: not a record for others (see iso/finger_record.h).

#include "devices/base/bytes.h"
#include "devices/base/result.h"
#include "devices/biometrics/finger/search_code.h"

namespace loket::biometrics {

/// Some 5-10 kB with ridges.
Bytes pack(const FingerTemplate& finger);
/// Corrupt where lengths do not add up, or of another version.
Result<FingerTemplate> unpack(ByteView bytes);

/// Changes whenever search codes are made differently: those of another version are to be made anew.
inline constexpr int kSearchCodeVersion = 2;
Bytes pack(const detail::SearchCode& code);
/// Corrupt where the length is not that of some minutiae, or these are not ordered by angle (a search relies on that).
Result<detail::SearchCode> unpack_code(ByteView bytes);

}  // namespace loket::biometrics

#pragma once
// The form in which wrapped keys are kept ("TSS2 PRIVATE KEY": ASN.1 Specification for TPM 2.0 Key Files). Pure; its reader is bounded.

#include <optional>
#include <string>

#include "devices/base/bytes.h"

namespace loket::tpm {

/// Both as the TPM gave them (TPM2B_PUBLIC, TPM2B_PRIVATE).
struct WrappedKey {
    Bytes public_part, private_part;
    bool operator==(const WrappedKey&) const = default;
};

/// DER of a key without a password under the storage root of the owner (TPM_RH_OWNER).
Bytes to_der(const WrappedKey& key);
/// Nothing for anything else: another kind, another parent, a password.
std::optional<WrappedKey> from_der(ByteView der);

}  // namespace loket::tpm

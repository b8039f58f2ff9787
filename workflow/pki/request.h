#pragma once
// A device's half: a key that never leaves it, a request for a certificate over it (PKCS #10, RFC 2986), and what stands in certificates
// (X.509, RFC 5280). P-256 (FIPS 186-4) throughout.

#include <optional>
#include <string>

#include "devices/base/bytes.h"
#include "devices/base/clock.h"
#include "devices/base/result.h"

namespace loket::pki {

/// PEM (PKCS #8), from the operating system's randomness.
Result<std::string> make_key();
/// DER; of a key in a TPM also the codes of tpm::sign. The name in it is only a courtesy: whoever signs decides whom the certificate speaks of.
Result<Bytes> make_request(const std::string& key_pem, const std::string& name);

struct Facts {
    std::string serial;  ///< hexadecimal, lower case
    std::string name;    ///< common name: an office's uuid, or a server's
    Instant from{}, until{};
};
/// `Corrupt` for bytes that are no certificate.
Result<Facts> facts_of(ByteView certificate);

/// SHA-256 over the certificate's public key (SubjectPublicKeyInfo): what a one-time code says of a register.
Result<Bytes> key_digest(ByteView certificate);

std::string to_pem(ByteView certificate);
Result<Bytes> from_pem(const std::string& pem);

}  // namespace loket::pki

#pragma once
// Signing keys that never leave the TPM 2.0 of this machine (TCG TPM 2.0 Library 1.59; P-256, ECDSA with SHA-256).

#include <array>
#include <string>

#include "devices/base/bytes.h"
#include "devices/base/result.h"

namespace loket::tpm {

inline constexpr const char* kEnvironment = "LOKET_TPM";  ///< a TCTI ("swtpm:host=127.0.0.1,port=2321"), or "none"

/// How the TPM is reached: as LOKET_TPM says, else "device:/dev/tpmrm0" where this program may use it; empty: there is none.
std::string tcti();

/// Uncompressed: x and y.
using Point = std::array<std::uint8_t, 64>;

/// A new key, wrapped by the TPM's storage root, as PEM ("TSS2 PRIVATE KEY", the form of tpm2-openssl and others). Useless without that TPM.
///
/// | every call may be                                                | code         |
/// | Gone: no TPM answers                                             | "tpm.gone"   |
/// | Rejected: another TPM made it, or that TPM was cleared           | "tpm.other"  |
/// | Corrupt: not such a key                                          | "tpm.key"    |
Result<std::string> make_key();
bool is_key(const std::string& pem);
/// From the PEM alone; asks no TPM.
Result<Point> public_point(const std::string& pem);
struct Signature {
    std::array<std::uint8_t, 32> r{}, s{};
};
Result<Signature> sign(const std::string& pem, const std::array<std::uint8_t, 32>& digest);
/// Whether this machine's TPM can use it.
Status try_key(const std::string& pem);

}  // namespace loket::tpm

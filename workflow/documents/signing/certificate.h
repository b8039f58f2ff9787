#pragma once
// Keys and X.509 certificates on P-256 (FIPS 186-4, RFC 5280) through OpenSSL. Keys come from the operating system's
// randomness: no seed may reproduce them. Certificates travel as DER, keys as PEM text.

#include <string>

#include "devices/base/bytes.h"
#include "devices/base/clock.h"
#include "devices/base/result.h"
#include "workflow/documents/signing/statement.h"

namespace loket::documents::signing {

/// Who a certificate speaks of.
struct Subject {
    std::string office;  ///< organisation
    std::string role;    ///< organisational unit: "KADIS"; "CA" for the authority
    std::string name;    ///< common name
    std::string user{};    ///< user id: the officer's account; may be empty
    std::string acting{};  ///< title: "Plh." or "Plt." for who stands in; else empty
    bool operator==(const Subject&) const = default;
};

struct Validity {
    Instant from{}, until{};
    [[nodiscard]] bool covers(Instant at) const { return from <= at && at <= until; }
    bool operator==(const Validity&) const = default;
};

/// A key pair with the certificate over it. The private part never leaves `key_pem`.
struct Credential {
    std::string key_pem;
    Bytes certificate;
};

/// A self-signed authority that may only sign certificates (path length 0).
Result<Credential> make_authority(const Subject& subject, const Validity& validity);
/// An officer's certificate for digital signatures, signed by `authority`.
Result<Credential> make_officer(const Credential& authority, const Subject& subject, const Validity& validity);

/// What stands in a certificate. `Corrupt` for bytes that are none.
struct CertificateFacts {
    Subject subject;
    Validity validity;
    bool authority = false;  ///< self-signed and allowed to sign certificates
};
Result<CertificateFacts> facts_of(ByteView certificate);
KeyId key_id_of(ByteView certificate);

Result<RawSignature> sign_bytes(const std::string& key_pem, ByteView bytes);
bool signature_matches(ByteView certificate, ByteView bytes, const RawSignature& signature);

/// Whether one of the authorities vouched for the certificate at that instant.
enum class Chain : std::uint8_t { Trusted, OutOfTime, Unknown };
Chain check_chain(ByteView certificate, const std::vector<Bytes>& authorities, Instant at);

std::string certificate_to_pem(ByteView certificate);
Result<Bytes> certificate_from_pem(const std::string& pem);
/// Whether the private key belongs to the certificate.
bool key_fits(const Credential& credential);

}  // namespace loket::documents::signing

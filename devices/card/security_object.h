#pragma once
// EF.SOD, the document security object: hashes of all files but EF.COM, signed by the office that personalised the card, as ICAO Doc 9303-10 clause 4.6.2.3
// and 9303-11 lay it out: CMS SignedData (RFC 5652) over an LDSSecurityObject, ECDSA P-256 with SHA-256. `openssl cms -verify` reads it.

#include <set>
#include <string>
#include <vector>

#include "devices/base/clock.h"
#include "devices/card/content.h"

namespace loket::card {

/// Who signs: a private key as PEM text and its X.509 certificate as DER.
struct DocumentSigner {
    std::string key_pem;
    Bytes certificate;
};

/// Organisational unit of a certificate that may sign cards: an officer who signs letters may not.
inline constexpr std::string_view kSignerRole = "KARTU";

/// EF.SOD for these files; `at` becomes the time of signature. Internal where key or certificate are none.
Result<Bytes> sign_files(const CardFiles& files, const DocumentSigner& signer, Instant at);

/// What a card's signature says.
enum class Authenticity : std::uint8_t {
    Authentic,      ///< signed by somebody whom one of the authorities vouches for, and nothing was changed since
    Altered,        ///< a file is not the one that was signed, or the signature does not fit
    UnknownSigner,  ///< whole, but none of our authorities vouches for the signer, or not for cards
};

struct SecurityReport {
    Authenticity authenticity = Authenticity::Altered;
    std::vector<File> altered = {};  ///< files whose hash differs or is missing
    std::string signer = {};    ///< common name in the certificate; empty where there is none
};

/// `authorities`: DER certificates. The chain is checked for the time of signature, as long as that lies within the certificates' own. Corrupt where
/// EF.SOD is no security object at all. Of `kept_back`, which the card gives nobody, nothing is said.
Result<SecurityReport> check_files(const CardFiles& files, const std::vector<Bytes>& authorities, const std::set<File>& kept_back = {});

/// The CMS object within EF.SOD, for other programs. Corrupt where there is none.
Result<Bytes> cms_of(ByteView security_file);

}  // namespace loket::card

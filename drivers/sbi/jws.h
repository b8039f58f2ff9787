#pragma once
// What a device signs: JSON Web Signatures in compact form (RFC 7515), RS256, with the certificates of the signer (x5c).

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "devices/base/bytes.h"
#include "devices/base/clock.h"
#include "devices/base/result.h"

namespace loket::drivers::sbi {

std::string to_base64url(ByteView bytes);
/// With or without padding. Corrupt otherwise.
Result<Bytes> from_base64url(std::string_view text);

/// A signed text, taken apart but not yet believed.
struct Signed {
    std::string payload;
    std::string covered;              ///< what the signature is over
    Bytes signature;
    std::vector<Bytes> certificates;  ///< DER, the signer's first
};
/// Corrupt unless it is a JWS with RS256 and one to eight certificates.
Result<Signed> parse_jws(std::string_view text);

/// The certificates that the station trusts.
class Trust {
  public:
    Trust();
    ~Trust();
    Trust(Trust&&) noexcept;
    Trust& operator=(Trust&&) noexcept;

    /// Every certificate (PEM or DER: .pem .crt .cer .der) of the folder. NeedsOperator ("device.untrusted") when it has none.
    static Result<Trust> from_folder(const std::filesystem::path& folder);
    /// All certificates in `bytes`, PEM or DER. False when there is none.
    bool add(ByteView bytes);

    /// The payload, when a trusted authority vouches for the signer at `now` and the signature holds. NeedsOperator: "device.untrusted", or
    /// "device.certificate_expired" when only the time is wrong. Corrupt: the signature does not fit, or the signer's key is weak.
    [[nodiscard]] Result<std::string> open(std::string_view jws, Instant now) const;

  private:
    struct Store;
    std::unique_ptr<Store> store_;
};

}  // namespace loket::drivers::sbi

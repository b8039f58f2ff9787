#pragma once
// Who makes emulated devices: an authority, a maker under it, a device with a key of its own; and the same as an impostor would have them.

#include <string>
#include <string_view>

#include "drivers/sbi/openssl_ptr.h"

namespace loket::drivers::sbi {

class Maker {
  public:
    /// Whose papers a device shows with its signature.
    enum class Papers : std::uint8_t { Good, Expired, Foreign };

    /// Made once in a process: keys take time. No real device's authority is among them.
    static const Maker& only();

    /// The authority's certificate, PEM.
    [[nodiscard]] const std::string& authority() const { return authority_; }
    /// A JWS as RFC 7515 says, RS256, x5c: the device's certificate and its maker's.
    [[nodiscard]] std::string sign(std::string_view payload, Papers papers = Papers::Good) const;

  private:
    Maker();

    std::string authority_;
    Owned<EVP_PKEY> key_;
    std::string headers_[3];  // of the JWS, by papers
};

}  // namespace loket::drivers::sbi

#pragma once
// The register's half: it certifies its own servers and the devices of offices, for short times.

#include <filesystem>
#include <vector>

#include "workflow/pki/request.h"

namespace loket::pki {

struct Lifetime {
    Instant from{}, until{};
};

struct Pair {
    std::string key_pem;
    Bytes certificate;  ///< DER
};

class Authority {
  public:
    /// Reads ca.key and ca.crt of a folder that only its owner may enter, or makes them, valid for twenty years from `now`.
    static Result<Authority> open(const std::filesystem::path& folder, const std::string& name, Instant now);

    /// A device's certificate (TLS client) over the key of its request. It speaks of `name`, whatever the request says. Rejected
    /// `sync.shape` for a request that is none, is not signed by its own key, or is of another kind of key than P-256.
    [[nodiscard]] Result<Bytes> certify(ByteView request, const std::string& name, const Lifetime& lifetime) const;
    /// A server's key and certificate for host names and IP addresses.
    [[nodiscard]] Result<Pair> server(const std::vector<std::string>& hosts, const Lifetime& lifetime) const;
    [[nodiscard]] const Bytes& certificate() const { return own_.certificate; }

  private:
    explicit Authority(Pair own) : own_(std::move(own)) {}
    Pair own_;
};

}  // namespace loket::pki

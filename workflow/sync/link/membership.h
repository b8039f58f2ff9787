#pragma once
// An office's place at its register: where it is, whom it trusts, the device's certificate. Kept in the store's meta; the device's key is
// a file beside the store.

#include <filesystem>
#include <optional>

#include "workflow/store/store.h"
#include "workflow/sync/carry/card.h"
#include "workflow/sync/link/https_link.h"

namespace loket::sync {

struct Membership {
    std::string url, authority, certificate;  ///< the last two in PEM
    Instant until{};                          ///< of the certificate
};
/// Nothing for an office that was never taken in over a link.
Result<std::optional<Membership>> membership_of(store::Store& store);

/// The device's key (pki::make_device_key), made in a new file that only its owner may read where there is none. Of no use without the TPM that
/// made it, where there was one.
Result<std::string> device_key(const std::filesystem::path& path);
/// The same for a device that is about to be taken in: a key that this machine's TPM cannot use (`tpm.other`: another board, a TPM that was
/// cleared, a copy of another machine's folder) is moved aside and a new one made. `tpm.gone` changes nothing.
Result<std::string> device_key_to_enrol(const std::filesystem::path& path);

struct Joining {
    std::string url, code;
    std::string device_key;
    Millis patience{30'000};
};
/// Asks the register to take this office in. The code says which register that is: `sync.register_unknown` for any other that answers;
/// nothing secret is told it. Rejected `sync.code_shape`, `sync.url`, `sync.other_key`, and what the register refuses with.
Result<Membership> join(store::Store& store, const SigningKey& key, const Joining& joining);

LinkKeys keys_of(const Membership& membership, const std::string& device_key);

/// Keeps a new certificate of the same place.
Result<Membership> renewed(store::Store& store, Membership membership, const wire::Admission& admission);
/// In the last ten days of its certificate.
bool renewal_is_due(const Membership& membership, Instant now);

}  // namespace loket::sync

#pragma once
// The key that proves a device to its register or induk: in the TPM where the machine has one, else in a file. As text (PEM) either way; with a
// TPM it is of use to that TPM alone.

#include <optional>
#include <string>

#include "devices/base/result.h"

namespace loket::pki {

/// A new one. Without a TPM there is a warning in the log. With one that fails there is no key: see tpm::make_key for the codes.
Result<std::string> make_device_key();

/// Who we are in TLS: `tls` is an SSL_CTX; keys of every kind. Corrupt where they do not go together.
Status give_identity(void* tls, const std::string& certificate_pem, const std::string& key_pem);

/// Why a key in a TPM last failed to sign on this thread, once; TLS itself only says that it broke off.
std::optional<Error> key_failure();

}  // namespace loket::pki

#include "devices/base/sha256.h"

#include <sodium.h>

namespace loket {

Sha256 sha256(ByteView bytes) {
    Sha256 digest{};
    crypto_hash_sha256(digest.data(), bytes.data(), bytes.size());
    return digest;
}

}  // namespace loket

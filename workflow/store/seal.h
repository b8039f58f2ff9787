#pragma once
// Seals: the ends of both chains, signed at intervals with a key that is not the store's (Ed25519, RFC 8032). A chain
// rewritten by somebody who can open the store no longer fits the seals made before.

#include <array>
#include <filesystem>
#include <vector>

#include "workflow/store/chain.h"
#include "workflow/store/database.h"
#include "workflow/store/key.h"

namespace loket::store {

/// Where the public key that made the first seal is kept.
inline constexpr std::string_view kSealKeyMeta = "store.seal_key";

using SealPublic = std::array<std::uint8_t, 32>;

/// Where both chains ended when it was made.
struct Seal {
    std::int64_t no = 0;  ///< from 1 without gaps
    Instant at{};
    ChainHead event, audit;
    std::array<std::uint8_t, 64> signature{};
};

/// The signing half. Wiped when it goes.
class SealKey {
  public:
    /// Makes a key pair from 32 secret bytes.
    explicit SealKey(const Key& seed);
    ~SealKey();
    SealKey(const SealKey&) = delete;
    SealKey& operator=(const SealKey&) = delete;
    [[nodiscard]] const SealPublic& public_key() const { return public_; }
    void sign(Seal& seal, const Identity& identity) const;

  private:
    SealPublic public_{};
    std::array<std::uint8_t, 64> secret_{};
};

/// Whether the signature is this key's, over this seal of this store.
bool signed_by(const SealPublic& key, const Seal& seal, const Identity& identity);

Result<std::vector<Seal>> read_seals(Database& database);
Status insert_seal(Database& database, const Seal& seal);

}  // namespace loket::store

#pragma once
// Cards: who an office or a register is, in a small file that people carry to each other once and compare by its words.

#include <filesystem>

#include "devices/base/random.h"
#include "devices/base/result.h"
#include "workflow/store/key.h"
#include "workflow/sync/signing.h"

namespace loket::sync {

/// What others may know. A register has a second key, to seal for it.
struct Card {
    enum class Of : std::uint8_t { Office, Register } of = Of::Office;
    std::string origin = {};  ///< an office's uuid; empty for a register
    PublicKey key{}, sealing{};
    bool operator==(const Card&) const = default;
};

std::string to_json(const Card& card);
/// Corrupt `sync.shape`.
Result<Card> read_card(const std::string& text);
/// 16 characters in fours, to be read out over the telephone: "3f2a 91c0 77de 0b14".
std::string spoken(const Card& card);

/// The secret half of a box that only its owner opens (X25519, crypto_box_seal). Wiped when it goes.
class SealingKey {
  public:
    explicit SealingKey(const std::array<std::uint8_t, 32>& seed);
    ~SealingKey();
    SealingKey(const SealingKey&) = delete;
    SealingKey& operator=(const SealingKey&) = delete;
    [[nodiscard]] const PublicKey& public_key() const { return public_; }
    /// Rejected `sync.other_reader` where it was sealed to somebody else.
    [[nodiscard]] Result<Bytes> open(ByteView sealed) const;

  private:
    PublicKey public_{};
    std::array<std::uint8_t, 32> secret_{};
};

/// The seed of an office's box for what comes to it on sticks, made of the seed of its signing key: one key for each purpose, one file for both.
std::array<std::uint8_t, 32> stick_seed(const std::array<std::uint8_t, 32>& signing_seed);

/// The two secret halves of a register, from 32 bytes each.
class RegisterKeys {
  public:
    RegisterKeys(const store::Key& signing, const store::Key& sealing) : signing_(signing), sealing_(sealing) {}
    [[nodiscard]] const SigningKey& signing() const { return signing_; }
    [[nodiscard]] Card card() const;
    [[nodiscard]] const SealingKey& sealing() const { return sealing_; }
    /// What was sealed to the register's card.
    [[nodiscard]] Result<Bytes> open(ByteView sealed) const { return sealing_.open(sealed); }

  private:
    SigningKey signing_;
    SealingKey sealing_;
};

}  // namespace loket::sync

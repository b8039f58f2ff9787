#pragma once
// Cards: who an office or a register is, in a small file that people carry to each other once and compare by its words.

#include <filesystem>

#include "devices/base/random.h"
#include "devices/base/result.h"
#include "workflow/store/database.h"
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

/// The two secret halves of a register, from 32 bytes each.
class RegisterKeys {
  public:
    RegisterKeys(const store::Key& signing, const store::Key& sealing);
    ~RegisterKeys();
    RegisterKeys(const RegisterKeys&) = delete;
    RegisterKeys& operator=(const RegisterKeys&) = delete;
    [[nodiscard]] const SigningKey& signing() const { return signing_; }
    [[nodiscard]] Card card() const;
    /// What was sealed to the register's card (crypto_box_seal). Rejected `sync.signature` where it was sealed to another.
    [[nodiscard]] Result<Bytes> open(ByteView sealed) const;

  private:
    SigningKey signing_;
    PublicKey sealing_public_{};
    std::array<std::uint8_t, 32> sealing_secret_{};
};

}  // namespace loket::sync

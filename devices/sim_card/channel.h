#pragma once
// The card's side of SCP03. Written for itself, from Amendment D: it shares with the reader's side only the constants and AES.

#include <optional>

#include "devices/card/aes.h"
#include "devices/card/apdu.h"
#include "devices/card/profile.h"

namespace loket::sim_card {

/// An answer before it is secured.
struct Reply {
    card::Sw status = card::Sw::Ok;
    Bytes data = {};
};

/// One conversation from INITIALIZE UPDATE until the card is reset or something does not fit.
class Channel {
  public:
    /// `counter`: of this conversation, never used before.
    Channel(card::Keys version, const card::StaticKeys& keys, const card::CardNumber& number, std::uint32_t counter, ByteView host_challenge);

    /// Data of the answer to INITIALIZE UPDATE.
    [[nodiscard]] Bytes greeting() const;
    /// EXTERNAL AUTHENTICATE. False if the reader does not know the keys.
    bool authenticate(const card::Command& command);
    [[nodiscard]] bool is_open() const { return open_; }
    [[nodiscard]] card::Keys version() const { return version_; }

    /// The command inside, or nothing where signature or padding are wrong.
    std::optional<card::Command> unwrap(const card::Command& secured);
    /// Answer with SW1 SW2. Failures travel bare.
    Bytes wrap(const Reply& reply);

  private:
    [[nodiscard]] bool signature_fits(const card::Command& command);
    [[nodiscard]] card::Block vector(std::uint8_t direction) const;

    const card::Keys version_;
    const card::CardNumber number_;
    const std::uint32_t sequence_;
    Bytes context_;  // both challenges
    card::Key enc_{}, mac_{}, rmac_{};
    card::Block chain_{};
    std::uint32_t commands_ = 0;
    bool open_ = false;
};

}  // namespace loket::sim_card

#pragma once
// A card on a reader that is made of code: one power-up with what can happen to it. What it does lasts in the plastic.

#include <optional>

#include "devices/base/result.h"
#include "devices/sim_card/card_os.h"

namespace loket::sim_card {

/// A blank from the factory.
Plastic blank(const card::CardNumber& number, std::map<card::Keys, card::StaticKeys> keys);

struct Mishap {
    std::optional<std::uint64_t> tear_after = {};  ///< bytes written
    std::optional<int> remove_after = {};          ///< commands answered
    std::optional<std::size_t> flip = {};          ///< a bit of this byte of the memory turns before power-up
};

class VirtualCard {
  public:
    /// Powers `plastic` up; it outlives this object.
    VirtualCard(Plastic& plastic, const Mishap& mishap);
    /// Rejected "card.not_on_reader" once it was torn away.
    Result<Bytes> carry(ByteView command);
    /// What this power-up would have taken at 106 kbit/s: ten bits a byte, a millisecond of the reader for each command, three for each 64 bytes
    /// that an EEPROM writes.
    [[nodiscard]] double milliseconds() const;

  private:
    Plastic& plastic_;
    Mishap mishap_;
    CardOs os_;
    int answered_ = 0;
    std::size_t bytes_ = 0;
};

}  // namespace loket::sim_card

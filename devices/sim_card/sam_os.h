#pragma once
// The module's side of Loket's command set for a SAM: what such a chip does with any bytes that come. Written for itself, as the card is.

#include <set>
#include <string>

#include "devices/sim_card/channel.h"

namespace loket::sim_card {

/// A SAM between two power-ups.
struct SamPlastic {
    card::Key master{};            ///< the keys of every card follow from it and the card's number (NXP AN10922)
    std::string pin;
    std::set<card::Keys> purposes = {card::kAllKeys.begin(), card::kAllKeys.end()};
    std::string name = "Loket simulated SAM";
    bool test = true;
    int tries = 3;                 ///< left for the PIN; at none it is blocked for ever
};

/// One power-up. Not thread-safe.
class SamOs {
  public:
    /// `plastic` outlives this object; tries that were lost stay lost.
    explicit SamOs(SamPlastic& plastic) : plastic_(plastic) {}
    /// Response data followed by SW1 SW2. Any bytes are safe.
    Bytes answer(ByteView command);

  private:
    Reply run(const card::Command& command);
    Reply verify(const card::Command& command);
    Reply open_conversation(const card::Command& command) const;

    SamPlastic& plastic_;
    bool selected_ = false, unlocked_ = false;
};

}  // namespace loket::sim_card

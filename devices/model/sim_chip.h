#pragma once
// The chip of a card of the scene. What the factory would have given it follows from its UID and the project's test keys.

#include "devices/model/scene.h"
#include "devices/sim_card/card_os.h"

namespace loket::model {

/// Whose keys the factory gave the chip.
enum class Keys : std::uint8_t { Ours, Foreign };

/// One power-up. `CardOs::plastic().memory` is what the card keeps.
sim_card::CardOs power_up(const SimCard& card, Keys keys = Keys::Ours);

}  // namespace loket::model

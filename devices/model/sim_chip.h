#pragma once
// The chip of a card of the scene. What the factory would have given it follows from its UID and the project's test keys.

#include "devices/model/scene.h"
#include "devices/sim_card/card_os.h"

namespace loket::model {

/// Of a chip with this UID (hexadecimal; shorter ones are filled up with zeros, longer ones cut).
card::CardNumber chip_number(std::string_view uid);
/// One power-up. `CardOs::plastic().memory` is what the card keeps.
sim_card::CardOs power_up(const SimCard& card);

}  // namespace loket::model

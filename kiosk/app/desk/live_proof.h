#pragma once
// What a person shows at a station's devices to be recognised: a finger on the glass, a card on the reader.

#include "devices/biometrics/finger/finger.h"
#include "devices/model/device.h"
#include "devices/runtime/registry.h"

namespace loket::app {

struct LiveFinger {
    biometrics::FingerTemplate minutiae;
    RgbaImage picture;  ///< for the screen only
    int quality = 0;
};
/// One placement of a finger. Fails as the scanner does; Rejected "finger.no_finger".
Result<LiveFinger> read_finger(runtime::Registry& registry, biometrics::Finger finger, model::Sink& sink, std::stop_token stop);

/// The number of the card on the reader, whatever kind of card it is. Rejected "card.not_on_reader".
Result<std::string> read_card_number(runtime::Registry& registry, model::Sink& sink, std::stop_token stop);

}  // namespace loket::app

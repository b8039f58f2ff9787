#pragma once
// Activation in person (SOP step 8): the live finger against the minutiae in the chip, then ACTIVATE on the card.

#include "kiosk/app/desk/chip.h"
#include "kiosk/app/desk/desk.h"

namespace loket::app {

struct Comparison {
    bool match = false;
    double score = 0;
    RgbaImage live;
};

/// Which fingers the chip of the card on the reader knows. Rejected "card.other" if it is another case's card.
Result<ChipContent> read_chip(Equipment& equipment, const std::string& uid, model::Sink& sink, std::stop_token stop);

/// Captures `finger`, compares it with the chip and records the comparison; on a match activates card and case.
/// A mismatch is a result, not a failure.
Result<Comparison> compare_and_activate(Equipment& equipment, const std::string& case_id, biometrics::Finger finger, const engine::Actor& actor, model::Sink& sink, std::stop_token stop);

}  // namespace loket::app

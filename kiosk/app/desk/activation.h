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

/// What the chip of the card on the reader holds. Rejected "card.other" if it is another case's card or holds another person, "card.not_authentic" if
/// its signature does not hold.
Result<card::Reading> chip_of_case(Equipment& equipment, const engine::Case& c, model::Sink& sink, std::stop_token stop);

/// What two officers saw of somebody whom neither finger nor iris shows.
struct TwoOfficers {
    engine::Actor second;  ///< has given their own PIN
    std::string reason;    ///< AMPUTASI, LUKA, AUS, CACAT, LAINNYA
    Bytes photo;           ///< PNG of the person with the card
};

/// Captures `eye`, compares it with the iris of this case's own recording and goes on as for a finger. For cards without fingers.
Result<Comparison> compare_iris_and_activate(Equipment& equipment, const std::string& case_id, biometrics::Eye eye, const engine::Actor& actor, model::Sink& sink, std::stop_token stop);

/// Activates a card on the word of two officers: one without fingers, or one that matched in none of all tries (the second is a superior then). The picture is kept.
Status activate_by_officers(Equipment& equipment, const std::string& case_id, TwoOfficers seen, const engine::Actor& actor, model::Sink& sink, std::stop_token stop);

/// Captures `finger`, has it compared with the chip's (finger_verifier.h) and records the comparison; on a match activates card and case.
/// A mismatch is a result, not a failure.
Result<Comparison> compare_and_activate(Equipment& equipment, const std::string& case_id, biometrics::Finger finger, const engine::Actor& actor, model::Sink& sink, std::stop_token stop);

}  // namespace loket::app

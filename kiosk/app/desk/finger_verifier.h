#pragma once
// Who says whether a live finger is the holder's: this program, with the minutiae that the chip gave out, or the chip itself (match on card).

#include "kiosk/app/desk/chip.h"
#include "kiosk/app/desk/desk.h"

namespace loket::app {

/// What was said of one finger. A chip says yes or no: 1 or 0 of 1.
struct FingerVerdict {
    double score = 0, threshold = 0;
    bool match = false;
};

class FingerVerifier {
  public:
    virtual ~FingerVerifier() = default;
    /// Rejected "card.no_finger" for a finger that this card does not have, "card.blocked" where the chip answers no more; else as card and reader fail.
    virtual Result<FingerVerdict> verify(biometrics::Finger finger, const biometrics::FingerTemplate& live) = 0;
};

/// For the card with this UID, of which `reading` was had: on the card where its chip can, else here. Everything passed outlives the verifier.
std::unique_ptr<FingerVerifier> verifier_for(Equipment& equipment, const std::string& uid, const card::Reading& reading, model::Sink& sink, const std::stop_token& stop);

}  // namespace loket::app

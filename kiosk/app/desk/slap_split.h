#pragma once
// A scanner that gives one picture of its glass: taken apart here, where others do it themselves.

#include "devices/base/result.h"
#include "devices/model/request.h"

namespace loket::app {

/// Fills `seen.fingers` from the plate with those of `asked` that lie there, in the order asked for; does nothing where the device
/// has told fingers or no slap was asked for. Rejected: "finger.wrong_hand", "finger.no_finger"; else as segment_slap.
Status split_plate(model::FingerOutcome& seen, const model::FingerRequest& asked);

}  // namespace loket::app

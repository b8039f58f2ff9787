#include "kiosk/app/desk/slap_split.h"

#include <algorithm>

#include "devices/biometrics/slap/slap.h"

namespace loket::app {
namespace {

/// Of a whole slap those that were not asked for are excused.
std::vector<biometrics::Finger> excused_of(const model::FingerRequest& asked) {
    std::vector<biometrics::Finger> excused;
    for (const auto finger : biometrics::fingers_of(*asked.slap))
        if (std::ranges::find(asked.fingers, finger) == asked.fingers.end()) excused.push_back(finger);
    return excused;
}

bool warns(const biometrics::SlapSegmentation& slap, std::string_view what) { return std::ranges::find(slap.warnings, what) != slap.warnings.end(); }

}  // namespace

Status split_plate(model::FingerOutcome& seen, const model::FingerRequest& asked) {
    if (!asked.slap || !seen.fingers.empty() || seen.plate.empty()) return {};
    LOKET_ASSIGN(slap, biometrics::segment_slap(seen.plate, {.slap = asked.slap, .excused = excused_of(asked)}));
    if (warns(slap, "finger.wrong_hand")) return rejected("finger.wrong_hand", "the other hand lies on the glass");
    for (const auto finger : asked.fingers) {
        const auto found = std::ranges::find(slap.fingers, finger, &biometrics::SlapFinger::finger);
        if (found == slap.fingers.end()) continue;  // who asked sees that it is missing
        LOKET_ASSIGN(image, biometrics::cut_finger(seen.plate, slap, static_cast<std::size_t>(found - slap.fingers.begin())));
        seen.fingers.push_back({finger, std::move(image)});
    }
    return {};
}

}  // namespace loket::app

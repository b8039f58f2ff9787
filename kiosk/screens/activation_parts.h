#pragma once
// Activation without a finger that matches: by iris, or by two officers with a picture.

#include "kiosk/screens/recording_parts.h"

namespace loket::screens::staff {

/// What may be compared instead, or the way to two officers.
void without_fingers(const Frame& frame, Memory& memory, const viewmodels::Activation& view, ui::Rect& area);
/// All tries are used up and nothing matched.
bool against_mismatch(const viewmodels::Activation& view);
/// The way to two officers all the same.
void override_button(const Frame& frame, Memory& memory, ui::Rect& area);
/// The picture that the officers keep, with what can be done about it.
std::vector<Action> officers_actions(const Frame& frame, const viewmodels::Activation& view);
/// Why nothing can be compared. Call last in the frame.
void officers_dialog(const Frame& frame, Memory& memory, const viewmodels::Activation& view);

}  // namespace loket::screens::staff

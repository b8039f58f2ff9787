#pragma once
// The recording page in its three parts: what the device sees, the slots of the stage, the review.

#include "kiosk/screens/staff_parts.h"

namespace loket::screens::staff {

/// Live or last picture, hands, ink or irises, with the instruction above it.
void recording_view(const Frame& frame, const viewmodels::Recording& view, const ui::Rect& rect);
/// Qualities of this stage with exceptions, tries, advice.
void recording_slots(const Frame& frame, Memory& memory, const viewmodels::Recording& view,
                     const ui::Rect& rect);
/// Everything before the applicant approves it.
void recording_review(const Frame& frame, Memory& memory, const viewmodels::Recording& view, ui::Rect area);
/// Why a slot is not recorded: one tap on a reason says it. Call last in the frame.
void excuse_dialog(const Frame& frame, Memory& memory, const viewmodels::Recording& view);

/// The slot as a bar with its words above, and all on one line.
void slot_bar(const Frame& frame, const viewmodels::Recording::Slot& slot, const ui::Rect& rect);
void slot_line(const Frame& frame, const viewmodels::Recording::Slot& slot, const ui::Rect& rect);
const viewmodels::Recording::Slot* find_slot(const viewmodels::Recording& view, const std::string& id);

}  // namespace loket::screens::staff

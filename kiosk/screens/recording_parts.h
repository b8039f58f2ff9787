#pragma once
// The recording page in its three parts: what the device sees, the slots of the stage, the review.

#include "kiosk/screens/coaching.h"
#include "kiosk/screens/staff_parts.h"

namespace loket::screens::staff {

/// Live or last picture, hands, ink or irises, with the instruction above it.
void recording_view(const Frame& frame, const viewmodels::Recording& view, const ui::Rect& rect);
/// Qualities of this stage with exceptions, tries, advice.
void recording_slots(const Frame& frame, Memory& memory, const viewmodels::Recording& view,
                     const ui::Rect& rect);
/// Everything before the applicant approves it.
void recording_review(const Frame& frame, Memory& memory, const viewmodels::Recording& view, ui::Rect area);
/// What the picture of an exception shows, and what it is for.
void recording_exception(const Frame& frame, const viewmodels::Recording& view, ui::Rect area);
/// The screen turned to the applicant: a large picture, one sentence, no data.
void recording_applicant(const Frame& frame, const viewmodels::Recording& view);
/// An advice as picture and words, cut off the top.
void coach_row(const Frame& frame, const std::string& id, const viewmodels::Hint& hint, ui::Rect& area);
float coach_height(const Frame& frame, const viewmodels::Hint& hint, float width);

/// A question whose answer is one tap on a reason: intent `name` with the reason, after "about:" if there is something.
struct OneTapAsk {
    std::string name, about, title, hint;
    const std::vector<viewmodels::Row>& reasons;
};
void one_tap_dialog(const Frame& frame, Memory& memory, const OneTapAsk& ask);

/// Recording without an application, from the list: cut off the bottom; says "early" with the NIK.
void early_button(const Frame& frame, Memory& memory, ui::Rect& area);
void early_dialog(const Frame& frame, Memory& memory);

/// Why a slot is not recorded: one tap on a reason says it. Call last in the frame.
void excuse_dialog(const Frame& frame, Memory& memory, const viewmodels::Recording& view);

/// The slot as a bar with its words above, and all on one line.
void slot_bar(const Frame& frame, const viewmodels::Recording::Slot& slot, const ui::Rect& rect);
void slot_line(const Frame& frame, const viewmodels::Recording::Slot& slot, const ui::Rect& rect);
const viewmodels::Recording::Slot* find_slot(const viewmodels::Recording& view, const std::string& id);

}  // namespace loket::screens::staff

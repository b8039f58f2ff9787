#pragma once
// What a verifier looks at, each part in the room it is given.

#include "kiosk/screens/staff_parts.h"

namespace loket::screens::staff {

/// Photo and signature, side by side or on top of each other.
void likeness(const Frame& frame, const viewmodels::Verify& view, ui::Rect area);
/// What was answered on the form, and the papers made from it: in place of the samples where a service records nobody.
void verified_application(const Frame& frame, const viewmodels::Verify& view, ui::Rect area, bool with_changes = false);
/// What the service will change in the register: before, after. The height it wants at this width.
float changes_height(const Frame& frame, const viewmodels::Verify& view, float width);
void verified_changes(const Frame& frame, const viewmodels::Verify& view, ui::Rect& area);
/// Register data; photo and signature above them where there is room.
void verified_person(const Frame& frame, const viewmodels::Verify& view, ui::Rect area);
/// Ten fingers and two irises with their qualities.
void verified_samples(const Frame& frame, const viewmodels::Verify& view, ui::Rect area);
/// The applicant beside those who may be the same person, and the way to say so.
void verified_alike(const Frame& frame, Memory& memory, const viewmodels::Verify& view, ui::Rect area);
void verified_papers(const Frame& frame, Memory& memory, const viewmodels::Verify& view, ui::Rect& area);
/// The latest events that fit, oldest first; a line says how many came before.
void verified_history(const Frame& frame, const viewmodels::Verify& view, ui::Rect area);

}  // namespace loket::screens::staff

#pragma once

#include "kiosk/screens/staff_parts.h"

namespace loket::screens::staff {

/// What the applicant said beside what the register has, in lines as high as their words need; in pages where there are too many.
void compared(const Frame& frame, const std::vector<viewmodels::Compared>& rows, const ui::Rect& area);

}  // namespace loket::screens::staff

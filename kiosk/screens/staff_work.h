#pragma once
// Work lists: a table over the whole page while no file is open, a narrow panel beside an open one.

#include "kiosk/screens/staff_frame.h"

namespace loket::screens::staff {

/// The files (or tickets) of the desk. `openable` false shows them only.
void work_table(const Frame& frame, const ui::Rect& rect, bool openable = true);
/// Cuts the panel off the left of `area` where there is room for it; elsewhere the page shows a button back
/// to the list.
void work_panel(const Frame& frame, ui::Rect& area);
/// Whether work_panel() would show it.
bool panel_fits(const Frame& frame);

}  // namespace loket::screens::staff

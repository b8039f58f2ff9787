#pragma once
// Figures as pictures: bars against a standard, tiles with one number, lines of states. Every value stands there in words, so that
// colour is never the only difference.

#include "kiosk/screens/staff_frame.h"
#include "kiosk/viewmodels/dashboard.h"

namespace loket::screens::staff {

/// Horizontal bars; the standard is a line across the bar, and what is over it wears the sign of its tone. `label` is spoken.
/// Fewer bars than given where the rectangle is too small for all: then a last line says how many there are more.
void measured_bars(const Frame& frame, const std::string& id, const std::string& label,
                   const std::vector<viewmodels::MeasuredBar>& bars, ui::Rect area);
/// A number with its name on a card to be touched; true when it was.
bool figure_tile(const Frame& frame, const viewmodels::Dashboard::Tile& tile, const ui::Rect& rect);
/// Name on the left, state with its sign on the right.
void state_lines(const Frame& frame, const std::vector<viewmodels::Dashboard::Line>& lines, ui::Rect area);
/// The table of a listing, with as many of its columns as have room, over a whole page.
void listing(const Frame& frame, const std::string& id, const viewmodels::Listing& list, const ui::Rect& rect);

}  // namespace loket::screens::staff

#pragma once
// Work lists: a table over the whole page while no file is open, a narrow panel beside an open one.

#include <functional>

#include "kiosk/screens/staff_reason.h"

namespace loket::screens::staff {

/// The files (or tickets) of the desk. `openable` false shows them only.
void work_table(const Frame& frame, const ui::Rect& rect, bool openable = true);
/// Cuts the panel off the left of `area` where there is room for it; elsewhere the page shows a button back
/// to the list.
void work_panel(const Frame& frame, ui::Rect& area);
/// Where lines of at least `row` do not all fit, cuts the keys that turn pages off the foot of `area`; returns the first item to show.
/// `across`: items in a line.
std::size_t turned_pages(const Frame& frame, const std::string& id, ui::TablePage& page, std::size_t items, float row, ui::Rect& area, int across = 1);
/// Whether work_panel() would show it.
bool panel_fits(const Frame& frame);

/// A page with a work list and one open file: the list over the whole page, or the file with the list beside it.
struct FilePage {
    std::string screen;
    const std::optional<viewmodels::FileHead>& file;
    std::optional<viewmodels::Notice> notice{};
    std::vector<ReasonAsk> asks{};
    bool wide = false;                                   ///< the file takes the whole page
    std::function<void(Memory&, ui::Rect)> open;         ///< draws the file
    std::function<void(ui::Rect)> list{};                ///< draws what is there without one; empty: the work table
};
/// The whole page, with the counter above the list, and the dialog of taking a file over from a colleague.
void file_page(const Frame& frame, const FilePage& page);

/// The button that begins the step of a file, or takes it over from the colleague who has.
Action begin_action(const Frame& frame, const viewmodels::FileHead& file, bool enabled = true);

}  // namespace loket::screens::staff

#pragma once
// A counter where people are called by number: whoever is called now, and what the officer may do with their ticket.

#include "kiosk/screens/staff_reason.h"

namespace loket::screens::staff {

/// A strip with the called number and its buttons, cut off the top of a work list. Nothing where the desk calls nobody.
void counter_strip(const Frame& frame, Memory& memory, ui::Rect& area);
/// "Panggil berikutnya"; Enter, F2 and the space bar press it too.
void call_next(const Frame& frame, const ui::Rect& rect);
/// Call again, hold, miss, send on: what may be done with the called ticket.
std::vector<Action> ticket_actions(const Frame& frame);
/// The dialogs that ticket_actions() opens.
std::vector<ReasonAsk> ticket_asks(const Frame& frame);

}  // namespace loket::screens::staff

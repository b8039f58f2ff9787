#pragma once
// The dialog that asks for a PIN.

#include "kiosk/screens/staff_frame.h"
#include "kiosk/viewmodels/pin.h"

namespace loket::screens::staff {

inline constexpr int kPinDigits = 6;

/// Cells and keys of a PIN of which only the length is known; what is typed is said as "digit", "erase", "clear".
void pin_entry(const Frame& frame, int length, bool wrong, const std::string& label, const std::optional<viewmodels::Notice>& notice, ui::Rect area);

/// Call last in the frame.
void pin_dialog(const Frame& frame, const viewmodels::PinAsk& ask);

}  // namespace loket::screens::staff

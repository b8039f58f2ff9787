#pragma once
// The dialog that asks for a PIN.

#include "kiosk/screens/staff_frame.h"
#include "kiosk/viewmodels/pin.h"

namespace loket::screens::staff {

inline constexpr int kPinDigits = 6;

/// Cells and keys of a PIN of which only the length is known; what is typed is said as "digit", "erase", "clear", after `prefix`.
struct PinCells {
    std::string id = "pin", prefix{};
    int length = 0;
    bool wrong = false;
    std::string label{};
    std::optional<viewmodels::Notice> notice{};
};
void pin_entry(const Frame& frame, const PinCells& cells, ui::Rect area);

/// Call last in the frame.
void pin_dialog(const Frame& frame, const viewmodels::PinAsk& ask);

}  // namespace loket::screens::staff

#pragma once
// The dialog that asks why: offered reasons, a line of the officer's own words with the screen keyboard,
// confirm.

#include "kiosk/screens/staff_parts.h"

namespace loket::screens::staff {

struct ReasonAsk {
    std::string name;  ///< intent; words "desk.ask.<name>" (title) and "desk.confirm.<name>" (button)
    std::vector<std::string> reasons;
    std::string label{};               ///< key of what the officer's own words are called; empty: a reason
    std::vector<std::string> codes{};  ///< one for each reason where the reason also chooses: emitted as "CODE:reason"
};

/// Draws the dialog of `memory.dialog` if it is one of these. Call last in the frame.
void reason_dialog(const Frame& frame, Memory& memory, const std::vector<ReasonAsk>& asks);

/// The keys of the screen keyboard in the officer's language.
ui::Keyboard keyboard_words(const Frame& frame);

}  // namespace loket::screens::staff

#pragma once
// The page of those who look after complaints. "reply" opens a dialog in which the answer is typed.

#include "kiosk/screens/staff.h"
#include "kiosk/viewmodels/complaints.h"

namespace loket::screens {

void draw(ui::Ui& ui, const Words& words, const viewmodels::Chrome& chrome, const viewmodels::ComplaintDesk& view,
          viewmodels::Intents& intents);

}  // namespace loket::screens

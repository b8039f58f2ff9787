#pragma once
// Pages about the office rather than about a file: the head's dashboard, maintenance, who stands in for whom.

#include "kiosk/screens/staff.h"
#include "kiosk/viewmodels/dashboard.h"
#include "kiosk/viewmodels/delegation.h"
#include "kiosk/viewmodels/maintenance.h"

namespace loket::screens {

void draw(ui::Ui& ui, const Words& words, const viewmodels::Chrome& chrome, const viewmodels::Dashboard& view,
          viewmodels::Intents& intents);
void draw(ui::Ui& ui, const Words& words, const viewmodels::Chrome& chrome, const viewmodels::Delegation& view,
          viewmodels::Intents& intents);
void draw(ui::Ui& ui, const Words& words, const viewmodels::Chrome& chrome, const viewmodels::Maintenance& view,
          viewmodels::Intents& intents);

}  // namespace loket::screens

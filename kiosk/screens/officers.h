#pragma once
// The administrator's page of accounts. Nodes as in staff.h; "suspend" opens a dialog: "suspend.confirm", "suspend.close".

#include "kiosk/screens/staff.h"
#include "kiosk/viewmodels/officers.h"

namespace loket::screens {

void draw(ui::Ui& ui, const Words& words, const viewmodels::Chrome& chrome, const viewmodels::Officers& view, viewmodels::Intents& intents);

}  // namespace loket::screens

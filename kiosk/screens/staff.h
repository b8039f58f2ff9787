#pragma once
// The officers' screens: side navigation, work list, one file. Pure functions of their view models.

#include "kiosk/ui/kit.h"
#include "kiosk/ui/strings.h"
#include "kiosk/viewmodels/staff.h"

namespace loket::screens {

using Words = ui::Strings;

void draw(ui::Ui& ui, const Words& words, const viewmodels::Chrome& chrome, const viewmodels::SignIn& view, viewmodels::Intents& intents);
void draw(ui::Ui& ui, const Words& words, const viewmodels::Chrome& chrome, const viewmodels::FrontOffice& view, viewmodels::Intents& intents);
void draw(ui::Ui& ui, const Words& words, const viewmodels::Chrome& chrome, const viewmodels::CheckFile& view, const viewmodels::Desk& desk, viewmodels::Intents& intents);
void draw(ui::Ui& ui, const Words& words, const viewmodels::Chrome& chrome, const viewmodels::ResiPage& view, const viewmodels::Desk& desk, viewmodels::Intents& intents);
void draw(ui::Ui& ui, const Words& words, const viewmodels::Chrome& chrome, const viewmodels::Forward& view, viewmodels::Intents& intents);
void draw(ui::Ui& ui, const Words& words, const viewmodels::Chrome& chrome, const viewmodels::Verify& view, viewmodels::Intents& intents);
void draw(ui::Ui& ui, const Words& words, const viewmodels::Chrome& chrome, const viewmodels::Recording& view, const viewmodels::Desk& desk, viewmodels::Intents& intents);
void draw(ui::Ui& ui, const Words& words, const viewmodels::Chrome& chrome, const viewmodels::PrintDesk& view, viewmodels::Intents& intents);
void draw(ui::Ui& ui, const Words& words, const viewmodels::Chrome& chrome, const viewmodels::Activation& view, viewmodels::Intents& intents);
void draw(ui::Ui& ui, const Words& words, const viewmodels::Chrome& chrome, const viewmodels::HandOver& view, viewmodels::Intents& intents);

}  // namespace loket::screens

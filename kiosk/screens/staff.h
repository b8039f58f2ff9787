#pragma once
// The officers' screens: side navigation, work list, one file. Pure functions of their view models, but for
// what is typed or opened on the page itself (an open dialog, words not yet sent), which is kept for one file
// and dropped with it.
//
// Node ids: the intent's name, or "name:value" ("open:K1", "tab:verify", "mark:3:present", "compare:2",
// "excuse:finger:2:LUKA"). Exceptions, where one tap does not yet make an intent:
//   - "return", "incomplete", "refuse", "cancel", "spoiled", "hold", "transfer", "take_over" open a dialog: "<name>.reason:<index>" chooses an
//   offered reason,
//     "<name>.text" (and the keys "letter:<A>", "space", "erase", "clear") take the officer's own words,
//     "<name>.confirm" emits {name, reason}, where the reason is the chosen one, then ": " and the typed
//     words if there are any; "<name>.close" goes back.
//   - "excuse.open:<slot>" opens the dialog whose buttons are "excuse:<slot>:<REASON>".
//   - "receive", "count" and "use" of the supplies send the number that was typed; "close_day" asks once more:
//     "close_day.yes", "close_day.no".
//   - "resi" sends what stands in the field "resi.text"; a scanned code is sent at once.
//   - "open" without a value closes the file and shows the list; "section:<part>" turns to a part of a file
//   where the screen is
//     too small for all of it; "work.next" and "work.previous" turn the pages of a work list. None but the
//     first is an intent.
// Keys: a button shows the key that presses it (Enter the next thing to do, F2 to F10 the others); number keys mark the papers
// of a check-list, the space bar calls the next person.
// Keys of the PIN are "digit:<0-9>", "erase", "clear"; tools are
// "language:<code>", "tool.text_size" and "tool.contrast".

#include "kiosk/ui/kit.h"
#include "kiosk/ui/strings.h"
#include "kiosk/viewmodels/staff.h"
#include "kiosk/viewmodels/verify.h"

namespace loket::screens {

using Words = ui::Strings;

void draw(ui::Ui& ui, const Words& words, const viewmodels::Chrome& chrome, const viewmodels::SignIn& view,
          viewmodels::Intents& intents);
void draw(ui::Ui& ui, const Words& words, const viewmodels::Chrome& chrome,
          const viewmodels::FrontOffice& view, viewmodels::Intents& intents);
void draw(ui::Ui& ui, const Words& words, const viewmodels::Chrome& chrome, const viewmodels::CheckFile& view,
          const viewmodels::Desk& desk, viewmodels::Intents& intents);
void draw(ui::Ui& ui, const Words& words, const viewmodels::Chrome& chrome, const viewmodels::AddService& view,
          viewmodels::Intents& intents);
void draw(ui::Ui& ui, const Words& words, const viewmodels::Chrome& chrome, const viewmodels::ResiPage& view,
          const viewmodels::Desk& desk, viewmodels::Intents& intents);
void draw(ui::Ui& ui, const Words& words, const viewmodels::Chrome& chrome, const viewmodels::Work& view,
          viewmodels::Intents& intents);
void draw(ui::Ui& ui, const Words& words, const viewmodels::Chrome& chrome, const viewmodels::Verify& view,
          viewmodels::Intents& intents);
void draw(ui::Ui& ui, const Words& words, const viewmodels::Chrome& chrome, const viewmodels::Recording& view,
          const viewmodels::Desk& desk, viewmodels::Intents& intents);
void draw(ui::Ui& ui, const Words& words, const viewmodels::Chrome& chrome, const viewmodels::PrintDesk& view,
          viewmodels::Intents& intents);
void draw(ui::Ui& ui, const Words& words, const viewmodels::Chrome& chrome, const viewmodels::CardCheck& view,
          viewmodels::Intents& intents);
void draw(ui::Ui& ui, const Words& words, const viewmodels::Chrome& chrome, const viewmodels::StockPage& view,
          viewmodels::Intents& intents);
void draw(ui::Ui& ui, const Words& words, const viewmodels::Chrome& chrome,
          const viewmodels::Activation& view, viewmodels::Intents& intents);
void draw(ui::Ui& ui, const Words& words, const viewmodels::Chrome& chrome, const viewmodels::HandOver& view,
          viewmodels::Intents& intents);

}  // namespace loket::screens

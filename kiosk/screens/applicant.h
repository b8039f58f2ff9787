#pragma once
// The applicant's pages. A screen is a pure function of its view model; what the person touches comes back as intents.
// Every control's semantic id is its intent: "name" or "name:value".

#include "kiosk/ui/kit.h"
#include "kiosk/ui/strings.h"
#include "kiosk/viewmodels/applicant.h"

namespace loket::screens {

using Words = ui::Strings;

/// The semantic node that a person would tap to express an intent: "digit:5" is the key 5 of the keypad.
std::string node_of(const viewmodels::Intent& intent);

void draw(ui::Ui& ui, const Words& words, const viewmodels::Chrome& chrome, const viewmodels::Attract& view, viewmodels::Intents& intents);
void draw(ui::Ui& ui, const Words& words, const viewmodels::Chrome& chrome, const viewmodels::Home& view, viewmodels::Intents& intents);
void draw(ui::Ui& ui, const Words& words, const viewmodels::Chrome& chrome, const viewmodels::Identity& view, viewmodels::Intents& intents);
void draw(ui::Ui& ui, const Words& words, const viewmodels::Chrome& chrome, const viewmodels::Confirm& view, viewmodels::Intents& intents);
void draw(ui::Ui& ui, const Words& words, const viewmodels::Chrome& chrome, const viewmodels::Choice& view, viewmodels::Intents& intents);
void draw(ui::Ui& ui, const Words& words, const viewmodels::Chrome& chrome, const viewmodels::Slots& view, viewmodels::Intents& intents);
void draw(ui::Ui& ui, const Words& words, const viewmodels::Chrome& chrome, const viewmodels::Field& view, viewmodels::Intents& intents);
void draw(ui::Ui& ui, const Words& words, const viewmodels::Chrome& chrome, const viewmodels::Bring& view, viewmodels::Intents& intents);
void draw(ui::Ui& ui, const Words& words, const viewmodels::Chrome& chrome, const viewmodels::Review& view, viewmodels::Intents& intents);
void draw(ui::Ui& ui, const Words& words, const viewmodels::Chrome& chrome, const viewmodels::Reading& view, viewmodels::Intents& intents);
void draw(ui::Ui& ui, const Words& words, const viewmodels::Chrome& chrome, const viewmodels::TicketPage& view, viewmodels::Intents& intents);
void draw(ui::Ui& ui, const Words& words, const viewmodels::Chrome& chrome, const viewmodels::Status& view, viewmodels::Intents& intents);
void draw(ui::Ui& ui, const Words& words, const viewmodels::Chrome& chrome, const viewmodels::Survey& view, viewmodels::Intents& intents);
void draw(ui::Ui& ui, const Words& words, const viewmodels::Chrome& chrome, const viewmodels::Message& view, viewmodels::Intents& intents);
void draw(ui::Ui& ui, const Words& words, const viewmodels::Chrome& chrome, const viewmodels::Display& view, viewmodels::Intents& intents);

/// Over a page that has just been drawn: settings, the time-out, captions of sounds, a reason for a wait. Last in the frame.
void draw_over(ui::Ui& ui, const Words& words, const viewmodels::Overlay& view, viewmodels::Intents& intents);

}  // namespace loket::screens

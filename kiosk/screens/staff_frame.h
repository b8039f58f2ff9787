#pragma once
// The frame of an officer's page: navigation, who is signed in, title, clock, tools, notices. Lying screens
// have the navigation at the side; standing ones wear the bars of the public pages with the tabs below them.

#include <optional>
#include <string>

#include "kiosk/screens/public_frame.h"
#include "kiosk/screens/staff.h"

namespace loket::screens::staff {

/// What every part of a page needs at hand. Valid for one frame.
struct Frame {
    ui::Ui& ui;
    const Words& words;
    const viewmodels::Chrome& chrome;
    const viewmodels::Desk& desk;
    viewmodels::Intents& intents;

    [[nodiscard]] std::string say(std::string_view key, Words::Args args = {}) const {
        return words.text(key, args);
    }
    void emit(std::string name, std::string value = {}) const {
        intents.push_back({std::move(name), std::move(value)});
    }
    [[nodiscard]] const ui::Theme& theme() const { return ui.theme(); }
    [[nodiscard]] float dp(float design_pixels) const { return ui.theme().dp(design_pixels); }
    /// Too little room (standing screen or large letters) for everything of a file side by side.
    [[nodiscard]] bool compact() const { return ui.portrait() || ui.theme().options.text_scale > 1.05f; }
};

struct FrameProps {
    std::string screen;  ///< id of the page
    std::string title;
    int count = -1;                              ///< beside the title; negative hides it
    std::optional<viewmodels::Notice> notice{};  ///< of the page, besides that of the chrome
    std::optional<viewmodels::Stepper> stepper{};
    std::string leave{};  ///< intent of a button left of the title: "open" (nothing) or "leave"
    std::string leave_label{};  ///< of that button; empty: "Daftar"
};

/// Draws the frame; what is left is the page's.
ui::Rect open_frame(const Frame& frame, const FrameProps& props);
/// After the page, before a dialog of its own; draws that of a superior's permission if one is asked for.
void close_frame(const Frame& frame);

}  // namespace loket::screens::staff

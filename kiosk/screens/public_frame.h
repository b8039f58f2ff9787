#pragma once
// What stands around every public page: header, progress, notices and footer. What is touched there becomes
// Chrome's intents.

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/screens/applicant.h"

namespace loket::screens {

/// The arguments of every draw(), kept together for the parts of a page.
struct PublicPage {
    ui::Ui& ui;
    const Words& words;
    const viewmodels::Chrome& chrome;
    viewmodels::Intents& intents;

    void emit(std::string name, std::string value = {}) const {
        intents.push_back({std::move(name), std::move(value)});
    }
    /// A tapped control whose id is its intent: "service:S02" becomes {"service", "S02"}. Empty ids are
    /// ignored.
    void emit_id(std::string_view id) const;
    [[nodiscard]] std::string say(std::string_view key, ui::Strings::Args args = {}) const {
        return words.text(key, args);
    }
};

/// The footer of a page. An empty label hides the button; the id is the intent.
struct PageFoot {
    ui::Button primary{};
    ui::Button back{};
    std::string note{};
};

ui::Tone tone_of(viewmodels::Tone tone);

/// Banners stand on a page with large letters: courtesies such as hints and the progress give way.
bool crowded(const PublicPage& page);
/// Draws header, progress (if it has labels) and notices; returns the room left for the page. A change of
/// `id` is a change of page: it slides in and ignores touches for a moment.
ui::Rect open_page(const PublicPage& page, std::string_view id, const viewmodels::Stepper& stepper = {});
/// Draws the footer and turns its buttons into intents. Call last.
void close_page(const PublicPage& page, const PageFoot& foot);

/// The one primary action of a page: bottom right, the word of `key`.
ui::Button primary(const PublicPage& page, std::string id, std::string_view key, bool enabled = true);
/// Back, if Chrome allows it.
ui::Button back(const PublicPage& page);

/// A heading and below it a hint, which gives way if less than `needed` pixels would be left under it.
void heading(ui::Ui& ui, ui::Rect& area, std::string_view title, std::string_view hint, float needed);

/// Keys and values from the top of `area`; where letters are large the last ones give way.
void facts(ui::Ui& ui, ui::Rect& area, std::vector<ui::KeyValue> entries, int columns);

/// Height of the keys that turn pages.
float turn_height(const ui::Ui& ui);
/// Keys that turn the `count` pages, at the right end of `row`, with which page this is between them: "turn:<page>".
void turn_keys(const PublicPage& page, const ui::Rect& row, std::size_t now, std::size_t count);

/// A chip as wide as its words at the right end of `row`.
void chip_right(ui::Ui& ui, const ui::Rect& row, std::string_view text, ui::Tone tone);
/// Width that such a chip takes.
float chip_width(const ui::Ui& ui, std::string_view text);

}  // namespace loket::screens

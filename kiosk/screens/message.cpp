// A full page that says one thing.

#include <algorithm>

#include "kiosk/screens/public_frame.h"

namespace loket::screens {

using namespace ui;

void draw(Ui& ui, const Words& words, const viewmodels::Chrome& chrome, const viewmodels::Message& view,
          viewmodels::Intents& intents) {
    const PublicPage page{ui, words, chrome, intents};
    const Rect area = open_page(page, "message");
    const float width = std::min(area.w, ui.theme().dp(1180));
    Rect card = ui.card(centred(area, width, area.h), 48);
    const float sign_high = 2 * std::min(ui.theme().dp(66), card.h * 0.12f) + ui.theme().dp(36);
    const auto words_in = [&](TextStyle style) { return ui.height_of(view.title, TextStyle::H1, card.w) + ui.theme().dp(16) + ui.height_of(view.text, style, card.w); };
    // Large letters, and a banner above: the words come before their size, and before the sign.
    const auto style = sign_high + words_in(TextStyle::H3) > card.h ? TextStyle::Body : TextStyle::H3;
    const bool signed_page = sign_high + words_in(style) <= card.h;
    const float needed = words_in(style) + (signed_page ? sign_high : 0);
    Rect block = centred(card, card.w, std::min(card.h, needed));
    Rect sign{block.x, block.y, block.w, card.h};  // the size of the sign follows the card, not the words
    if (signed_page) {
        ui.outcome(tone_of(view.tone), sign, 36);
        cut_top(block, sign.y - block.y);
    }
    ui.title(block, view.title, TextStyle::H1, 16, Align::Centre);
    ui.paragraph(block, view.text, style, 0, Align::Centre);
    Button done = primary(page, "done", "action.done");
    done.label = view.action;  // without a word there is nothing to do but wait
    const Button status{.id = "status", .label = view.status, .icon = Icon::Search};
    close_page(page, {.primary = done, .back = view.back ? back(page) : status});
}

}  // namespace loket::screens

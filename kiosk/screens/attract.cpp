// Nobody stands here: what the kiosk is for, one sentence at a time, and a touch anywhere to begin. The picture changes with
// the slide only, so that a kiosk at rest has nothing to draw.

#include <algorithm>

#include "kiosk/screens/public_frame.h"

namespace loket::screens {

using namespace ui;

namespace {

/// Which of the sentences this is.
void dots(Ui& ui, const viewmodels::Attract& view, const Rect& row) {
    const Palette& c = ui.theme().colour;
    const float step = ui.theme().dp(40), radius = ui.theme().dp(8);
    float x = row.centre().x - step * static_cast<float>(view.slides - 1) / 2;
    for (int i = 0; i < view.slides; ++i, x += step)
        ui.paint().circle({x, row.centre().y}, i == view.slide ? radius * 1.4f : radius, i == view.slide ? c.on_primary : mix(c.on_primary, c.primary, 0.55f));
}

bool begin(const PublicPage& page, const viewmodels::Attract& view, const Rect& rect) {
    Ui& ui = page.ui;
    const Palette& c = ui.theme().colour;
    const float radius = ui.theme().card_radius(), width = std::min(rect.w - ui.theme().dp(120), ui.theme().dp(1280));
    const std::string touch_words = page.say("attract.touch");
    const float sign = ui.theme().icon(IconSize::Huge), title = ui.height_of(view.title, TextStyle::H1, width), text = ui.height_of(view.text, TextStyle::H3, width),
                low = ui.height_of(touch_words, TextStyle::H2, width), gap = ui.theme().dp(28), foot = ui.theme().dp(56);
    const float needed = sign + title + text + low + 3 * gap;
    const bool with_sign = needed + foot <= rect.h, with_text = needed - sign - gap + foot <= rect.h;
    const Touch touch = ui.control({.id = "begin", .role = Role::Tile, .label = touch_words, .value = view.title, .rect = rect, .overflow = title + low + gap + foot > rect.h});
    ui.paint().fill(rect, touch.held ? c.pressed : c.primary, radius);
    Rect area = rect;
    dots(ui, view, cut_bottom(area, foot));
    Rect block = centred(area, width, std::min(area.h, (with_sign ? sign + gap : 0) + title + (with_text ? text + gap : 0) + low + gap));
    if (with_sign) ui.paint().icon(Icon::TouchApp, cut_top(block, sign, gap).centre(), IconSize::Huge, c.on_primary);
    // Said as a page says its title and text: who only hears must learn what this is before the first key.
    const auto say = [&](const Rect& where, Role role, const std::string& words, TextStyle style) {
        ui.paint().paragraph(where, words, style, c.on_primary, Align::Centre);
        ui.note({.id = {}, .role = role, .label = words, .rect = where});
    };
    say(cut_top(block, title, gap), Role::Heading, view.title, TextStyle::H1);
    if (with_text) say(cut_top(block, text, gap), Role::Text, view.text, TextStyle::H3);
    say(block, Role::Text, touch_words, TextStyle::H2);
    ui.ring(touch, rect, radius);
    return touch.clicked;
}

}  // namespace

void draw(Ui& ui, const Words& words, const viewmodels::Chrome& chrome, const viewmodels::Attract& view, viewmodels::Intents& intents) {
    const PublicPage page{ui, words, chrome, intents};
    Rect area = open_page(page, "attract");
    const auto count = view.languages.size();
    const float high = std::max(ui.theme().target(), ui.theme().grown(120));
    const auto cells = columns(cut_bottom(area, high, ui.gap()), std::vector<float>(count, 1.f), ui.gap());
    if (begin(page, view, area)) page.emit("begin");
    for (std::size_t i = 0; i < count; ++i) {
        const std::string id = "begin:" + view.languages[i].label;
        if (ui.button({.id = id, .label = view.languages[i].value, .icon = Icon::Language}, cells[i])) page.emit_id(id);
    }
    close_page(page, {.primary = {}, .back = {}, .note = page.say("chrome.privacy")});
}

}  // namespace loket::screens

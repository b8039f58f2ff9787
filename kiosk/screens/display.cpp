// The public display over the counters: numbers, never names. Nothing here can be touched.

#include <algorithm>

#include "kiosk/screens/public_frame.h"
#include "kiosk/ui/text.h"

namespace loket::screens {

using namespace ui;

namespace {

void words_on_dark(Ui& ui, const Rect& rect, const std::string& text, TextStyle style, Align align,
                   bool strong) {
    const bool fits = ui.paint().text_in(
        rect, text, style, strong ? ui.theme().colour.on_nav : ui.theme().colour.nav_muted, align);
    ui.note({.id = {}, .role = Role::Text, .label = text, .rect = rect, .overflow = !fits});
}

/// Time and badge at the right end of a line, which keeps the rest.
void clock(const PublicPage& page, Rect& line) {
    Ui& ui = page.ui;
    words_on_dark(ui, cut_right(line, text_width(ui.fonts(), TextStyle::H3, page.chrome.time) + 2, ui.gap()),
                  page.chrome.time, TextStyle::H3, Align::Right, true);
    if (!page.chrome.simulated) return;
    const std::string badge = page.say("chrome.simulated");
    const Rect place = cut_right(line, chip_width(ui, badge), ui.gap());
    ui.chip(centred(place, place.w, ui.theme().grown(48)), badge, Tone::Warn);
}

void head(const PublicPage& page, Rect& area) {
    Ui& ui = page.ui;
    const float height = ui.theme().grown(88), gap = ui.theme().dp(20);
    Rect bar = cut_top(area, height, ui.portrait() ? 0 : gap);
    Rect second = ui.portrait() ? cut_top(area, ui.theme().grown(60), gap) : Rect{};
    clock(page, ui.portrait() ? second : bar);
    TextStyle style = TextStyle::H1;
    for (const TextStyle smaller : {TextStyle::H2, TextStyle::H3, TextStyle::BodyStrong})
        if (text_width(ui.fonts(), style, page.chrome.place) > bar.w) style = smaller;
    words_on_dark(ui, bar, page.chrome.place, style, Align::Left, true);
}

void now_serving(const PublicPage& page, const viewmodels::Display& view, const Rect& rect) {
    Ui& ui = page.ui;
    Rect card = ui.card(rect, 40);
    if (view.lit) ui.paint().stroke(rect, ui.theme().colour.focus, ui.theme().dp(16), ui.theme().card_radius());
    ui.title(card, page.say(view.calling ? "display.calling" : "display.now"), TextStyle::H2, 0, Align::Centre);
    if (!view.now) {
        const std::string nobody = page.say("display.nobody");
        Rect middle = centred(card, card.w, ui.height_of(nobody, TextStyle::H2, card.w));
        return ui.paragraph(middle, nobody, TextStyle::H2, 0, Align::Centre);
    }
    const Rect counter = cut_bottom(card, ui.theme().grown(130), ui.gap());
    ui.paint().fill(counter, ui.theme().colour.soft, ui.theme().card_radius());
    if (ui.theme().high_contrast())
        ui.paint().stroke(counter, ui.theme().colour.primary, ui.theme().border(), ui.theme().card_radius());
    const std::string where = page.say("display.counter", {{"number", view.now->loket}});
    ui.paint().text_in(counter, where, TextStyle::H1, ui.theme().colour.primary, Align::Centre);
    ui.paint().text_in(card, view.now->number, TextStyle::Queue, ui.theme().colour.text, Align::Centre);
    ui.note({.id = "display.now",
             .role = Role::Heading,
             .label = view.now->number,
             .value = where,
             .rect = card,
             .overflow = text_width(ui.fonts(), TextStyle::Queue, view.now->number) > card.w});
}

void recent_call(const PublicPage& page, const viewmodels::Display::Call& call, const Rect& rect) {
    Ui& ui = page.ui;
    ui.paint().fill(rect, faded(ui.theme().colour.on_nav, 0.11f), ui.theme().card_radius());
    if (ui.theme().high_contrast())
        ui.paint().stroke(rect, ui.theme().colour.outline, ui.theme().border(), ui.theme().card_radius());
    const auto parts = columns(rect.inset(ui.theme().dp(40), 0), {1, 1}, ui.theme().dp(12));
    words_on_dark(ui, parts[0], call.number, TextStyle::H1, Align::Left, true);
    words_on_dark(ui, parts[1], page.say("display.counter", {{"number", call.loket}}), TextStyle::H3,
                  Align::Right, false);
}

void recent(const PublicPage& page, const viewmodels::Display& view, Rect area) {
    constexpr std::size_t kShown = 5;
    Ui& ui = page.ui;
    const Rect foot = cut_bottom(area, ui.theme().grown(72), ui.theme().dp(20));
    words_on_dark(ui, foot, page.say("display.waiting", {{"count", std::to_string(view.waiting)}}),
                  TextStyle::H3, Align::Left, true);
    const float gap = ui.theme().dp(20), row = ui.height_of("0", TextStyle::H1, area.w);
    const auto fitting = static_cast<std::size_t>(std::max(1.F, (area.h + gap) / (row + gap)));  // the oldest give way to larger letters
    const std::size_t shown = std::min(kShown, fitting);
    const auto cells = grid(area, 1, static_cast<int>(shown), gap);
    for (std::size_t i = 0; i < std::min(view.recent.size(), shown); ++i)
        recent_call(page, view.recent[i], cells[i]);
}

/// Numbers that may be old say so before anything else.
void stale_line(Ui& ui, const std::string& text, Rect& area) {
    if (text.empty()) return;
    const float inner = ui.theme().dp(24), sign = ui.theme().icon(IconSize::Medium) + inner;
    const float words = ui.height_of(text, TextStyle::H3, area.w - 2 * inner - sign);
    const Rect band = cut_top(area, words + inner, ui.theme().dp(20));
    ui.paint().fill(band, ui.theme().colour.warn_soft, ui.theme().button_radius());
    if (ui.theme().high_contrast()) ui.paint().stroke(band, ui.theme().colour.warn, ui.theme().border(), ui.theme().button_radius());
    Rect line = band.inset(inner, inner / 2);
    ui.paint().icon(Icon::SyncProblem, cut_left(line, sign - inner, inner).centre(), IconSize::Medium, ui.theme().colour.warn);
    ui.paint().paragraph(line, text, TextStyle::H3, ui.theme().colour.warn);
    ui.note({.id = "display.stale", .role = Role::Status, .label = text, .rect = band});
}

void foot_line(Ui& ui, const std::string& text, Rect& area) {
    const float sign = ui.theme().icon(IconSize::Small) + ui.theme().dp(20);
    const float height = ui.height_of(text, TextStyle::Body, area.w - sign);
    Rect line = cut_bottom(area, height, ui.theme().dp(24));
    ui.paint().icon(Icon::Campaign, cut_left(line, sign).centre(), IconSize::Small,
                    ui.theme().colour.nav_muted);
    ui.paint().paragraph(line, text, TextStyle::Body, ui.theme().colour.on_nav);
    ui.note({.id = "display.notice", .role = Role::Text, .label = text, .rect = line});
}

}  // namespace

void draw(Ui& ui, const Words& words, const viewmodels::Chrome& chrome, const viewmodels::Display& view,
          viewmodels::Intents& intents) {
    const PublicPage page{ui, words, chrome, intents};
    const Palette& c = ui.theme().colour;
    ui.screen("display");
    ui.paint().gradient(ui.bounds(), ui.theme().high_contrast() ? c.nav : mix(c.nav, c.primary, 0.35f),
                        c.nav);
    ui.paint().fill({0, 0, ui.bounds().w, ui.theme().dp(8)}, c.strip);
    Rect area = ui.bounds().inset(ui.theme().dp(60), ui.theme().dp(40));
    head(page, area);
    stale_line(ui, view.stale, area);
    foot_line(ui, view.notice, area);
    const auto parts =
        ui.portrait() ? rows(area, {1, 1}, ui.theme().dp(40)) : columns(area, {1.25f, 1}, ui.theme().dp(40));
    now_serving(page, view, parts[0]);
    recent(page, view, parts[1]);
}

}  // namespace loket::screens

// "Apakah ini Anda?" Alone after a NIK, as one of the family after a KK number.

#include <algorithm>

#include "kiosk/screens/public_frame.h"

namespace loket::screens {

using namespace ui;

namespace {

std::vector<KeyValue> entries_of(const viewmodels::Confirm& view) {
    std::vector<KeyValue> entries;
    for (const auto& row : view.rows) entries.push_back({.key = row.label, .value = row.value});
    return entries;
}

/// A sign for a person, where there is room for it.
void portrait_sign(Ui& ui, Rect& panel) {
    const float side = ui.theme().dp(170);
    if (ui.theme().options.text_scale > 1 || panel.w < 4 * side || panel.h < side) return;
    const Rect place = cut_left(panel, side, ui.theme().dp(44));
    ui.paint().circle(place.centre(), side / 2, ui.theme().colour.soft);
    ui.paint().icon(Icon::Person, place.centre(), IconSize::Huge, ui.theme().colour.primary);
}

/// The masked data and the way out for somebody else.
void person(const PublicPage& page, const viewmodels::Confirm& view, Rect card, int across) {
    Ui& ui = page.ui;
    const auto entries = entries_of(view);
    const Button not_me{
        .id = "not_me", .label = page.say("action.not_me"), .spoken = {}, .icon = Icon::PersonSearch};
    Rect row = cut_bottom(card, ui.button_height(), ui.theme().dp(24));
    if (ui.button(not_me, cut_left(row, ui.button_width(not_me)))) page.emit("not_me");
    const bool tight = ui.theme().options.text_scale > 1;
    const float padding = ui.theme().dp(tight ? 0 : 32),
                needed = ui.key_values_height(entries, card.w - 2 * padding, across) + 2 * padding;
    heading(ui, card, page.say("confirm.title"), page.say("confirm.hint"), needed);
    if (tight) return facts(ui, card, entries, across);
    Rect panel = ui.panel(card, 32);
    portrait_sign(ui, panel);
    const float height = std::min(panel.h, ui.key_values_height(entries, panel.w, across));
    Rect block = centred(panel, panel.w, height);
    facts(ui, block, entries, across);
}

void family(const PublicPage& page, const viewmodels::Confirm& view, Rect card) {
    Ui& ui = page.ui;
    const int across = view.members.size() > 5 ? 2 : 1;
    ChoiceList list{.selected = view.selected < 0 ? "" : "member:" + std::to_string(view.selected),
                    .choices = {},
                    .columns = across};
    for (std::size_t i = 0; i < view.members.size(); ++i)
        list.choices.push_back({.id = "member:" + std::to_string(i), .title = view.members[i]});
    const auto lines = static_cast<float>((list.choices.size() + static_cast<std::size_t>(across) - 1) /
                                          static_cast<std::size_t>(across));
    heading(ui, card, page.say("confirm.choose"), page.say("confirm.choose_hint"),
            lines * ui.theme().grown(100));
    page.emit_id(ui.choices(list, card));
}

void choose_and_check(const PublicPage& page, const viewmodels::Confirm& view, const Rect& area) {
    Ui& ui = page.ui;
    const auto parts = ui.portrait() ? rows(area, {1.06f, 1}, ui.gap()) : columns(area, {1, 1.25f}, ui.gap());
    family(page, view, ui.card(parts[0], 28));
    Rect card = ui.card(parts[1], 28);
    if (!view.rows.empty()) return person(page, view, card, 2);
    Rect middle = centred(card, card.w,
                          ui.theme().icon(IconSize::Large) + ui.theme().dp(20) +
                              ui.height_of(page.say("confirm.nobody"), TextStyle::Body, card.w));
    ui.paint().icon(Icon::TouchApp,
                    cut_top(middle, ui.theme().icon(IconSize::Large), ui.theme().dp(20)).centre(),
                    IconSize::Large, ui.theme().colour.muted);
    ui.paragraph(middle, page.say("confirm.nobody"), TextStyle::Body, 0, Align::Centre);
}

}  // namespace

void draw(Ui& ui, const Words& words, const viewmodels::Chrome& chrome, const viewmodels::Confirm& view,
          viewmodels::Intents& intents) {
    const PublicPage page{ui, words, chrome, intents};
    const Rect area = open_page(page, "confirm", view.stepper);
    if (!view.members.empty())
        choose_and_check(page, view, area);
    else
        person(page, view, ui.card(area), ui.portrait() ? 1 : 2);
    close_page(
        page, {.primary = primary(page, "confirm", "action.confirm", view.can_continue), .back = back(page)});
}

}  // namespace loket::screens

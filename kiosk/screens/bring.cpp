// What to bring, and what the service takes and costs.

#include <algorithm>

#include "kiosk/screens/public_frame.h"

namespace loket::screens {

using namespace ui;

namespace {

StatusRow row_of(const PublicPage& page, const viewmodels::Bring::Item& item, std::size_t index) {
    StatusRow row{.id = "bring." + std::to_string(index),
                  .label = item.text,
                  .note = item.why,
                  .tone = Tone::Info,
                  .icon = Icon::Description};
    if (!item.form.empty()) row.label += " (" + page.say("bring.form", {{"form", item.form}}) + ")";
    if (!item.by_machine) return row;
    row.note = page.say(item.satisfied ? "bring.recorded" : "bring.to_record");
    row.tone = item.satisfied ? Tone::Success : Tone::Warn;
    row.icon = item.satisfied ? Icon::CheckCircle : Icon::Fingerprint;
    return row;
}

/// Whether a list shows its notes within a height, in letters of the smaller kind.
bool notes_fit(const Ui& ui, const std::vector<StatusRow>& list, float width, float height) {
    const Theme& theme = ui.theme();
    const float words = width - 2 * theme.dp(22) - theme.icon(IconSize::Medium) - theme.dp(20);
    const float share =
        (height + theme.dp(12)) / static_cast<float>(std::max<std::size_t>(1, list.size())) - theme.dp(12);
    return std::all_of(list.begin(), list.end(), [&](const StatusRow& row) {
        return ui.height_of(row.label, TextStyle::Caption, words) +
                   ui.height_of(row.note, TextStyle::Caption, words) + theme.dp(12) <=
               share;
    });
}

void papers(const PublicPage& page, const viewmodels::Bring& view, const Rect& area) {
    Ui& ui = page.ui;
    std::vector<StatusRow> all;
    for (std::size_t i = 0; i < view.items.size(); ++i) all.push_back(row_of(page, view.items[i], i));
    if (all.empty())
        all.push_back(
            {.id = "bring.nothing", .label = page.say("bring.nothing"), .note = {}, .tone = Tone::Success});
    const std::size_t half = !ui.portrait() && all.size() > 3 ? (all.size() + 1) / 2 : all.size();
    const auto parts = half < all.size() ? columns(area, {1, 1}, ui.gap()) : std::vector<Rect>{area};
    std::vector<StatusRow> first(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(half)),
        second(all.begin() + static_cast<std::ptrdiff_t>(half), all.end());
    const bool notes = notes_fit(ui, first, parts[0].w, area.h) && notes_fit(ui, second, parts[0].w, area.h);
    for (auto* list : {&first, &second})
        if (!notes) std::for_each(list->begin(), list->end(), [](StatusRow& row) { row.note.clear(); });
    ui.status_rows(first, parts[0]);
    // Both halves share the height of the longer one so that their rows stand level.
    if (!second.empty())
        ui.status_rows(second, {parts[1].x, area.y, parts[1].w,
                                (area.h + ui.theme().dp(12)) / static_cast<float>(half) *
                                        static_cast<float>(second.size()) -
                                    ui.theme().dp(12)});
}

}  // namespace

void draw(Ui& ui, const Words& words, const viewmodels::Chrome& chrome, const viewmodels::Bring& view,
          viewmodels::Intents& intents) {
    const PublicPage page{ui, words, chrome, intents};
    Rect area = open_page(page, "bring", view.stepper);
    ui.title(area, page.say("bring.title"), TextStyle::H1, 8);
    std::vector<KeyValue> facts;
    for (const auto& fact : view.facts) facts.push_back({.key = fact.label, .value = fact.value});
    const float padding = ui.theme().dp(28),
                needed = ui.key_values_height(facts, area.w - 2 * padding, 3) + 2 * padding;
    Rect card = ui.card(cut_bottom(area, needed, ui.theme().dp(24)), 28);
    ui.key_values(facts, card, 3);
    ui.paragraph(area, view.service, TextStyle::Body, 20);
    papers(page, view, area);
    close_page(page, {.primary = primary(page, "next", "action.take_ticket"), .back = back(page)});
}

}  // namespace loket::screens

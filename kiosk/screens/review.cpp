// All answers before they count; each may be changed.

#include <algorithm>

#include "kiosk/screens/public_frame.h"

namespace loket::screens {

using namespace ui;

namespace {

/// First entry of each page: as many whole lines of `across` entries as there is room for.
std::vector<std::size_t> pages_of(const Ui& ui, const std::vector<KeyValue>& entries, int across, float width, float room) {
    std::vector<std::size_t> starts{0};
    std::vector<KeyValue> here;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        here.push_back(entries[i]);
        if (here.size() == 1 || ui.key_values_height(here, width, across) <= room) continue;
        const std::size_t line = i - (here.size() - 1) % static_cast<std::size_t>(across);  // the line goes over as a whole
        starts.push_back(line);
        here.assign(entries.begin() + static_cast<std::ptrdiff_t>(line), entries.begin() + static_cast<std::ptrdiff_t>(i) + 1);
    }
    return starts;
}

void rows_of(const PublicPage& page, const viewmodels::Review& view, Rect card) {
    Ui& ui = page.ui;
    std::vector<KeyValue> entries;
    for (const auto& row : view.rows)
        entries.push_back({.key = row.label, .value = row.value, .edit = page.say("action.edit"), .id = "edit:" + std::to_string(entries.size())});
    const int across = ui.portrait() || ui.theme().options.text_scale > 1.3f ? 1 : 2;
    auto starts = pages_of(ui, entries, across, card.w, card.h);
    Rect keys{};
    if (starts.size() > 1) {
        keys = cut_bottom(card, turn_height(ui), ui.theme().dp(14));
        starts = pages_of(ui, entries, across, card.w, card.h);
    }
    const auto now = std::min(static_cast<std::size_t>(view.page), starts.size() - 1);
    const auto end = now + 1 < starts.size() ? starts[now + 1] : entries.size();
    page.emit_id(ui.key_values({entries.begin() + static_cast<std::ptrdiff_t>(starts[now]), entries.begin() + static_cast<std::ptrdiff_t>(end)}, card, across));
    if (!keys.empty()) turn_keys(page, keys, now, starts.size());
}

}  // namespace

void draw(Ui& ui, const Words& words, const viewmodels::Chrome& chrome, const viewmodels::Review& view, viewmodels::Intents& intents) {
    const PublicPage page{ui, words, chrome, intents};
    Rect area = open_page(page, "review/" + view.title, view.stepper);
    ui.title(area, view.title, crowded(page) ? TextStyle::H2 : TextStyle::H1, 8);
    if (!crowded(page)) ui.paragraph(area, view.hint, TextStyle::Body, 20);
    rows_of(page, view, ui.card(area, crowded(page) ? 20 : 36));
    Button next = primary(page, "next", "action.next");
    next.label = view.next;
    close_page(page, {.primary = next, .back = back(page)});
}

}  // namespace loket::screens

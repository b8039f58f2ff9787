// One more application from the ticket at the counter: for whom, and which service.

#include <algorithm>

#include "kiosk/screens/staff_parts.h"

namespace loket::screens {

using namespace ui;
using namespace staff;
using viewmodels::AddService;

namespace {

/// A list whose lines are chosen from; ids are "<intent>:<value>".
void choose(const Frame& f, const std::string& intent, const std::string& title, const std::vector<viewmodels::Row>& rows, const std::string& selected, const Rect& area) {
    Table table{.id = intent + ".list",
                .columns = {{.title = title, .weight = 1}},
                .selected = intent + ":" + selected,
                .next = f.say("desk.next_page"),
                .previous = f.say("desk.previous_page")};
    for (const auto& row : rows)
        table.rows.push_back({.id = intent + ":" + row.label, .cells = {{row.value, row.label == selected ? Tone::Info : Tone::Neutral}}});
    const auto tapped = f.ui.table(table, area, list_page(table.id));
    if (!tapped.empty() && tapped != table.selected) f.emit(intent, tapped.substr(intent.size() + 1));
}

}  // namespace

void draw(Ui& ui, const Words& words, const viewmodels::Chrome& chrome, const AddService& view, viewmodels::Intents& intents) {
    const Frame f{ui, words, chrome, view.desk, intents};
    Memory& memory = memory_of("add:" + view.ticket);
    Rect area = open_frame(f, {.screen = "staff.add_service", .title = view.desk.title, .leave = "leave"});
    const Rect foot = cut_actions(f, area);
    const auto parts = ui.portrait() ? rows(area, {1, 1.7f}, f.dp(24)) : columns(area, {1, 1.4f}, f.dp(24));
    choose(f, "person", f.say("desk.add.who"), view.people, view.person, f.ui.card(parts[0], 24));
    choose(f, "service", f.say("desk.add.what"), view.services, view.service, f.ui.card(parts[1], 24));
    actions(f, memory,
            {{.button = {.id = "next", .label = f.say("desk.add.next"), .style = ButtonStyle::Primary, .icon = Icon::Assignment, .enabled = view.can_continue, .key = Key::Enter},
              .name = "next"}},
            foot);
    ui.set_back("leave");
    close_frame(f);
}

}  // namespace loket::screens

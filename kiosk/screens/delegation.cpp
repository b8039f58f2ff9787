// Who stands in for me: those who do, and the form for one more.

#include "kiosk/screens/charts.h"
#include "kiosk/screens/office.h"
#include "kiosk/screens/staff_reason.h"

namespace loket::screens {

using namespace ui;
using namespace staff;
using viewmodels::Delegation;

namespace {

void candidates(const Frame& f, const Delegation& view, Rect area) {
    Rect inside = f.ui.card(area, 20);
    heading(f, f.say("delegation.whom"), inside);
    Table table{.id = "officers", .empty = f.say("delegation.nobody"), .next = f.say("desk.next_page"), .previous = f.say("desk.previous_page")};
    table.columns = {{.title = f.say("delegation.officer")}};
    for (const auto& officer : view.officers) table.rows.push_back({.id = "officer:" + officer.label, .cells = {{officer.value}}});
    table.selected = "officer:" + view.officer;
    if (const auto tapped = f.ui.table(table, inside, list_page("officers")); !tapped.empty()) f.emit("officer", tapped.substr(8));
}

/// A day with keys that move it.
void day(const Frame& f, const std::string& id, const std::string& label, const std::string& words, Rect& area) {
    f.ui.label(cut_top(area, f.theme().line(TextStyle::Caption), f.dp(4)), label, TextStyle::Caption, Align::Left, true);
    Rect line = cut_top(area, std::max(f.theme().target(), f.theme().grown(60)), f.dp(14));
    const float side = std::max(f.theme().target(), f.theme().grown(64));
    const auto key = [&](const char* by, Icon icon, const char* spoken, Rect place) {
        if (f.ui.button({.id = id + ":" + by, .spoken = f.say(spoken, {{"what", label}}), .icon = icon}, place)) f.emit(id, by);
    };
    key("-7", Icon::FirstPage, "delegation.week_back", cut_left(line, side, f.theme().gap()));
    key("-1", Icon::ChevronLeft, "delegation.day_back", cut_left(line, side, f.theme().gap()));
    const Rect week_on = cut_right(line, side, f.theme().gap());
    key("1", Icon::ChevronRight, "delegation.day_on", cut_right(line, side, f.theme().gap()));
    key("7", Icon::LastPage, "delegation.week_on", week_on);
    f.ui.label(line, words, TextStyle::BodyStrong, Align::Centre);
}

void form(const Frame& f, Memory& memory, const Delegation& view, const Rect& rect) {
    Rect inside = f.ui.card(rect, 20);
    const Rect foot = cut_bottom(inside, f.ui.button_height(), f.dp(12));
    const Rect kinds = cut_top(inside, std::max(f.theme().target() + f.dp(8), f.theme().grown(68)), f.dp(14));
    const auto kind = f.ui.segmented("kind", {{.id = "plh", .title = f.say("delegation.plh")}, {.id = "plt", .title = f.say("delegation.plt")}}, view.vacant ? "plt" : "plh", kinds);
    if (!kind.empty()) f.emit("kind", kind);
    f.ui.paragraph(inside, f.say(view.vacant ? "delegation.plt_hint" : "delegation.plh_hint"), TextStyle::Caption, 12);
    day(f, "from", f.say("delegation.from"), view.from, inside);
    day(f, "to", f.say("delegation.to"), view.to, inside);
    actions(f, memory, {{.button = {.id = "save", .label = f.say("delegation.save"), .style = ButtonStyle::Primary, .icon = Icon::Draw, .enabled = view.can_save}, .name = "save", .ask = true}}, foot);
}

/// The number of the order is typed last, in a dialog of its own.
void decree_dialog(const Frame& f, Memory& memory) {
    if (memory.dialog != "save") return;
    const std::string title = f.say("delegation.decree");
    Rect area = f.ui.begin_dialog("save.dialog", title, f.theme().grown(1380), f.ui.portrait() ? f.theme().grown(1000) : f.ui.bounds().h);
    f.ui.title(area, title, TextStyle::H3, 10);
    const Rect foot = cut_bottom(area, std::max(f.theme().target(), f.theme().grown(64)), f.dp(14));
    f.ui.text_field({.id = "save.text", .label = f.say("delegation.decree_label"), .hungry = true}, area, memory.text);
    f.ui.keyboard(keyboard_words(f), area, memory.text);
    const auto places = columns(foot, {1, 1}, f.dp(24));
    if (f.ui.button({.id = "save.close", .label = f.say("pin.cancel")}, places[0])) memory.close_dialog();
    if (f.ui.button({.id = "save.confirm", .label = f.say("delegation.save"), .style = ButtonStyle::Primary, .icon = Icon::Check, .enabled = !memory.text.text().empty()}, places[1])) {
        f.emit("save", memory.text.text());
        memory.close_dialog();
    }
    f.ui.set_back("save.close");
    f.ui.end_dialog();
}

}  // namespace

void draw(Ui& ui, const Words& words, const viewmodels::Chrome& chrome, const Delegation& view, viewmodels::Intents& intents) {
    const Frame f{ui, words, chrome, view.desk, intents};
    Memory& memory = memory_of("delegation");
    Rect area = open_frame(f, {.screen = "staff.delegation", .title = view.desk.title, .notice = view.notice});
    if (f.compact()) {
        const auto part = sections(f, memory, {"standing_in", "whom", "when"}, area);
        if (part == "standing_in") listing(f, "present", view.present, area);
        else if (part == "whom") candidates(f, view, area);
        else form(f, memory, view, area);
    } else {
        const auto lines = rows(area, {1, 1.7f}, f.dp(20));
        listing(f, "present", view.present, lines[0]);
        const auto parts = columns(lines[1], {1.2f, 1}, f.dp(20));
        candidates(f, view, parts[0]);
        form(f, memory, view, parts[1]);
    }
    close_frame(f);
    decree_dialog(f, memory);
}

}  // namespace loket::screens

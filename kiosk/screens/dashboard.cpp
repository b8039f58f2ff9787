// The head's dashboard: figures on tiles, charts below; each opens the list behind it.

#include "kiosk/screens/charts.h"
#include "kiosk/screens/office.h"
#include "kiosk/screens/staff_parts.h"
#include "kiosk/ui/text.h"

namespace loket::screens {

using namespace ui;
using namespace staff;
using viewmodels::Dashboard;

namespace {

/// What is shown, and of when it is.
void period_bar(const Frame& f, const Dashboard& view, Rect& area) {
    Rect bar = cut_top(area, std::max(f.theme().target() + f.dp(8), f.theme().grown(64)), f.dp(16));
    const Rect choice = f.ui.portrait() ? bar : cut_left(bar, f.theme().grown(520), f.dp(24));
    const auto tapped = f.ui.segmented("period", {{.id = "today", .title = f.say("dashboard.today")}, {.id = "semester", .title = f.say("dashboard.semester")}},
                                       view.semester ? "semester" : "today", choice);
    if (!tapped.empty() && tapped != (view.semester ? "semester" : "today")) f.emit("period", tapped);
    if (f.ui.portrait()) bar = cut_top(area, f.theme().line(TextStyle::Caption), f.dp(12));
    f.ui.label(bar, view.as_of, TextStyle::Caption, f.ui.portrait() ? Align::Left : Align::Right, true);
}

void tiles(const Frame& f, const Dashboard& view, const Rect& area, int across) {
    const int down = (static_cast<int>(view.tiles.size()) + across - 1) / across;
    const auto cells = grid(area, across, down, f.theme().gap());
    for (std::size_t i = 0; i < view.tiles.size(); ++i)
        if (figure_tile(f, view.tiles[i], cells[i])) f.emit("show", view.tiles[i].id);
}

/// Heading of a card with the way to the list behind it.
Rect part(const Frame& f, const std::string& id, const std::string& title, const Rect& rect, const std::string& middle = {}) {
    Rect inside = f.ui.card(rect, 18);
    const float side = f.theme().target();
    Rect head = cut_top(inside, std::max(side, f.theme().line(TextStyle::BodyStrong)), f.dp(4));
    const Rect corner = cut_right(head, side, f.theme().gap());
    if (!middle.empty()) {
        Button next{.id = "service", .spoken = middle, .style = ButtonStyle::Quiet, .icon = Icon::ExpandMore, .icon_after = true};
        const float around = f.theme().icon(IconSize::Small) + f.dp(14 + 64), room = head.w - text_width(f.ui.fonts(), TextStyle::BodyStrong, title) - f.theme().gap() - 2;
        next.label = shortened(f.ui.fonts(), TextStyle::BodyStrong, middle, room - around);
        if (f.ui.button(next, cut_right(head, std::min(f.ui.button_width(next), room), f.theme().gap()))) f.emit("service");
    }
    if (f.ui.button({.id = "show:" + id, .spoken = f.say("dashboard.show", {{"what", title}}), .style = ButtonStyle::Quiet, .icon = Icon::ChevronRight}, corner))
        f.emit("show", id);
    f.ui.label(head, title, TextStyle::BodyStrong);
    return inside;
}

void steps(const Frame& f, const Dashboard& view, const Rect& rect) {
    // The heading is as long as the service's name allows.
    const float name = f.ui.button_width({.label = view.service, .icon = Icon::ExpandMore}), keys = f.theme().target() + f.theme().gap() + f.dp(60);
    const bool roomy = text_width(f.ui.fonts(), TextStyle::BodyStrong, f.say("dashboard.steps_hint")) + name + keys < rect.w;
    const std::string title = f.say(roomy ? "dashboard.steps_hint" : "dashboard.steps");
    Rect inside = part(f, "steps", title, rect, view.service);
    if (view.steps.empty()) return centre_note(f, Icon::Timer, f.say("dashboard.no_steps"), "", inside);
    measured_bars(f, "steps", title, view.steps, inside);
}

void satisfaction(const Frame& f, const Dashboard& view, const Rect& rect) {
    const std::string title = f.say("dashboard.ikm");
    Rect inside = part(f, "ikm", view.ikm.empty() ? title : view.ikm, rect);
    if (view.unsur.empty()) return centre_note(f, Icon::ThumbUp, f.say("dashboard.no_ikm"), "", inside);
    measured_bars(f, "ikm", title, view.unsur, inside);
}

void stock(const Frame& f, const Dashboard& view, const Rect& rect) {
    const std::string title = f.say("dashboard.stock");
    measured_bars(f, "stock", title, view.stock, part(f, "stock", title, rect));
}

void devices(const Frame& f, const Dashboard& view, const Rect& rect) {
    const Rect inside = part(f, "devices", f.say("dashboard.devices"), rect);
    if (view.devices.empty()) return centre_note(f, Icon::Devices, f.say("dashboard.no_devices"), "", inside);
    state_lines(f, view.devices, inside);
}

void operators(const Frame& f, const Dashboard& view, const Rect& rect) {
    const std::string title = f.say("dashboard.operators");
    const Rect inside = part(f, "operators", title, rect);
    if (view.operators.empty()) return centre_note(f, Icon::People, f.say("dashboard.no_operators"), "", inside);
    measured_bars(f, "operators", title, view.operators, inside);
}

void whole(const Frame& f, const Dashboard& view, Rect area) {
    tiles(f, view, cut_top(area, f.theme().grown(144), f.dp(18)), static_cast<int>(view.tiles.size()));
    const auto lines = rows(area, {1.28f, 1}, f.dp(18));
    const auto upper = columns(lines[0], {1.35f, 1}, f.dp(20)), lower = columns(lines[1], {1, 1, 1.1f}, f.dp(20));
    steps(f, view, upper[0]);
    satisfaction(f, view, upper[1]);
    stock(f, view, lower[0]);
    devices(f, view, lower[1]);
    operators(f, view, lower[2]);
}

void in_sections(const Frame& f, const Dashboard& view, Rect area) {
    const auto shown = sections(f, memory_of("dashboard"), {"summary", "steps", "ikm", "supplies", "people"}, area);
    const bool lying = !f.ui.portrait();
    if (shown == "steps") return steps(f, view, area);
    if (shown == "ikm") return satisfaction(f, view, area);
    if (shown == "people") return operators(f, view, area);
    if (shown == "summary") return tiles(f, view, cut_top(area, std::min(area.h, f.theme().grown(lying ? 480 : 900))), lying ? 3 : 2);
    const auto halves = lying ? columns(area, {1, 1}, f.dp(20)) : rows(area, {1, 1.3f}, f.dp(20));
    stock(f, view, halves[0]);
    devices(f, view, halves[1]);
}

}  // namespace

void draw(Ui& ui, const Words& words, const viewmodels::Chrome& chrome, const Dashboard& view, viewmodels::Intents& intents) {
    const Frame f{ui, words, chrome, view.desk, intents};
    Rect area = open_frame(f, {.screen = view.list ? "staff.dashboard.list" : "staff.dashboard",
                               .title = view.list ? view.list->title : view.desk.title,
                               .count = view.list ? static_cast<int>(view.list->lines.size()) : -1,
                               .notice = view.stale,
                               .leave = view.list ? "leave" : "",
                               .leave_label = f.say("office.back")});
    if (view.list) listing(f, "list", *view.list, area);
    else {
        period_bar(f, view, area);
        f.compact() ? in_sections(f, view, area) : whole(f, view, area);
    }
    close_frame(f);
}

}  // namespace loket::screens

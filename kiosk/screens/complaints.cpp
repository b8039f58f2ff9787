// A complaint, and beside it the application it is about.

#include "kiosk/screens/complaints.h"
#include "kiosk/screens/staff_parts.h"
#include "kiosk/screens/staff_reason.h"
#include "kiosk/screens/staff_work.h"

namespace loket::screens {

using namespace ui;
using namespace staff;
using viewmodels::ComplaintDesk;

namespace {

void complaint(const Frame& f, const ComplaintDesk::File& file, Rect area) {
    f.ui.title(area, file.category, TextStyle::H3, 4);
    f.ui.paragraph(area, file.number, TextStyle::Caption, 10);
    const float text = f.ui.height_of(file.text, TextStyle::Body, area.w - f.dp(48)) + f.dp(48);
    Rect words = f.ui.panel(cut_top(area, std::min(text, area.h), f.dp(14)), 24);
    f.ui.paragraph(words, file.text, TextStyle::Body, 0, Align::Left, false);
    if (!file.answer.empty()) {
        heading(f, f.say("complaint.answer"), area);
        f.ui.paragraph(area, file.answer, TextStyle::Body, 12, Align::Left, false);
    }
    if (facts_height(f, file.facts, area.w) <= area.h) facts(f, file.facts, area);
}

void application(const Frame& f, const ComplaintDesk& view, Rect area) {
    heading(f, f.say("complaints.about"), area);
    if (view.about) {
        f.ui.title(area, view.about->name, TextStyle::H3, 2);
        f.ui.paragraph(area, view.about->number, TextStyle::Caption, 10);
        return facts(f, view.where, area);
    }
    f.ui.paragraph(area, view.resi.empty() ? f.say("complaints.no_case") : f.say("complaints.closed_case", {{"resi", view.resi}}), TextStyle::Body, 0);
}

void file(const Frame& f, Memory& memory, const ComplaintDesk& view, Rect area) {
    const Rect foot = cut_actions(f, area);
    if (f.compact()) {
        const auto part = sections(f, memory, {"complaint", "application"}, area);
        Rect inside = f.ui.card(area, 28);
        part == "application" ? application(f, view, inside) : complaint(f, *view.file, inside);
    } else {
        const auto parts = columns(area, {1.5f, 1}, f.dp(24));
        complaint(f, *view.file, f.ui.card(parts[0], 28));
        application(f, view, f.ui.card(parts[1], 28));
    }
    std::vector<Action> list;
    if (view.can_take) list.push_back({.button = {.id = "take", .label = f.say("complaints.take"), .icon = Icon::Hand}, .name = "take"});
    if (view.can_answer) list.push_back({.button = {.id = "reply", .label = f.say("complaints.reply"), .style = ButtonStyle::Primary, .icon = Icon::Mail}, .name = "reply", .ask = true});
    actions(f, memory, list, foot);
}

}  // namespace

void draw(Ui& ui, const Words& words, const viewmodels::Chrome& chrome, const ComplaintDesk& view, viewmodels::Intents& intents) {
    const Frame f{ui, words, chrome, view.desk, intents};
    Memory& memory = memory_of(view.file ? view.file->number : "");
    const bool alone = view.file && !panel_fits(f);
    Rect area = open_frame(f, {.screen = "staff.complaints", .title = view.desk.title, .count = alone ? -1 : static_cast<int>(view.desk.items.size()), .notice = view.desk.notice, .leave = alone ? "open" : ""});
    if (view.file) {
        work_panel(f, area);
        file(f, memory, view, area);
    } else {
        const Rect foot = cut_actions(f, area);
        work_table(f, area);
        actions(f, memory, {{.button = {.id = "write", .label = f.say("complaints.write"), .icon = Icon::Add}, .name = "write"}}, foot);
    }
    close_frame(f);
    reason_dialog(f, memory, {{.name = "reply", .reasons = {}, .label = "complaints.reply"}});
}

}  // namespace loket::screens

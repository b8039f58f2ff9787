// A file on which one piece of work is done: passed on, printed, stamped, reported, filed.

#include "kiosk/screens/staff_work.h"

namespace loket::screens {

using namespace ui;
using namespace staff;
using viewmodels::Work;

namespace {

Icon icon_of(const std::string& kind) {
    if (kind == "print_paper") return Icon::Print;
    if (kind == "stamp") return Icon::Verified;
    if (kind == "archive") return Icon::Folder;
    return kind == "work" ? Icon::Assignment : Icon::MoveToInbox;
}

void file(const Frame& f, Memory& memory, const Work& view, Rect area) {
    const Rect foot = cut_actions(f, area);
    head_card(f, *view.file, area);
    Rect inside = f.ui.card(area, 28);
    const std::string words = "desk.work." + view.kind;
    f.ui.status_row({.id = "work.hint", .label = f.say(words + (view.begun ? ".begun" : ".begin")), .tone = Tone::Info, .icon = icon_of(view.kind)}, inside);
    cut_top(inside, f.dp(12));
    const int column_count = inside.w > f.theme().options.text_scale * f.dp(860) ? 2 : 1;
    if (!view.papers.empty()) {
        heading(f, f.say("desk.work.papers"), inside);
        facts(f, view.papers, inside, column_count);
    }
    const float needed = f.theme().line(TextStyle::BodyStrong) + f.dp(24) + facts_height(f, view.file->register_data, inside.w, column_count);
    if (view.papers.empty() || needed <= inside.h) {
        heading(f, f.say("desk.register_data"), inside);
        facts(f, view.file->register_data, inside, column_count);
    }
    const Action print{.button = {.id = "print", .label = f.say("desk.work.print"), .style = view.can_complete ? ButtonStyle::Secondary : ButtonStyle::Primary, .icon = Icon::Print, .enabled = !view.working, .key = view.can_complete ? Key::F8 : Key::Enter},
                       .name = "print"};
    const Action complete{.button = {.id = "complete", .label = f.say(words + ".complete"), .style = ButtonStyle::Primary, .icon = icon_of(view.kind), .enabled = view.can_complete, .key = Key::Enter},
                          .name = "complete"};
    if (!view.begun) return actions(f, memory, {begin_action(f, *view.file)}, foot);
    view.can_print ? actions(f, memory, {print, complete}, foot) : actions(f, memory, {complete}, foot);
}

/// Internal services that begin at this desk.
void openings(const Frame& f, const Work& view, Rect& area) {
    if (view.openable.empty()) return;
    Rect row = cut_top(area, f.ui.button_height(), f.dp(20));
    for (const auto& service : view.openable) {
        const Button open{.id = "open_internal:" + service.label, .label = service.value, .icon = Icon::Assignment};
        const float width = f.ui.button_width(open);
        if (width > row.w) row = cut_top(area, f.ui.button_height(), f.dp(20));
        if (f.ui.button(open, cut_left(row, std::min(width, row.w), f.dp(16)))) f.emit("open_internal", service.label);
    }
}

}  // namespace

void draw(Ui& ui, const Words& words, const viewmodels::Chrome& chrome, const Work& view, viewmodels::Intents& intents) {
    const Frame f{ui, words, chrome, view.desk, intents};
    file_page(f, {.screen = "staff.work",
                  .file = view.file,
                  .notice = view.notice,
                  .open = [&](Memory& memory, const Rect& area) { file(f, memory, view, area); },
                  .list = [&](Rect area) {
                      openings(f, view, area);
                      work_table(f, area);
                  }});
}

}  // namespace loket::screens

// A file that only has to be passed on.

#include "kiosk/screens/staff_parts.h"
#include "kiosk/screens/staff_work.h"

namespace loket::screens {

using namespace ui;
using namespace staff;

namespace {

void file(const Frame& f, Memory& memory, const viewmodels::Forward& view, Rect area) {
    const Rect foot = cut_actions(f, area);
    head_card(f, *view.file, area);
    Rect inside = f.ui.card(area, 28);
    const std::string text = f.say(view.begun ? "desk.forward.begun" : "desk.forward.begin");
    f.ui.status_row({.id = "forward.hint", .label = text, .tone = Tone::Info, .icon = Icon::MoveToInbox},
                    inside);
    cut_top(inside, f.dp(12));
    heading(f, f.say("desk.register_data"), inside);
    const int column_count = inside.w > f.theme().options.text_scale * f.dp(860) ? 2 : 1;
    facts(f, view.file->register_data, inside, column_count);
    const Action begin{.button = {.id = "begin",
                                  .label = f.say("desk.begin"),
                                  .style = ButtonStyle::Primary,
                                  .icon = Icon::Play},
                       .name = "begin"};
    const Action complete{.button = {.id = "complete",
                                     .label = f.say("desk.forward.complete"),
                                     .style = ButtonStyle::Primary,
                                     .icon = Icon::MoveToInbox},
                          .name = "complete"};
    actions(f, memory, {view.begun ? complete : begin}, foot);
}

}  // namespace

void draw(Ui& ui, const Words& words, const viewmodels::Chrome& chrome, const viewmodels::Forward& view,
          viewmodels::Intents& intents) {
    const Frame f{ui, words, chrome, view.desk, intents};
    Memory& memory = memory_of(view.file ? view.file->case_id : "");
    const bool alone = view.file && !panel_fits(f);
    Rect area = open_frame(f, {.screen = "staff.forward",
                               .title = view.desk.title,
                               .count = alone ? -1 : static_cast<int>(view.desk.items.size()),
                               .leave = alone ? "open" : ""});
    if (view.file) {
        work_panel(f, area);
        file(f, memory, view, area);
    } else {
        work_table(f, area);
    }
    close_frame(f);
}

}  // namespace loket::screens

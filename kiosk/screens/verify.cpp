// Kasi and Kabid: the whole file, then paraf or return.

#include "kiosk/screens/staff_reason.h"
#include "kiosk/screens/staff_work.h"
#include "kiosk/screens/verify_parts.h"

namespace loket::screens {

using namespace ui;
using namespace staff;
using viewmodels::Verify;

namespace {

void side_by_side(const Frame& f, const Verify& view, const Rect& area) {
    const auto parts = columns(area, {1, 1.3f, 1}, f.dp(20));
    verified_person(f, view, f.ui.card(parts[0], 24));
    if (view.record_state.empty()) verified_application(f, view, f.ui.card(parts[1], 24));
    else verified_samples(f, view, f.ui.card(parts[1], 24));
    Rect right = f.ui.card(parts[2], 24);
    verified_papers(f, view, right);
    cut_top(right, f.dp(12));
    verified_history(f, view, right);
}

void recording(const Frame& f, const Verify& view, const Rect& area) {
    // A standing screen has room for photo and signature above the data; here the samples need all of it.
    if (f.ui.portrait()) return verified_samples(f, view, f.ui.card(area, 24));
    const auto parts = columns(area, {1, 3.4f}, f.dp(20));
    likeness(f, view, f.ui.card(parts[0], 24));
    verified_samples(f, view, f.ui.card(parts[1], 24));
}

void in_sections(const Frame& f, Memory& memory, const Verify& view, Rect area) {
    const std::string middle = view.record_state.empty() ? "application" : "recording";
    const auto part = sections(f, memory, {"applicant", "papers", middle, "history"}, area);
    if (part == "recording") return recording(f, view, area);
    if (part == "application") return verified_application(f, view, f.ui.card(area, 28));
    Rect inside = f.ui.card(area, 28);
    if (part == "history")
        verified_history(f, view, inside);
    else if (part == "papers")
        verified_papers(f, view, inside);
    else
        verified_person(f, view, inside);
}

/// Whether the form of a letter would be cut off beside the other parts.
bool is_long(const Frame& f, const Verify& view, const Rect& area) {
    if (!view.record_state.empty()) return false;
    const float width = area.w * 1.3f / 3.3f - f.dp(80);
    return facts_height(f, view.documents, width, 1) + facts_height(f, view.answers, width, 1) + f.dp(150) > area.h;
}

void buttons(const Frame& f, Memory& memory, const Verify& view, const Rect& rect) {
    if (!view.may_decide && !view.refusal.empty()) {
        Rect area = rect;
        return f.ui.status_rows(
            {{.id = "refusal", .label = view.refusal, .tone = Tone::Warn, .icon = Icon::Lock}}, area);
    }
    if (!view.begun)
        return actions(f, memory,
                       {{.button = {.id = "begin",
                                    .label = f.say("desk.begin"),
                                    .style = ButtonStyle::Primary,
                                    .icon = Icon::Play,
                                    .enabled = view.may_decide},
                         .name = "begin"}},
                       rect);
    actions(
        f, memory,
        {{.button =
              {.id = "return", .label = f.say("desk.return"), .icon = Icon::Undo, .enabled = view.may_decide},
          .name = "return",
          .ask = true},
         {.button = {.id = view.signs ? "sign" : "paraf",
                     .label = f.say(view.signs ? "desk.sign" : "desk.paraf"),
                     .style = ButtonStyle::Primary,
                     .icon = Icon::Draw,
                     .enabled = view.may_decide && !view.working},
          .name = view.signs ? "sign" : "paraf"}},
        rect);
}

}  // namespace

void draw(Ui& ui, const Words& words, const viewmodels::Chrome& chrome, const Verify& view,
          viewmodels::Intents& intents) {
    const Frame f{ui, words, chrome, view.desk, intents};
    const bool open = view.file.has_value();
    Memory& memory = memory_of(open ? view.file->case_id : "");
    Rect area = open_frame(f, {.screen = "staff.verify",
                               .title = view.desk.title,
                               .count = open ? -1 : static_cast<int>(view.desk.items.size()),
                               .leave = open ? "open" : ""});
    if (open) {
        const Rect foot = cut_actions(f, area);
        head_card(f, *view.file, area, !f.compact());
        f.compact() || is_long(f, view, area) ? in_sections(f, memory, view, area) : side_by_side(f, view, area);
        buttons(f, memory, view, foot);
    } else {
        work_table(f, area);
    }
    close_frame(f);
    reason_dialog(f, memory, {{"return", view.reasons}});
}

}  // namespace loket::screens

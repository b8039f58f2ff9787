// Kasi, Kabid and Kadis: the queue, the whole file, then paraf, signature or return; several files that were read together.

#include <algorithm>
#include <cctype>

#include "kiosk/screens/charts.h"
#include "kiosk/screens/pin_dialog.h"
#include "kiosk/screens/staff_papers.h"
#include "kiosk/screens/staff_reason.h"
#include "kiosk/screens/staff_work.h"
#include "kiosk/screens/verify_parts.h"
#include "kiosk/ui/text.h"

namespace loket::screens {

using namespace ui;
using namespace staff;
using viewmodels::Verify;

namespace {

void side_by_side(const Frame& f, Memory& memory, const Verify& view, const Rect& area) {
    const auto parts = columns(area, {1, 1.3f, 1}, f.dp(20));
    verified_person(f, view, f.ui.card(parts[0], 24));
    if (view.record_state.empty()) verified_application(f, view, f.ui.card(parts[1], 24), true);
    else verified_samples(f, view, f.ui.card(parts[1], 24));
    Rect right = f.ui.card(parts[2], 24);
    verified_papers(f, memory, view, right);
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

bool has_changes(const Verify& view) { return !view.changes.empty() || !view.changes_note.empty(); }

std::vector<std::string> part_ids(const Verify& view) {
    std::vector<std::string> ids{"applicant", "papers", view.record_state.empty() ? "application" : "recording"};
    if (!view.alike.empty()) ids.insert(ids.begin(), "alike");  // first: nothing else can be decided before it
    if (has_changes(view)) ids.push_back("changes");
    ids.push_back("history");
    return ids;
}

void in_sections(const Frame& f, Memory& memory, const Verify& view, Rect area) {
    const auto part = sections(f, memory, part_ids(view), area);
    if (part == "recording") return recording(f, view, area);
    if (part == "alike") return verified_alike(f, memory, view, area);
    Rect inside = f.ui.card(area, 28);
    if (part == "application")
        verified_application(f, view, inside);
    else if (part == "changes")
        verified_changes(f, view, inside);
    else if (part == "history")
        verified_history(f, view, inside);
    else if (part == "papers")
        verified_papers(f, memory, view, inside);
    else
        verified_person(f, view, inside);
}

/// Whether the form of a letter, or what it changes, would be cut off beside the other parts.
bool is_long(const Frame& f, const Verify& view, const Rect& area) {
    if (!view.alike.empty()) return true;
    const float width = area.w * 1.3f / 3.3f - f.dp(80);
    if (!view.record_state.empty()) return has_changes(view);
    return facts_height(f, view.documents, width, 1) + facts_height(f, view.answers, width, 1) + changes_height(f, view, width) + f.dp(170) > area.h;
}

/// Whether every part of the file has been on the screen: only then may it be decided together with others.
bool read(const Verify& view, const Memory& memory) {
    const auto ids = part_ids(view);
    return memory.seen.contains("all") || std::all_of(ids.begin(), ids.end(), [&](const auto& id) { return memory.seen.contains(id); });
}

std::vector<Action> decisions(const Frame& f, const Verify& view, const Memory& memory) {
    const bool may = view.may_decide && !view.working && (view.alike.empty() || view.verdict_tone == viewmodels::Tone::Good);  // nobody initials a doubt
    const std::string verdict = view.signs ? "sign" : "paraf";
    return {{.button = {.id = "return", .label = f.say("desk.return"), .icon = Icon::Undo, .enabled = view.may_decide, .cap = "K"}, .name = "return", .ask = true},
            {.button = {.id = view.collected ? "uncollect" : "collect", .label = f.say(view.collected ? "verify.uncollect" : "verify.collect"), .icon = view.collected ? Icon::Remove : Icon::Add,
                        .enabled = may && (view.collected || read(view, memory)), .cap = "B"},
             .name = view.collected ? "uncollect" : "collect"},
            {.button = {.id = verdict, .label = f.say("desk." + verdict), .style = ButtonStyle::Primary, .icon = Icon::Draw, .enabled = may, .cap = view.signs ? "" : "P"}, .name = verdict}};
}

/// To the file before and after this one; where it stands in the queue.
void turn_file(const Frame& f, const Verify& view, Rect& foot) {
    const float side = std::max(f.theme().target(), foot.h);
    if (f.ui.button({.id = "previous_file", .spoken = f.say("verify.previous_file"), .icon = Icon::ChevronLeft, .enabled = view.has_previous && !view.working}, cut_left(foot, side, f.theme().gap())))
        f.emit("previous_file");
    if (f.ui.button({.id = "next_file", .spoken = f.say("verify.next_file"), .icon = Icon::ChevronRight, .enabled = view.has_next && !view.working}, cut_left(foot, side, f.dp(20))))
        f.emit("next_file");
}

void buttons(const Frame& f, Memory& memory, const Verify& view, Rect rect) {
    turn_file(f, view, rect);
    if (!view.may_decide && !view.file->taken_by.empty()) {
        const Button over{.id = "take_over", .label = f.say("desk.take_over"), .icon = Icon::BackHand};
        if (f.ui.button(over, cut_right(rect, std::min(f.ui.button_width(over), rect.w * 0.4f), f.dp(20)))) memory.ask("take_over");
    }
    if (!view.may_decide && !view.refusal.empty())
        return f.ui.status_rows({{.id = "refusal", .label = view.refusal, .tone = Tone::Warn, .icon = Icon::Lock}}, rect);
    if (view.begun) return actions(f, memory, decisions(f, view, memory), rect);
    actions(f, memory, {{.button = {.id = "begin", .label = f.say("desk.begin"), .style = ButtonStyle::Primary, .icon = Icon::Play, .enabled = view.may_decide, .cap = "M"}, .name = "begin"}}, rect);
}

/// M begins, P initials, K returns, B sets aside, page keys turn the files: an officer's hand stays on the keyboard. A signature
/// always wants its own button.
void keys(const Frame& f, Memory& memory, const Verify& view) {
    if (f.ui.dialog_open() || !memory.dialog.empty() || view.working) return;
    if (f.ui.frame().key == Key::PageDown && view.has_next) return f.emit("next_file");
    if (f.ui.frame().key == Key::PageUp && view.has_previous) return f.emit("previous_file");
    const std::string& typed = f.ui.frame().text;
    if (typed.size() != 1 || !view.may_decide) return;
    const char key = static_cast<char>(std::tolower(static_cast<unsigned char>(typed.front())));
    if (!view.begun) {
        if (key == 'm') f.emit("begin");
    } else if (key == 'p' && !view.signs)
        f.emit("paraf");
    else if (key == 'k')
        memory.ask("return");
    else if (key == 'b' && (view.collected || read(view, memory)))
        f.emit(view.collected ? "uncollect" : "collect");
}

void queue_tools(const Frame& f, const Verify& view, Rect& tools) {
    const Button mine{.id = "decisions", .label = f.say("verify.decisions"), .icon = Icon::History};
    const Button batch{.id = "batch", .label = f.say("verify.batch", {{"count", std::to_string(view.set_aside)}}), .style = ButtonStyle::Primary, .icon = Icon::DoneAll, .enabled = view.set_aside > 0};
    const Rect right = cut_right(tools, std::min(f.ui.button_width(batch), tools.w * 0.55f), f.theme().gap());
    if (f.ui.button(mine, cut_right(tools, std::min(f.ui.button_width(mine), tools.w), f.dp(20)))) f.emit("decisions");
    if (f.ui.button(batch, right)) f.emit("batch");
}

/// Which service is shown, what was decided, and what waits to be decided together.
void queue_bar(const Frame& f, const Verify& view, Rect& area) {
    Rect bar = cut_top(area, std::max(f.theme().target() + f.dp(8), f.theme().grown(68)), f.dp(16));
    Rect second = f.compact() ? cut_top(area, std::max(f.theme().target(), f.theme().grown(64)), f.dp(16)) : Rect{};
    Rect& tools = f.compact() ? second : bar;
    const ReadLater after_filter(f.ui, [&] { queue_tools(f, view, tools); });
    if (view.filters.size() < 2) return;
    // One button that goes round: names of services are too long to stand side by side.
    const auto here = std::find_if(view.filters.begin(), view.filters.end(), [&](const auto& each) { return each.label == view.filter; });
    const auto next = view.filter.empty() ? view.filters.begin() : here == view.filters.end() ? here : here + 1;
    const std::string name = here == view.filters.end() ? f.say("verify.all") : here->value;
    const Button service{.id = "filter", .label = f.say("verify.filter", {{"service", name}}), .icon = Icon::Filter};
    if (f.ui.button(service, cut_left(bar, std::min(f.ui.button_width(service), bar.w)))) f.emit("filter", next == view.filters.end() ? "" : next->label);
}

void queue(const Frame& f, const Verify& view, Rect area) {
    queue_bar(f, view, area);
    work_table(f, area);
}

void together(const Frame& f, const Verify& view, Rect area) {
    Rect foot = cut_actions(f, area);
    listing(f, "together", *view.together, area);
    const std::string label = f.say(view.together_signs ? "verify.sign_all" : "verify.paraf_all", {{"count", std::to_string(view.together->lines.size())}});
    const Button all{.id = "decide_all", .label = label, .style = ButtonStyle::Primary, .icon = Icon::Draw, .enabled = !view.working && !view.together->lines.empty()};
    if (f.ui.button(all, cut_right(foot, std::min(f.ui.button_width(all), foot.w)))) f.emit("decide_all");
}

void decided(const Frame& f, const Verify& view, Rect area) {
    const Rect bar = cut_top(area, std::max(f.theme().target() + f.dp(8), f.theme().grown(64)), f.dp(16));
    const auto tapped = f.ui.segmented("since", {{.id = "today", .title = f.say("dashboard.today")}, {.id = "week", .title = f.say("verify.week")}}, view.week ? "week" : "today",
                                       {bar.x, bar.y, std::min(bar.w, f.theme().grown(560)), bar.h});
    if (!tapped.empty()) f.emit("since", tapped);
    listing(f, "decided", *view.decisions, area);
}

ReasonAsk verdict_ask(const Verify& view) {
    ReasonAsk ask{.name = "judge", .reasons = {}};
    for (const auto& verdict : view.verdicts) {
        ask.codes.push_back(verdict.label);
        ask.reasons.push_back(verdict.value);
    }
    return ask;
}

FrameProps frame_of(const Verify& view) {
    if (view.together) return {.screen = "staff.verify.together", .title = view.together->title, .count = static_cast<int>(view.together->lines.size()), .leave = "leave"};
    if (view.decisions) return {.screen = "staff.verify.decisions", .title = view.decisions->title, .count = static_cast<int>(view.decisions->lines.size()), .leave = "leave"};
    if (view.file) return {.screen = "staff.verify", .title = view.place.empty() ? view.desk.title : view.desk.title + " · " + view.place, .leave = "open"};
    return {.screen = "staff.verify", .title = view.desk.title, .count = static_cast<int>(view.desk.items.size())};
}

void whole_file(const Frame& f, Memory& memory, const Verify& view, Rect area) {
    if (opened_paper(f, memory, view.papers, area)) return;
    const Rect foot = cut_actions(f, area);
    head_card(f, *view.file, area, !f.compact());
    if (f.compact() || is_long(f, view, area)) in_sections(f, memory, view, area);
    else {
        memory.seen.insert("all");
        side_by_side(f, memory, view, area);
    }
    buttons(f, memory, view, foot);
    keys(f, memory, view);
}

}  // namespace

void draw(Ui& ui, const Words& words, const viewmodels::Chrome& chrome, const Verify& view,
          viewmodels::Intents& intents) {
    const Frame f{ui, words, chrome, view.desk, intents};
    Memory& memory = memory_of(view.file ? view.file->case_id : "");
    const Rect area = open_frame(f, frame_of(view));
    if (view.together) together(f, view, area);
    else if (view.decisions) decided(f, view, area);
    else if (view.file) whole_file(f, memory, view, area);
    else queue(f, view, area);
    close_frame(f);
    if (view.pin) pin_dialog(f, *view.pin);
    else reason_dialog(f, memory, {{.name = "return", .reasons = view.reasons}, verdict_ask(view), {.name = "take_over", .reasons = {f.say("desk.take_over.away"), f.say("desk.take_over.ill"), f.say("desk.take_over.asked")}}});
}

}  // namespace loket::screens

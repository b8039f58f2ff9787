// Printing of the card: gate, proof, stages, supplies; and the question after a power cut.

#include <algorithm>

#include "kiosk/screens/staff_reason.h"
#include "kiosk/screens/staff_work.h"

namespace loket::screens {

using namespace ui;
using namespace staff;
using viewmodels::PrintDesk;

namespace {

constexpr float kCardAspect = 85.6f / 53.98f;  // ISO/IEC 7810 ID-1, mm

void proof(const Frame& f, const viewmodels::Picture& picture, const char* side, const Rect& rect) {
    const std::string label = f.say(std::string("desk.card.") + side);
    Rect area = rect;
    const float line = f.theme().line(TextStyle::Caption);
    const float wide = std::min(area.w, (area.h - line - f.dp(6)) * kCardAspect);
    area = centred(area, wide, wide / kCardAspect + line + f.dp(6));
    f.ui.label(cut_top(area, line, f.dp(6)), label, TextStyle::Caption, Align::Left, true);
    f.ui.picture({.id = std::string("card.") + side,
                  .label = label,
                  .picture = picture_of(picture),
                  .fit = PictureFit::Contain,
                  .radius = 14,
                  .absent = f.say("desk.card.no_proof"),
                  .absent_icon = Icon::Card},
                 area);
}

void proofs(const Frame& f, const PrintDesk& view, Rect area) {
    // While the outcome of a print is asked, nothing is ready.
    if (!view.ask_outcome) f.ui.status_row({.id = "gate", .label = view.gate, .tone = tone_of(view.gate_tone)}, area);
    const auto parts =
        area.w > area.h * kCardAspect ? columns(area, {1, 1}, f.dp(20)) : rows(area, {1, 1}, f.dp(12));
    proof(f, view.front, "front", parts[0]);
    proof(f, view.back, "back", parts[1]);
}

void stage_row(const Frame& f, const viewmodels::Row& stage, std::size_t index, Rect& area) {
    const Palette& c = f.theme().colour;
    const float sign = f.theme().grown(34);
    Rect line = cut_top(area, f.theme().grown(42), f.dp(4));
    f.ui.note({.id = "stage." + std::to_string(index),
               .role = Role::Status,
               .label = stage.label,
               .value = stage.value,
               .rect = line});
    const Rect number = centred(cut_left(line, sign, f.dp(14)), sign, sign);
    f.ui.paint().circle(number.centre(), sign / 2, c.soft);
    f.ui.paint().text_in(number, std::to_string(index + 1), TextStyle::CaptionStrong, c.primary,
                         Align::Centre);
    const auto parts = columns(line, {1.35f, 1}, f.dp(12));
    f.ui.label(parts[0], stage.label, TextStyle::Caption);
    f.ui.label(parts[1], stage.value, TextStyle::CaptionStrong, Align::Right, true);
}

void stages(const Frame& f, const PrintDesk& view, Rect& area) {
    heading(f, f.say("desk.print.stages"), area);
    for (std::size_t i = 0; i < view.stages.size(); ++i) stage_row(f, view.stages[i], i, area);
    if (!view.working) return;
    cut_top(area, f.dp(6));
    f.ui.progress_bar({.id = "progress",
                       .label = f.say("desk.print.working"),
                       .value = static_cast<float>(view.progress) / 100,
                       .word = std::to_string(view.progress) + "%"},
                      area);
}

void supplies(const Frame& f, const PrintDesk& view, Rect& area) {
    heading(f, f.say("desk.print.supplies"), area);
    const float bar = f.theme().line(TextStyle::Body) + f.dp(12 + 14 + 4);
    float needed = 0;
    for (const auto& supply : view.supplies) needed += bar + f.ui.height_of(supply.detail, TextStyle::Caption, area.w) + f.dp(10);
    const bool roomy = needed <= area.h;  // how many pieces is a courtesy: the bar says how full
    for (std::size_t i = 0; i < view.supplies.size(); ++i) {
        const auto& supply = view.supplies[i];
        f.ui.quality_bar({.id = "supply." + std::to_string(i),
                          .label = supply.name,
                          .word = std::to_string(supply.percent) + "%",
                          .value = static_cast<float>(supply.percent) / 100,
                          .tone = tone_of(supply.tone)},
                         cut_top(area, bar - f.dp(4), f.dp(4)));
        if (supply.detail.empty() || !roomy)
            cut_top(area, f.dp(8));
        else
            f.ui.paragraph(area, supply.detail, TextStyle::Caption, 10);
    }
}

/// Nobody but the operator knows what became of the blank.
void outcome_question(const Frame& f, Memory& memory, Rect& area) {
    Rect inside = area;
    f.ui.banner({.id = "ask_outcome",
                 .title = f.say("desk.print.ask_title"),
                 .text = f.say("desk.print.ask_text"),
                 .tone = Tone::Warn},
                inside);
    const Rect line = cut_top(inside, f.ui.button_height(), f.dp(16));
    area = inside;
    const auto cells = columns(line, {1, 1}, f.dp(16));
    if (f.ui.button({.id = "untouched", .label = f.say("desk.print.untouched"), .icon = Icon::Inventory},
                    cells[0]))
        f.emit("untouched");
    if (f.ui.button({.id = "spoiled", .label = f.say("desk.print.spoiled"), .icon = Icon::Delete}, cells[1]))
        memory.ask("spoiled");
}

void buttons(const Frame& f, Memory& memory, const PrintDesk& view, const Rect& rect) {
    if (!view.begun)
        return actions(f, memory, {begin_action(f, *view.file, !view.working)}, rect);
    std::vector<Action> list;
    if (!view.ask_outcome)
        list.push_back({.button = {.id = "spoiled",
                                   .label = f.say("desk.print.spoiled"),
                                   .style = ButtonStyle::Quiet,
                                   .icon = Icon::Delete,
                                   .enabled = !view.working,
                                   .key = Key::F9},
                        .name = "spoiled",
                        .ask = true});
    if (view.can_complete)
        list.push_back({.button = {.id = "complete",
                                   .label = f.say("desk.print.complete"),
                                   .style = ButtonStyle::Primary,
                                   .icon = Icon::Check,
                                   .key = Key::Enter},
                        .name = "complete"});
    else
        list.push_back({.button = {.id = "print",
                                   .label = f.say("desk.print.print"),
                                   .style = ButtonStyle::Primary,
                                   .icon = Icon::Print,
                                   .enabled = view.can_print,
                                   .key = Key::Enter},
                        .name = "print"});
    actions(f, memory, list, rect);
}

void file(const Frame& f, Memory& memory, const PrintDesk& view, Rect area) {
    const Rect foot = cut_actions(f, area);
    head_card(f, *view.file, area, !f.compact());
    if (view.ask_outcome) outcome_question(f, memory, area);
    if (f.compact() && view.ask_outcome) {
        // The question comes first; where there is no room for the stages it is all there is.
        const float pad = f.dp(24), needed = f.theme().line(TextStyle::BodyStrong) + f.dp(10) + static_cast<float>(view.stages.size()) * (f.theme().grown(42) + f.dp(4));
        if (area.h < needed + 2 * pad) return buttons(f, memory, view, foot);
        Rect inside = f.ui.card(area, 24);
        stages(f, view, inside);
    } else if (f.compact()) {
        const auto part = sections(f, memory, {"card", "printer"}, area);
        Rect inside = f.ui.card(area, 24);
        if (part == "card")
            proofs(f, view, inside);
        else {
            Rect right = f.ui.portrait() ? Rect{} : cut_right(inside, inside.w / 2, f.dp(36));
            stages(f, view, inside);
            cut_top(inside, f.dp(10));
            supplies(f, view, f.ui.portrait() ? inside : right);
        }
    } else {
        const auto parts = columns(area, {1.1f, 1}, f.dp(20));
        proofs(f, view, f.ui.card(parts[0], 24));
        Rect right = f.ui.card(parts[1], 24);
        stages(f, view, right);
        cut_top(right, f.dp(14));
        if (!view.ask_outcome) supplies(f, view, right);
    }
    buttons(f, memory, view, foot);
}

void waiting(const Frame& f, const PrintDesk& view, Rect area) {
    if (view.supplies.empty()) return work_table(f, area);
    const auto parts = f.ui.portrait() ? rows(area, {1.6f, 1}, f.dp(20)) : columns(area, {2.6f, 1}, f.dp(24));
    work_table(f, parts[0]);
    Rect side = f.ui.card(parts[1], 24);
    supplies(f, view, side);
}

}  // namespace

void draw(Ui& ui, const Words& words, const viewmodels::Chrome& chrome, const PrintDesk& view,
          viewmodels::Intents& intents) {
    const Frame f{ui, words, chrome, view.desk, intents};
    file_page(f, {.screen = "staff.print",
                  .file = view.file,
                  .notice = view.notice,
                  .asks = {{.name = "spoiled", .reasons = view.spoil_reasons}},
                  .open = [&](Memory& memory, const Rect& area) { file(f, memory, view, area); },
                  .list = [&](const Rect& area) { waiting(f, view, area); }});
}

}  // namespace loket::screens

// The slots of a stage: quality against what is needed, exceptions, tries, advice.

#include <algorithm>

#include "kiosk/screens/recording_parts.h"
#include "kiosk/ui/text.h"

namespace loket::screens::staff {

using namespace ui;
using viewmodels::Recording;
using SlotState = Recording::SlotState;

namespace {

constexpr int kTries = 3;
constexpr std::string_view kDialog = "excuse:";

Tone slot_tone(SlotState state) {
    switch (state) {
        case SlotState::Good: return Tone::Success;
        case SlotState::Poor: return Tone::Warn;
        case SlotState::Now: return Tone::Info;
        default: return Tone::Neutral;
    }
}

/// Everybody has a face: the photo is never excused.
bool excusable(const Recording& view, const Recording::Slot& slot) {
    return slot.id != "photo" && slot.state != SlotState::Excused && !view.capturing && !view.excuse_reasons.empty();
}

void slot_row(const Frame& f, Memory& memory, const Recording& view, const Recording::Slot& slot, Rect row) {
    const float side = std::max(f.theme().target(), f.theme().grown(60));
    if (excusable(view, slot)) {
        Button excuse{.id = "excuse.open:" + slot.id, .label = f.say("desk.excuse"), .style = ButtonStyle::Quiet, .icon = Icon::BackHand};
        const float words = text_width(f.ui.fonts(), TextStyle::BodyStrong, excuse.label) + f.theme().icon(IconSize::Small) + f.dp(56);
        const bool short_of_room = row.w - words < f.theme().options.text_scale * f.dp(250);
        if (short_of_room) {
            excuse.spoken = excuse.label + ": " + slot.label;
            excuse.label.clear();
        }
        const float width = short_of_room ? side : words;
        if (f.ui.button(excuse, centred(cut_right(row, width, f.dp(20)), width, side))) memory.ask(std::string(kDialog) + slot.id);
    }
    slot_bar(f, slot, row.inset(f.dp(16), 0));
}

void advice(const Frame& f, const Recording& view, const Rect& rect) {
    const float row = f.theme().grown(64) + f.dp(12);
    const auto room = static_cast<std::size_t>(std::max(0.f, (rect.h + f.dp(12)) / row));
    if (view.hints.empty() || room == 0) return;
    const std::size_t first = view.hints.size() > room ? view.hints.size() - room : 0;
    std::vector<StatusRow> list;
    for (std::size_t i = first; i < view.hints.size(); ++i)
        list.push_back({.id = "hint." + std::to_string(i - first), .label = view.hints[i], .tone = view.capturing ? Tone::Info : Tone::Warn});
    f.ui.status_rows(list, rect);
}

}  // namespace

const Recording::Slot* find_slot(const Recording& view, const std::string& id) {
    const auto found = std::find_if(view.slots.begin(), view.slots.end(), [&](const auto& slot) { return slot.id == id; });
    return found == view.slots.end() ? nullptr : &*found;
}

void slot_bar(const Frame& f, const Recording::Slot& slot, const Rect& rect) {
    const bool measured = slot.quality > 0 && slot.state != SlotState::Excused;
    f.ui.quality_bar({.id = "slot." + slot.id, .label = slot.label, .word = measured ? slot.word + " " + std::to_string(slot.quality) : slot.word,
                      .value = measured ? static_cast<float>(slot.quality) / 100 : -1, .threshold = static_cast<float>(slot.threshold) / 100,
                      .tone = slot_tone(slot.state), .current = slot.state == SlotState::Now}, rect);
}

void recording_slots(const Frame& f, Memory& memory, const Recording& view, const Rect& rect) {
    Rect area = rect;
    const float high = f.theme().line(TextStyle::Body) + f.dp(12 + 14 + 24);
    for (const auto& id : view.stage_slots)
        if (const auto* slot = find_slot(view, id)) slot_row(f, memory, view, *slot, cut_top(area, high, f.dp(10)));
    tries(f, view.tries_left, kTries, area);
    advice(f, view, area);
}

void excuse_dialog(const Frame& f, Memory& memory, const Recording& view) {
    if (!memory.dialog.starts_with(kDialog)) return;
    const auto* slot = find_slot(view, memory.dialog.substr(kDialog.size()));
    if (slot == nullptr || view.capturing) return memory.close_dialog();
    const std::string title = f.say("desk.ask.excuse", {{"slot", slot->label}});
    const float row = f.theme().grown(84), gap = f.dp(14), count = static_cast<float>(view.excuse_reasons.size());
    const float wide = std::min(f.theme().grown(900), f.ui.bounds().w - f.dp(64)), text = wide - f.dp(96);
    const float words = f.ui.height_of(title, TextStyle::H3, text) + f.dp(10) + f.ui.height_of(f.say("desk.ask.excuse_hint"), TextStyle::Body, text) + f.dp(20);
    Rect area = f.ui.begin_dialog("excuse.dialog", title, wide, f.dp(88) + words + count * (row + gap) + f.dp(16) + f.ui.button_height());
    f.ui.title(area, title, TextStyle::H3, 10);
    f.ui.paragraph(area, f.say("desk.ask.excuse_hint"), TextStyle::Body, 20);
    for (const auto& reason : view.excuse_reasons) {
        const std::string value = slot->id + ":" + reason.label;
        if (!f.ui.button({.id = "excuse:" + value, .label = reason.value}, cut_top(area, row, gap))) continue;
        f.emit("excuse", value);
        memory.close_dialog();
    }
    if (f.ui.button({.id = "excuse.close", .label = f.say("desk.back_to_file"), .style = ButtonStyle::Quiet}, cut_bottom(area, f.ui.button_height()))) memory.close_dialog();
    f.ui.set_back("excuse.close");
    f.ui.end_dialog();
}

}  // namespace loket::screens::staff

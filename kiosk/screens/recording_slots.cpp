// The slots of a stage: quality against what is needed, exceptions, tries, advice.

#include <algorithm>
#include <cmath>

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
        case SlotState::Good:
            return Tone::Success;
        case SlotState::Poor:
            return Tone::Warn;
        case SlotState::Now:
            return Tone::Info;
        default:
            return Tone::Neutral;
    }
}

/// Everybody has a face: the photo is never excused.
bool excusable(const Recording& view, const Recording::Slot& slot) {
    return slot.id != "photo" && slot.state != SlotState::Excused && !view.capturing &&
           !view.excuse_reasons.empty();
}

void slot_row(const Frame& f, Memory& memory, const Recording& view, const Recording::Slot& slot, Rect row) {
    const float side = std::max(f.theme().target(), f.theme().grown(60));
    if (excusable(view, slot)) {
        Button excuse{.id = "excuse.open:" + slot.id,
                      .label = f.say("desk.excuse"),
                      .style = ButtonStyle::Quiet,
                      .icon = Icon::BackHand};
        const float words = text_width(f.ui.fonts(), TextStyle::BodyStrong, excuse.label) +
                            f.theme().icon(IconSize::Small) + f.dp(56);
        const bool short_of_room = row.w - words < f.theme().options.text_scale * f.dp(330);
        if (short_of_room) {
            excuse.spoken = excuse.label + ": " + slot.label;
            excuse.label.clear();
        }
        const float width = short_of_room ? side : words;
        if (f.ui.button(excuse, centred(cut_right(row, width, f.dp(20)), width, side)))
            memory.ask(std::string(kDialog) + slot.id);
    }
    slot_bar(f, slot, row.inset(f.dp(16), 0));
}

void advice(const Frame& f, const Recording& view, const Rect& rect) {
    const float row = f.theme().grown(64) + f.dp(12);
    const auto room = static_cast<std::size_t>(std::max(0.f, (rect.h + f.dp(12)) / row));
    if (view.capturing || view.hints.empty() || room == 0) return;
    const std::size_t first = view.hints.size() > room ? view.hints.size() - room : 0;
    std::vector<StatusRow> list;
    for (std::size_t i = first; i < view.hints.size(); ++i)
        list.push_back(
            {.id = "hint." + std::to_string(i - first), .label = view.hints[i], .tone = Tone::Warn});
    f.ui.status_rows(list, rect);
}

}  // namespace

const Recording::Slot* find_slot(const Recording& view, const std::string& id) {
    const auto found =
        std::find_if(view.slots.begin(), view.slots.end(), [&](const auto& slot) { return slot.id == id; });
    return found == view.slots.end() ? nullptr : &*found;
}

void slot_bar(const Frame& f, const Recording::Slot& slot, const Rect& rect) {
    const bool measured = slot.quality > 0 && slot.state != SlotState::Excused;
    f.ui.quality_bar({.id = "slot." + slot.id,
                      .label = slot.label,
                      .word = measured ? slot.word + " " + std::to_string(slot.quality) : slot.word,
                      .value = measured ? static_cast<float>(slot.quality) / 100 : -1,
                      .threshold = static_cast<float>(slot.threshold) / 100,
                      .tone = slot_tone(slot.state),
                      .current = slot.state == SlotState::Now},
                     rect);
}

void slot_line(const Frame& f, const Recording::Slot& slot, const Rect& rect) {
    const Palette& c = f.theme().colour;
    const ToneLook look = look_of(f.theme(), slot_tone(slot.state));
    const bool measured = slot.quality > 0 && slot.state != SlotState::Excused;
    const std::string word = measured ? slot.word + " " + std::to_string(slot.quality) : slot.word;
    auto parts = columns(rect, {1.25f, 1, 0.85f}, f.dp(14));
    if (!measured) parts[2] = {parts[1].x, rect.y, parts[2].right() - parts[1].x, rect.h};
    f.ui.label(parts[0], slot.label, TextStyle::Caption);
    const bool fits = f.ui.paint().text_in(
        parts[2], word, TextStyle::CaptionStrong,
        slot.state == SlotState::Good || slot.state == SlotState::Poor ? look.ink : c.muted, Align::Right);
    f.ui.note({.id = "slot." + slot.id,
               .role = Role::Progress,
               .label = slot.label,
               .value = word,
               .rect = rect,
               .overflow = !fits});
    if (!measured) return;
    const Rect track = centred(parts[1], parts[1].w, f.dp(12));
    f.ui.paint().fill(track, c.sunken, track.h / 2);
    f.ui.paint().fill(
        {track.x, track.y, std::max(track.h, track.w * static_cast<float>(std::min(slot.quality, 100)) / 100),
         track.h},
        look.ink, track.h / 2);
    const float tick = std::round(track.x + track.w * static_cast<float>(slot.threshold) / 100);
    f.ui.paint().fill({tick - 2, track.y - f.dp(4), 4, track.h + f.dp(8)}, c.surface);
    f.ui.paint().fill({tick - 1, track.y - f.dp(4), 2, track.h + f.dp(8)}, c.text);
}

void recording_slots(const Frame& f, Memory& memory, const Recording& view, const Rect& rect) {
    Rect area = rect;
    const float high = f.theme().line(TextStyle::Body) + f.dp(12 + 14 + 16);
    for (const auto& id : view.stage_slots)
        if (const auto* slot = find_slot(view, id))
            slot_row(f, memory, view, *slot, cut_top(area, high, f.dp(14)));
    tries(f, view.tries_left, kTries, area);
    advice(f, view, area);
}

void excuse_dialog(const Frame& f, Memory& memory, const Recording& view) {
    if (!memory.dialog.starts_with(kDialog)) return;
    const auto* slot = find_slot(view, memory.dialog.substr(kDialog.size()));
    if (slot == nullptr || view.capturing) return memory.close_dialog();
    const std::string title = f.say("desk.ask.excuse", {{"slot", slot->label}});
    const float row = f.theme().grown(84), gap = f.dp(14),
                count = static_cast<float>(view.excuse_reasons.size());
    const float wide = std::min(f.theme().grown(900), f.ui.bounds().w - f.dp(64)), text = wide - f.dp(96);
    const float words = f.ui.height_of(title, TextStyle::H3, text) + f.dp(10) +
                        f.ui.height_of(f.say("desk.ask.excuse_hint"), TextStyle::Body, text) + f.dp(20);
    Rect area = f.ui.begin_dialog("excuse.dialog", title, wide,
                                  f.dp(88) + words + count * (row + gap) + f.dp(16) + f.ui.button_height());
    f.ui.title(area, title, TextStyle::H3, 10);
    f.ui.paragraph(area, f.say("desk.ask.excuse_hint"), TextStyle::Body, 20);
    for (const auto& reason : view.excuse_reasons) {
        const std::string value = slot->id + ":" + reason.label;
        if (!f.ui.button({.id = "excuse:" + value, .label = reason.value}, cut_top(area, row, gap))) continue;
        f.emit("excuse", value);
        memory.close_dialog();
    }
    if (f.ui.button({.id = "excuse.close", .label = f.say("desk.back_to_file"), .style = ButtonStyle::Quiet},
                    cut_bottom(area, f.ui.button_height())))
        memory.close_dialog();
    f.ui.set_back("excuse.close");
    f.ui.end_dialog();
}

}  // namespace loket::screens::staff

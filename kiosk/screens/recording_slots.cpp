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

constexpr std::string_view kExcuse = "excuse:";

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
    const bool done = view.stage == Recording::Stage::Verify && slot.state == SlotState::Good;
    return slot.id != "photo" && slot.state != SlotState::Excused && !done && !view.capturing &&
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
            memory.ask(std::string(kExcuse) + slot.id);
    }
    slot_bar(f, slot, row.inset(f.dp(16), 0));
}

/// As many as there is room for; the newest are at the end.
void advice(const Frame& f, const Recording& view, Rect area) {
    if (view.capturing) return;
    std::size_t first = view.hints.size();
    for (float left = area.h; first > 0; --first) {
        left -= coach_height(f, view.hints[first - 1], area.w) + f.dp(12);
        if (left < -f.dp(12)) break;
    }
    for (std::size_t i = first; i < view.hints.size(); ++i)
        coach_row(f, "hint." + std::to_string(i - first), view.hints[i], area);
}

}  // namespace

float coach_height(const Frame& f, const viewmodels::Hint& hint, float width) {
    const float side = f.theme().grown(84);
    return std::max(side, f.ui.height_of(hint.text, TextStyle::BodyStrong, width - side - f.dp(18)));
}

void coach_row(const Frame& f, const std::string& id, const viewmodels::Hint& hint, Rect& area) {
    const float side = f.theme().grown(84), high = coach_height(f, hint, area.w);
    const bool overflow = high > area.h + 1;
    Rect line = cut_top(area, high, f.dp(12));
    coach_picture(f.ui, id, hint, centred(cut_left(line, side, f.dp(18)), side, side));
    const float words = f.ui.height_of(hint.text, TextStyle::BodyStrong, line.w);
    const Rect place = centred(line, line.w, words);
    f.ui.paint().paragraph(place, hint.text, TextStyle::BodyStrong, f.theme().colour.text);
    f.ui.note({.id = id + ".words", .role = Role::Status, .label = hint.text, .rect = place, .overflow = overflow});
}

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
    const float facing = std::max(f.theme().target(), f.theme().grown(60));
    const Button turn{.id = "facing", .label = f.say("desk.facing"), .style = ButtonStyle::Quiet, .icon = Icon::People};
    // Where it is too tight even for the tries, the screen is turned at another moment.
    if (area.h >= facing + f.theme().grown(40) + f.dp(24) && f.ui.button(turn, cut_bottom(area, facing, f.dp(12)))) f.emit("facing");
    // The photo is repeated until the applicant approves it.
    if (view.stage != Recording::Stage::Photo) tries(f, view.tries_left, view.tries, area);
    advice(f, view, area);
}

void one_tap_dialog(const Frame& f, Memory& memory, const OneTapAsk& ask) {
    const float row = f.theme().grown(84), gap = f.dp(14), count = static_cast<float>(ask.reasons.size());
    const float wide = std::min(f.theme().grown(900), f.ui.bounds().w - f.dp(64)), text = wide - f.dp(96);
    const float words = f.ui.height_of(ask.title, TextStyle::H3, text) + f.dp(10) +
                        f.ui.height_of(ask.hint, TextStyle::Body, text) + f.dp(20);
    Rect area = f.ui.begin_dialog(ask.name + ".dialog", ask.title, wide,
                                  f.dp(88) + words + count * (row + gap) + f.dp(16) + f.ui.button_height());
    f.ui.title(area, ask.title, TextStyle::H3, 10);
    f.ui.paragraph(area, ask.hint, TextStyle::Body, 20);
    for (const auto& reason : ask.reasons) {
        const std::string value = ask.about.empty() ? reason.label : ask.about + ":" + reason.label;
        if (!f.ui.button({.id = ask.name + ":" + value, .label = reason.value}, cut_top(area, row, gap))) continue;
        f.emit(ask.name, value);
        memory.close_dialog();
    }
    if (f.ui.button({.id = ask.name + ".close", .label = f.say("desk.back_to_file"), .style = ButtonStyle::Quiet},
                    cut_bottom(area, f.ui.button_height())))
        memory.close_dialog();
    f.ui.set_back(ask.name + ".close");
    f.ui.end_dialog();
}

void excuse_dialog(const Frame& f, Memory& memory, const Recording& view) {
    if (!memory.dialog.starts_with(kExcuse)) return;
    const auto* slot = find_slot(view, memory.dialog.substr(kExcuse.size()));
    if (slot == nullptr || view.capturing) return memory.close_dialog();
    one_tap_dialog(f, memory, {"excuse", slot->id, f.say("desk.ask.excuse", {{"slot", slot->label}}), f.say("desk.ask.excuse_hint"), view.excuse_reasons});
}

}  // namespace loket::screens::staff

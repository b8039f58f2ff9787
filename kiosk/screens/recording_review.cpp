// What the applicant sees and approves: data, photo, signature, qualities.

#include <algorithm>

#include "kiosk/screens/recording_parts.h"

namespace loket::screens::staff {

using namespace ui;
using viewmodels::Recording;

namespace {

void data(const Frame& f, const Recording& view, Rect area) {
    heading(f, f.say("desk.review.data"), area);
    f.ui.paragraph(area, view.instruction, TextStyle::Caption, 10);
    facts(f, view.review, area, area.w > f.theme().options.text_scale * f.dp(900) ? 2 : 1);
}

void portrait(const Frame& f, const Recording& view, Rect area) {
    if (!view.ink.empty()) {
        const Rect pad = cut_bottom(area, std::min(area.h * 0.3f, area.w * 0.45f), f.dp(16));
        ink_view(f, "ink", f.say("desk.signature"), view.ink, view.ink_pressure, pad);
    }
    f.ui.picture({.id = "photo", .label = f.say("desk.photo"), .picture = picture_of(view.preview), .fit = PictureFit::Contain, .radius = 12, .absent = f.say("desk.no_photo"), .absent_icon = Icon::Person}, area);
}

void qualities(const Frame& f, const Recording& view, Rect area) {
    heading(f, f.say("desk.review.quality"), area);
    const int across = area.w > f.theme().options.text_scale * f.dp(1000) ? 3 : area.w > f.theme().options.text_scale * f.dp(560) ? 2 : 1;
    const int down = (static_cast<int>(view.slots.size()) + across - 1) / across;
    const float high = f.theme().line(TextStyle::Body) + f.dp(12 + 14 + 16);
    const Rect place = cut_top(area, std::min(area.h, high * static_cast<float>(down)));
    const auto cells = grid(place, across, std::max(1, down), f.dp(6));
    for (std::size_t i = 0; i < view.slots.size(); ++i) {
        // Down the columns, so that the fingers of one hand stay together.
        const std::size_t line = i % static_cast<std::size_t>(down), column = i / static_cast<std::size_t>(down);
        slot_bar(f, view.slots[i], cells[line * static_cast<std::size_t>(across) + column].inset(f.dp(12), 0));
    }
}

}  // namespace

void recording_review(const Frame& f, Memory& memory, const Recording& view, Rect area) {
    if (!f.compact()) {
        const auto parts = columns(area, {1.25f, 0.8f, 1.35f}, f.dp(20));
        data(f, view, f.ui.card(parts[0], 24));
        portrait(f, view, f.ui.card(parts[1], 24));
        return qualities(f, view, f.ui.card(parts[2], 24));
    }
    const auto part = sections(f, memory, {"section.data", "section.recording"}, area);
    if (part == "section.recording") return qualities(f, view, f.ui.card(area, 28));
    const auto parts = f.ui.portrait() ? rows(area, {1, 1.5f}, f.dp(20)) : columns(area, {0.6f, 1.4f}, f.dp(20));
    portrait(f, view, f.ui.card(parts[0], 24));
    data(f, view, f.ui.card(parts[1], 24));
}

}  // namespace loket::screens::staff

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
    facts(f, view.review, area,
          area.w > f.theme().options.text_scale * f.dp(900) ? 2 : fitting_columns(f, view.review, area));
}

void portrait(const Frame& f, const Recording& view, Rect area) {
    if (!view.ink.empty()) {
        const Rect pad = cut_bottom(area, std::min(area.h * 0.3f, area.w * 0.45f), f.dp(16));
        ink_view(f, "ink", f.say("desk.signature"), view.ink, view.ink_pressure, pad);
    }
    f.ui.picture({.id = "photo",
                  .label = f.say("desk.photo"),
                  .picture = picture_of(view.preview),
                  .fit = PictureFit::Contain,
                  .radius = 12,
                  .absent = f.say("desk.no_photo"),
                  .absent_icon = Icon::Person},
                 area);
}

void qualities(const Frame& f, const Recording& view, Rect area) {
    heading(f, f.say("desk.review.quality"), area);
    const int across = area.w > f.theme().options.text_scale * f.dp(1000) ? 2 : 1;
    const int down = std::max(1, (static_cast<int>(view.slots.size()) + across - 1) / across);
    const Rect place = cut_top(area, std::min(area.h, f.theme().grown(44) * static_cast<float>(down)));
    const auto cells = grid(place, across, down, 0);
    for (std::size_t i = 0; i < view.slots.size(); ++i) {
        // Down the columns, so that the fingers of one hand stay together.
        const std::size_t line = i % static_cast<std::size_t>(down),
                          column = i / static_cast<std::size_t>(down);
        slot_line(
            f, view.slots[i],
            cells[line * static_cast<std::size_t>(across) + column].inset(across > 1 ? f.dp(16) : 0, 0));
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
    const auto part = sections(f, memory, {"data", "recording"}, area);
    if (part == "recording") return qualities(f, view, f.ui.card(area, 28));
    const auto parts = columns(area, {0.45f, 1.55f}, f.dp(20));
    portrait(f, view, f.ui.card(parts[0], 24));
    data(f, view, f.ui.card(parts[1], 24));
}

}  // namespace loket::screens::staff

// What the service will change: each datum as it is and as it will be, with the arrow and the ground that mark a difference.

#include <algorithm>

#include "kiosk/screens/verify_parts.h"
#include "kiosk/ui/text.h"

namespace loket::screens::staff {

using namespace ui;
using viewmodels::Verify;

namespace {

struct Sides {
    float before, after;  ///< widths
};

Sides sides(const Frame& f, float width) {
    const float side = (width - f.theme().icon(IconSize::Small) - f.dp(24)) / 2;
    return {side, side - f.dp(16)};
}

std::string or_nothing(const Frame& f, const std::string& text) { return text.empty() ? f.say("verify.nothing") : text; }

float change_height(const Frame& f, const Verify::Change& change, float width) {
    const Sides side = sides(f, width);
    return f.ui.height_of(change.what + " · " + change.who, TextStyle::Caption, width) +
           std::max(f.ui.height_of(or_nothing(f, change.before), TextStyle::Caption, side.before), f.ui.height_of(or_nothing(f, change.after), TextStyle::CaptionStrong, side.after)) + f.dp(22);
}

void draw_change(const Frame& f, const Verify::Change& change, std::size_t number, Rect rect, bool overflow) {
    const Palette& c = f.theme().colour;
    const std::string before = or_nothing(f, change.before), after = or_nothing(f, change.after);
    f.ui.note({.id = "change." + std::to_string(number), .role = Role::Status, .label = change.what + ", " + change.who, .value = before + " → " + after, .rect = rect, .overflow = overflow});
    const std::string head = change.what + " · " + change.who;
    f.ui.paint().paragraph(cut_top(rect, f.ui.height_of(head, TextStyle::Caption, rect.w), f.dp(4)), head, TextStyle::Caption, c.muted);
    Rect line = cut_top(rect, rect.h - f.dp(10));
    const Sides side = sides(f, line.w);
    f.ui.paint().paragraph(cut_left(line, side.before, f.dp(12)), before, TextStyle::Caption, c.text);
    const Rect arrow = cut_left(line, f.theme().icon(IconSize::Small), f.dp(12));
    f.ui.paint().icon(Icon::ArrowForward, {arrow.centre().x, arrow.y + f.theme().line(TextStyle::Caption) / 2}, IconSize::Small, c.primary);
    f.ui.paint().fill(line.inset(-f.dp(2), -f.dp(3)), c.soft, f.dp(8));
    if (f.theme().high_contrast()) f.ui.paint().stroke(line.inset(-f.dp(2), -f.dp(3)), c.primary, f.theme().border(), f.dp(8));
    f.ui.paint().paragraph(line.inset(f.dp(8), 0), after, TextStyle::CaptionStrong, c.text);
}

}  // namespace

float changes_height(const Frame& f, const Verify& view, float width) {
    float sum = view.changes_note.empty() ? 0 : f.ui.height_of(view.changes_note, TextStyle::Caption, width) + f.dp(12);
    for (const auto& change : view.changes) sum += change_height(f, change, width);
    return sum == 0 ? 0 : sum + f.theme().line(TextStyle::BodyStrong) + f.dp(10);
}

void verified_changes(const Frame& f, const Verify& view, Rect& area) {
    if (view.changes.empty() && view.changes_note.empty()) return;
    heading(f, f.say("verify.changes"), area);
    for (std::size_t i = 0; i < view.changes.size(); ++i) {
        const float high = change_height(f, view.changes[i], area.w);
        const bool overflow = high > area.h + 1;
        draw_change(f, view.changes[i], i, cut_top(area, high), overflow);
    }
    if (!view.changes_note.empty()) f.ui.paragraph(area, view.changes_note, TextStyle::Caption, 12);
}

}  // namespace loket::screens::staff

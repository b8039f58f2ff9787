// Parts that show something: papers with marks, ink, hands, tries, a sentence with a sign.

#include <algorithm>

#include "kiosk/screens/staff_papers.h"
#include "kiosk/ui/text.h"

namespace loket::screens::staff {

using namespace ui;
using viewmodels::CheckFile;

namespace {

struct MarkLook {
    Icon icon;
    Tone tone;
    std::string words;
};

MarkLook mark_look(const Frame& f, const CheckFile::Item& item) {
    using Mark = CheckFile::Item::Mark;
    switch (item.mark) {
        case Mark::Present:
            return {Icon::CheckCircle, Tone::Success, f.say("desk.mark.present")};
        case Mark::Missing:
            return {Icon::Cancel, Tone::Error, f.say("desk.mark.missing")};
        case Mark::ByMachine:
            return {item.satisfied ? Icon::CheckCircle : Icon::Warning,
                    item.satisfied ? Tone::Success : Tone::Warn, item.machine_state};
        default:
            return {Icon::RadioOff, Tone::Neutral, f.say("desk.mark.open")};
    }
}

}  // namespace

void paper_list(const Frame& f, Memory& memory, const std::vector<CheckFile::Item>& items, Rect& area) {
    const Palette& c = f.theme().colour;
    const float sign = f.theme().icon(IconSize::Small), side = paper_key_side(f);
    for (const auto& item : items) {
        const float width = area.w - sign - f.dp(14) - (item.pictured ? side + f.dp(12) : 0);
        const MarkLook look = mark_look(f, item);
        const std::string text = item.form.empty() ? item.text : item.text + " (" + item.form + ")";
        const std::string below = item.note.empty() ? look.words : look.words + ": " + item.note;
        const float first = f.ui.height_of(text, TextStyle::Caption, width),
                    second = f.ui.height_of(below, TextStyle::CaptionStrong, width);
        const float high = std::max(first + second, item.pictured ? side : 0);
        const bool overflow = high > area.h + 1;
        Rect line = cut_top(area, high, item.pictured ? f.theme().gap() : f.dp(9));
        if (item.pictured) paper_key(f, memory, item, centred(cut_right(line, side, f.dp(12)), side, side));
        f.ui.note({.id = "paper." + std::to_string(item.no),
                   .role = Role::Status,
                   .label = text,
                   .value = below,
                   .rect = line,
                   .overflow = overflow});
        const Colour ink = look_of(f.theme(), look.tone).ink;
        f.ui.paint().icon(look.icon, {line.x + sign / 2, line.y + f.theme().line(TextStyle::Caption) / 2},
                          IconSize::Small, ink);
        cut_left(line, sign, f.dp(14));
        f.ui.paint().paragraph(cut_top(line, first), text, TextStyle::Caption, c.text);
        f.ui.paint().paragraph(line, below, TextStyle::CaptionStrong, ink);
    }
}

void ink_view(const Frame& f, const std::string& id, const std::string& label,
              const std::vector<std::pair<float, float>>& points, const std::vector<float>& pressure,
              const Rect& rect) {
    std::vector<PointerSample> samples;
    bool starts = true;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const auto& [x, y] = points[i];
        if (x < 0 || y < 0) {
            starts = true;
            continue;
        }
        // Points on the rim belong to the pad as well; times are those of a pad that reports 125 points a
        // second.
        const Vec2 at{rect.x + std::min(x, 0.999f) * rect.w, rect.y + std::min(y, 0.999f) * rect.h};
        samples.push_back({at, i < pressure.size() ? pressure[i] : 1.f,
                           from_millis(static_cast<std::int64_t>(i) * 8), starts});
        starts = false;
    }
    Ink ink;
    ink.add(samples, rect);
    f.ui.signature({.id = id, .label = label, .enabled = false}, rect, ink);
}

void tries(const Frame& f, int left, int of, Rect& area) {
    const std::string words =
        left > 0 ? f.say("desk.tries_left", {{"left", std::to_string(left)}}) : f.say("desk.no_tries_left");
    const Palette& c = f.theme().colour;
    const float radius = f.theme().grown(11), step = 2 * radius + f.dp(8);
    const float dots = step * static_cast<float>(of) + f.dp(8);
    const float text = f.ui.height_of(words, TextStyle::CaptionStrong, area.w - dots);
    Rect line = cut_top(area, std::max(text, f.theme().grown(40)), f.dp(12));
    f.ui.note(
        {.id = "tries", .role = Role::Status, .label = words, .value = std::to_string(left), .rect = line});
    for (int i = 0; i < of; ++i) {
        const Vec2 at{line.x + radius + step * static_cast<float>(i), line.centre().y};
        const bool used = i < of - left;
        if (used)
            f.ui.paint().circle(at, radius, c.muted);
        else
            f.ui.paint().ring(at, radius, f.dp(3), c.primary);
        if (used)
            f.ui.paint().line({at.x - radius * 0.4f, at.y}, {at.x + radius * 0.4f, at.y}, c.surface, f.dp(3));
    }
    cut_left(line, dots);
    f.ui.paint().paragraph(centred(line, line.w, text), words, TextStyle::CaptionStrong,
                           left > 0 ? c.text : c.warn);
}

void centre_note(const Frame& f, Icon icon, const std::string& title, const std::string& text,
                 const Rect& rect) {
    const Palette& c = f.theme().colour;
    const float width = std::min(rect.w, f.dp(760));
    const float words =
        f.ui.height_of(title, TextStyle::H3, width) + f.dp(8) + f.ui.height_of(text, TextStyle::Body, width);
    // Where it is tight the sign gives way to the words.
    const bool roomy = rect.h > words + f.dp(120 + 24);
    const float sign = roomy ? f.dp(120) : 0, gap = roomy ? f.dp(24) : 0;
    Rect block = centred(rect, width, std::min(rect.h, sign + gap + words));
    const Rect circle = cut_top(block, sign, gap);
    if (roomy) {
        f.ui.paint().circle(circle.centre(), sign / 2, c.soft);
        f.ui.paint().icon(icon, circle.centre(), IconSize::Large, c.primary);
    }
    f.ui.title(block, title, TextStyle::H3, 8, Align::Centre);
    f.ui.paragraph(block, text, TextStyle::Body, 0, Align::Centre);
}

void hands_beside(const Frame& f, Hands hands, const PictureView& picture, const Rect& rect) {
    hands.left = f.say("desk.hand.left");
    hands.right = f.say("desk.hand.right");
    const float words = std::max(text_width(f.ui.fonts(), TextStyle::CaptionStrong, hands.left),
                                 text_width(f.ui.fonts(), TextStyle::CaptionStrong, hands.right));
    const float narrowest = 2 * words + f.dp(48), line = f.theme().line(TextStyle::Body) + f.dp(8);
    // A hand is as broad as long; below it stands its name.
    const auto height = [&](float width) { return (width - f.dp(40)) / 2 * 1.1f + line; };
    if (rect.w > rect.h * 1.2f) {
        Rect rest = rect;
        const Rect left = cut_left(rest, std::max(narrowest, rect.w * 0.56f), f.dp(20));
        f.ui.hands(hands, centred(left, left.w, std::min(left.h, height(left.w))));
        return f.ui.picture(picture, rest);
    }
    Rect rest = rect;
    const Rect top = cut_top(rest, std::min(height(rect.w), rect.h * 0.5f), f.dp(16));
    f.ui.hands(hands, top);
    f.ui.picture(picture, rest);
}

}  // namespace loket::screens::staff

// Head of a file, facts, actions, sections.

#include "kiosk/screens/staff_parts.h"

#include <algorithm>

#include "kiosk/ui/text.h"

namespace loket::screens::staff {

using namespace ui;
using viewmodels::FileHead;
using viewmodels::Row;

namespace {

std::string joined(const std::vector<std::string>& parts) {
    std::string all;
    for (const auto& part : parts)
        if (!part.empty()) all += (all.empty() ? "" : "  ·  ") + part;
    return all;
}

std::string minutes(const Frame& f, const viewmodels::Timer& timer) {
    return f.say("desk.minutes",
                 {{"used", std::to_string(timer.used)}, {"standard", std::to_string(timer.standard)}});
}

}  // namespace

void head_card(const Frame& f, const FileHead& head, Rect& area, bool with_step) {
    const Theme& theme = f.theme();
    const float pad = f.dp(24), width = area.w - 2 * pad;
    const std::string numbers =
        joined({head.number, head.nik.empty() ? "" : "NIK " + head.nik, head.service, head.reason});
    const std::string step = with_step ? head.timer.step : "";
    const float chip = theme.grown(44), name = std::max(theme.line(TextStyle::H3), chip);
    const float needed = 2 * f.dp(18) + name + f.ui.height_of(numbers, TextStyle::Caption, width) +
                         f.ui.height_of(step, TextStyle::Caption, width);
    const Rect rect = cut_top(area, needed, f.dp(16));
    f.ui.card(rect, 0);
    Rect inside = rect.inset(pad, f.dp(18));
    Rect first = cut_top(inside, name);
    if (head.timer.standard > 0) {
        const std::string time = minutes(f, head.timer);
        const float wide =
            text_width(f.ui.fonts(), TextStyle::CaptionStrong, time) + theme.icon(IconSize::Small) + f.dp(44);
        const bool late = head.timer.used > head.timer.standard;
        f.ui.chip(centred(cut_right(first, wide, f.dp(16)), wide, chip), time,
                  late ? Tone::Warn : Tone::Info);
    }
    f.ui.label(first, head.name, TextStyle::H3);
    f.ui.paragraph(inside, numbers, TextStyle::Caption, 0, Align::Left, false);
    if (!step.empty()) f.ui.paragraph(inside, step, TextStyle::Caption, 0);
    if (!head.taken_by.empty())
        f.ui.status_row({.id = "taken_by", .label = f.say("desk.taken_by", {{"name", head.taken_by}}), .tone = Tone::Warn, .icon = Icon::Person}, area);
}

namespace {

constexpr float kKeyPart = 0.36f;

float fact_height(const Frame& f, const Row& row, float width) {
    const float key = width * kKeyPart - f.dp(12);
    return std::max(f.ui.height_of(row.label, TextStyle::Caption, key),
                    f.ui.height_of(row.value, TextStyle::CaptionStrong, width - key - f.dp(12))) +
           f.dp(9);
}

void fact(const Frame& f, const Row& row, const Rect& slot, bool overflow) {
    const Palette& c = f.theme().colour;
    Rect rect = slot;
    f.ui.paint().fill({rect.x, rect.bottom() - 1, rect.w, 1}, c.outline);
    f.ui.note({.id = {},
               .role = Role::Text,
               .label = row.label,
               .value = row.value,
               .rect = rect,
               .overflow = overflow});
    rect = rect.inset(0, f.dp(4));
    const float key = rect.w * kKeyPart - f.dp(12);
    f.ui.paint().paragraph(cut_left(rect, key, f.dp(12)), row.label, TextStyle::Caption, c.muted);
    f.ui.paint().paragraph(rect, row.value, TextStyle::CaptionStrong, c.text);
}

}  // namespace

float facts_height(const Frame& f, const std::vector<Row>& rows, float width, int column_count) {
    const auto per_line = static_cast<std::size_t>(std::max(1, column_count));
    const float slot = (width - f.dp(28) * static_cast<float>(per_line - 1)) / static_cast<float>(per_line);
    float sum = 0;
    for (std::size_t i = 0; i < rows.size(); i += per_line) {
        float tallest = 0;
        for (std::size_t k = i; k < std::min(rows.size(), i + per_line); ++k)
            tallest = std::max(tallest, fact_height(f, rows[k], slot));
        sum += tallest;
    }
    return sum;
}

void facts(const Frame& f, const std::vector<Row>& rows, Rect& area, int column_count) {
    const auto per_line = static_cast<std::size_t>(std::max(1, column_count));
    const float slot = (area.w - f.dp(28) * static_cast<float>(per_line - 1)) / static_cast<float>(per_line);
    for (std::size_t i = 0; i < rows.size(); i += per_line) {
        const std::size_t last = std::min(rows.size(), i + per_line);
        float tallest = 0;
        for (std::size_t k = i; k < last; ++k) tallest = std::max(tallest, fact_height(f, rows[k], slot));
        const bool overflow = tallest > area.h + 1;
        const Rect line = cut_top(area, tallest);
        for (std::size_t k = i; k < last; ++k)
            fact(f, rows[k], {line.x + static_cast<float>(k - i) * (slot + f.dp(28)), line.y, slot, line.h},
                 overflow);
    }
}

int fitting_columns(const Frame& f, const std::vector<Row>& rows, const Rect& area) {
    return facts_height(f, rows, area.w, 1) > area.h &&
                   facts_height(f, rows, area.w, 2) < facts_height(f, rows, area.w, 1)
               ? 2
               : 1;
}

void heading(const Frame& f, std::string_view text, Rect& area) {
    f.ui.title(area, text, TextStyle::BodyStrong, 10);
}

Rect cut_actions(const Frame& f, Rect& area) { return cut_bottom(area, f.ui.button_height(), f.dp(16)); }

void actions(const Frame& f, Memory& memory, const std::vector<Action>& list, const Rect& rect, Spread spread) {
    if (list.empty()) return;
    const float gap = f.dp(16);
    float total = -gap;
    for (const Action& action : list) total += f.ui.button_width(action.button) + gap;
    std::vector<Rect> places;
    Rect rest = rect;
    for (std::size_t i = list.size(); i-- > 0;)
        places.insert(places.begin(), cut_right(rest, f.ui.button_width(list[i].button), gap));
    if (spread == Spread::Even || total > rect.w) places = columns(rect, std::vector<float>(list.size(), 1.f), gap);
    for (std::size_t i = 0; i < list.size(); ++i) {
        if (!f.ui.button(list[i].button, places[i])) continue;
        if (list[i].ask)
            memory.ask(list[i].name);
        else
            f.emit(list[i].name, list[i].value);
    }
}

std::string sections(const Frame& f, Memory& memory, const std::vector<std::string>& ids, Rect& area) {
    if (std::find(ids.begin(), ids.end(), memory.section) == ids.end()) memory.section = ids.front();
    std::vector<Choice> parts;
    for (const auto& id : ids) parts.push_back({.id = id, .title = f.say("desk.section." + id)});
    const Rect bar = cut_top(area, std::max(f.theme().target() + f.dp(8), f.theme().grown(68)), f.dp(16));
    if (const auto tapped = f.ui.segmented("section", parts, memory.section, bar); !tapped.empty())
        memory.section = tapped;
    memory.seen.insert(memory.section);
    return memory.section;
}

Picture picture_of(const viewmodels::Picture& picture) {
    if (!picture.image) return {};
    return picture.image;
}

}  // namespace loket::screens::staff

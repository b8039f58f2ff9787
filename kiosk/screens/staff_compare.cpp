#include "kiosk/screens/staff_compare.h"

#include <algorithm>

#include "kiosk/ui/text.h"

namespace loket::screens::staff {

using namespace ui;
using viewmodels::Compared;

namespace {

const std::vector<float> kWeights{0.85f, 1.1f, 1.1f};

/// Label, what the applicant said, what the register says. Where nobody said anything the register has the room.
struct Layout {
    bool said = true;
    [[nodiscard]] std::vector<Rect> of(const Frame& f, const Rect& line) const {
        if (said) return columns(line, kWeights, f.dp(14));
        const auto two = columns(line, {kWeights[0], kWeights[1] + kWeights[2]}, f.dp(14));
        return {two[0], Rect{}, two[1]};
    }
};

/// The register's word of a difference: marked by words and tone, never by colour alone.
std::string registered_words(const Frame& f, const Compared& row) {
    return row.differs ? f.say("desk.differs", {{"value", row.registered}}) : row.registered;
}

float row_height(const Frame& f, const Compared& row, const std::vector<Rect>& cells) {
    return std::max({f.ui.height_of(row.label, TextStyle::Caption, cells[0].w), f.ui.height_of(row.said, TextStyle::CaptionStrong, cells[1].w),
                     f.ui.height_of(registered_words(f, row), TextStyle::CaptionStrong, cells[2].w)}) +
           f.dp(9);
}

void head(const Frame& f, const Layout& layout, Rect& area) {
    const Palette& c = f.theme().colour;
    const std::string said = layout.said ? f.say("desk.compare.said") : "", registered = f.say("desk.compare.register");
    const auto cells = layout.of(f, area);
    const float high = std::max(f.ui.height_of(said, TextStyle::CaptionStrong, cells[1].w), f.ui.height_of(registered, TextStyle::CaptionStrong, cells[2].w));
    const auto line = layout.of(f, cut_top(area, high, f.dp(6)));
    f.ui.paint().paragraph(line[1], said, TextStyle::CaptionStrong, c.primary);
    f.ui.paint().paragraph(line[2], registered, TextStyle::CaptionStrong, c.primary);
    f.ui.paint().fill({area.x, area.y - f.dp(3), area.w, 2}, c.text);
}

void row(const Frame& f, const Layout& layout, const Compared& each, std::size_t index, Rect& area) {
    const Palette& c = f.theme().colour;
    const auto words = registered_words(f, each);
    const Rect slot = cut_top(area, row_height(f, each, layout.of(f, area)));
    const ToneLook warn = look_of(f.theme(), Tone::Warn);
    if (each.differs) f.ui.paint().fill(slot.inset(-f.dp(8), 0), warn.ground, f.dp(8));
    f.ui.paint().fill({slot.x, slot.bottom() - 1, slot.w, 1}, c.outline);
    f.ui.note({.id = "compared." + std::to_string(index), .role = each.differs ? Role::Status : Role::Text, .label = each.label, .value = each.said + " | " + words, .rect = slot});
    const auto cells = layout.of(f, slot.inset(0, f.dp(4)));
    f.ui.paint().paragraph(cells[0], each.label, TextStyle::Caption, c.muted);
    f.ui.paint().paragraph(cells[1], each.said, TextStyle::CaptionStrong, c.text);
    f.ui.paint().paragraph(cells[2], words, each.differs ? TextStyle::CaptionStrong : TextStyle::Caption, each.differs ? warn.ink : c.text);
}

void pages(const Frame& f, const Layout& layout, const std::vector<Compared>& rows, const Rect& area) {
    Table table{.id = "compared",
                .columns = {{.title = f.say("desk.compare.data"), .weight = kWeights[0]}, {.title = f.say("desk.compare.register"), .weight = kWeights[2] + (layout.said ? 0 : kWeights[1])}},
                .next = f.say("desk.next_page"),
                .previous = f.say("desk.previous_page"),
                .selectable = false};
    if (layout.said) table.columns.insert(table.columns.begin() + 1, {.title = f.say("desk.compare.said"), .weight = kWeights[1]});
    for (std::size_t i = 0; i < rows.size(); ++i) {
        TableRow row{.id = "compared." + std::to_string(i), .cells = {{rows[i].label}, {registered_words(f, rows[i]), rows[i].differs ? Tone::Warn : Tone::Neutral}}};
        if (layout.said) row.cells.insert(row.cells.begin() + 1, {rows[i].said});
        table.rows.push_back(std::move(row));
    }
    f.ui.table(table, area, list_page("compared"));
}

}  // namespace

void compared(const Frame& f, const std::vector<Compared>& rows, const Rect& rect) {
    const Layout layout{std::ranges::any_of(rows, [](const auto& each) { return !each.said.empty(); })};
    float needed = f.theme().line(TextStyle::CaptionStrong) + f.dp(6);
    for (const auto& each : rows) needed += row_height(f, each, layout.of(f, rect));
    if (needed > rect.h) return pages(f, layout, rows, rect);
    Rect area = rect;
    head(f, layout, area);
    for (std::size_t i = 0; i < rows.size(); ++i) row(f, layout, rows[i], i, area);
}

}  // namespace loket::screens::staff

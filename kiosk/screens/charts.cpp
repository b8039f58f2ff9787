#include "kiosk/screens/charts.h"

#include <algorithm>
#include <cmath>

#include "kiosk/screens/staff_memory.h"
#include "kiosk/ui/text.h"

namespace loket::screens::staff {

using namespace ui;
using viewmodels::Dashboard;
using viewmodels::Listing;
using viewmodels::MeasuredBar;

namespace {

float widest(const Frame& f, TextStyle style, const std::vector<MeasuredBar>& bars, std::string MeasuredBar::*text) {
    float width = 0;
    for (const auto& bar : bars) width = std::max(width, text_width(f.ui.fonts(), style, bar.*text));
    return width + 2;
}

/// The bar itself: its ground, how far it goes, and the standard as a dark line with a foot.
void track(const Frame& f, const MeasuredBar& bar, double top, const Rect& rect) {
    const Palette& c = f.theme().colour;
    f.ui.paint().fill(rect, c.sunken, f.dp(6));
    const auto place = [&](double value) { return rect.w * static_cast<float>(std::clamp(value / top, 0.0, 1.0)); };
    if (bar.value > 0)
        f.ui.paint().fill({rect.x, rect.y, std::max(f.dp(8), place(bar.value)), rect.h}, bar.tone == viewmodels::Tone::Info ? c.primary : look_of(f.theme(), tone_of(bar.tone)).ink, f.dp(6));
    if (bar.mark < 0) return;
    const float x = std::min(rect.x + place(bar.mark), rect.right() - f.dp(3));
    f.ui.paint().fill({x - f.dp(3), rect.y - f.dp(5), f.dp(9), rect.h + f.dp(10)}, c.surface);
    f.ui.paint().fill({x, rect.y - f.dp(5), f.dp(3), rect.h + f.dp(10)}, c.text);
}

void sign(const Frame& f, viewmodels::Tone tone, const Rect& place) {
    if (tone != viewmodels::Tone::Warning && tone != viewmodels::Tone::Bad) return;
    const ToneLook look = look_of(f.theme(), tone_of(tone));
    f.ui.paint().icon(look.icon, place.centre(), IconSize::Small, look.ink);
}

void one_bar(const Frame& f, const std::string& id, const MeasuredBar& bar, double top, float names, float figures, Rect line) {
    const Palette& c = f.theme().colour;
    f.ui.note({.id = id, .role = Role::Status, .label = bar.label, .value = bar.word, .rect = line,
               .overflow = text_width(f.ui.fonts(), TextStyle::CaptionStrong, bar.word) > figures + 1});
    f.ui.paint().text_in(cut_left(line, names, f.dp(16)), bar.label, TextStyle::Caption, c.text);
    f.ui.paint().text_in(cut_right(line, figures, f.dp(8)), bar.word, TextStyle::CaptionStrong, c.text, Align::Right);
    sign(f, bar.tone, cut_right(line, f.theme().icon(IconSize::Small), f.dp(8)));
    track(f, bar, top, centred(line, line.w, std::round(std::min(line.h * 0.5f, f.dp(22)))));
}

/// How many lines have room; where not all do, the last line of the area says how many there are more.
std::size_t fitting(const Frame& f, std::size_t count, Rect& area) {
    const float least = f.theme().line(TextStyle::Caption);
    if (least * static_cast<float>(count) <= area.h + 1) return count;
    const auto shown = static_cast<std::size_t>(std::clamp(area.h / least - 1, 0.f, static_cast<float>(count)));
    f.ui.label(cut_bottom(area, least), f.say("chart.more", {{"count", std::to_string(count - shown)}}), TextStyle::Caption, Align::Left, true);
    return shown;
}

}  // namespace

void measured_bars(const Frame& f, const std::string& id, const std::string& label, const std::vector<MeasuredBar>& bars, Rect area) {
    f.ui.note({.id = id, .role = Role::Chart, .label = label, .rect = area});
    double top = 0;
    for (const auto& bar : bars)
        if (bar.full <= 0) top = std::max({top, bar.value, bar.mark});
    const auto shown = fitting(f, bars.size(), area);
    if (shown == 0) return;
    const float high = std::min(f.theme().grown(52), area.h / static_cast<float>(shown));
    const float figures = std::min(widest(f, TextStyle::CaptionStrong, bars, &MeasuredBar::word), area.w * 0.5f);
    const float names = std::min(widest(f, TextStyle::Caption, bars, &MeasuredBar::label), area.w * 0.42f);
    for (std::size_t i = 0; i < shown; ++i) one_bar(f, id + "." + std::to_string(i), bars[i], std::max(1e-9, bars[i].full > 0 ? bars[i].full : top), names, figures, cut_top(area, high));
}

bool figure_tile(const Frame& f, const Dashboard::Tile& tile, const Rect& rect) {
    const Palette& c = f.theme().colour;
    const bool plain = tile.tone == viewmodels::Tone::Info;
    const ToneLook look = look_of(f.theme(), tone_of(tile.tone));
    Rect inside = rect.inset(f.dp(20), f.dp(14));
    const float label = f.ui.height_of(tile.label, TextStyle::CaptionStrong, inside.w);
    float detail = f.ui.height_of(tile.detail, TextStyle::Caption, inside.w);
    if (label + detail + f.theme().line(TextStyle::H2) > inside.h) detail = 0;  // a courtesy gives way
    const Touch touch = f.ui.control({.id = "show:" + tile.id, .role = Role::Tile, .label = tile.label, .value = tile.value + ", " + tile.detail, .rect = rect,
                                      .overflow = label + detail + f.theme().line(TextStyle::H2) > inside.h + 1});
    f.ui.paint().shadow(rect, Shadow::Card);
    f.ui.paint().fill(rect, touch.held ? c.soft : c.surface, f.theme().card_radius());
    f.ui.paint().stroke(rect, plain ? c.outline : look.ink, plain ? 1 : f.theme().border(), f.theme().card_radius());
    f.ui.paint().paragraph(cut_top(inside, label), tile.label, TextStyle::CaptionStrong, c.muted);
    if (detail > 0) f.ui.paint().paragraph(cut_bottom(inside, detail), tile.detail, TextStyle::Caption, c.text);
    if (!plain) f.ui.paint().icon(look.icon, cut_right(inside, f.theme().icon(IconSize::Small)).centre(), IconSize::Small, look.ink);
    const TextStyle style = inside.h > f.theme().line(TextStyle::Number) ? TextStyle::Number : TextStyle::H2;
    f.ui.paint().text_in(inside, tile.value, style, plain ? c.text : look.ink);
    f.ui.ring(touch, rect, f.theme().card_radius());
    return touch.clicked;
}

void state_lines(const Frame& f, const std::vector<Dashboard::Line>& lines, Rect area) {
    const Palette& c = f.theme().colour;
    const auto shown = fitting(f, lines.size(), area);
    if (shown == 0) return;
    const float high = std::min(f.theme().grown(48), area.h / static_cast<float>(shown));
    for (std::size_t i = 0; i < shown; ++i) {
        const auto& each = lines[i];
        Rect line = cut_top(area, high);
        const ToneLook look = look_of(f.theme(), tone_of(each.tone));
        const float word = text_width(f.ui.fonts(), TextStyle::CaptionStrong, each.word) + 2;
        const bool fits = word + f.theme().icon(IconSize::Small) + text_width(f.ui.fonts(), TextStyle::Caption, each.label) + f.dp(28) <= line.w + 1;
        f.ui.note({.id = "line." + std::to_string(i), .role = Role::Status, .label = each.label, .value = each.word, .rect = line});
        f.ui.paint().icon(look.icon, cut_left(line, f.theme().icon(IconSize::Small), f.dp(12)).centre(), IconSize::Small, look.ink);
        f.ui.paint().text_in(cut_right(line, std::min(word, line.w * (fits ? 1.f : 0.5f)), f.dp(12)), each.word, TextStyle::CaptionStrong, look.ink, Align::Right);
        f.ui.paint().text_in(line, each.label, TextStyle::Caption, c.text);
    }
}

void listing(const Frame& f, const std::string& id, const Listing& list, const Rect& rect) {
    const Rect inside = f.ui.card(rect, 9);
    Table table{.id = id, .empty = list.empty_text, .next = f.say("desk.next_page"), .previous = f.say("desk.previous_page"), .selectable = false};
    std::vector<float> wide;
    for (std::size_t i = 0; i < list.columns.size(); ++i) {
        float width = text_width(f.ui.fonts(), TextStyle::CaptionStrong, list.columns[i]);
        for (const auto& line : list.lines) width = std::max(width, text_width(f.ui.fonts(), TextStyle::CaptionStrong, line.cells[i]));
        wide.push_back(std::min(width + f.dp(24), inside.w * 0.5f));
    }
    float room = inside.w - f.dp(32);
    for (std::size_t i = 0; i < wide.size() && (i < 2 || room >= wide[i]); room -= wide[i++])
        table.columns.push_back({.title = list.columns[i], .weight = std::max(1.f, wide[i])});
    int number = 0;
    for (const auto& line : list.lines) {
        TableRow row{.id = id + ".row." + std::to_string(number++)};
        for (std::size_t i = 0; i < table.columns.size(); ++i)
            row.cells.push_back({line.cells[i], i + 1 == line.cells.size() && line.tone != viewmodels::Tone::Info ? tone_of(line.tone) : Tone::Neutral});
        table.rows.push_back(std::move(row));
    }
    f.ui.table(table, inside, list_page(id));
}

}  // namespace loket::screens::staff

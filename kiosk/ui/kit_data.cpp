// Tables: rows to select, pages to turn.

#include <algorithm>

#include "kiosk/ui/kit.h"
#include "kiosk/ui/text.h"

namespace loket::ui {

namespace {

std::string spoken(const TableRow& row) {
    std::string all;
    for (const Cell& cell : row.cells) {
        if (cell.text.empty()) continue;
        if (!all.empty()) all += ", ";
        all += cell.text;
    }
    return all;
}

std::vector<Rect> cells_of(const Table& table, const Rect& line, const Theme& theme) {
    std::vector<float> weights;
    for (const Column& column : table.columns) weights.push_back(column.weight);
    return columns(line.inset(theme.dp(16), 0), weights, theme.dp(12));
}

TextStyle cell_style(const Cell& cell) {
    return cell.tone == Tone::Neutral ? TextStyle::Caption : TextStyle::CaptionStrong;
}

float pager_height(const Theme& theme) { return theme.target() + theme.dp(14); }

/// "1–15 / 32", the same in every language.
std::string range_text(int first, int per_page, int count) {
    return std::to_string(count == 0 ? 0 : first + 1) + "\xE2\x80\x93" +
           std::to_string(std::min(count, first + per_page)) + " / " + std::to_string(count);
}

}  // namespace

void Ui::table_head(const Table& table, Rect& area) {
    const Palette& c = theme().colour;
    const auto slots = cells_of(table, area, theme());
    float tallest = 0;
    for (std::size_t i = 0; i < slots.size(); ++i)
        tallest = std::max(tallest, height_of(table.columns[i].title, TextStyle::CaptionStrong, slots[i].w));
    const Rect head = cut_top(area, std::max(theme().grown(52), tallest + theme().dp(12)));
    paint().fill(head, c.surface2, theme().dp(12), Corners::Top);
    paint().fill({head.x, head.bottom() - 2, head.w, 2}, c.text);
    for (std::size_t i = 0; i < slots.size(); ++i) {
        const Column& column = table.columns[i];
        if (column.title.empty()) continue;
        const float height = height_of(column.title, TextStyle::CaptionStrong, slots[i].w);
        const Rect place{slots[i].x, head.centre().y - height / 2, slots[i].w, height};
        paint().paragraph(place, column.title, TextStyle::CaptionStrong, c.muted, column.align);
        note({.id = table.id + ".head." + std::to_string(i),
              .role = Role::Text,
              .label = column.title,
              .rect = place});
    }
}

void Ui::turn_page(const Table& table, Rect& bar, TablePage& page, int per_page) {
    const int count = static_cast<int>(table.rows.size()), before = page.first;
    paint().fill({bar.x, bar.y, bar.w, 2}, theme().colour.outline);
    Rect inside{bar.x + theme().dp(8), bar.bottom() - theme().target(), bar.w - theme().dp(16),
                theme().target()};
    const bool more = page.first + per_page < count;
    const Rect right = cut_right(inside, theme().grown(84), theme().gap()), left = cut_right(inside, theme().grown(84), theme().gap());
    const auto turn_button = [&](const char* suffix, const std::string& name, Icon icon, bool enabled, const Rect& place) {
        return button({.id = table.id + suffix,
                       .spoken = name,
                       .style = ButtonStyle::Quiet,
                       .icon = icon,
                       .enabled = enabled},
                      place);
    };
    const bool back = turn_button(".previous", table.previous, Icon::ChevronLeft, page.first > 0, left);
    const bool forth = turn_button(".next", table.next, Icon::ChevronRight, more, right);
    const std::string where = range_text(page.first, per_page, count);
    paint().digits(inside, where, TextStyle::Caption, theme().colour.muted, Align::Right);
    note({.id = table.id + ".range", .role = Role::Text, .label = where, .rect = inside});
    const bool wheel = frame().wheel != 0 && bar.x <= frame().pointer.x && frame().pointer.x < bar.right() && frame().pointer.y < bar.bottom();
    if (more && (forth || frame().key == Key::PageDown || (wheel && frame().wheel < 0)))
        page.first += per_page;
    else if (back || frame().key == Key::PageUp || (wheel && frame().wheel > 0))
        page.first -= per_page;
    page.first = std::max(0, page.first);
    if (page.first != before) keep_moving_until(now() + Millis{20});  // its rows come with the next frame
}

/// One line of text, or two for the whole table if some cell needs them: rows of equal height are easier to
/// scan.
float Ui::table_row_height(const Table& table, const Rect& area) const {
    const auto slots = cells_of(table, area, theme());
    const auto fits = [&](const TableRow& row) {
        for (std::size_t i = 0; i < std::min(slots.size(), row.cells.size()); ++i)
            if (!table.columns[i].digits &&
                text_width(fonts(), cell_style(row.cells[i]), row.cells[i].text) > slots[i].w)
                return false;
        return true;
    };
    const float between = table.selectable ? theme().gap() : 0;
    const float one = std::max(theme().target() + between, theme().grown(52));
    if (std::all_of(table.rows.begin(), table.rows.end(), fits)) return one;
    return std::max(one, 2 * theme().line(TextStyle::Caption) + theme().dp(10));
}

void Ui::table_cell(const Column& column, const Cell& cell, const Rect& place) {
    const bool plain = cell.tone == Tone::Neutral;
    const Colour ink = plain ? theme().colour.text : look_of(theme(), cell.tone).ink;
    if (column.digits) {
        // Figures of equal width run a little wider than the text that is measured.
        const std::string shown = shortened(fonts(), TextStyle::Caption, cell.text, place.w * 1.06f);
        paint().digits(place, shown, TextStyle::Caption, ink, column.align);
    } else {
        const TextStyle style = cell_style(cell);
        if (place.h < 2 * theme().line(style) || text_width(fonts(), style, cell.text) <= place.w) {
            paint().text_in(place, cell.text, style, ink, column.align);
            return;
        }
        const float height = std::min(2 * theme().line(style), height_of(cell.text, style, place.w));
        paint().paragraph(centred(place, place.w, height), cell.text, style, ink, column.align);
    }
}

bool Ui::table_row(const Table& table, const TableRow& row, const Rect& line, bool odd) {
    const Palette& c = theme().colour;
    const bool on = row.id == table.selected;
    Node node{.id = row.id,
              .role = table.selectable ? Role::Row : Role::Text,
              .label = spoken(row),
              .rect = table.selectable ? line.inset(0, theme().gap() / 2) : line,  // a finger between two rows takes neither
              .selected = on};
    Touch touch;
    if (table.selectable)
        touch = control(std::move(node));
    else
        note(std::move(node));
    paint().fill(line, on || touch.held ? c.soft : odd ? c.surface2 : c.surface);
    paint().fill({line.x, line.bottom() - 1, line.w, 1}, c.outline);
    if (on) paint().fill({line.x, line.y, theme().dp(5), line.h}, c.primary);
    const auto slots = cells_of(table, line, theme());
    for (std::size_t i = 0; i < std::min(slots.size(), row.cells.size()); ++i)
        table_cell(table.columns[i], row.cells[i], slots[i]);
    ring(touch, line, theme().dp(4));
    return touch.clicked;
}

std::string Ui::table(const Table& table, const Rect& rect, TablePage& page) {
    note({.id = table.id,
          .role = Role::Table,
          .label = table.id,
          .value = std::to_string(table.rows.size()),
          .rect = rect});
    Rect area = rect;
    table_head(table, area);
    const float height = table_row_height(table, area);
    const int count = static_cast<int>(table.rows.size());
    int per_page = std::max(1, static_cast<int>(area.h / height));
    const bool pages = count > per_page;
    if (pages) per_page = std::max(1, static_cast<int>((area.h - pager_height(theme())) / height));
    Rect pager = pages ? cut_bottom(area, pager_height(theme())) : Rect{};
    page.first = pages ? std::clamp(page.first, 0, count - 1) : 0;
    if (count == 0 && !table.empty.empty())
        label(area.inset(theme().dp(16)), table.empty, TextStyle::Body, Align::Centre, true);
    std::string tapped;
    for (int i = page.first; i < std::min(count, page.first + per_page); ++i) {
        const TableRow& row = table.rows[static_cast<std::size_t>(i)];
        if (table_row(table, row, cut_top(area, height), i % 2 == 1)) tapped = row.id;
    }
    if (pages) turn_page(table, pager, page, per_page);
    return tapped;
}

}  // namespace loket::ui

// Tables, lists of answers and the officers' check-list.

#include <algorithm>
#include <array>

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

std::vector<float> weights(const Table& table) {
    std::vector<float> out;
    for (const Column& column : table.columns) out.push_back(column.weight);
    return out;
}

}  // namespace

Rect Ui::table_head(const Table& table, Rect& area) {
    const Palette& c = theme().colour;
    const Rect head = cut_top(area, theme().grown(52));
    paint().fill(head, c.surface2, theme().dp(12), Corners::Top);
    paint().fill({head.x, head.bottom() - 2, head.w, 2}, c.text);
    const auto cells = columns(head.inset(theme().dp(16), 0), weights(table), theme().dp(12));
    for (std::size_t i = 0; i < cells.size(); ++i) {
        Node node{.id = table.id + ".head." + std::to_string(i), .role = Role::Text, .label = table.columns[i].title, .rect = cells[i]};
        write(cells[i], table.columns[i].title, TextStyle::CaptionStrong, c.muted, table.columns[i].align, node);
        if (!node.label.empty()) note(std::move(node));
    }
    return head;
}

void Ui::turn_page(const Table& table, Rect& area, TablePage& page, int per_page) {
    const int count = static_cast<int>(table.rows.size());
    const int step = std::max(1, per_page);
    const Rect bar = cut_bottom(area, theme().grown(64));
    paint().fill({bar.x, bar.y, bar.w, 2}, theme().colour.outline);
    Rect inside = centred(bar, bar.w - theme().dp(16), std::max(theme().target(), bar.h - theme().dp(12)));
    const float width = theme().grown(84);
    const bool more = page.first + step < count;
    int turn = 0;
    if (button({.id = table.id + ".next", .spoken = table.next, .style = ButtonStyle::Quiet, .icon = Icon::ChevronRight, .enabled = more}, cut_right(inside, width, theme().gap()))) turn = 1;
    if (button({.id = table.id + ".previous", .spoken = table.previous, .style = ButtonStyle::Quiet, .icon = Icon::ChevronLeft, .enabled = page.first > 0}, cut_right(inside, width, theme().dp(16)))) turn = -1;
    if (frame().key == Key::PageDown || (frame().wheel < 0 && area.contains(frame().pointer))) turn = more ? 1 : 0;
    if (frame().key == Key::PageUp || (frame().wheel > 0 && area.contains(frame().pointer))) turn = -1;
    const std::string where = std::to_string(count == 0 ? 0 : page.first + 1) + "\xE2\x80\x93" + std::to_string(std::min(count, page.first + step)) + " / " + std::to_string(count);
    paint().digits(inside, where, TextStyle::Caption, theme().colour.muted, Align::Right);
    note({.id = table.id + ".range", .role = Role::Text, .label = where, .rect = inside});
    page.first = std::clamp(page.first + turn * step, 0, std::max(0, count - 1));
}

std::string Ui::table(const Table& table, const Rect& rect, TablePage& page) {
    const Palette& c = theme().colour;
    std::string tapped;
    note({.id = table.id, .role = Role::Table, .label = table.id, .value = std::to_string(table.rows.size()), .rect = rect});
    Rect area = rect;
    table_head(table, area);
    const float height = std::max(theme().target(), theme().grown(52));
    const int count = static_cast<int>(table.rows.size());
    int per_page = static_cast<int>(area.h / height);
    if (count > per_page) {
        per_page = std::max(1, static_cast<int>((area.h - theme().grown(64)) / height));
        turn_page(table, area, page, per_page);
    } else {
        page.first = 0;
    }
    if (count == 0) label(area.inset(theme().dp(16)), table.empty, TextStyle::Body, Align::Centre, true);
    for (int i = page.first; i < std::min(count, page.first + per_page); ++i) {
        const TableRow& row = table.rows[static_cast<std::size_t>(i)];
        const Rect line = cut_top(area, height);
        const bool on = row.id == table.selected;
        Node node{.id = row.id, .role = table.selectable ? Role::Row : Role::Text, .label = spoken(row), .rect = line, .selected = on};
        const auto cells = columns(line.inset(theme().dp(16), 0), weights(table), theme().dp(12));
        Touch touch;
        if (table.selectable) touch = control(node);
        paint().fill(line, on || touch.held ? c.soft : i % 2 == 1 ? c.surface2 : c.surface);
        paint().fill({line.x, line.bottom() - 1, line.w, 1}, c.outline);
        if (on) paint().fill({line.x, line.y, theme().dp(5), line.h}, c.primary);
        for (std::size_t k = 0; k < std::min(cells.size(), row.cells.size()); ++k) {
            const Cell& cell = row.cells[k];
            const Column& column = table.columns[k];
            const Colour ink = cell.tone == Tone::Neutral ? c.text : look_of(theme(), cell.tone).ink;
            if (column.digits) paint().digits(cells[k], shortened(fonts(), TextStyle::Caption, cell.text, cells[k].w * 1.06f), TextStyle::Caption, ink, column.align);
            else paint().text_in(cells[k], cell.text, cell.tone == Tone::Neutral ? TextStyle::Caption : TextStyle::CaptionStrong, ink, column.align);
        }
        if (!table.selectable) note(std::move(node));
        ring(touch, line, theme().dp(4));
        if (touch.clicked) tapped = row.id;
    }
    return tapped;
}

std::string Ui::key_values(const std::vector<KeyValue>& entries, Rect& area, int column_count) {
    const Palette& c = theme().colour;
    std::string tapped;
    const int per_row = std::max(1, column_count);
    for (std::size_t start = 0; start < entries.size(); start += static_cast<std::size_t>(per_row)) {
        const std::size_t end = std::min(entries.size(), start + static_cast<std::size_t>(per_row));
        const auto slots = columns(area, std::vector<float>(static_cast<std::size_t>(per_row), 1.f), theme().dp(24));
        float tallest = 0;
        const auto words_width = [&](std::size_t i) {
            const float edit = entries[i].edit.empty() ? 0 : std::max(theme().dp(120), text_width(fonts(), TextStyle::BodyStrong, entries[i].edit) + theme().dp(48)) + theme().dp(16);
            return slots[i - start].w - edit;
        };
        for (std::size_t i = start; i < end; ++i)
            tallest = std::max({tallest, theme().line(TextStyle::Caption) + text_height(theme(), fonts(), TextStyle::BodyStrong, entries[i].value, words_width(i)),
                                entries[i].edit.empty() ? 0 : std::max(theme().target(), theme().grown(60))});
        const bool overflow = tallest > area.h + 1;
        const Rect line = cut_top(area, tallest, theme().dp(per_row == 1 ? 26 : 22));
        if (per_row == 1 && end < entries.size()) paint().fill({line.x, line.bottom() + theme().dp(12), line.w, theme().high_contrast() ? 2.f : 1.f}, c.outline);
        for (std::size_t i = start; i < end; ++i) {
            const KeyValue& entry = entries[i];
            Rect slot{slots[i - start].x, line.y, slots[i - start].w, line.h};
            const Rect words = cut_left(slot, words_width(i), theme().dp(16));
            Rect block = words;
            paint().text_in(cut_top(block, theme().line(TextStyle::Caption)), entry.key, TextStyle::Caption, c.muted);
            paint().paragraph(block, entry.value, TextStyle::BodyStrong, entry.tone == Tone::Neutral ? c.text : look_of(theme(), entry.tone).ink);
            note({.id = {}, .role = Role::Text, .label = entry.key, .value = entry.value, .rect = words, .overflow = overflow});
            if (!entry.edit.empty() && button({.id = entry.id, .label = entry.edit}, centred(slot, slot.w, std::max(theme().target(), theme().grown(60))))) tapped = entry.id;
        }
    }
    return tapped;
}

std::optional<CheckState> Ui::check_row(const CheckRow& row, Rect& area) {
    const Palette& c = theme().colour;
    struct Answer {
        CheckState state;
        const std::string& name;
        Icon icon;
        Tone tone;
        const char* suffix;
    };
    const std::array<Answer, 3> answers{{{CheckState::Pass, row.pass, Icon::Check, Tone::Success, ".pass"},
                                         {CheckState::Fail, row.fail, Icon::Close, Tone::Error, ".fail"},
                                         {CheckState::NotApplicable, row.not_applicable, Icon::Remove, Tone::Info, ".na"}}};
    const float side = std::max(theme().target(), theme().grown(56)), gap = theme().gap();
    float width = 0;
    for (const Answer& answer : answers) width += answer.name.empty() ? 0 : side + gap;
    const float words = area.w - width - theme().dp(12);
    const float first = text_height(theme(), fonts(), TextStyle::Body, row.label, words);
    const float second = row.note.empty() ? 0 : text_height(theme(), fonts(), TextStyle::Caption, row.note, words);
    const float needed = std::max(side, first + second) + theme().dp(12);
    const bool overflow = needed > area.h + 1;
    Rect line = cut_top(area, needed);
    paint().fill({line.x, line.bottom() - 1, line.w, 1}, c.outline);
    std::optional<CheckState> given;
    Rect marks = cut_right(line, width, theme().dp(12));
    for (const Answer& answer : answers) {
        if (answer.name.empty()) continue;
        const Rect slot = cut_left(marks, side + gap);
        const Rect box = centred({slot.x + gap, slot.y, side, slot.h}, side, side);
        const bool on = row.state == answer.state;
        const ToneLook look = look_of(theme(), answer.tone);
        const Touch touch = control({.id = row.id + answer.suffix, .role = Role::Check, .label = answer.name, .value = row.label, .rect = box, .enabled = row.enabled, .selected = on});
        paint().fill(box, on ? look.ink : touch.held ? look.ground : c.surface, theme().key_radius());
        paint().stroke(box, on ? look.ink : c.border, theme().border(), theme().key_radius());
        paint().icon(answer.icon, box.centre(), IconSize::Small, on ? c.on_primary : row.enabled ? c.muted : c.on_disabled);
        ring(touch, box, theme().key_radius());
        if (touch.clicked && !on) given = answer.state;
    }
    Rect block = centred(line, line.w, first + second);
    paint().paragraph(cut_top(block, first), row.label, TextStyle::Body, c.text);
    paint().paragraph(block, row.note, TextStyle::Caption, row.state == CheckState::Fail ? c.danger : c.muted);
    static constexpr std::string_view kStates[] = {"open", "pass", "fail", "not_applicable"};
    note({.id = row.id, .role = Role::Status, .label = row.label, .value = std::string(kStates[static_cast<std::size_t>(row.state)]), .rect = line, .overflow = overflow});
    return given;
}

}  // namespace loket::ui

#include "kiosk/screens/staff_work.h"

#include <algorithm>

#include "kiosk/screens/staff_counter.h"
#include "kiosk/ui/text.h"

namespace loket::screens::staff {

using namespace ui;
using viewmodels::WorkItem;

namespace {

Tone cell_tone(viewmodels::Tone tone) {
    return tone == viewmodels::Tone::Info ? Tone::Neutral : tone_of(tone);
}

/// A column of the table: its head, its cell, and the width (in letters of scale 1) from which it is shown.
struct Field {
    const char* key;
    float weight;
    bool digits;
    float from;
    std::string WorkItem::*value;
};
constexpr Field kFields[] = {{"desk.col.number", 3.0f, false, 0, &WorkItem::number},
                             {"desk.col.name", 2.4f, false, 0, &WorkItem::name},
                             {"desk.col.service", 1.6f, false, 1200, &WorkItem::service},
                             {"desk.col.since", 1.6f, true, 760, &WorkItem::since},
                             {"desk.col.promised", 1.3f, true, 1000, &WorkItem::promised},
                             {"desk.col.state", 1.7f, false, 0, &WorkItem::state}};

void empty_page(const Frame& f, const Rect& rect) {
    const Palette& c = f.theme().colour;
    const float sign = f.dp(120), width = std::min(rect.w, f.dp(720));
    const float words = f.ui.height_of(f.desk.empty_text, TextStyle::Body, width);
    Rect block = centred(rect, width, sign + f.dp(20) + words);
    const Rect circle = cut_top(block, sign, f.dp(20));
    f.ui.paint().circle(circle.centre(), sign / 2, c.soft);
    f.ui.paint().icon(Icon::Inbox, circle.centre(), IconSize::Large, c.primary);
    f.ui.paragraph(block, f.desk.empty_text, TextStyle::Body, 0, Align::Centre);
}

bool any(const Frame& f, std::string WorkItem::*value) {
    return std::any_of(f.desk.items.begin(), f.desk.items.end(),
                       [&](const WorkItem& item) { return !(item.*value).empty(); });
}

void panel_row(const Frame& f, const WorkItem& item, const Rect& rect) {
    const Palette& c = f.theme().colour;
    const bool on = item.id == f.desk.selected;
    const std::string& title = !item.name.empty() ? item.name : !item.number.empty() ? item.number : item.service;  // an internal file has no name, and no resi
    const Touch touch = f.ui.control({.id = "open:" + item.id,
                                      .role = Role::Row,
                                      .label = title,
                                      .value = item.number + ", " + item.state,
                                      .rect = rect,
                                      .selected = on});
    if (on || touch.held) f.ui.paint().fill(rect, c.soft, f.dp(12));
    if (on) f.ui.paint().stroke(rect, c.primary, f.theme().border(), f.dp(12));
    Rect inside = rect.inset(f.dp(14), f.dp(8));
    const auto lines = rows(inside, {1, 1}, 0);
    Rect second = lines[1];
    f.ui.paint().text_in(lines[0], title, TextStyle::CaptionStrong, c.text);
    // The number is never cut; the state takes what it leaves.
    const Rect number =
        cut_left(second, text_width(f.ui.fonts(), TextStyle::Caption, item.number) + 2, f.dp(12));
    f.ui.paint().text_in(number, item.number, TextStyle::Caption, c.muted);
    const bool plain = item.tone == viewmodels::Tone::Info;
    f.ui.paint().text_in(second, item.state, plain ? TextStyle::Caption : TextStyle::CaptionStrong,
                         plain ? c.text : look_of(f.theme(), tone_of(item.tone)).ink, Align::Right);
    if (!on) f.ui.paint().fill({rect.x + f.dp(14), rect.bottom() + f.dp(2), rect.w - f.dp(28), 1}, c.outline);
    f.ui.ring(touch, rect, f.dp(12));
    if (touch.clicked && !on) f.emit("open", item.id);
}

}  // namespace

std::size_t turned_pages(const Frame& f, const std::string& id, TablePage& page, std::size_t items, float row, Rect& area, int across) {
    const int count = static_cast<int>(items);
    int per_page = std::max(1, static_cast<int>(area.h / row)) * across;
    if (count <= per_page) return 0;
    const float side = f.theme().target();
    Rect foot = cut_bottom(area, side, across > 1 ? f.theme().gap() : f.dp(8));  // lines keep a distance of their own, tiles do not
    per_page = std::max(1, static_cast<int>(area.h / row)) * across;
    page.first = std::clamp(page.first, 0, count - 1);
    const Rect next = cut_right(foot, side, f.theme().gap()), previous = cut_right(foot, side, f.theme().gap());
    f.ui.label(foot, std::to_string(page.first + 1) + "–" + std::to_string(std::min(count, page.first + per_page)) + " / " + std::to_string(count), TextStyle::Caption, Align::Left, true);
    int by = 0;
    if (f.ui.button({.id = id + ".previous", .spoken = f.say("desk.previous_page"), .style = ButtonStyle::Quiet, .icon = Icon::ChevronLeft, .enabled = page.first > 0}, previous)) by = -per_page;
    if (f.ui.button({.id = id + ".next", .spoken = f.say("desk.next_page"), .style = ButtonStyle::Quiet, .icon = Icon::ChevronRight, .enabled = page.first + per_page < count}, next)) by = per_page;
    page.first = std::max(0, page.first + by);
    return static_cast<std::size_t>(page.first);
}

void work_table(const Frame& f, const Rect& rect, bool openable) {
    const Rect inside = f.ui.card(rect, 9);
    if (f.desk.items.empty()) return empty_page(f, inside);
    Table table{.id = "work",
                .next = f.say("desk.next_page"),
                .previous = f.say("desk.previous_page"),
                .selectable = openable};
    std::vector<std::string WorkItem::*> shown;
    const bool named = any(f, &WorkItem::name);  // tickets have no names, which leaves room for the rest
    for (const Field& field : kFields) {
        if ((named && inside.w / f.theme().options.text_scale < field.from) || !any(f, field.value)) continue;
        table.columns.push_back({.title = f.say(field.key), .weight = field.weight, .digits = field.digits});
        shown.push_back(field.value);
    }
    for (const WorkItem& item : f.desk.items) {
        TableRow row{.id = "open:" + item.id};
        for (const auto value : shown)
            row.cells.push_back(
                {item.*value, value == &WorkItem::state ? cell_tone(item.tone) : Tone::Neutral});
        table.rows.push_back(std::move(row));
    }
    table.selected = "open:" + f.desk.selected;
    // The list is in the order of the work: Enter opens what is due first.
    if (openable && !f.desk.counter) f.ui.set_primary(table.rows.front().id);
    if (const auto tapped = f.ui.table(table, inside, list_page(f.desk.tab)); !tapped.empty())
        f.emit("open", tapped.substr(5));
}

bool panel_fits(const Frame& f) { return !f.compact(); }

void work_panel(const Frame& f, Rect& area) {
    if (!panel_fits(f)) return;
    Rect inside = f.ui.card(cut_left(area, f.dp(456), f.dp(24)), 14);
    const float row = f.theme().grown(80), gap = f.theme().gap();
    std::size_t first = 0;
    const ReadLater after_list(f.ui, [&] { first = turned_pages(f, "work", list_page(f.desk.tab), f.desk.items.size(), row + gap, inside); });
    for (std::size_t i = first; i < f.desk.items.size() && inside.h >= row; ++i)
        panel_row(f, f.desk.items[i], cut_top(inside, row, gap));
}

Action begin_action(const Frame& f, const viewmodels::FileHead& file, bool enabled) {
    if (!file.taken_by.empty())
        return {.button = {.id = "take_over", .label = f.say("desk.take_over"), .icon = Icon::BackHand, .enabled = enabled, .key = Key::F10}, .name = "take_over", .ask = true};
    return {.button = {.id = "begin", .label = f.say("desk.begin"), .style = ButtonStyle::Primary, .icon = Icon::Play, .enabled = enabled, .key = Key::Enter}, .name = "begin"};
}

void file_page(const Frame& f, const FilePage& page) {
    Memory& memory = memory_of(page.file ? page.file->case_id : "");
    const bool alone = page.file && (page.wide || !panel_fits(f));
    Rect area = open_frame(f, {.screen = page.screen,
                               .title = f.desk.title,
                               .count = alone ? -1 : static_cast<int>(f.desk.items.size()),
                               .notice = page.notice,
                               .leave = alone ? "open" : ""});
    if (page.file) {
        if (!page.wide) work_panel(f, area);
        page.open(memory, area);
    } else {
        counter_strip(f, memory, area);
        page.list ? page.list(area) : work_table(f, area);
    }
    close_frame(f);
    auto asks = page.asks;
    if (page.file) asks.push_back({.name = "take_over", .reasons = {f.say("desk.take_over.away"), f.say("desk.take_over.ill"), f.say("desk.take_over.asked")}});
    std::ranges::move(ticket_asks(f), std::back_inserter(asks));
    reason_dialog(f, memory, asks);
}

}  // namespace loket::screens::staff

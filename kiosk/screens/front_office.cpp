// The queue: who waits, who is away, who missed their turn; who is called and what becomes of them; how the office stands.

#include <algorithm>

#include "kiosk/screens/staff_counter.h"
#include "kiosk/screens/staff_work.h"
#include "kiosk/ui/text.h"

namespace loket::screens {

using namespace ui;
using namespace staff;
using viewmodels::FrontOffice;

namespace {

void figure(const Frame& f, const std::string& id, int number, const std::string& words, const Rect& rect) {
    Rect inside = f.ui.panel(rect, 16);
    f.ui.note(
        {.id = id, .role = Role::Status, .label = words, .value = std::to_string(number), .rect = rect});
    f.ui.paint().text_in(
        cut_left(inside, text_width(f.ui.fonts(), TextStyle::H2, std::to_string(number)) + 2, f.dp(14)),
        std::to_string(number), TextStyle::H2, f.theme().colour.primary);
    f.ui.paint().paragraph(
        centred(inside, inside.w, std::min(inside.h, f.ui.height_of(words, TextStyle::Caption, inside.w))),
        words, TextStyle::Caption, f.theme().colour.muted);
}

void figures(const Frame& f, const FrontOffice& view, Rect& area) {
    const auto cells =
        columns(cut_top(area, f.theme().grown(f.ui.portrait() ? 84 : 112), f.dp(20)), {1, 1}, f.dp(16));
    figure(f, "waiting", f.desk.counter->waiting, f.say("desk.waiting"), cells[0]);
    figure(f, "waiting_priority", view.waiting_priority, f.say("desk.waiting_priority"), cells[1]);
}

/// Two by two, or in one line on a standing screen, where height is short.
void ticket_buttons(const Frame& f, Memory& memory, Rect& area) {
    const auto all = ticket_actions(f);
    const float high = f.ui.button_height(), gap = f.dp(16);
    const std::size_t across = f.ui.portrait() ? 4 : 2;
    std::vector<Rect> lines;
    for (std::size_t done = 0; done < all.size(); done += across) lines.insert(lines.begin(), cut_bottom(area, high, gap));
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const auto first = all.begin() + static_cast<std::ptrdiff_t>(i * across);
        actions(f, memory, {first, first + static_cast<std::ptrdiff_t>(across)}, lines[i], Spread::Even);
    }
}

void at_counter(const Frame& f, Memory& memory, Rect area) {
    const viewmodels::Counter& counter = *f.desk.counter;
    const ReadLater after_receive(f.ui, [&] { ticket_buttons(f, memory, area); });
    const Button receive{.id = "receive:" + counter.called,
                         .label = f.say("desk.receive"),
                         .style = ButtonStyle::Primary,
                         .icon = Icon::Assignment,
                         .key = Key::Enter};
    if (f.ui.button(receive, cut_bottom(area, f.ui.button_height(), f.dp(16)))) f.emit("receive", counter.called);
    const TextStyle number =
        text_width(f.ui.fonts(), TextStyle::Queue, counter.called) <= area.w && area.h > f.dp(320)
            ? TextStyle::Queue
            : TextStyle::H1;
    const float words = f.ui.height_of(counter.called_detail, TextStyle::Body, area.w),
                title = f.theme().line(TextStyle::Body), tall = f.theme().line(number);
    const bool roomy = title + tall + f.dp(8) + words <= area.h;  // the heading is a courtesy
    Rect block = centred(area, area.w, std::min(area.h, (roomy ? title : 0) + tall + f.dp(8) + words));
    if (roomy) f.ui.paragraph(block, f.say("desk.now_called"), TextStyle::Body, 0, Align::Centre);
    f.ui.title(block, counter.called, number, 8, Align::Centre);
    f.ui.paragraph(block, counter.called_detail, TextStyle::Body, 0, Align::Centre);
}

void counter(const Frame& f, Memory& memory, const FrontOffice& view, const Rect& rect) {
    Rect area = f.ui.card(rect, 30);
    // Where it is tight the list beside says how many wait.
    if (f.desk.counter->called.empty() || !f.compact()) figures(f, view, area);
    if (!f.desk.counter->called.empty()) return at_counter(f, memory, area);
    call_next(f, cut_bottom(area, f.ui.button_height(), f.dp(16)));
    centre_note(f, Icon::Person, f.say("desk.nobody_called"),
                f.say(f.desk.counter->waiting > 0 ? "desk.nobody_called_hint" : "desk.nobody_waits"), area);
}

/// A list of tickets; a tap on a line means `intent`, none where it is only to be read.
void ticket_table(const Frame& f, const std::vector<FrontOffice::Waiting>& tickets, const std::string& list, const std::string& intent, const Rect& rect) {
    const std::string last = list == "waiting" ? "desk.col.estimate" : "desk.col.about";
    Table table{.id = "tickets." + list,
                .columns = {{.title = f.say("desk.col.number"), .weight = 1.1f}, {.title = f.say("desk.col.service"), .weight = 2.2f}},
                .empty = f.say("desk.no_tickets." + list),
                .next = f.say("desk.next_page"),
                .previous = f.say("desk.previous_page"),
                .selectable = !intent.empty()};
    const bool roomy = rect.w / f.theme().options.text_scale > f.dp(760);
    if (list == "waiting" || roomy) table.columns.push_back({.title = f.say("desk.col.since"), .weight = 1.5f, .digits = true});
    if (list == "waiting") table.columns.push_back({.title = f.say("desk.col.lane"), .weight = 1.2f});
    table.columns.push_back({.title = f.say(last), .weight = list == "waiting" ? 1.2f : 2.2f});
    for (const auto& ticket : tickets) {
        TableRow row{.id = (intent.empty() ? "ticket" : intent) + ":" + ticket.number, .cells = {{ticket.number}, {ticket.service}}};
        const Cell lane{ticket.lane, ticket.tone == viewmodels::Tone::Info ? Tone::Neutral : tone_of(ticket.tone)};
        if (list == "waiting" || roomy) row.cells.push_back({ticket.since});
        row.cells.push_back(lane);
        if (list == "waiting") row.cells.push_back({ticket.estimate});
        table.rows.push_back(std::move(row));
    }
    if (const auto tapped = f.ui.table(table, rect, list_page("tickets." + list)); !tapped.empty())
        f.emit(intent, tapped.substr(intent.size() + 1));
}

/// How the office stands: as many lines of chips as there are.
void standing(const Frame& f, const FrontOffice& view, Rect& area) {
    const float high = f.theme().grown(44), gap = f.dp(12);
    std::vector<std::vector<const viewmodels::Standing*>> lines(1);
    const auto width = [&](const viewmodels::Standing& each) { return std::min(area.w, text_width(f.ui.fonts(), TextStyle::CaptionStrong, each.text) + f.theme().icon(IconSize::Small) + f.dp(44)); };
    float used = 0;
    for (const auto& each : view.standing) {
        if (used > 0 && used + width(each) > area.w) {
            lines.emplace_back();
            used = 0;
        }
        lines.back().push_back(&each);
        used += width(each) + gap;
    }
    for (std::size_t i = lines.size(); i-- > 0;) {
        Rect line = cut_bottom(area, high, gap);
        for (const auto* each : lines[i]) f.ui.chip(cut_left(line, width(*each), gap), each->text, tone_of(each->tone));
    }
}

void standing_rows(const Frame& f, const FrontOffice& view, const Rect& area) {
    std::vector<StatusRow> rows;
    for (std::size_t i = 0; i < view.standing.size(); ++i)
        rows.push_back({.id = "standing." + std::to_string(i), .label = view.standing[i].text, .tone = tone_of(view.standing[i].tone)});
    f.ui.status_rows(rows, area);
}

/// The words of a section and how many are in it; large letters have no room for the number.
std::string counted(const Frame& f, const std::string& section, std::size_t count) {
    const auto words = f.say("desk.section." + section);
    return f.theme().options.text_scale > 1.3f ? words : words + " (" + std::to_string(count) + ")";
}

/// Those who wait, are away, have missed their turn: one list at a time. Where it is tight the office's standing is one more.
void lists(const Frame& f, Memory& memory, const FrontOffice& view, const Rect& rect) {
    Rect area = f.ui.card(rect, 20);
    if (!f.compact()) standing(f, view, area);
    const std::vector<FrontOffice::Waiting>* all[] = {&view.waiting, &view.held, &view.missed};
    const char* ids[] = {"waiting", "held", "missed"};
    const char* intents[] = {"", "resume", "requeue"};
    std::vector<Choice> parts;
    std::size_t shown = 0;
    for (std::size_t i = 0; i < 3; ++i) {
        parts.push_back({.id = ids[i], .title = counted(f, ids[i], all[i]->size())});
        if (memory.section == ids[i]) shown = i;
    }
    const bool office = f.compact() && memory.section == "office";
    if (f.compact()) {
        const auto worry = std::ranges::count_if(view.standing, [](const auto& each) { return each.tone == viewmodels::Tone::Warning || each.tone == viewmodels::Tone::Bad; });
        parts.push_back({.id = "office", .title = counted(f, "office", static_cast<std::size_t>(worry))});
    }
    const Rect bar = cut_top(area, std::max(f.theme().target() + f.dp(8), f.theme().grown(68)), f.dp(16));
    if (const auto tapped = f.ui.segmented("section", parts, office ? "office" : ids[shown], bar); !tapped.empty()) memory.section = tapped;
    if (office) return standing_rows(f, view, area);
    if (shown > 0) f.ui.paragraph(area, f.say(std::string("desk.tickets_hint.") + ids[shown]), TextStyle::Caption, 10);
    ticket_table(f, *all[shown], ids[shown], intents[shown], area);
}

}  // namespace

void draw(Ui& ui, const Words& words, const viewmodels::Chrome& chrome, const FrontOffice& view,
          viewmodels::Intents& intents) {
    const Frame f{ui, words, chrome, view.desk, intents};
    Memory& memory = memory_of({});
    const Rect area = open_frame(f, {.screen = "staff.front_office", .title = view.desk.title});
    const auto parts = ui.portrait() ? rows(area, {1.2f, 1.1f}, f.dp(24)) : columns(area, {1.4f, 1}, f.dp(24));
    if (ui.portrait()) counter(f, memory, view, parts[0]);
    lists(f, memory, view, ui.portrait() ? parts[1] : parts[0]);
    if (!ui.portrait()) counter(f, memory, view, parts[1]);
    close_frame(f);
    reason_dialog(f, memory, ticket_asks(f));
}

}  // namespace loket::screens

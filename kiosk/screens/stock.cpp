// Blanks and supplies: what is there, what came, what was counted; the spoiled ones; the end of the day.

#include <algorithm>

#include "kiosk/screens/staff_parts.h"
#include "kiosk/screens/staff_reason.h"
#include "kiosk/ui/text.h"

namespace loket::screens {

using namespace ui;
using namespace staff;
using viewmodels::StockPage;

namespace {

const StockPage::Kind* chosen(const StockPage& view) {
    const auto found = std::ranges::find(view.kinds, view.kind, &StockPage::Kind::id);
    return found == view.kinds.end() ? nullptr : &*found;
}

Tone cell_tone(viewmodels::Tone tone) { return tone == viewmodels::Tone::Good || tone == viewmodels::Tone::Info ? Tone::Neutral : tone_of(tone); }

void kinds(const Frame& f, const StockPage& view, const Rect& area) {
    const bool roomy = area.w / f.theme().options.text_scale > f.dp(820);
    Table table{.id = "kinds",
                .columns = {{.title = f.say("desk.stock.kind"), .weight = 1.5f}, {.title = f.say("desk.stock.left"), .weight = 0.8f}, {.title = f.say("desk.stock.today"), .weight = 1.8f}},
                .selected = "kind:" + view.kind,
                .next = f.say("desk.next_page"),
                .previous = f.say("desk.previous_page")};
    if (roomy) table.columns.push_back({.title = f.say("desk.stock.counted"), .weight = 1.6f});
    for (const auto& kind : view.kinds) {
        const std::string left = kind.least == 0 ? std::to_string(kind.left) : f.say("desk.stock.of_least", {{"left", std::to_string(kind.left)}, {"least", std::to_string(kind.least)}});
        table.rows.push_back({.id = "kind:" + kind.id, .cells = {{kind.name}, {left, cell_tone(kind.tone)}, {kind.today}}});
        if (roomy) table.rows.back().cells.push_back({kind.counted});
    }
    const auto tapped = f.ui.table(table, area, list_page("kinds"));
    if (!tapped.empty() && tapped != table.selected) f.emit("kind", tapped.substr(5));
}

/// The number, and what it means: delivered, counted, used.
void pieces(const Frame& f, Memory& memory, const StockPage& view, Rect area) {
    const auto* kind = chosen(view);
    if (kind == nullptr) return centre_note(f, Icon::Inventory, f.say("desk.stock.choose"), f.say("desk.stock.choose_hint"), area);
    const Rect foot = cut_actions(f, area);
    if (!f.compact()) f.ui.title(area, kind->name, TextStyle::H3, 6);  // else the list says it
    if (!kind->counted.empty() && !f.compact()) f.ui.paragraph(area, kind->counted, TextStyle::Caption, 8);
    f.ui.digits({.id = "pieces", .label = f.say("desk.stock.pieces"), .groups = {6}}, area, memory.pieces);
    f.ui.keypad({.clear = f.say("desk.key.clear"), .erase = f.say("desk.key.erase")}, area, memory.pieces);
    const std::string& number = memory.pieces.text();
    const auto action = [&](const char* id, Icon icon, bool may, Key key) {
        return Action{.button = {.id = id, .label = f.say(std::string("desk.stock.") + id), .style = key == Key::Enter ? ButtonStyle::Primary : ButtonStyle::Secondary, .icon = icon, .enabled = may && !number.empty() && !view.working, .key = key},
                      .name = id, .value = number};
    };
    std::vector<Action> list{action("receive", Icon::MoveToInbox, view.may_receive, Key::F2)};
    if (!kind->numbered) list.push_back(action("use", Icon::RemoveCircle, true, Key::F3)), list.push_back(action("spoil", Icon::Warning, true, Key::F4));
    list.push_back(action("count", Icon::Checklist, true, Key::Enter));
    const auto before = f.intents.size();
    actions(f, memory, list, foot, Spread::Even);
    if (f.intents.size() > before) memory.pieces.clear();
}

void spoiled(const Frame& f, const StockPage& view, Rect area) {
    if (!view.spoiled_complete) f.ui.progress_bar({.id = "reading", .label = f.say("desk.stock.reading"), .value = -1}, area);
    const bool roomy = area.w / f.theme().options.text_scale > f.dp(900);
    Table table{.id = "spoiled",
                .columns = {{.title = f.say("desk.col.since"), .weight = 1.1f, .digits = true}, {.title = f.say("desk.stock.serial"), .weight = 1.1f}},
                .empty = f.say("desk.stock.none_spoiled"),
                .next = f.say("desk.next_page"),
                .previous = f.say("desk.previous_page"),
                .selectable = false};
    if (roomy) table.columns.push_back({.title = f.say("desk.col.number"), .weight = 2.1f});
    table.columns.push_back({.title = f.say("desk.stock.who"), .weight = 0.9f});
    table.columns.push_back({.title = f.say("desk.reason"), .weight = 2.2f});
    for (std::size_t i = 0; i < view.spoiled.size(); ++i) {
        const auto& each = view.spoiled[i];
        TableRow row{.id = "spoiled." + std::to_string(i), .cells = {{each.when}, {each.serial}}};
        if (roomy) row.cells.push_back({each.resi});
        row.cells.push_back({each.who});
        row.cells.push_back({each.reason});
        table.rows.push_back(std::move(row));
    }
    f.ui.table(table, area, list_page("spoiled"));
}

void day(const Frame& f, Memory& memory, const StockPage& view, Rect area) {
    const Rect foot = cut_actions(f, area);
    if (view.working) f.ui.progress_bar({.id = "working", .label = f.say("desk.stock.printing"), .value = -1}, area);
    std::vector<StatusRow> rows;
    for (std::size_t i = 0; i < view.day.size(); ++i) rows.push_back({.id = "day." + std::to_string(i), .label = view.day[i].text, .tone = tone_of(view.day[i].tone)});
    f.ui.status_rows(rows, area);
    actions(f, memory,
            {{.button = {.id = "print_books", .label = f.say("desk.stock.print_books"), .icon = Icon::Print, .enabled = !view.working, .key = Key::F8}, .name = "print_books"},
             {.button = {.id = "close_day", .label = f.say("desk.stock.close_day"), .style = ButtonStyle::Primary, .icon = Icon::Lock, .enabled = view.may_close && !view.working, .key = Key::F10},
              .name = "close_day", .ask = true}},
            foot);
}

void ask_close(const Frame& f, Memory& memory) {
    if (memory.dialog != "close_day") return;
    const auto answer = f.ui.dialog({.id = "close_day.dialog",
                                     .title = f.say("desk.stock.close_title"),
                                     .text = f.say("desk.stock.close_text"),
                                     .tone = Tone::Warn,
                                     .actions = {{.id = "close_day.no", .label = f.say("desk.back_to_file")},
                                                 {.id = "close_day.yes", .label = f.say("desk.stock.close_day"), .style = ButtonStyle::Primary, .icon = Icon::Lock}}});
    if (answer == "close_day.yes") f.emit("close_day");
    if (!answer.empty()) memory.close_dialog();
}

}  // namespace

void draw(Ui& ui, const Words& words, const viewmodels::Chrome& chrome, const StockPage& view, viewmodels::Intents& intents) {
    const Frame f{ui, words, chrome, view.desk, intents};
    Memory& memory = memory_of("stock");
    Rect area = open_frame(f, {.screen = "staff.stock", .title = view.desk.title, .notice = view.notice});
    const auto part = sections(f, memory, {"stock", "spoiled", "day"}, area);
    if (part == "spoiled") {
        spoiled(f, view, f.ui.card(area, 20));
    } else if (part == "day") {
        day(f, memory, view, f.ui.card(area, 28));
    } else {
        const auto parts = ui.portrait() ? rows(area, {f.ui.theme().options.text_scale > 1.05f ? 0.5f : 1.f, 1.3f}, f.dp(20)) : columns(area, {f.compact() ? 1.25f : 1.7f, 1}, f.dp(24));
        kinds(f, view, f.ui.card(parts[0], 20));
        pieces(f, memory, view, f.ui.card(parts[1], 28));
    }
    close_frame(f);
    ask_close(f, memory);
}

}  // namespace loket::screens

// Accounts of the office: the list, one account, its new PIN or finger.

#include "kiosk/screens/officers.h"

#include <algorithm>

#include "kiosk/screens/pin_dialog.h"
#include "kiosk/screens/staff_parts.h"

namespace loket::screens {

using namespace ui;
using namespace staff;
using viewmodels::Officers;

namespace {

void list(const Frame& f, const Officers& view, Rect area) {
    const Rect foot = cut_actions(f, area);
    const bool wide = area.w > f.theme().options.text_scale * f.dp(1000);
    Table table{.id = "officers",
                .columns = {{.title = f.say("desk.col.name"), .weight = 2.2f}, {.title = f.say("officers.role"), .weight = 2}, {.title = f.say("desk.col.state"), .weight = 1.6f}},
                .empty = view.desk.empty_text,
                .next = f.say("desk.next_page"),
                .previous = f.say("desk.previous_page")};
    if (wide) table.columns.push_back({.title = f.say("officers.last"), .weight = 1.4f, .digits = true});
    for (const auto& line : view.lines) {
        TableRow row{.id = "open:" + line.user, .cells = {{line.name}, {line.role}, {line.state, line.tone == viewmodels::Tone::Info ? Tone::Neutral : tone_of(line.tone)}}};
        if (wide) row.cells.push_back({line.last});
        table.rows.push_back(std::move(row));
    }
    if (const auto tapped = f.ui.table(table, area, list_page("officers")); !tapped.empty()) f.emit("open", tapped.substr(5));
    actions(f, memory_of(""), {{.button = {.id = "add", .label = f.say("officers.add"), .style = ButtonStyle::Primary, .icon = Icon::PersonAdd}, .name = "add"}}, foot);
}

/// What an administrator may do with the account, as equal buttons.
void deeds(const Frame& f, Memory& memory, const Officers::Account& account, Rect& area) {
    std::vector<Action> all{{.button = {.id = "pin", .label = f.say("officers.pin"), .icon = Icon::Pin}, .name = "pin"},
                            {.button = {.id = "delegate", .label = f.say("officers.delegate"), .icon = Icon::Badge}, .name = "delegate"},
                            {.button = {.id = "finger", .label = f.say("officers.finger"), .icon = Icon::Fingerprint}, .name = "finger"},
                            {.button = {.id = "card", .label = f.say("officers.card"), .icon = Icon::Nfc}, .name = "card"}};
    if (account.has_finger) all.push_back({.button = {.id = "forget_finger", .label = f.say("officers.forget_finger"), .icon = Icon::Delete}, .name = "forget_finger"});
    if (account.has_card) all.push_back({.button = {.id = "forget_card", .label = f.say("officers.forget_card"), .icon = Icon::Delete}, .name = "forget_card"});
    if (account.suspended)
        all.push_back({.button = {.id = "reinstate", .label = f.say("officers.reinstate"), .icon = Icon::Undo}, .name = "reinstate"});
    else if (!account.own)
        all.push_back({.button = {.id = "suspend", .label = f.say("officers.suspend"), .style = ButtonStyle::Danger, .icon = Icon::Block}, .name = "suspend", .ask = true});
    const float gap = f.dp(16), high = f.ui.button_height();
    float widest = 0;
    for (const auto& action : all) widest = std::max(widest, f.ui.button_width(action.button));
    const int across = std::clamp(static_cast<int>((area.w + gap) / (widest + gap)), 2, 4), down = (static_cast<int>(all.size()) + across - 1) / across;
    const auto cells = grid(cut_bottom(area, static_cast<float>(down) * (high + gap) - gap, f.dp(20)), across, down, gap);
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (!f.ui.button(all[i].button, cells[i])) continue;
        if (all[i].ask) memory.ask(all[i].name);
        else f.emit(all[i].name);
    }
}

void account(const Frame& f, Memory& memory, const Officers& view, Rect area) {
    const auto& open = *view.account;
    deeds(f, memory, open, area);
    Rect inside = f.ui.card(area, 28);
    f.ui.title(inside, open.officer.name, TextStyle::H3, 4);
    f.ui.paragraph(inside, open.officer.role, TextStyle::Caption, 14);
    facts(f, open.facts, inside, fitting_columns(f, open.facts, inside));
}

void ask(const Frame& f, const Officers& view, Rect area) {
    const Rect foot = cut_actions(f, area);
    Rect inside = f.ui.card(centred(area, std::min(area.w, f.theme().grown(760)), area.h), 28);
    const bool pin = view.ask == Officers::Ask::Pin;
    heading(f, view.asked, inside);
    if (pin) {
        pin_entry(f, {.length = view.pin_length, .wrong = view.notice && view.notice->tone == viewmodels::Tone::Bad, .label = view.asked, .notice = view.notice}, inside);
    } else {
        if (view.notice) f.ui.banner({.id = "notice.pin", .title = view.notice->text, .tone = tone_of(view.notice->tone)}, inside);
        for (const auto& hint : view.hints) f.ui.status_row({.id = "hint", .label = hint, .tone = Tone::Info}, inside);
        f.ui.picture({.id = "live", .label = view.asked, .picture = picture_of(view.live), .fit = PictureFit::Contain, .absent = f.say("officers.finger_hint"), .absent_icon = Icon::Fingerprint}, inside);
    }
    const Action back{.button = {.id = "back", .label = f.say("desk.back"), .icon = Icon::ArrowBack}, .name = "back"};
    const Action go{.button = {.id = pin ? "save" : "capture",
                               .label = f.say(pin ? "officers.save" : "officers.capture"),
                               .style = ButtonStyle::Primary,
                               .icon = pin ? Icon::Check : Icon::Fingerprint,
                               .enabled = pin ? view.can_save : !view.working},
                    .name = pin ? "save" : "capture"};
    actions(f, memory_of(""), {back, go}, foot);
}

void suspend_dialog(const Frame& f, Memory& memory, const Officers::Account& account) {
    if (memory.dialog != "suspend") return;
    const Dialog dialog{.id = "suspend.dialog",
                        .title = f.say("officers.suspend.title", {{"name", account.officer.name}}),
                        .text = f.say("officers.suspend.text"),
                        .tone = Tone::Warn,
                        .actions = {{.id = "suspend.close", .label = f.say("desk.back")}, {.id = "suspend.confirm", .label = f.say("officers.suspend"), .style = ButtonStyle::Danger}}};
    const auto tapped = f.ui.dialog(dialog);
    if (tapped.empty()) return;
    memory.close_dialog();
    if (tapped == "suspend.confirm") f.emit("suspend");
}

}  // namespace

void draw(Ui& ui, const Words& words, const viewmodels::Chrome& chrome, const Officers& view, viewmodels::Intents& intents) {
    const Frame f{ui, words, chrome, view.desk, intents};
    const bool asks = view.ask != Officers::Ask::None;
    Memory& memory = memory_of(view.account ? "officer " + view.account->officer.user : "");
    const Rect area = open_frame(f, {.screen = "staff.officers",
                                     .title = asks && view.account ? view.account->officer.name : view.desk.title,
                                     .notice = asks ? std::nullopt : view.notice,
                                     .leave = view.account && !asks ? "open" : ""});
    if (asks) ask(f, view, area);
    else if (view.account) account(f, memory, view, area);
    else list(f, view, area);
    close_frame(f);
    if (view.account && !asks) suspend_dialog(f, memory, *view.account);
}

}  // namespace loket::screens

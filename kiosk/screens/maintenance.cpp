// Maintenance: an overview of tiles, a page for each part of it.

#include <algorithm>

#include "kiosk/screens/charts.h"
#include "kiosk/screens/office.h"
#include "kiosk/screens/pin_dialog.h"
#include "kiosk/screens/staff_parts.h"
#include "kiosk/screens/staff_work.h"
#include "kiosk/screens/touch_test.h"
#include "kiosk/ui/text.h"

namespace loket::screens {

using namespace ui;
using namespace staff;
using viewmodels::Maintenance;

namespace {

void overview(const Frame& f, const Maintenance& view, Rect area) {
    const Rect foot = cut_actions(f, area);
    const int across = f.ui.portrait() ? 2 : f.theme().options.text_scale > 1.3f ? 3 : 4;
    const float least = f.theme().line(TextStyle::H2) + 2 * f.theme().line(TextStyle::CaptionStrong) + f.dp(48);
    const auto all = view.tiles.size();
    const auto first = turned_pages(f, "tiles", list_page("tiles"), all, least, area, across);
    const auto shown = std::min(all - first, static_cast<std::size_t>(std::max(1, static_cast<int>(area.h / least)) * across));
    const int down = (static_cast<int>(shown) + across - 1) / across;
    const Rect used = cut_top(area, std::min(area.h, static_cast<float>(down) * f.theme().grown(200)));
    const auto cells = grid(used, across, down, f.dp(20));
    for (std::size_t i = 0; i < shown; ++i)
        if (figure_tile(f, view.tiles[first + i], cells[i])) f.emit("show", view.tiles[first + i].id);
    actions(f, memory_of("maintenance"),
            {{.button = {.id = "report", .label = f.say("maintenance.report"), .style = ButtonStyle::Primary, .icon = Icon::Print, .enabled = !view.working}, .name = "report"}}, foot);
}

void device_row(const Frame& f, const Maintenance& view, const Maintenance::Device& device, Rect row) {
    const Palette& c = f.theme().colour;
    const ToneLook look = look_of(f.theme(), tone_of(device.tone));
    f.ui.paint().fill({row.x, row.bottom() - 1, row.w, 1}, c.outline);
    const Button test{.id = "test:" + device.id, .label = f.say(device.testing ? "maintenance.testing" : "maintenance.test"), .enabled = !view.working};
    const float high = std::max(f.theme().target(), f.theme().grown(56)), wide = f.theme().grown(210);
    if (f.ui.button(test, centred(cut_right(row, wide, f.dp(16)), wide, high))) f.emit("test", device.id);
    f.ui.paint().icon(look.icon, cut_left(row, f.theme().icon(IconSize::Medium), f.dp(14)).centre(), IconSize::Medium, look.ink);
    f.ui.note({.id = "device." + device.id, .role = Role::Status, .label = device.name, .value = device.state + ", " + device.tested, .rect = row});
    const auto halves = f.ui.portrait() ? std::vector<Rect>{row} : columns(row, {1, 1.3f}, f.dp(16));
    Rect names = centred(halves[0], halves[0].w, f.theme().line(TextStyle::CaptionStrong) + f.theme().line(TextStyle::Caption));
    f.ui.paint().text_in(cut_top(names, f.theme().line(TextStyle::CaptionStrong)), device.name, TextStyle::CaptionStrong, c.text);
    const std::string state = device.tested.empty() ? device.state : device.state + " · " + device.tested;
    f.ui.paint().text_in(names, f.ui.portrait() ? state : device.product, TextStyle::Caption, f.ui.portrait() ? look.ink : c.muted);
    if (f.ui.portrait()) return;
    Rect words = centred(halves[1], halves[1].w, names.h + f.theme().line(TextStyle::CaptionStrong));
    f.ui.paint().text_in(cut_top(words, f.theme().line(TextStyle::CaptionStrong)), device.state, TextStyle::CaptionStrong, look.ink);
    f.ui.paint().text_in(words, device.tested, TextStyle::Caption, c.muted);
}

void device_rows(const Frame& f, const Maintenance& view, Rect inside) {
    const float least = std::max(f.theme().target(), f.theme().grown(56)) + f.theme().gap();
    std::size_t first = 0;
    const ReadLater after_list(f.ui, [&] { first = turned_pages(f, "devices", list_page("devices"), view.devices.size(), least, inside); });
    const auto shown = std::min(view.devices.size() - first, static_cast<std::size_t>(inside.h / least));
    const float high = std::min(f.theme().grown(112), inside.h / static_cast<float>(std::max<std::size_t>(1, shown)));
    for (std::size_t i = first; i < first + shown; ++i) device_row(f, view, view.devices[i], cut_top(inside, high));
}

void devices(const Frame& f, const Maintenance& view, Rect area) {
    const Rect foot = cut_actions(f, area);
    device_rows(f, view, f.ui.card(area, 16));
    actions(f, memory_of("maintenance"),
            {{.button = {.id = "show:history", .label = f.say("maintenance.history"), .icon = Icon::History}, .name = "show", .value = "history"},
             {.button = {.id = "test", .label = f.say("maintenance.test_all"), .style = ButtonStyle::Primary, .icon = Icon::FactCheck, .enabled = !view.working && !view.devices.empty()}, .name = "test"}},
            foot);
}

void storage(const Frame& f, const Maintenance& view, Rect area) {
    const Rect foot = cut_actions(f, area);
    Rect inside = f.ui.card(area, 28);
    facts(f, view.storage, inside, fitting_columns(f, view.storage, inside));
    std::vector<Action> buttons;
    if (view.may_backup) buttons.push_back({.button = {.id = "show:backup", .label = f.say("maintenance.part.backup"), .icon = Icon::Usb}, .name = "show", .value = "backup"});
    buttons.push_back({.button = {.id = "check", .label = f.say("maintenance.check"), .style = ButtonStyle::Primary, .icon = Icon::Security, .enabled = !view.working}, .name = "check"});
    actions(f, memory_of("maintenance"), buttons, foot);
}

/// What waits for the register, why, since when, and when it is tried next.
void sync(const Frame& f, const Maintenance& view, Rect area) {
    std::vector<Action> buttons;
    if (view.may_stick) buttons.push_back({.button = {.id = "show:stick", .label = f.say("maintenance.part.stick"), .icon = Icon::Usb}, .name = "show", .value = "stick"});
    if (view.sync.empty()) {
        if (view.may_enrol) buttons.push_back({.button = {.id = "enrol", .label = f.say("maintenance.enrol"), .style = ButtonStyle::Primary, .icon = Icon::Sync}, .name = "enrol"});
        if (!buttons.empty()) actions(f, memory_of("maintenance"), buttons, cut_actions(f, area));
        Rect inside = f.ui.card(area, 28);
        f.ui.paragraph(inside, view.sync_alone, TextStyle::Body, 16);
        return;
    }
    const Rect foot = cut_actions(f, area);
    Rect inside = f.ui.card(area, 28);
    facts(f, view.sync, inside, fitting_columns(f, view.sync, inside));
    if (view.may_epoch) buttons.push_back({.button = {.id = "show:epoch", .label = f.say("maintenance.part.epoch"), .icon = Icon::Warning, .enabled = !view.working}, .name = "show", .value = "epoch"});
    buttons.push_back({.button = {.id = "sync_now", .label = f.say("maintenance.sync_now"), .style = ButtonStyle::Primary, .icon = Icon::Sync}, .name = "sync_now"});
    actions(f, memory_of("maintenance"), buttons, foot);
}

/// The machines of the office, the code that lets one in, and the way to replace an induk that is gone.
void machines(const Frame& f, const Maintenance& view, Rect area) {
    const Rect foot = cut_actions(f, area);
    Rect inside = f.ui.card(area, 28);
    f.ui.paragraph(inside, view.office_text, TextStyle::Body, 16);
    if (!view.pairing.empty()) {
        f.ui.label(cut_top(inside, f.theme().line(TextStyle::H3), f.dp(8)), view.pairing, TextStyle::H3);
        f.ui.paragraph(inside, view.pairing_text, TextStyle::Caption, 16);
    }
    if (!view.office.empty()) facts(f, view.office, inside, fitting_columns(f, view.office, inside));
    std::vector<Action> buttons{{.button = {.id = "office_look", .label = f.say("lan.look"), .icon = Icon::Sync}, .name = "office_look"}};
    if (view.may_open) buttons.push_back({.button = {.id = "office_open", .label = f.say("lan.open"), .style = ButtonStyle::Primary, .enabled = !view.working}, .name = "office_open"});
    if (view.may_pair) buttons.push_back({.button = {.id = "office_code", .label = f.say("lan.code"), .style = ButtonStyle::Primary, .icon = Icon::Add}, .name = "office_code"});
    if (view.may_promote) buttons.push_back({.button = {.id = "office_promote", .label = f.say("lan.promote"), .enabled = !view.working}, .name = "office_promote"});
    actions(f, memory_of("maintenance"), buttons, foot);
}

/// Less, so much, more: emits `name` with "-10" or "10".
void steps_of_ten(const Frame& f, const char* name, const std::string& words, bool less, bool more, const char* softer, const char* louder, Rect& inside) {
    Rect line = cut_top(inside, f.ui.button_height(), f.dp(24));
    const float side = std::max(f.theme().target(), f.theme().grown(84));
    if (f.ui.button({.id = std::string(name) + ":-10", .spoken = f.say(softer), .icon = Icon::Remove, .enabled = less}, cut_left(line, side, f.dp(16)))) f.emit(name, "-10");
    f.ui.label(cut_left(line, text_width(f.ui.fonts(), TextStyle::BodyStrong, words) + f.dp(8), f.dp(16)), words, TextStyle::BodyStrong, Align::Centre);
    if (f.ui.button({.id = std::string(name) + ":10", .spoken = f.say(louder), .icon = Icon::Add, .enabled = more}, cut_left(line, side))) f.emit(name, "10");
}

void sound(const Frame& f, const Maintenance& view, const Rect& area) {
    Rect inside = f.ui.card(area, 36);
    f.ui.paragraph(inside, f.say("maintenance.sound_hint"), TextStyle::Body, 24);
    steps_of_ten(f, "volume", f.say("maintenance.volume", {{"percent", std::to_string(view.volume)}}), view.volume > 0, view.volume < 100, "maintenance.softer", "maintenance.louder", inside);
    const Button tone{.id = "tone", .label = f.say("maintenance.tone"), .style = ButtonStyle::Primary, .icon = Icon::VolumeUp};
    Rect second = cut_top(inside, f.ui.button_height(), f.dp(24));
    if (f.ui.button(tone, cut_left(second, std::min(f.ui.button_width(tone), second.w)))) f.emit("tone");
    if (!view.caption.empty()) f.ui.banner({.id = "caption", .title = view.caption, .tone = Tone::Info}, inside);
}

/// How the screen hangs, and the light behind it.
void screen_part(const Frame& f, const Maintenance& view, const Rect& area) {
    if (!view.screen) return;
    Rect inside = f.ui.card(area, 36);
    f.ui.paragraph(inside, f.say("maintenance.turn_hint"), TextStyle::Body, 24);
    const auto choices = grid(cut_top(inside, f.ui.portrait() ? 2 * f.ui.button_height() + f.dp(16) : f.ui.button_height(), f.dp(32)), f.ui.portrait() ? 2 : 4, f.ui.portrait() ? 2 : 1, f.dp(16));
    std::size_t place = 0;
    for (const std::string degrees : {"0", "90", "180", "270"}) {
        const bool chosen = view.screen->turn == degrees;
        if (f.ui.button({.id = "turn:" + degrees, .label = f.say("maintenance.turn", {{"degrees", degrees}}), .style = chosen ? ButtonStyle::Primary : ButtonStyle::Secondary, .icon = chosen ? Icon::Check : Icon::None}, choices[place++])) f.emit("turn", degrees);
    }
    if (!view.screen->may_dim) return f.ui.paragraph(inside, f.say("maintenance.no_backlight"), TextStyle::Body, 16);
    steps_of_ten(f, "brightness", f.say("maintenance.brightness", {{"percent", std::to_string(view.screen->brightness)}}), view.screen->brightness > 10, view.screen->brightness < 100, "maintenance.darker", "maintenance.brighter", inside);
}

/// What this machine is, and the code by which a telephone knows it.
void appliance(const Frame& f, const Maintenance& view, Rect area) {
    const Rect foot = cut_actions(f, area);
    Rect inside = f.ui.card(area, 28);
    if (view.attestation.image) {
        const float side = f.ui.portrait() ? std::min(inside.w, inside.h / 2) : std::min(inside.h, inside.w * 0.45f);
        const Rect code = f.ui.portrait() ? cut_bottom(inside, side, f.dp(24)) : cut_right(inside, side, f.dp(28));
        f.ui.picture({.id = "attestation", .label = f.say("maintenance.attestation"), .picture = picture_of(view.attestation), .fit = PictureFit::Contain, .radius = 0}, centred(code, side, side));
    }
    f.ui.paragraph(inside, view.appliance_text, TextStyle::Caption, 16);
    facts(f, view.appliance, inside);
    if (!view.may_reset) return;
    actions(f, memory_of("maintenance"),
            {{.button = {.id = "show:update", .label = f.say("maintenance.part.update"), .icon = Icon::Sync}, .name = "show", .value = "update"},
             {.button = {.id = "show:service", .label = f.say("maintenance.part.service"), .icon = Icon::Settings, .enabled = !view.working}, .name = "show", .value = "service"},
             {.button = {.id = "show:reset", .label = f.say("maintenance.part.reset"), .style = ButtonStyle::Quiet, .icon = Icon::Warning, .enabled = !view.working}, .name = "show", .value = "reset"}}, foot);
}

/// The upper part of an errand with a stick or a version: how it stands, and how far it is.
template <class Errand>
void errand_head(const Frame& f, const Maintenance& view, const Errand& shown, Rect& area) {
    f.ui.banner({.id = view.part, .title = shown.text, .tone = tone_of(shown.tone)}, area);
    if (shown.percent >= 0) f.ui.progress_bar({.id = view.part + ".progress", .label = f.say("maintenance.part." + view.part), .value = static_cast<float>(shown.percent) / 100, .word = std::to_string(shown.percent) + " %"}, area);
}

/// What can be done about it now.
class ErrandButtons {
  public:
    ErrandButtons(const Frame& f, const Maintenance& view) : f_(f), enabled_(!view.working) {}
    void add(bool may, const char* name, Icon icon, ButtonStyle style) {
        if (may) buttons_.push_back({.button = {.id = name, .label = f_.say(std::string("maintenance.") + name), .style = style, .icon = icon, .enabled = enabled_}, .name = name});
    }
    void draw(const Rect& foot) const { actions(f_, memory_of("maintenance"), buttons_, foot); }

  private:
    const Frame& f_;
    bool enabled_;
    std::vector<Action> buttons_;
};

/// The next version: how it stands, what it brings, and what can be done about it now.
void next_version(const Frame& f, const Maintenance& view, Rect area) {
    if (!view.update) return;
    const auto& shown = *view.update;
    const Rect foot = cut_actions(f, area);
    errand_head(f, view, shown, area);
    if (!shown.facts.empty()) {
        Rect inside = f.ui.card(area, 28);
        facts(f, shown.facts, inside, fitting_columns(f, shown.facts, inside));
        Table changes{.id = "changes", .columns = {{.title = f.say("maintenance.update_changes")}}, .empty = f.say("maintenance.update_no_changes"), .next = f.say("desk.next_page"), .previous = f.say("desk.previous_page")};
        for (std::size_t i = 0; i < shown.changes.size(); ++i) changes.rows.push_back({.id = "change:" + std::to_string(i), .cells = {{shown.changes[i]}}});
        f.ui.table(changes, inside, list_page("changes"));
    }
    ErrandButtons buttons(f, view);
    buttons.add(shown.may_let_go, "update_let_go", Icon::Close, ButtonStyle::Secondary);
    buttons.add(shown.may_seek, "update_seek", Icon::Search, shown.may_take ? ButtonStyle::Secondary : ButtonStyle::Primary);
    buttons.add(shown.may_take, "update_take", Icon::Security, ButtonStyle::Primary);
    buttons.add(shown.may_restart, "update_restart", Icon::Sync, ButtonStyle::Primary);
    buttons.draw(foot);
}

/// A stick between this office and its register.
void stick(const Frame& f, const Maintenance& view, Rect area) {
    if (!view.stick) return;
    const auto& shown = *view.stick;
    const Rect foot = cut_actions(f, area);
    errand_head(f, view, shown, area);
    if (!shown.facts.empty()) {
        Rect inside = f.ui.card(area, 28);
        facts(f, shown.facts, inside, fitting_columns(f, shown.facts, inside));
    }
    ErrandButtons buttons(f, view);
    const bool other = shown.may_trade || shown.may_enrol || shown.may_card;
    buttons.add(shown.may_let_go, "stick_let_go", Icon::Close, other ? ButtonStyle::Secondary : ButtonStyle::Primary);
    buttons.add(shown.may_seek, "stick_seek", Icon::Search, ButtonStyle::Primary);
    buttons.add(shown.may_card, "stick_card", Icon::Save, shown.may_enrol ? ButtonStyle::Secondary : ButtonStyle::Primary);
    buttons.add(shown.may_enrol, "stick_enrol", Icon::Security, ButtonStyle::Primary);
    buttons.add(shown.may_trade, "stick_trade", Icon::Sync, ButtonStyle::Primary);
    buttons.draw(foot);
}

/// The office's copy on a stick, and the code that opens it.
void backup(const Frame& f, const Maintenance& view, Rect area) {
    if (!view.backup) return;
    const auto& shown = *view.backup;
    const Rect foot = cut_actions(f, area);
    f.ui.banner({.id = view.part, .title = shown.text, .tone = tone_of(shown.tone)}, area);
    if (!shown.code.empty() || !shown.facts.empty()) {
        Rect inside = f.ui.card(area, 28);
        if (!shown.code.empty()) f.ui.label(cut_top(inside, f.theme().line(TextStyle::H2), f.dp(8)), shown.code, TextStyle::H2);
        facts(f, shown.facts, inside, fitting_columns(f, shown.facts, inside));
    }
    ErrandButtons buttons(f, view);
    buttons.add(shown.may_code, "backup_code", Icon::Security, shown.may_seek ? ButtonStyle::Secondary : ButtonStyle::Primary);
    buttons.add(shown.may_noted, "backup_noted", Icon::Check, ButtonStyle::Primary);
    buttons.add(shown.may_let_go, "backup_let_go", Icon::Close, shown.may_make ? ButtonStyle::Secondary : ButtonStyle::Primary);
    buttons.add(shown.may_seek, "backup_seek", Icon::Search, ButtonStyle::Primary);
    buttons.add(shown.may_make, "backup_make", Icon::Save, ButtonStyle::Primary);
    buttons.draw(foot);
}

/// Two people end the kiosk, or empty the machine: the one who is signed in and another one, both with their PIN.
void two_people(const Frame& f, const Maintenance& view, std::string_view hint, const Rect& area) {
    Rect inside = f.ui.card(area, 28);
    f.ui.paragraph(inside, hint, TextStyle::Body, 16);
    Table table{.id = "seconds", .empty = f.say("maintenance.nobody_else"), .next = f.say("desk.next_page"), .previous = f.say("desk.previous_page")};
    table.columns = {{.title = f.say("maintenance.second")}};
    for (const auto& officer : view.officers) table.rows.push_back({.id = "second:" + officer.label, .cells = {{officer.value}}});
    if (const auto tapped = f.ui.table(table, inside, list_page("seconds")); !tapped.empty()) f.emit("second", tapped.substr(7));
}

}  // namespace

void draw(Ui& ui, const Words& words, const viewmodels::Chrome& chrome, const Maintenance& view, viewmodels::Intents& intents) {
    const Frame f{ui, words, chrome, view.desk, intents};
    if (view.part == "touch") return touch_grid(f);
    if (view.part == "aim") return touch_aim(f);
    Rect area = open_frame(f, {.screen = "staff.maintenance" + (view.part.empty() ? "" : "." + view.part),
                               .title = view.part.empty() ? view.desk.title : f.say("maintenance.part." + view.part),
                               .notice = view.notice,
                               .leave = view.part.empty() ? "" : "leave",
                               .leave_label = f.say("office.back")});
    if (view.list) listing(f, view.part, *view.list, area);
    else if (view.part == "devices") devices(f, view, area);
    else if (view.part == "storage") storage(f, view, area);
    else if (view.part == "sync") sync(f, view, area);
    else if (view.part == "stick") stick(f, view, area);
    else if (view.part == "backup") backup(f, view, area);
    else if (view.part == "office") machines(f, view, area);
    else if (view.part == "sound") sound(f, view, area);
    else if (view.part == "screen") screen_part(f, view, area);
    else if (view.part == "appliance") appliance(f, view, area);
    else if (view.part == "update") next_version(f, view, area);
    else if (view.part == "reset") two_people(f, view, view.appliance_text, area);
    else if (view.part == "service") two_people(f, view, f.say("maintenance.service_hint"), area);
    else if (view.part == "epoch") two_people(f, view, f.say("maintenance.epoch_hint"), area);
    else if (view.part == "exit") two_people(f, view, f.say("maintenance.exit_hint"), area);
    else overview(f, view, area);
    close_frame(f);
    if (view.pin) pin_dialog(f, *view.pin);
}

}  // namespace loket::screens

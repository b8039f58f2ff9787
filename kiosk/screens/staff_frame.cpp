#include "kiosk/screens/staff_frame.h"

#include <algorithm>
#include <array>
#include <utility>

#include "kiosk/screens/staff_memory.h"
#include "kiosk/screens/staff_override.h"
#include "kiosk/ui/text.h"

namespace loket::screens::staff {

using namespace ui;
using viewmodels::Notice;

namespace {

Icon icon_of(std::string_view tab) {
    static constexpr std::array<std::pair<std::string_view, Icon>, 15> kIcons{
        {{"complaints", Icon::Campaign},
         {"card_check", Icon::Nfc},
         {"front_office", Icon::Groups},
         {"stock", Icon::Inventory},
         {"check_file", Icon::Checklist},
         {"hand_over", Icon::HowToReg},
         {"work", Icon::MoveToInbox},
         {"activation", Icon::Fingerprint},
         {"recording", Icon::Camera},
         {"print", Icon::Print},
         {"verify", Icon::FactCheck},
         {"dashboard", Icon::Insights},
         {"maintenance", Icon::Settings},
         {"delegation", Icon::Swap},
         {"officers", Icon::People}}};
    const auto found =
        std::find_if(kIcons.begin(), kIcons.end(), [&](const auto& each) { return each.first == tab; });
    return found == kIcons.end() ? Icon::Folder : found->second;
}

/// The next one, round and round.
std::string other_language(const Frame& f) {
    const auto& all = viewmodels::kLanguages;
    const auto now = std::find(all.begin(), all.end(), f.chrome.language);
    return now == all.end() || now + 1 == all.end() ? all.front() : *(now + 1);
}

/// The word for going on in the officer's other role; empty for who has one only.
std::string other_role(const Frame& f) {
    if (!f.chrome.officer || f.chrome.officer->next_role.empty()) return {};
    return f.say("desk.act_as", {{"role", f.chrome.officer->next_role}});
}

/// Who is signed in, at the foot of the side navigation above "Keluar".
void officer_block(const Frame& f, float nav_width) {
    if (!f.chrome.officer) return;
    const Theme& theme = f.theme();
    const Palette& c = theme.colour;
    const float sign_out = std::max(theme.target(), theme.grown(60)) + theme.dp(8 + 30 + 16);
    const float width = nav_width - theme.dp(48);
    const float name = f.ui.height_of(f.chrome.officer->name, TextStyle::CaptionStrong, width);
    const float role = f.ui.height_of(f.chrome.officer->role, TextStyle::Caption, width);
    Rect block{theme.dp(24), f.ui.bounds().h - sign_out - name - role, width, name + role};
    f.ui.paint().fill({block.x, block.y - theme.dp(18), width, 1}, faded(c.on_nav, 0.3f));
    f.ui.note({.id = "officer",
               .role = Role::Text,
               .label = f.chrome.officer->name,
               .value = f.chrome.officer->role,
               .rect = block});
    f.ui.paint().paragraph(cut_top(block, name), f.chrome.officer->name, TextStyle::CaptionStrong, c.on_nav);
    f.ui.paint().paragraph(block, f.chrome.officer->role, TextStyle::Caption, c.nav_muted);
}

void side_bar(const Frame& f) {
    SideNav nav{.title = f.say("desk.brand"),
                .subtitle = f.say("desk.brand_hint"),
                .badge = f.chrome.simulated ? f.say("desk.simulated") : "",
                .selected = "tab:" + f.desk.tab,
                .bottom = {{.id = "sign_out", .label = f.say("desk.sign_out"), .icon = Icon::Logout}}};
    for (const auto& tab : f.desk.tabs)
        nav.items.push_back(
            {.id = "tab:" + tab.id, .label = tab.label, .icon = icon_of(tab.id), .count = tab.count});
    if (const auto role = other_role(f); !role.empty()) nav.items.push_back({.id = "role", .label = role, .icon = Icon::Badge});
    const std::string tapped = f.ui.side_nav(nav);
    if (tapped == "sign_out" || tapped == "role")
        f.emit(tapped);
    else if (!tapped.empty())
        f.emit("tab", tapped.substr(4));
}

void top_bar(const Frame& f) {
    Header header{.office = f.say("desk.brand"),
                  .clock = f.chrome.date + "   " + f.chrome.time,
                  .languages = {{"id", "Indonesia"}, {"en", "English"}, {"ms", "Melayu"}},
                  .language = f.chrome.language,
                  .badge = f.chrome.simulated ? f.say("desk.simulated") : ""};
    if (f.chrome.officer) {
        header.office = f.chrome.officer->name;
        header.subtitle = f.chrome.officer->role;
    }
    header.logo = Icon::Badge;
    if (const auto language = f.ui.header(header); !language.empty()) f.emit("language", language);
}

/// The tabs of a standing screen, below the header.
void tab_row(const Frame& f, Rect& area) {
    if (f.desk.tabs.empty()) return;
    const auto cells = columns(cut_top(area, std::max(f.theme().target(), f.theme().grown(72)), f.dp(16)),
                               std::vector<float>(f.desk.tabs.size(), 1.f), f.theme().gap());
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const auto& tab = f.desk.tabs[i];
        const std::string label =
            tab.count > 0 ? tab.label + " (" + std::to_string(tab.count) + ")" : tab.label;
        const bool on = tab.id == f.desk.tab;
        if (f.ui.button({.id = "tab:" + tab.id,
                         .label = label,
                         .style = on ? ButtonStyle::Primary : ButtonStyle::Secondary},
                        cells[i]))
            f.emit("tab", tab.id);
    }
}

/// `wanted` is the width the title needs: the clock gives way to it.
void tools(const Frame& f, Rect& strip, float wanted) {
    const float side = std::max(f.theme().target(), f.theme().grown(60)), gap = f.theme().gap();
    const auto place = [&](float width) { return centred(cut_right(strip, width, gap), width, side); };
    const Rect contrast = place(side), text_size = place(side), switcher = place(f.theme().grown(92));
    const std::string clock = f.chrome.date + "   " + f.chrome.time;
    const float wide = text_width(f.ui.fonts(), TextStyle::Caption, clock) + 2;
    if (strip.w >= wanted + wide + f.dp(24))
        f.ui.label(cut_right(strip, wide, f.dp(24)), clock, TextStyle::Caption, Align::Right, true);
    const std::string language = other_language(f);
    if (f.ui.button({.id = "language:" + language,
                     .label = language == "en" ? "EN" : language == "ms" ? "MS" : "ID",
                     .style = ButtonStyle::Quiet},
                    switcher))
        f.emit("language", language);
    if (f.ui.button({.id = "tool.text_size", .spoken = f.say("desk.text_size"), .style = ButtonStyle::Quiet, .icon = Icon::TextSize}, text_size)) f.emit("tool.text_size");
    if (f.ui.button({.id = "tool.contrast", .spoken = f.say("desk.contrast"), .style = ButtonStyle::Quiet, .icon = Icon::Contrast}, contrast)) f.emit("tool.contrast");
}

std::string help_id(const Frame& f) { return "help.answer:" + f.chrome.help_number; }

/// A call for help has its line where there is room for one: no file open, ordinary letters, nothing else to read first. Elsewhere
/// its button stands in the strip of the title.
bool help_has_line(const Frame& f, const FrameProps& props) {
    return props.leave.empty() && f.desk.selected.empty() && f.theme().options.text_scale <= 1.05F && !f.chrome.notice && !props.notice;
}

void help_button(const Frame& f, Rect& strip) {
    const float side = std::max(f.theme().target(), f.theme().grown(60));
    const Button come{.id = help_id(f), .spoken = f.chrome.help + " " + f.say("help.answer"), .style = ButtonStyle::Primary, .icon = Icon::SupportAgent};
    if (f.ui.button(come, centred(cut_right(strip, side, f.theme().gap()), side, side))) f.emit("help.answer", f.chrome.help_number);
}

void title_strip(const Frame& f, const FrameProps& props, Rect& area) {
    const float high = std::max({f.theme().target(), f.theme().line(TextStyle::H2), f.theme().grown(60)});
    Rect strip = cut_top(area, high, f.dp(16));
    const ReadLater after_help(f.ui, [&] {
        if (!f.chrome.help.empty() && !help_has_line(f, props)) help_button(f, strip);
    });
    const Button back{.id = props.leave, .label = props.leave_label.empty() ? f.say("desk.list") : props.leave_label, .icon = Icon::ArrowBack};
    const float title = text_width(f.ui.fonts(), TextStyle::H2, props.title) + 2,
                leave = props.leave.empty() ? 0 : f.ui.button_width(back);
    const ReadLater after_title(f.ui, [&] {
        if (!f.ui.portrait()) tools(f, strip, title + leave + f.dp(24));
    });
    if (leave > 0) {
        const Rect place = centred(cut_left(strip, leave, f.dp(24)), leave,
                                   std::max(f.theme().target(), f.theme().grown(60)));
        if (f.ui.button(back, place)) f.emit(props.leave);
    }
    const float width = std::min(strip.w, title);
    f.ui.label(cut_left(strip, width, f.dp(20)), props.title, TextStyle::H2);
    if (props.count < 0) return;
    const std::string count = f.say("desk.count", {{"count", std::to_string(props.count)}});
    const float needed = text_width(f.ui.fonts(), TextStyle::CaptionStrong, count) + f.dp(44);
    if (needed <= strip.w)
        f.ui.chip(centred(cut_left(strip, needed), needed, f.theme().grown(44)), count,
                  props.count > 0 ? Tone::Info : Tone::Neutral, false);
}

void notice_line(const Frame& f, const Notice& notice, bool closable, Rect& area) {
    Rect line = area;
    const float side = std::max(f.theme().target(), f.theme().grown(60));
    if (closable) cut_right(line, side, f.theme().gap());
    f.ui.banner(
        {.id = closable ? "notice" : "notice.page", .title = notice.text, .tone = tone_of(notice.tone)},
        line);
    const float used = line.y - area.y;
    const Rect whole = cut_top(area, used);
    if (!closable) return;
    const Rect place{whole.right() - side, whole.y + (used - f.dp(16) - side) / 2, side, side};
    if (f.ui.button({.id = "notice.close",
                     .spoken = f.say("desk.close_notice"),
                     .style = ButtonStyle::Quiet,
                     .icon = Icon::Close},
                    place))
        f.emit("notice.close");
}

/// Somebody at the kiosk calls, and the button by which one officer says that they go.
void help_line(const Frame& f, Rect& area) {
    const Button come{.id = help_id(f), .label = f.say("help.answer"), .icon = Icon::SupportAgent};
    const float wide = f.ui.button_width(come), high = std::max(f.theme().target(), f.theme().grown(60));
    Rect line = area;
    cut_right(line, wide, f.theme().gap());
    f.ui.banner({.id = "help", .title = f.chrome.help, .tone = Tone::Warn}, line);
    const float used = std::max(line.y - area.y, high + f.dp(16));
    const Rect whole = cut_top(area, used);
    if (f.ui.button(come, {whole.right() - wide, whole.y + (used - f.dp(16) - high) / 2, wide, high})) f.emit("help.answer", f.chrome.help_number);
}

}  // namespace

Rect open_frame(const Frame& f, const FrameProps& props) {
    f.ui.screen(props.screen);
    if (f.ui.portrait())
        top_bar(f);
    else
        side_bar(f);
    if (props.stepper) f.ui.stepper({.steps = props.stepper->labels, .current = props.stepper->current});
    Rect area = f.ui.content();
    // A standing screen shows the tabs while no file is open: the file needs the room, and its button leads
    // back.
    if (f.ui.portrait() && props.leave.empty()) tab_row(f, area);
    if (!f.ui.portrait()) officer_block(f, area.x - f.dp(36));
    title_strip(f, props, area);
    if (f.chrome.notice) notice_line(f, *f.chrome.notice, true, area);
    if (props.notice) notice_line(f, *props.notice, false, area);
    if (!f.chrome.help.empty() && help_has_line(f, props)) help_line(f, area);
    return area;
}

namespace {

void foot_bar(const Frame& f) {
    const Footer bar{.back = {.id = "sign_out", .label = f.say("desk.sign_out"), .icon = Icon::Logout},
                     .primary = {.id = "role", .label = other_role(f), .icon = Icon::Badge},
                     .text_size = f.say("desk.text_size"),
                     .contrast = f.say("desk.contrast")};
    const FooterEvent event = f.ui.footer(bar);
    // Escape must not sign an officer out.
    f.ui.set_back({});
    if (event == FooterEvent::Back) f.emit("sign_out");
    if (event == FooterEvent::Primary) f.emit("role");
    if (event == FooterEvent::TextSize) f.emit("tool.text_size");
    if (event == FooterEvent::Contrast) f.emit("tool.contrast");
}

}  // namespace

void close_frame(const Frame& f) {
    if (f.ui.portrait()) foot_bar(f);
    if (f.desk.override_)
        override_dialog(f);
    else
        override_memory() = {};
}

}  // namespace loket::screens::staff

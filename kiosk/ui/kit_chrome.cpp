// The bars around a page: header, stepper, footer, side navigation.

#include <algorithm>
#include <cctype>
#include <cmath>
#include <numeric>

#include "kiosk/ui/kit.h"
#include "kiosk/ui/text.h"

namespace loket::ui {

namespace {

float clock_width(const Ui& ui, const Header& header) {
    return header.clock.empty() ? 0 : text_width(ui.fonts(), TextStyle::Caption, header.clock) + 1;
}

float badge_width(const Ui& ui, const Header& header) {
    return text_width(ui.fonts(), TextStyle::CaptionStrong, header.badge) + ui.theme().icon(IconSize::Small) +
           ui.theme().dp(40);
}

}  // namespace

std::string Ui::header(const Header& header) {
    const Palette& c = theme().colour;
    Rect bar = cut_top(page().rest, theme().grown(portrait() ? 174 : 108));
    paint().fill(bar, c.surface);
    paint().fill({bar.x, bar.bottom() - theme().border(), bar.w, theme().border()}, c.outline);
    paint().fill(cut_top(bar, theme().dp(6)), c.strip);
    bar = bar.inset(margin(), portrait() ? theme().dp(14) : 0);
    // Narrow screens show date and badge on a second line.
    Rect second = portrait() ? cut_bottom(bar, theme().grown(44), theme().dp(4)) : Rect{};
    const float logo = theme().dp(64);
    const Rect sign = cut_left(bar, logo, theme().dp(18));
    paint().circle(sign.centre(), logo / 2, c.primary);
    paint().icon(header.logo, sign.centre(), IconSize::Medium, c.on_primary);
    staff_ = long_press(sign);
    const std::string chosen = language_switch(header, bar);
    Rect& small = portrait() ? second : bar;
    Node time{.id = "clock",
              .role = Role::Text,
              .label = header.clock,
              .rect = cut_right(small, clock_width(*this, header), theme().dp(20))};
    write(time.rect, header.clock, TextStyle::Caption, c.muted, Align::Right, time);
    if (!header.clock.empty()) note(std::move(time));
    if (!header.badge.empty()) {
        const float width = badge_width(*this, header);
        const Rect place = portrait() ? cut_left(small, width) : cut_right(small, width, theme().dp(20));
        chip(centred(place, place.w, theme().grown(44)), header.badge, Tone::Warn);
    }
    office(header, bar);
    return chosen;
}

void Ui::office(const Header& header, const Rect& rect) {
    const float first = theme().line(TextStyle::H3), second = theme().line(TextStyle::Caption);
    // The sub-title is a courtesy: on a narrow screen with large letters it gives way.
    const bool roomy = text_width(fonts(), TextStyle::Caption, header.subtitle) <= rect.w;
    Rect words = centred(rect, rect.w, roomy ? first + second : first);
    Node node{.id = "office",
              .role = Role::Heading,
              .label = header.office,
              .value = header.subtitle,
              .rect = words};
    write(cut_top(words, first), header.office, TextStyle::H3, theme().colour.text, Align::Left, node);
    if (roomy) write(words, header.subtitle, TextStyle::Caption, theme().colour.muted, Align::Left, node);
    note(std::move(node));
}

std::string Ui::language_switch(const Header& header, Rect& bar) {
    if (header.languages.empty()) return {};
    float widest = 0;
    std::vector<Choice> parts;
    const auto count = static_cast<float>(header.languages.size()), air = theme().dp(portrait() ? 36 : 48);
    for (const Language& language : header.languages) {
        widest = std::max(widest, text_width(fonts(), TextStyle::BodyStrong, language.name));
        parts.push_back({.id = language.code, .title = language.name, .spoken = language.name});
    }
    // The name of the office comes first: where both have no room, codes stand for the languages.
    if ((widest + air) * count > bar.w * 0.5f) {
        for (Choice& part : parts) {
            part.title = part.id;
            std::transform(part.title.begin(), part.title.end(), part.title.begin(),
                           [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
        }
        widest = std::max(theme().target(), text_width(fonts(), TextStyle::BodyStrong, "MM"));
    }
    const float width = (widest + air) * count + theme().dp(8);
    const Rect place = cut_right(bar, width, theme().dp(28));
    return segmented("language", parts, header.language, centred(place, place.w, theme().dp(68)));
}

void Ui::stepper(const Stepper& stepper) {
    const Palette& c = theme().colour;
    const Rect bar = cut_top(page().rest, theme().grown(112)).inset(margin(), 0);
    page().stepper = true;
    const auto cells = columns(bar, std::vector<float>(stepper.steps.size(), 1.f), 0);
    const float radius = theme().grown(22), y = bar.y + theme().grown(46);
    const bool roomy = std::all_of(stepper.steps.begin(), stepper.steps.end(), [&](const std::string& step) {
        return text_width(fonts(), TextStyle::Caption, step) <
               (cells.empty() ? 0 : cells[0].w - theme().dp(8));
    });
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const int at = static_cast<int>(i);
        const bool done = at < stepper.current, here = at == stepper.current;
        const Vec2 centre{cells[i].centre().x, y};
        if (i + 1 < cells.size())
            paint().fill({centre.x + radius + theme().dp(10), y - theme().dp(2.5f),
                          cells[i + 1].centre().x - centre.x - 2 * radius - theme().dp(20), theme().dp(5)},
                         done                      ? c.success
                         : theme().high_contrast() ? c.on_disabled
                                                   : c.outline);
        if (here) paint().circle(centre, radius + theme().dp(6), mix(c.primary, c.background, 0.7f));
        paint().circle(centre, radius, done ? c.success : here ? c.primary : c.surface);
        if (!done && !here) paint().ring(centre, radius, theme().dp(3), c.border);
        if (done)
            paint().icon(Icon::Check, centre, IconSize::Small, c.on_primary);
        else
            paint().text_in({centre.x - radius, y - radius, 2 * radius, 2 * radius}, std::to_string(i + 1),
                            TextStyle::BodyStrong, here ? c.on_primary : c.muted, Align::Centre);
        Node node{.id = "step." + std::to_string(i + 1),
                  .role = Role::Step,
                  .label = stepper.steps[i],
                  .value = done   ? "done"
                           : here ? "current"
                                  : "",
                  .rect = cells[i],
                  .selected = here};
        const float width =
            here ? std::min(bar.w, text_width(fonts(), TextStyle::BodyStrong, node.label) + 2) : cells[i].w;
        const float x = std::clamp(centre.x - width / 2, bar.x, std::max(bar.x, bar.right() - width));
        const Rect below{x, y + radius + theme().dp(8), width, bar.bottom() - y - radius - theme().dp(8)};
        if (here || roomy)
            write(below, node.label, here ? TextStyle::BodyStrong : TextStyle::Caption,
                  here ? c.text : c.muted, Align::Centre, node);
        note(std::move(node));
    }
}

float Ui::footer_height() const { return portrait() ? theme().grown(250) : theme().grown(124); }

Rect Ui::content() {
    Page& now = page();
    Rect area = now.rest;
    if (!now.nav) cut_bottom(area, footer_height());
    begin_slide(area);
    if (now.nav)
        return {area.x + theme().dp(36), area.y + theme().dp(36), area.w - theme().dp(72),
                area.h - theme().dp(68)};
    const float top = theme().dp(now.stepper ? 14 : 36), bottom = theme().dp(now.stepper ? 16 : 40);
    return {area.x + margin(), area.y + top, area.w - 2 * margin(), area.h - top - bottom};
}

bool Ui::tool(std::string_view id, std::string_view label, Icon icon, const Rect& rect, bool framed) {
    const Palette& c = theme().colour;
    Node node{.id = std::string(id), .role = Role::Button, .label = std::string(label), .rect = rect};
    node.overflow = text_width(fonts(), TextStyle::Caption, label) > rect.w - theme().dp(8);
    const Touch touch = control(node);
    const float radius = theme().button_radius();
    if (touch.held) paint().fill(rect, c.soft, radius);
    if (framed) paint().stroke(rect, c.primary, theme().border(), radius);
    const Colour ink = framed ? c.primary : c.text;
    const float line = theme().line(TextStyle::Caption),
                high = theme().icon(IconSize::Small) + theme().dp(4) + line;
    Rect words = centred(rect, rect.w - theme().dp(8), std::min(high, rect.h));
    paint().icon(icon, cut_top(words, theme().icon(IconSize::Small), theme().dp(4)).centre(), IconSize::Small,
                 ink);
    paint().text_in(words, label, TextStyle::Caption, ink, Align::Centre);
    ring(touch, rect, radius);
    return touch.clicked;
}

namespace {

struct Tool {
    std::string_view id;
    std::string_view label;
    Icon icon;
    FooterEvent event;
};

std::vector<Tool> shown_tools(const Footer& footer) {
    std::vector<Tool> tools{
        {"tool.text_size", footer.text_size, Icon::TextSize, FooterEvent::TextSize},
        {"tool.contrast", footer.contrast, Icon::Contrast, FooterEvent::Contrast},
        {"tool.voice", footer.voice, footer.voice_on ? Icon::VolumeUp : Icon::VolumeOff, FooterEvent::Voice},
        {"tool.display", footer.display, Icon::Settings, FooterEvent::Display},
        {"tool.call_officer", footer.help, Icon::SupportAgent, FooterEvent::Help}};
    std::erase_if(tools, [](const Tool& tool) { return tool.label.empty(); });
    return tools;
}

}  // namespace

void Ui::tools(const Footer& footer, const Rect& rect, FooterEvent& event) {
    const auto shown = shown_tools(footer);
    if (shown.empty()) return;
    // Each as wide as its word, and no wider than the room allows.
    const float gap = theme().gap(), gaps = gap * static_cast<float>(shown.size() - 1);
    std::vector<float> widths;
    for (const Tool& each : shown)
        widths.push_back(std::max(theme().target(), text_width(fonts(), TextStyle::Caption, each.label) + theme().dp(10)));
    const float words = std::accumulate(widths.begin(), widths.end(), 0.f);
    const float air = std::clamp((rect.w - gaps - words) / static_cast<float>(shown.size()), 0.f, theme().dp(44));
    for (float& width : widths) width += air;
    const float total = std::min(rect.w, words + air * static_cast<float>(shown.size()) + gaps);
    // In the middle between the two buttons; on a home page, which has none, at the edge.
    const bool edge = footer.back.label.empty() && !portrait();
    const float x = !edge ? rect.x + (rect.w - total) / 2 : left_handed() ? rect.right() - total : rect.x;
    const auto cells = columns({x, rect.y, total, rect.h}, widths, gap);
    for (std::size_t i = 0; i < shown.size(); ++i)
        if (tool(shown[i].id, shown[i].label, shown[i].icon, cells[i], shown[i].event == FooterEvent::Help))
            event = shown[i].event;
}

FooterEvent Ui::footer(const Footer& footer) {
    end_slide();
    FooterEvent event = FooterEvent::None;
    Rect bar = cut_bottom(page().rest, footer_height());
    paint().fill(bar, theme().colour.surface);
    paint().fill({bar.x, bar.y, bar.w, theme().border()}, theme().colour.outline);
    bar = bar.inset(margin(), theme().dp(20));
    Rect row = bar;
    if (portrait()) {
        row = cut_bottom(bar, (bar.h - theme().dp(20)) / 2, theme().dp(20));
        tools(footer, bar, event);  // above the buttons: read before them
    }
    const auto gap = theme().dp(24);
    // For the left hand everything is the other way round.
    const auto cut_near = left_handed() ? cut_right : cut_left, cut_far = left_handed() ? cut_left : cut_right;
    if (!footer.back.label.empty()) {
        const Rect place = cut_near(row, button_width(footer.back), gap);
        if (button(footer.back, place)) event = FooterEvent::Back;
        if (footer.back.enabled) set_back(footer.back.id);
    }
    Rect primary{};
    if (!footer.primary.label.empty())
        primary = cut_far(row, std::min(button_width(footer.primary), row.w), gap);
    else if (!footer.note.empty()) {
        const Rect place = cut_far(
            row, std::min(row.w, text_width(fonts(), TextStyle::Caption, footer.note) + theme().dp(60)), gap);
        Rect inside = place;
        paint().icon(Icon::Lock, cut_left(inside, theme().icon(IconSize::Small), theme().dp(14)).centre(),
                     IconSize::Small, theme().colour.muted);
        label(inside, footer.note, TextStyle::Caption, Align::Right, true);
    }
    if (!portrait()) tools(footer, row, event);
    if (!primary.empty()) {
        if (button(footer.primary, primary)) event = FooterEvent::Primary;
        if (footer.primary.enabled) set_primary(footer.primary.id);
    }
    return event;
}

std::string Ui::nav_items(const std::vector<NavItem>& items, std::string_view selected, Rect& area) {
    const Palette& c = theme().colour;
    std::string tapped;
    for (const NavItem& item : items) {
        const bool on = item.id == selected;
        Rect count{};
        if (item.count > 0) count.w = text_width(fonts(), TextStyle::CaptionStrong, std::to_string(item.count)) + theme().dp(24);
        const float words = area.w - theme().dp(32 + 18) - theme().icon(IconSize::Small) - (count.w > 0 ? count.w + theme().dp(8) : 0);
        const float text = height_of(item.label, TextStyle::CaptionStrong, words);  // a long label has two lines
        const Rect rect = cut_top(area, std::max({theme().target(), theme().grown(60), text + theme().dp(12)}), theme().dp(8));
        Node node{.id = item.id,
                  .role = Role::Nav,
                  .label = item.label,
                  .value = item.count > 0 ? std::to_string(item.count) : "",
                  .rect = rect.inset(0, std::max(0.f, std::ceil((theme().gap() - theme().dp(8)) / 2))),
                  .enabled = item.enabled,
                  .selected = on};
        Rect inside = rect.inset(theme().dp(16), 0);
        const Rect sign = cut_left(inside, theme().icon(IconSize::Small), theme().dp(18));
        if (count.w > 0) count = cut_right(inside, count.w, theme().dp(8));
        node.overflow = widest_word(fonts(), TextStyle::CaptionStrong, item.label) > inside.w;
        const Touch touch = control(node);
        const Colour ink = !item.enabled ? faded(c.on_nav, 0.5f) : on ? c.on_nav : c.nav_muted;
        if (on || touch.held) paint().fill(rect, faded(c.on_nav, on ? 0.18f : 0.1f), theme().dp(12));
        if (on && theme().high_contrast()) paint().stroke(rect, c.on_nav, theme().border(), theme().dp(12));
        paint().icon(item.icon, sign.centre(), IconSize::Small, ink);
        paint().paragraph(centred(inside, inside.w, text), item.label, on ? TextStyle::CaptionStrong : TextStyle::Caption, ink);
        if (!count.empty()) {
            const Rect pill = centred(count, count.w, theme().grown(32));
            paint().fill(pill, faded(c.on_nav, 0.16f), pill.h / 2);
            paint().digits(pill, node.value, TextStyle::CaptionStrong, c.on_nav, Align::Centre);
        }
        ring(touch, rect, theme().dp(12));
        if (touch.clicked) tapped = item.id;
    }
    return tapped;
}

/// Wide enough for its longest entry with a count, within reason.
float Ui::nav_width(const SideNav& nav) const {
    float widest = theme().grown(300);
    for (const auto* items : {&nav.items, &nav.bottom})
        for (const NavItem& item : *items) {
            const float count =
                item.count > 0 ? text_width(fonts(), TextStyle::CaptionStrong, std::to_string(item.count)) +
                                     theme().dp(40)
                               : 0;
            widest = std::max(widest, text_width(fonts(), TextStyle::CaptionStrong, item.label) +
                                          theme().icon(IconSize::Small) + count + theme().dp(104));
        }
    return std::min(widest, std::floor(bounds().w * 0.25f));
}

std::string Ui::side_nav(const SideNav& nav) {
    const Palette& c = theme().colour;
    page().nav = true;
    const Rect bar = cut_left(page().rest, nav_width(nav));
    paint().fill(bar, c.nav);
    if (theme().high_contrast()) paint().fill({bar.right() - 3, bar.y, 3, bar.h}, c.outline);
    paint().fill({bar.x, bar.y, bar.w, theme().dp(6)}, c.strip);
    Rect inside = bar.inset(theme().dp(20), theme().dp(30));
    Node head{
        .id = "nav.title", .role = Role::Heading, .label = nav.title, .value = nav.subtitle, .rect = {}};
    head.rect = cut_top(inside, theme().line(TextStyle::H3), theme().dp(2));
    write(head.rect.inset(theme().dp(4), 0), nav.title, TextStyle::H3, c.on_nav, Align::Left, head);
    if (!nav.subtitle.empty())
        write(cut_top(inside, theme().line(TextStyle::Caption)).inset(theme().dp(4), 0), nav.subtitle,
              TextStyle::Caption, c.nav_muted, Align::Left, head);
    note(std::move(head));
    cut_top(inside, theme().dp(20));
    if (!nav.badge.empty()) chip(inside, nav.badge, Tone::Warn, 20);
    std::string tapped = nav_items(nav.items, nav.selected, inside);
    const float low = (std::max(theme().target(), theme().grown(60)) + theme().dp(8)) *
                      static_cast<float>(nav.bottom.size());
    Rect foot = cut_bottom(inside, low);
    const std::string other = nav_items(nav.bottom, nav.selected, foot);
    return tapped.empty() ? other : tapped;
}

}  // namespace loket::ui

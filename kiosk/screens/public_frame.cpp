#include "kiosk/screens/public_frame.h"

#include <algorithm>

#include "kiosk/ui/text.h"

namespace loket::screens {

using namespace ui;

void PublicPage::emit_id(std::string_view id) const {
    if (id.empty()) return;
    const auto colon = id.find(':');
    emit(std::string(id.substr(0, colon)),
         colon == std::string_view::npos ? "" : std::string(id.substr(colon + 1)));
}

Tone tone_of(viewmodels::Tone tone) {
    switch (tone) {
        case viewmodels::Tone::Good:
            return Tone::Success;
        case viewmodels::Tone::Warning:
            return Tone::Warn;
        case viewmodels::Tone::Bad:
            return Tone::Error;
        default:
            return Tone::Info;
    }
}

namespace {

void header(const PublicPage& page) {
    const auto& chrome = page.chrome;
    Header bar{.office = chrome.office,
               .subtitle = chrome.place,
               .clock = chrome.date + "   " + chrome.time,
               .language = chrome.language};
    for (const std::string code : viewmodels::kLanguages) bar.languages.push_back({code, page.say("language." + code)});
    if (chrome.simulated) bar.badge = page.say("chrome.simulated");
    if (auto language = page.ui.header(bar); !language.empty()) page.emit("language", std::move(language));
    if (page.ui.staff_requested()) page.emit("staff");
}

/// The banner and, right of it, the key that closes it.
void notice(const PublicPage& page, Rect& area) {
    Ui& ui = page.ui;
    const float side = std::max(ui.theme().target(), ui.theme().grown(60));
    Rect strip = area;
    const Rect margin = cut_right(strip, side, ui.theme().gap());
    ui.banner({.id = "notice",
               .title = page.chrome.notice->text,
               .text = {},
               .tone = tone_of(page.chrome.notice->tone)},
              strip);
    const float used = strip.y - area.y;
    const Rect key = centred({margin.x, area.y, margin.w, used - ui.theme().dp(16)}, side, side);
    if (ui.button(
            {.id = "notice.close", .label = {}, .spoken = page.say("action.close"), .icon = Icon::Close},
            key))
        page.emit("notice.close");
    cut_top(area, used);
}

std::string_view tool_of(FooterEvent event) {
    switch (event) {
        case FooterEvent::TextSize:
            return "tool.text_size";
        case FooterEvent::Contrast:
            return "tool.contrast";
        case FooterEvent::Voice:
            return "tool.voice";
        case FooterEvent::Display:
            return "tool.display";
        case FooterEvent::Help:
            return "tool.call_officer";
        default:
            return {};
    }
}

}  // namespace

bool crowded(const PublicPage& page) {
    return (page.chrome.notice || !page.chrome.officer_called.empty()) &&
           page.ui.theme().options.text_scale > 1;
}

Rect open_page(const PublicPage& page, std::string_view id, const viewmodels::Stepper& stepper) {
    page.ui.screen(id);
    header(page);
    if (!stepper.labels.empty() && !crowded(page))
        page.ui.stepper({.steps = stepper.labels, .current = stepper.current});
    Rect area = page.ui.content();
    if (page.chrome.notice) notice(page, area);
    // Where both would crowd the page, the notice is the one to read.
    if (!page.chrome.officer_called.empty() && !(page.chrome.notice && crowded(page)))
        page.ui.banner(
            {.id = "officer_called", .title = page.chrome.officer_called, .text = {}, .tone = Tone::Success},
            area);
    return area;
}

void close_page(const PublicPage& page, const PageFoot& foot) {
    Footer bar;
    bar.back = foot.back;
    bar.primary = foot.primary;
    bar.note = foot.note;
    bar.text_size = page.say("tool.text_size");
    bar.contrast = page.say("tool.contrast");
    bar.voice = page.say("tool.voice");
    bar.voice_on = page.chrome.voice;
    bar.display = page.say("tool.display");
    bar.help = page.say("tool.call_officer");
    const FooterEvent event = page.ui.footer(bar);
    if (event == FooterEvent::Back)
        page.emit_id(foot.back.id);
    else if (event == FooterEvent::Primary)
        page.emit_id(foot.primary.id);
    else
        page.emit_id(tool_of(event));
}

Button primary(const PublicPage& page, std::string id, std::string_view key, bool enabled) {
    return {.id = std::move(id),
            .label = page.say(key),
            .spoken = {},
            .style = ButtonStyle::Primary,
            .icon = Icon::ArrowForward,
            .enabled = enabled,
            .icon_after = true};
}

Button back(const PublicPage& page) {
    if (!page.chrome.back) return {};
    return {.id = "back", .label = page.say("action.back"), .spoken = {}, .icon = Icon::ArrowBack};
}

void heading(Ui& ui, Rect& area, std::string_view title, std::string_view hint, float needed) {
    ui.title(area, title, TextStyle::H2, 6);
    const float gap = ui.theme().dp(20), height = ui.height_of(hint, TextStyle::Body, area.w);
    if (area.h - height - gap >= needed)
        ui.paragraph(area, hint, TextStyle::Body, 20);
    else
        cut_top(area, ui.theme().dp(8));
}

void facts(Ui& ui, Rect& area, std::vector<KeyValue> entries, int across) {
    while (!entries.empty() && ui.key_values_height(entries, area.w, across) > area.h) entries.pop_back();
    ui.key_values(entries, area, across);
}

float turn_height(const Ui& ui) { return std::max(ui.theme().target(), ui.theme().grown(64)); }

void turn_keys(const PublicPage& page, const Rect& row, std::size_t now, std::size_t count) {
    Ui& ui = page.ui;
    Rect rest = row;
    const float side = turn_height(ui);
    const auto key = [&](std::size_t to, bool there, std::string_view word, Icon icon, const Rect& place) {
        const std::string id = "turn:" + std::to_string(to);
        if (there && ui.button({.id = id, .label = {}, .spoken = page.say(word), .icon = icon}, place)) page.emit_id(id);
    };
    const Rect next = cut_right(rest, side * 1.4f);
    const std::string words = page.say("turn.page", {{"number", std::to_string(now + 1)}, {"count", std::to_string(count)}});
    ui.label(cut_right(rest, text_width(ui.fonts(), TextStyle::Body, words) + ui.theme().dp(40)), words, TextStyle::Body, Align::Centre, true);
    key(now - 1, now > 0, "turn.previous", Icon::ChevronLeft, cut_right(rest, side * 1.4f));
    key(now + 1, now + 1 < count, "turn.next", Icon::ChevronRight, next);
}

float chip_width(const Ui& ui, std::string_view text) {
    return text_width(ui.fonts(), TextStyle::CaptionStrong, text) + ui.theme().icon(IconSize::Small) +
           ui.theme().dp(44);
}

void chip_right(Ui& ui, const Rect& row, std::string_view text, Tone tone) {
    Rect rest = row;
    const Rect place = cut_right(rest, std::min(row.w, chip_width(ui, text)));
    ui.chip(centred(place, place.w, ui.theme().grown(52)), text, tone);
}

}  // namespace loket::screens

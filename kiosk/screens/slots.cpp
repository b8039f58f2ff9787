// Free times for an appointment: the days above, morning and afternoon of the chosen one below.

#include <algorithm>

#include "kiosk/screens/public_frame.h"
#include "kiosk/ui/text.h"

namespace loket::screens {

using namespace ui;
using viewmodels::Slots;

namespace {

void days(const PublicPage& page, const Slots& view, Rect& area) {
    Ui& ui = page.ui;
    float widest = 0;
    for (const auto& day : view.days) widest = std::max(widest, text_width(ui.fonts(), TextStyle::BodyStrong, day.value) + ui.theme().dp(48));
    const auto count = static_cast<int>(view.days.size());
    const float gap = ui.theme().dp(14), high = std::max(ui.theme().target(), ui.theme().grown(76));
    const int across = std::clamp(static_cast<int>((area.w + gap) / (widest + gap)), 1, count), down = (count + across - 1) / across;
    const auto cells = grid(cut_top(area, static_cast<float>(down) * high + static_cast<float>(down - 1) * gap, ui.theme().dp(24)), across, down, gap);
    for (std::size_t i = 0; i < view.days.size(); ++i) {
        const bool on = view.days[i].label == view.day;
        const Button day{.id = "day:" + view.days[i].label, .label = view.days[i].value, .spoken = {}, .style = on ? ButtonStyle::Primary : ButtonStyle::Secondary, .icon = on ? Icon::Check : Icon::None, .selected = on};
        if (ui.button(day, cells[i]) && !on) page.emit("day", view.days[i].label);
    }
}

/// A time and how many may still come then; the number gives way where it is tight.
void time_tile(const PublicPage& page, const Slots::Time& time, const Rect& rect, bool with_hint) {
    Ui& ui = page.ui;
    const Palette& c = ui.theme().colour;
    const Touch touch = ui.control({.id = "answer:" + time.value, .role = Role::Tile, .label = time.label, .value = time.hint, .rect = rect});
    ui.paint().fill(rect, touch.held ? c.soft : c.surface, ui.theme().button_radius());
    ui.paint().stroke(rect, c.border, ui.theme().border(), ui.theme().button_radius());
    const float first = ui.theme().line(TextStyle::H3), second = with_hint ? ui.theme().line(TextStyle::Caption) : 0;
    Rect block = centred(rect, rect.w, first + second);
    ui.paint().text_in(cut_top(block, first), time.label, TextStyle::H3, c.text, Align::Centre);
    if (with_hint) ui.paint().text_in(block, time.hint, TextStyle::Caption, c.muted, Align::Centre);
    ui.ring(touch, rect, ui.theme().button_radius());
    if (touch.clicked) page.emit("answer", time.value);
}

struct Shape {
    int across = 1, down = 1;
};

/// As many columns as the words leave, so that the tiles are high enough for a finger.
Shape shape_of(const Ui& ui, std::size_t count, const Rect& area) {
    const float gap = ui.theme().dp(14), least = std::max(ui.theme().target(), ui.theme().grown(64));
    const int fit = std::max(1, static_cast<int>((area.h + gap) / (least + gap)));
    const int all = std::max(1, static_cast<int>(count)), across = std::max(ui.portrait() ? 4 : 3, (all + fit - 1) / fit);
    return {across, (all + across - 1) / across};
}

void half(const PublicPage& page, const std::string& title, const std::vector<Slots::Time>& times, Rect area) {
    Ui& ui = page.ui;
    Rect card = ui.card(area, 28);
    ui.title(card, title, TextStyle::H3, 12);
    if (times.empty()) return ui.paragraph(card, page.say("appointment.half_full"), TextStyle::Body, 0);
    const Shape shape = shape_of(ui, times.size(), card);
    const float gap = ui.theme().dp(14), most = ui.theme().grown(120) * static_cast<float>(shape.down) + gap * static_cast<float>(shape.down - 1);
    const auto cells = grid({card.x, card.y, card.w, std::min(card.h, most)}, shape.across, shape.down, gap);
    const bool roomy = cells[0].h >= ui.theme().line(TextStyle::H3) + ui.theme().line(TextStyle::Caption) + ui.theme().dp(8) &&
                       std::ranges::all_of(times, [&](const auto& time) { return text_width(ui.fonts(), TextStyle::Caption, time.hint) + ui.theme().dp(12) < cells[0].w; });
    for (std::size_t i = 0; i < times.size(); ++i) time_tile(page, times[i], cells[i], roomy);
}

}  // namespace

void draw(Ui& ui, const Words& words, const viewmodels::Chrome& chrome, const Slots& view, viewmodels::Intents& intents) {
    const PublicPage page{ui, words, chrome, intents};
    Rect area = open_page(page, "slots/" + view.title);
    ui.title(area, view.title, crowded(page) ? TextStyle::H2 : TextStyle::H1, 8);
    if (!crowded(page)) ui.paragraph(area, view.hint, TextStyle::Body, 20);
    if (!view.days.empty()) {
        days(page, view, area);
        const auto parts = ui.portrait() ? rows(area, {1, 1}, ui.gap()) : columns(area, {1, 1}, ui.gap());
        half(page, page.say("appointment.morning"), view.morning, parts[0]);
        half(page, page.say("appointment.afternoon"), view.afternoon, parts[1]);
    }
    close_page(page, {.back = back(page)});
}

}  // namespace loket::screens

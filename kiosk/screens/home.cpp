// The first page: what do you need?

#include <algorithm>

#include "kiosk/screens/public_frame.h"
#include "kiosk/ui/text.h"

namespace loket::screens {

using namespace ui;

namespace {

Tile tile_of(const viewmodels::Home::Service& service) {
    return {.id = (service.group ? "group:" : "service:") + service.id,
            .title = service.name,
            .subtitle = service.hint,
            .icon = service.group ? Icon::Folder : Icon::Badge,
            .strong = true};
}

/// What people come back for.
std::vector<Tile> errands(const PublicPage& page) {
    return {{.id = "status",
             .title = page.say("home.status"),
             .subtitle = page.say("home.status_hint"),
             .icon = Icon::Search},
            {.id = "collect",
             .title = page.say("home.collect"),
             .subtitle = page.say("home.collect_hint"),
             .icon = Icon::HowToReg}};
}

/// Welcome, a hint, and that nothing costs money. A notice in large letters takes the room of the hint.
void greeting(const PublicPage& page, Rect& area) {
    Ui& ui = page.ui;
    const std::string free = page.say("chrome.free"), title = page.say("home.title"),
                      hint = page.say("home.hint");
    const float chip = chip_width(ui, free) + ui.gap(), spare = area.w - chip;
    if (crowded(page)) {
        const Rect row =
            cut_top(area, std::max(ui.theme().line(TextStyle::H2), ui.theme().grown(52)), ui.theme().dp(16));
        if (text_width(ui.fonts(), TextStyle::H3, title) > spare)
            return chip_right(ui, row, free, Tone::Success);
        chip_right(ui, row, free, Tone::Success);
        return ui.label({row.x, row.y, spare, row.h}, title, TextStyle::H2);
    }
    ui.title(area, title, TextStyle::H1, 10);
    if (text_width(ui.fonts(), TextStyle::Body, hint) > spare) {
        ui.paragraph(area, hint, TextStyle::Body, 12);
        return ui.chip(area, free, Tone::Success, 20);
    }
    const Rect row = cut_top(area, ui.theme().grown(52), ui.theme().dp(20));
    chip_right(ui, row, free, Tone::Success);
    ui.label({row.x, row.y, spare, row.h}, hint, TextStyle::Body, Align::Left, true);
}

/// A drawing of the card that the service makes. `u` is a hundredth of its width.
void card_drawing(Ui& ui, const Rect& room) {
    const Palette& c = ui.theme().colour;
    Painter& paint = ui.paint();
    const Rect card = fit_aspect(room, 85.6f / 54.f);
    const float u = card.w / 100, radius = 4 * u;
    const auto bar = [&](float x, float y, float width, float height, Colour colour) {
        paint.fill({card.x + x * u, card.y + y * u, width * u, height * u}, colour, height * u / 2);
    };
    paint.shadow(card, Shadow::Card);
    paint.fill(card, c.surface, radius);
    paint.fill({card.x, card.y, card.w, 15 * u}, c.primary, radius, Corners::Top);
    paint.stroke(card, c.outline, ui.theme().border(), radius);
    bar(30, 4, 40, 2.6f, c.on_primary);
    bar(37, 9, 26, 2.2f, faded(c.on_primary, 0.7f));
    bar(7, 19.5f, 50, 3.4f, c.text);
    for (int line = 0; line < 5; ++line) {
        const float y = 27 + 6.2f * static_cast<float>(line);
        bar(7, y, 14, 2.4f, c.border);
        bar(25, y, line % 2 == 0 ? 34.f : 24.f, 2.4f, ui.theme().high_contrast() ? c.muted : c.outline);
    }
    const Rect photo{card.right() - 29 * u, card.y + 19.5f * u, 22 * u, 29 * u};
    paint.fill(photo, c.soft, 2 * u);
    paint.stroke(photo, c.outline, ui.theme().border(), 2 * u);
    paint.icon(Icon::Person, photo.centre(), IconSize::Huge, c.primary);
    paint.fill({card.right() - 26 * u, card.y + 52 * u, 16 * u, 2.4f * u}, c.border, 1.2f * u);
}

/// The only service of an office takes half the page.
bool hero(const PublicPage& page, const viewmodels::Home::Service& service, const Rect& rect) {
    Ui& ui = page.ui;
    const Palette& c = ui.theme().colour;
    const float radius = ui.theme().card_radius(), pad = ui.theme().dp(36);
    const float chevron = ui.theme().icon(IconSize::Medium) + ui.theme().dp(24),
                width = rect.w - 2 * pad - chevron;
    const float title = ui.height_of(service.name, TextStyle::H1, width),
                hint = ui.height_of(service.hint, TextStyle::Body, width);
    const float words = title + ui.theme().dp(6) + hint;
    const Touch touch = ui.control({.id = "service:" + service.id,
                                    .role = Role::Tile,
                                    .label = service.name,
                                    .value = service.hint,
                                    .rect = rect,
                                    .overflow = words + 2 * pad > rect.h});
    ui.paint().shadow(rect, Shadow::Card);
    ui.paint().fill(rect, touch.held ? c.soft : c.surface, radius);
    Rect inside = rect;
    Rect block = cut_bottom(inside, words + 2 * pad).inset(pad);
    ui.paint().fill(inside, c.soft, radius, Corners::Top);
    card_drawing(ui, inside.inset(ui.theme().dp(30)));
    ui.paint().stroke(rect, touch.held ? c.primary : c.outline,
                      ui.theme().high_contrast() || touch.held ? ui.theme().border() : 1, radius);
    ui.paint().icon(Icon::ChevronRight, cut_right(block, chevron).centre(), IconSize::Medium, c.primary);
    ui.paint().paragraph(cut_top(block, title, ui.theme().dp(6)), service.name, TextStyle::H1, c.text);
    ui.paint().paragraph(block, service.hint, TextStyle::Body, c.muted);
    ui.ring(touch, rect, radius);
    return touch.clicked;
}

void one_service(const PublicPage& page, const viewmodels::Home& view, const Rect& area) {
    const auto parts = page.ui.portrait() ? rows(area, {1.1f, 1}, page.ui.theme().dp(28))
                                          : columns(area, {1.05f, 1}, page.ui.theme().dp(28));
    if (hero(page, view.services.front(), parts[0])) page.emit("service", view.services.front().id);
    page.emit_id(page.ui.tiles(errands(page), parts[1], 1));
}

void many_services(const PublicPage& page, const viewmodels::Home& view, Rect area) {
    const auto count = view.services.size();
    const int across = page.ui.portrait() ? (count > 6 ? 2 : 1) : count > 4 ? 3 : 2;
    const auto lines =
        static_cast<float>((count + static_cast<std::size_t>(across) - 1) / static_cast<std::size_t>(across));
    const float below = page.ui.portrait() ? 2 : 1;
    const Rect foot = cut_bottom(area, area.h * below / (lines + below), page.ui.theme().dp(28));
    std::vector<Tile> tiles, others = errands(page);
    for (const auto& service : view.services) tiles.push_back(tile_of(service));
    // Many tiles leave room for names only.
    for (auto* list : {&tiles, &others})
        if (count > 2) std::for_each(list->begin(), list->end(), [](Tile& tile) { tile.subtitle.clear(); });
    page.emit_id(page.ui.tiles(tiles, area, across));
    page.emit_id(page.ui.tiles(others, foot, page.ui.portrait() ? 1 : 2));
}

}  // namespace

void draw(Ui& ui, const Words& words, const viewmodels::Chrome& chrome, const viewmodels::Home& view,
          viewmodels::Intents& intents) {
    const PublicPage page{ui, words, chrome, intents};
    Rect area = open_page(page, "home");
    greeting(page, area);
    if (view.services.size() == 1)
        one_service(page, view, area);
    else
        many_services(page, view, area);
    close_page(page, {.primary = {}, .back = back(page), .note = page.say("chrome.privacy")});
}

}  // namespace loket::screens

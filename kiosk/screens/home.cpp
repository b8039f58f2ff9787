// The first page: what do you need?

#include <algorithm>
#include <array>
#include <utility>

#include "kiosk/screens/public_frame.h"
#include "kiosk/ui/text.h"

namespace loket::screens {

using namespace ui;

namespace {

/// Signs for the letters of the queue and for services that stand alone.
Icon sign_of(std::string_view id) {
    static constexpr std::array<std::pair<std::string_view, Icon>, 7> kSigns{{{"A", Icon::Badge}, {"S02", Icon::Badge}, {"B", Icon::Family}, {"S01", Icon::Family}, {"C", Icon::Luggage}, {"D", Icon::HistoryEdu}, {"S03", Icon::Child}}};
    const auto found = std::find_if(kSigns.begin(), kSigns.end(), [&](const auto& each) { return each.first == id; });
    return found == kSigns.end() ? Icon::Folder : found->second;
}

Tile tile_of(const viewmodels::Home::Service& service) {
    return {.id = (service.group ? "group:" : "service:") + service.id,
            .title = service.name,
            .subtitle = service.hint,
            .icon = sign_of(service.id),
            .strong = true};
}

Icon icon_of(std::string_view errand) {
    static constexpr std::array<std::pair<std::string_view, Icon>, 7> kIcons{{{"status", Icon::Search},
                                                                             {"collect", Icon::HowToReg},
                                                                             {"reprint", Icon::Print},
                                                                             {"appointment", Icon::Event},
                                                                             {"complain", Icon::Campaign},
                                                                             {"info", Icon::Info},
                                                                             {"survey", Icon::Star}}};
    const auto found = std::find_if(kIcons.begin(), kIcons.end(), [&](const auto& each) { return each.first == errand; });
    return found == kIcons.end() ? Icon::Folder : found->second;
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

/// Two beside each other; an odd last one takes the whole width. Hints give way where there is no room for them.
void services(const PublicPage& page, const viewmodels::Home& view, Rect area) {
    const float gap = page.ui.theme().dp(24);
    std::vector<Tile> tiles;
    for (const auto& service : view.services) tiles.push_back(tile_of(service));
    const auto down = static_cast<float>((tiles.size() + 1) / 2);
    const float high = (area.h - gap * (down - 1)) / down;
    if (high < page.ui.theme().grown(160) * page.ui.theme().options.text_scale) for (auto& tile : tiles) tile.subtitle.clear();
    if (tiles.size() % 2 == 1) {
        const Tile last = tiles.back();
        tiles.pop_back();
        if (page.ui.tile(last, cut_bottom(area, high, gap))) page.emit_id(last.id);
    }
    if (!tiles.empty()) page.emit_id(page.ui.tiles(tiles, area, 2));
}

/// What else people come for: lines with a sign, all in letters of one size.
bool errand(Ui& ui, const viewmodels::Row& row, TextStyle style, const Rect& rect) {
    const Palette& c = ui.theme().colour;
    const float radius = ui.theme().button_radius();
    Rect inside = rect.inset(ui.theme().dp(20), ui.theme().dp(4));
    const Rect sign = cut_left(inside, ui.theme().icon(IconSize::Medium), ui.theme().dp(20)),
               chevron = cut_right(inside, ui.theme().icon(IconSize::Small), ui.theme().dp(8));
    const float height = ui.height_of(row.value, style, inside.w);
    const Touch touch = ui.control({.id = row.label, .role = Role::Tile, .label = row.value, .rect = rect, .overflow = height > inside.h + 1});
    ui.paint().fill(rect, touch.held ? c.soft : c.surface, radius);
    ui.paint().stroke(rect, touch.held ? c.primary : c.outline, ui.theme().border(), radius);
    ui.paint().icon(icon_of(row.label), sign.centre(), IconSize::Medium, c.primary);
    ui.paint().paragraph(centred(inside, inside.w, std::min(height, inside.h)), row.value, style, c.text);
    ui.paint().icon(Icon::ChevronRight, chevron.centre(), IconSize::Small, c.primary);
    ui.ring(touch, rect, radius);
    return touch.clicked;
}

void errands(const PublicPage& page, const viewmodels::Home& view, const Rect& area) {
    Ui& ui = page.ui;
    if (view.errands.empty()) return;
    const int across = ui.portrait() ? 2 : 1, down = (static_cast<int>(view.errands.size()) + across - 1) / across;
    const auto cells = grid(area, across, down, std::max(ui.theme().gap(), ui.theme().dp(14)));
    const float words = cells[0].w - ui.theme().dp(68) - ui.theme().icon(IconSize::Medium) - ui.theme().icon(IconSize::Small);
    const auto fits = [&](TextStyle style) {
        return std::all_of(view.errands.begin(), view.errands.end(), [&](const auto& row) { return ui.height_of(row.value, style, words) <= cells[0].h - ui.theme().dp(8); });
    };
    const TextStyle style = fits(TextStyle::H3) ? TextStyle::H3 : fits(TextStyle::BodyStrong) ? TextStyle::BodyStrong : TextStyle::CaptionStrong;
    for (std::size_t i = 0; i < view.errands.size(); ++i)
        if (errand(ui, view.errands[i], style, cells[i])) page.emit(view.errands[i].label);
}

}  // namespace

void draw(Ui& ui, const Words& words, const viewmodels::Chrome& chrome, const viewmodels::Home& view,
          viewmodels::Intents& intents) {
    const PublicPage page{ui, words, chrome, intents};
    Rect area = open_page(page, "home");
    greeting(page, area);
    const auto parts = ui.portrait() ? rows(area, {ui.theme().options.text_scale > 1.3f ? 1.9f : 1.2f, 1}, ui.gap()) : columns(area, {1.75f, 1}, ui.gap());
    services(page, view, parts[0]);
    errands(page, view, parts[1]);
    close_page(page, {.primary = {}, .back = back(page), .note = page.say("chrome.privacy")});
}

}  // namespace loket::screens

// A text to read, in pages: nothing scrolls. Set line by line, so that a long section goes over from column to column.

#include <algorithm>
#include <utility>

#include "kiosk/screens/public_frame.h"
#include "kiosk/ui/text.h"

namespace loket::screens {

using namespace ui;

namespace {

struct Line {
    std::string_view words;
    std::size_t section = 0;
    bool head = false, first = false;  ///< first: room above it, unless it begins a column
};

std::vector<Line> lines_of(const Ui& ui, const viewmodels::Reading& view, float width) {
    std::vector<Line> lines;
    for (std::size_t i = 0; i < view.sections.size(); ++i) {
        bool first = true;
        const auto add = [&](const std::string& text, bool head) {
            if (text.empty()) return;
            for (const auto words : wrap(ui.fonts(), head ? TextStyle::BodyStrong : TextStyle::Body, text, width)) lines.push_back({words, i, head, std::exchange(first, false)});
        };
        add(view.sections[i].label, true);
        add(view.sections[i].value, false);
    }
    return lines;
}

float height_of(const Ui& ui, const Line& line, bool begins_column) {
    return ui.theme().line(line.head ? TextStyle::BodyStrong : TextStyle::Body) + (line.first && !begins_column ? ui.theme().dp(18) : 0);
}

/// First line of each column. A heading never stands alone at the foot of one.
std::vector<std::size_t> columns_of(const Ui& ui, const std::vector<Line>& lines, float room) {
    std::vector<std::size_t> starts{0};
    float used = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const float high = height_of(ui, lines[i], i == starts.back());
        const bool alone = lines[i].head && i + 1 < lines.size() && !lines[i + 1].head && used + high + height_of(ui, lines[i + 1], false) > room;
        if (i > starts.back() && (used + high > room || alone)) {
            starts.push_back(i);
            used = 0;
        }
        used += height_of(ui, lines[i], i == starts.back());
    }
    return starts;
}

/// Lines first … last from the top of a column; one node for each section, as it would be read out.
void column(Ui& ui, const viewmodels::Reading& view, const std::vector<Line>& lines, std::size_t first, std::size_t last, Rect area) {
    const Palette& c = ui.theme().colour;
    for (std::size_t i = first; i < last;) {
        const std::size_t section = lines[i].section;
        std::string spoken;
        const float top = area.y;
        for (; i < last && lines[i].section == section; ++i) {
            const float high = height_of(ui, lines[i], i == first);
            const TextStyle style = lines[i].head ? TextStyle::BodyStrong : TextStyle::Body;
            cut_top(area, high - ui.theme().line(style));
            ui.paint().paragraph(cut_top(area, ui.theme().line(style)), lines[i].words, style, c.text);
            if (lines[i].head) continue;
            if (!spoken.empty()) spoken += ' ';
            spoken += lines[i].words;
        }
        ui.note({.id = {}, .role = Role::Text, .label = view.sections[section].label.empty() ? spoken : view.sections[section].label, .value = spoken, .rect = {area.x, top, area.w, area.y - top}, .overflow = area.h < -1});
    }
}

void text(const PublicPage& page, const viewmodels::Reading& view, Rect card) {
    Ui& ui = page.ui;
    const std::size_t across = ui.portrait() ? 1 : 2;
    const float apart = ui.theme().dp(56);
    const auto width = columns(card, std::vector<float>(across, 1.f), apart)[0].w;
    const auto lines = lines_of(ui, view, width);
    auto starts = columns_of(ui, lines, card.h);
    if (starts.size() > across) {
        const Rect keys = cut_bottom(card, turn_height(ui), ui.theme().dp(14));
        starts = columns_of(ui, lines, card.h);
        const auto count = (starts.size() + across - 1) / across;
        turn_keys(page, keys, std::min(static_cast<std::size_t>(view.page), count - 1), count);
    }
    const auto count = (starts.size() + across - 1) / across, now = std::min(static_cast<std::size_t>(view.page), count - 1);
    const auto places = columns(card, std::vector<float>(across, 1.f), apart);
    for (std::size_t i = 0; i < across && now * across + i < starts.size(); ++i) {
        const auto at = now * across + i;
        column(ui, view, lines, starts[at], at + 1 < starts.size() ? starts[at + 1] : lines.size(), places[i]);
    }
}

}  // namespace

void draw(Ui& ui, const Words& words, const viewmodels::Chrome& chrome, const viewmodels::Reading& view, viewmodels::Intents& intents) {
    const PublicPage page{ui, words, chrome, intents};
    Rect area = open_page(page, "reading/" + view.title);
    const Button print{.id = "print", .label = page.say("reading.print"), .spoken = {}, .icon = Icon::Print};
    const float high = std::max(ui.theme().target(), ui.theme().grown(68)), wide = view.can_print ? ui.button_width(print) + ui.gap() : 0;
    const TextStyle style = text_width(ui.fonts(), TextStyle::H1, view.title) + wide <= area.w ? TextStyle::H1 : TextStyle::H2;
    Rect words_area{area.x, area.y, area.w - wide, area.h};
    ui.title(words_area, view.title, style, 6);
    if (!view.hint.empty() && !crowded(page)) ui.paragraph(words_area, view.hint, TextStyle::Body, 14);
    const float used = std::max(words_area.y - area.y, view.can_print ? high + ui.theme().dp(14) : 0);
    Rect head = cut_top(area, used);
    if (view.can_print && ui.button(print, {head.right() - wide + ui.gap(), head.y, wide - ui.gap(), high})) page.emit("print");
    if (view.notice) ui.banner({.id = "reading.notice", .title = view.notice->text, .text = {}, .tone = tone_of(view.notice->tone)}, area);
    text(page, view, ui.card(area, crowded(page) ? 20 : 36));
    close_page(page, {.primary = primary(page, "done", "action.done"), .back = back(page)});
}

}  // namespace loket::screens

// What lies over a page: how the screen looks and sounds, the time-out, captions, reasons for a wait.

#include <algorithm>

#include "kiosk/screens/public_frame.h"
#include "kiosk/ui/text.h"

namespace loket::screens {

using namespace ui;
using Look = viewmodels::Overlay::Look;

namespace {

/// One thing that can be set: a word and two or three values of it.
struct Setting {
    std::string id, title, now;
    std::vector<Choice> values;
};

Setting setting(const Words& words, const std::string& name, std::initializer_list<const char*> values, std::size_t now) {
    Setting made{.id = "look." + name, .title = words.text("look." + name), .now = {}, .values = {}};
    for (const std::string value : values) made.values.push_back({.id = value, .title = words.text("look." + name + "." + value)});
    made.now = made.values[now].id;
    return made;
}

std::vector<Setting> settings(const Words& words, const Look& look) {
    return {setting(words, "text", {"0", "1", "2"}, static_cast<std::size_t>(look.text_step)),
            setting(words, "contrast", {"off", "on"}, look.high_contrast ? 1 : 0),
            setting(words, "hand", {"off", "on"}, look.left_handed ? 1 : 0),
            setting(words, "voice", {"off", "on"}, look.voice ? 1 : 0),
            setting(words, "volume", {"0", "1", "2"}, static_cast<std::size_t>(look.volume)),
            setting(words, "rate", {"0", "1", "2"}, static_cast<std::size_t>(look.rate))};
}

void row_of(Ui& ui, const Setting& each, Rect cell, viewmodels::Intents& intents) {
    const float line = ui.theme().line(TextStyle::BodyStrong), switch_height = std::max(ui.theme().dp(68), ui.theme().grown(64));
    ui.label(cut_top(cell, line, ui.theme().dp(6)), each.title, TextStyle::BodyStrong);
    if (const auto chosen = ui.segmented(each.id, each.values, each.now, cut_top(cell, switch_height)); !chosen.empty())
        intents.push_back({each.id, chosen});
}

void look_dialog(Ui& ui, const Words& words, const Look& look, viewmodels::Intents& intents) {
    const auto all = settings(words, look);
    const int across = ui.portrait() ? 1 : 2, down = static_cast<int>(all.size()) / across;
    const float row = ui.theme().line(TextStyle::BodyStrong) + ui.theme().dp(6) + std::max(ui.theme().dp(68), ui.theme().grown(64));
    const float gap = ui.theme().dp(28), rows_high = (row + gap) * static_cast<float>(down);
    const float width = ui.theme().dp(ui.portrait() ? 1000 : 1640);
    const float high = ui.theme().dp(88) + ui.theme().line(TextStyle::H2) + ui.theme().dp(20) + rows_high + ui.button_height() + ui.theme().dp(8);
    Rect area = ui.begin_dialog("look", words.text("look.title"), width, high);
    const Button call{.id = "look.call", .label = words.text("tool.call_officer"), .icon = Icon::SupportAgent};
    const Button close{.id = "look.close", .label = words.text("action.done"), .style = ButtonStyle::Primary, .icon = Icon::Check};
    Rect foot = cut_bottom(area, ui.button_height(), ui.theme().dp(8));
    ui.title(area, words.text("look.title"), TextStyle::H2, 20);
    const auto cells = grid({area.x, area.y, area.w, std::min(area.h, rows_high)}, across, down, gap);
    for (std::size_t i = 0; i < all.size(); ++i) row_of(ui, all[i], cells[i], intents);
    const auto cut_far = ui.left_handed() ? cut_left : cut_right, cut_near = ui.left_handed() ? cut_right : cut_left;
    if (ui.button(close, cut_far(foot, ui.button_width(close), ui.gap()))) intents.push_back({"look.close", {}});
    if (ui.button(call, cut_near(foot, std::min(foot.w, ui.button_width(call)), 0))) intents.push_back({"tool.call_officer", {}});
    ui.set_back(close.id);
    ui.set_primary(close.id);
    ui.end_dialog();
}

/// The page is covered: who comes by must not read what somebody left.
void leaving_dialog(Ui& ui, const Words& words, int seconds, viewmodels::Intents& intents) {
    ui.paint().fill(ui.bounds(), ui.theme().colour.background);
    const auto left = std::to_string(seconds);
    const auto tapped = ui.dialog({.id = "timeout",
                                   .title = words.text("timeout.title"),
                                   .text = words.text("timeout.text", {{"seconds", left}}),
                                   .tone = Tone::Warn,
                                   .actions = {{.id = "timeout.leave", .label = words.text("timeout.leave")},
                                               {.id = "timeout.call", .label = words.text("tool.call_officer"), .icon = Icon::SupportAgent},
                                               {.id = "timeout.stay", .label = words.text("timeout.stay"), .style = ButtonStyle::Primary}}});
    if (tapped == "timeout.call") intents.push_back({"tool.call_officer", {}});
    else if (!tapped.empty()) intents.push_back({tapped, {}});
}

}  // namespace

void draw_over(Ui& ui, const Words& words, const viewmodels::Overlay& view, viewmodels::Intents& intents) {
    if (!view.wait.empty()) ui.toast(view.wait, Tone::Info);
    else if (!view.caption.empty()) ui.toast(view.caption, Tone::Neutral);
    if (view.leaving) return leaving_dialog(ui, words, *view.leaving, intents);
    if (view.look) look_dialog(ui, words, *view.look, intents);
}

}  // namespace loket::screens

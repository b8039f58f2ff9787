// Dialogs: a layer above the page, which becomes deaf.

#include <algorithm>
#include <utility>
#include <vector>

#include "kiosk/ui/kit.h"
#include "kiosk/ui/text.h"

namespace loket::ui {

Rect Ui::begin_dialog(std::string_view id, std::string_view title, float width, float height) {
    begin_layer();
    const Palette& c = theme().colour;
    paint().fill(bounds(), c.scrim);
    const Rect rect = centred(bounds(), std::min(width, bounds().w - theme().dp(64)),
                              std::min(height, bounds().h - theme().dp(64)));
    note({.id = std::string(id), .role = Role::Dialog, .label = std::string(title), .rect = rect});
    paint().shadow(rect, Shadow::Card);
    paint().fill(rect, c.surface, theme().card_radius());
    if (theme().high_contrast()) paint().stroke(rect, c.outline, theme().border(), theme().card_radius());
    return rect.inset(theme().dp(48), theme().dp(44));
}

void Ui::end_dialog() { end_layer(); }

std::string Ui::dialog(const Dialog& dialog) {
    const ToneLook look = look_of(theme(), dialog.tone);
    const float sign = theme().dp(88), width = std::min(theme().grown(960), bounds().w - theme().dp(96));
    const float words = width - theme().dp(96) - sign - theme().dp(32);
    const float head = text_height(theme(), fonts(), TextStyle::H2, dialog.title, words);
    const float body = text_height(theme(), fonts(), TextStyle::Body, dialog.text, words);
    float buttons = -gap();
    for (const Button& action : dialog.actions) buttons += button_width(action) + gap();
    const bool stacked = buttons > width - theme().dp(96);
    const float foot = stacked ? static_cast<float>(dialog.actions.size()) * (button_height() + theme().gap())
                               : button_height();
    const float height =
        theme().dp(88) + std::max(sign, head + theme().dp(16) + body) + theme().dp(44) + foot;
    Rect area = begin_dialog(dialog.id, dialog.title, width, height);
    Rect bottom = cut_bottom(area, foot, theme().dp(36));
    const Rect mark = cut_left(area, sign, theme().dp(32));
    const Vec2 centre{mark.centre().x, mark.y + sign / 2};
    paint().circle(centre, sign / 2, look.ground);
    paint().icon(look.icon, centre, IconSize::Large, look.ink);
    this->title(area, dialog.title, TextStyle::H2, 16);
    paragraph(area, dialog.text);
    // The last, the main action, is where the thumb expects it: right, or left for the left hand, where it is also read first.
    std::vector<std::pair<const Button*, Rect>> places;
    for (std::size_t i = 0; i < dialog.actions.size(); ++i) {
        const Button& action = dialog.actions[stacked ? i : dialog.actions.size() - 1 - i];
        places.emplace_back(&action, stacked ? cut_top(bottom, button_height(), theme().gap())
                                             : (left_handed() ? cut_left : cut_right)(bottom, button_width(action), gap()));
    }
    if (!stacked && !left_handed()) std::ranges::reverse(places);
    std::string tapped;
    for (const auto& [action, place] : places)
        if (button(*action, place)) tapped = action->id;
    if (!dialog.actions.empty()) {
        set_back(dialog.actions.front().id);
        set_primary(dialog.actions.back().id);
    }
    end_dialog();
    return tapped;
}

}  // namespace loket::ui

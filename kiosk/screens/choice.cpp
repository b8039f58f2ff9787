// One question a page.

#include <array>

#include "kiosk/screens/public_frame.h"

namespace loket::screens {

using namespace ui;

namespace {

/// Signs for the answers that come up most; others do without.
struct AnswerSign {
    std::string_view value;
    Icon icon;
};
constexpr std::array<AnswerSign, 8> kSigns{{{"none", Icon::Groups},
                                            {"elderly", Icon::Elderly},
                                            {"disability", Icon::Accessible},
                                            {"pregnant", Icon::Pregnant},
                                            {"PEMULA", Icon::PersonAdd},
                                            {"HILANG", Icon::Search},
                                            {"RUSAK", Icon::Healing},
                                            {"PERUBAHAN", Icon::Edit}}};

Icon sign_of(std::string_view value) {
    for (const AnswerSign& sign : kSigns)
        if (sign.value == value) return sign.icon;
    return Icon::None;
}

}  // namespace

void draw(Ui& ui, const Words& words, const viewmodels::Chrome& chrome, const viewmodels::Choice& view,
          viewmodels::Intents& intents) {
    const PublicPage page{ui, words, chrome, intents};
    Rect area = open_page(page, "choice/" + view.title, view.stepper);
    ui.title(area, view.title, TextStyle::H1, 8);
    ui.paragraph(area, view.hint, TextStyle::Body, 24);
    ChoiceList list{.selected = view.selected.empty() ? "" : "answer:" + view.selected,
                    .choices = {},
                    .columns = !ui.portrait() && view.items.size() > 3 ? 2 : 1};
    for (const auto& item : view.items)
        list.choices.push_back({.id = "answer:" + item.value,
                                .title = item.label,
                                .subtitle = item.hint,
                                .icon = sign_of(item.value)});
    page.emit_id(ui.choices(list, area));
    close_page(page,
               {.primary = primary(page, "next", "action.next", !view.selected.empty()), .back = back(page)});
}

}  // namespace loket::screens

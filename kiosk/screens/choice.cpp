// One question a page.

#include <algorithm>
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

/// Letters of an answer, the largest first.
struct AnswerType {
    TextStyle title, hint;
    bool with_hint = true;  ///< hints give way before answers do
};
constexpr std::array<AnswerType, 5> kAnswerTypes{{{TextStyle::H3, TextStyle::Body},
                                            {TextStyle::BodyStrong, TextStyle::Caption},
                                            {TextStyle::CaptionStrong, TextStyle::Caption},
                                            {TextStyle::BodyStrong, TextStyle::Caption, false},
                                            {TextStyle::CaptionStrong, TextStyle::Caption, false}}};

struct AnswerFrame {
    Rect radio, words, sign;
    /// What leads on at once has an arrow at its end in place of the mark before it.
    AnswerFrame(const Ui& ui, const Rect& rect, bool with_sign, bool direct) {
        words = rect.inset(ui.theme().dp(32), ui.theme().dp(10));
        const float mark = ui.theme().icon(IconSize::Medium);
        radio = direct ? cut_right(words, mark, ui.theme().dp(16)) : cut_left(words, mark, ui.theme().dp(26));
        if (with_sign) sign = cut_right(words, ui.theme().dp(92), ui.theme().dp(20));
    }
};

float answer_height(const Ui& ui, const viewmodels::Choice::Item& item, const AnswerType& type, float width) {
    return ui.height_of(item.label, type.title, width) + (type.with_hint ? ui.height_of(item.hint, type.hint, width) : 0);
}

/// A large radio card; true when it is tapped and was not the answer before.
bool answer_card(Ui& ui, const viewmodels::Choice::Item& item, const AnswerType& type, bool on, bool direct,
                 const Rect& rect) {
    const Palette& c = ui.theme().colour;
    const AnswerFrame frame(ui, rect, sign_of(item.value) != Icon::None, direct);
    const float radius = ui.theme().card_radius(), height = answer_height(ui, item, type, frame.words.w);
    const Touch touch = ui.control({.id = "answer:" + item.value,
                                    .role = direct ? Role::Tile : Role::Choice,
                                    .label = item.label,
                                    .value = item.hint,
                                    .rect = rect,
                                    .selected = on,
                                    .overflow = height > frame.words.h + 1});
    ui.paint().shadow(rect, Shadow::Card);
    ui.paint().fill(rect, on || touch.held ? c.soft : c.surface, radius);
    ui.paint().stroke(rect, on ? c.primary : c.border, on ? ui.theme().dp(4) : ui.theme().border(), radius);
    ui.paint().icon(direct ? Icon::ChevronRight : on ? Icon::RadioOn : Icon::RadioOff, frame.radio.centre(), IconSize::Medium,
                    on || direct ? c.primary : c.border);
    if (!frame.sign.empty()) {
        const float side = std::min(frame.sign.w, frame.sign.h);
        ui.paint().fill(centred(frame.sign, side, side), on ? c.primary : c.soft, ui.theme().dp(22));
        ui.paint().icon(sign_of(item.value), frame.sign.centre(), IconSize::Medium,
                        on ? c.on_primary : c.primary);
    }
    Rect block = centred(frame.words, frame.words.w, std::min(frame.words.h, height));
    cut_top(block, ui.paint().paragraph(block, item.label, type.title, c.text));
    if (type.with_hint) ui.paint().paragraph(block, item.hint, type.hint, c.muted);
    ui.ring(touch, rect, radius);
    return touch.clicked && !on;
}

/// All answers in letters of one size, the largest that fits.
void answers(const PublicPage& page, const viewmodels::Choice& view, const Rect& area) {
    Ui& ui = page.ui;
    if (view.items.empty()) return;
    const int across = !ui.portrait() && view.items.size() > 3 ? 2 : 1;
    const int down = (static_cast<int>(view.items.size()) + across - 1) / across;
    const float gap = ui.theme().dp(24),
                most = ui.theme().grown(210) * static_cast<float>(down) + gap * static_cast<float>(down - 1);
    const auto cells = grid({area.x, area.y, area.w, std::min(area.h, most)}, across, down, gap);
    const auto fits = [&](const AnswerType& type) {
        return std::all_of(view.items.begin(), view.items.end(), [&](const auto& item) {
            const AnswerFrame frame(ui, cells[0], sign_of(item.value) != Icon::None, view.direct);
            return answer_height(ui, item, type, frame.words.w) <= frame.words.h;
        });
    };
    const auto* type = std::find_if(kAnswerTypes.begin(), kAnswerTypes.end(), fits);
    if (type == kAnswerTypes.end()) type = &kAnswerTypes.back();
    for (std::size_t i = 0; i < view.items.size(); ++i)
        if (answer_card(ui, view.items[i], *type, !view.direct && view.items[i].value == view.selected, view.direct, cells[i]))
            page.emit("answer", view.items[i].value);
}

}  // namespace

void draw(Ui& ui, const Words& words, const viewmodels::Chrome& chrome, const viewmodels::Choice& view,
          viewmodels::Intents& intents) {
    const PublicPage page{ui, words, chrome, intents};
    Rect area = open_page(page, "choice/" + view.title, view.stepper);
    ui.title(area, view.title, TextStyle::H1, 8);
    if (!crowded(page)) ui.paragraph(area, view.hint, TextStyle::Body, 24);
    answers(page, view, area);
    const Button next = view.direct ? Button{} : primary(page, "next", "action.next", !view.selected.empty());
    close_page(page, {.primary = next, .back = back(page)});
}

}  // namespace loket::screens

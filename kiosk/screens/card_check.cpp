// The read station: what a card says and what it is worth.

#include "kiosk/screens/staff_parts.h"

namespace loket::screens {

using namespace ui;
using namespace staff;
using viewmodels::CardCheck;

namespace {

void verdict(const Frame& f, const CardCheck& view, Rect area) {
    if (view.working) {
        f.ui.progress_bar({.id = "working", .label = f.say("desk.card_check.working"), .value = -1}, area);
        return centre_note(f, Icon::Nfc, f.say("desk.card_check.put"), f.say("desk.card_check.put_text"), area);
    }
    if (view.verdict.empty()) return centre_note(f, Icon::Nfc, f.say("desk.card_check.put"), f.say("desk.card_check.put_text"), area);
    f.ui.outcome(tone_of(view.tone), area, 16);
    f.ui.title(area, view.verdict, TextStyle::H3, 8, Align::Centre);
    f.ui.paragraph(area, view.advice, TextStyle::Body, 16, Align::Centre);
    if (view.photo.image)
        f.ui.picture({.id = "photo", .label = f.say("desk.card_check.photo"), .picture = picture_of(view.photo), .fit = PictureFit::Contain, .radius = 12}, area);
}

}  // namespace

void draw(Ui& ui, const Words& words, const viewmodels::Chrome& chrome, const CardCheck& view, viewmodels::Intents& intents) {
    const Frame f{ui, words, chrome, view.desk, intents};
    Memory& memory = memory_of("card_check");
    Rect area = open_frame(f, {.screen = "staff.card_check", .title = view.desk.title, .notice = view.notice});
    const Rect foot = cut_actions(f, area);
    if (view.rows.empty()) {
        verdict(f, view, f.ui.card(area, 28));
    } else {
        constexpr float kPad = 28;
        const float needed = facts_height(f, view.rows, area.w - 2 * f.dp(kPad)) + 2 * f.dp(kPad);
        Rect data = ui.portrait() ? cut_bottom(area, needed, f.dp(20)) : cut_right(area, area.w * 0.6f, f.dp(24));
        verdict(f, view, f.ui.card(area, kPad));
        Rect card = f.ui.card(data, kPad);
        facts(f, view.rows, card, fitting_columns(f, view.rows, card));
    }
    if (view.working) {
        actions(f, memory, {{.button = {.id = "cancel_capture", .label = f.say("desk.cancel_capture"), .icon = Icon::Stop}, .name = "cancel_capture"}}, foot);
    } else {
        std::vector<Action> list;
        if (!view.verdict.empty()) list.push_back({.button = {.id = "clear", .label = f.say("desk.card_check.clear"), .style = ButtonStyle::Quiet, .key = Key::Escape}, .name = "clear"});
        if (view.can_end) list.push_back({.button = {.id = "end_card", .label = f.say("desk.card_check.end"), .style = ButtonStyle::Danger, .icon = Icon::Block}, .name = "end_card"});
        list.push_back({.button = {.id = "read", .label = f.say("desk.card_check.read"), .style = ButtonStyle::Primary, .icon = Icon::Nfc, .key = Key::Enter}, .name = "read"});
        actions(f, memory, list, foot);
    }
    close_frame(f);
}

}  // namespace loket::screens

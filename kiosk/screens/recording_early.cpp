// Recording without an application: the number of somebody who is old enough to be recorded, but not yet for a card.

#include <algorithm>

#include "kiosk/screens/recording_parts.h"

namespace loket::screens::staff {

using namespace ui;

namespace {

constexpr auto kEarly = "early";
constexpr int kNikLength = 16;

/// The number so far, in the cells of a NIK and on the keypad; what is typed stays in the memory of the page.
void number(const Frame& f, Memory& memory, Rect& area) {
    FieldModel typed(Accept::Digits, kNikLength, memory.text.text());
    f.ui.digits({.id = "early.nik", .label = f.say("field.nik")}, area, typed);
    f.ui.keypad({.clear = f.say("desk.key.clear"), .erase = f.say("desk.key.erase")}, area, typed);
    memory.text.set(typed.text());
}

}  // namespace

void early_button(const Frame& f, Memory& memory, Rect& area) {
    const Rect strip = cut_actions(f, area);
    const Button open{.id = "early.open", .label = f.say("desk.early"), .icon = Icon::PersonAdd};
    Rect rest = strip;
    if (f.ui.button(open, cut_right(rest, std::min(strip.w, f.ui.button_width(open))))) memory.ask(kEarly);
}

void early_dialog(const Frame& f, Memory& memory) {
    if (memory.dialog != kEarly) return;
    const std::string title = f.say("desk.early"), hint = f.say("desk.early.hint");
    const float wide = std::min(f.theme().grown(1000), f.ui.bounds().w - f.dp(64));
    Rect area = f.ui.begin_dialog("early.dialog", title, wide, std::min(f.ui.bounds().h, f.theme().grown(960)));
    f.ui.title(area, title, TextStyle::H3, 10);
    f.ui.paragraph(area, hint, f.compact() ? TextStyle::Caption : TextStyle::Body, 14);
    const auto foot = columns(cut_bottom(area, f.ui.button_height(), f.dp(16)), {1, 1}, f.dp(24));
    number(f, memory, area);
    if (f.ui.button({.id = "early.close", .label = f.say("desk.back_to_file")}, foot[0])) memory.close_dialog();
    const std::string nik = memory.text.text();
    const Button confirm{.id = "early.confirm", .label = f.say("desk.start"), .style = ButtonStyle::Primary, .icon = Icon::Camera, .enabled = nik.size() == kNikLength};
    if (f.ui.button(confirm, foot[1])) {
        f.emit("early", nik);
        memory.close_dialog();
    }
    f.ui.set_back("early.close");
    f.ui.end_dialog();
}

}  // namespace loket::screens::staff

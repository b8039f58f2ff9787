#include "kiosk/screens/pin_dialog.h"

namespace loket::screens::staff {

using namespace ui;

void pin_entry(const Frame& f, const PinCells& cells, Rect area) {
    FieldModel typed(Accept::Digits, kPinDigits, std::string(static_cast<std::size_t>(cells.length), '0'));
    f.ui.digits({.id = cells.id, .label = cells.label, .groups = {kPinDigits}, .masked = true, .error = cells.wrong}, area, typed);
    if (cells.notice) f.ui.banner({.id = "notice.page", .title = cells.notice->text, .tone = tone_of(cells.notice->tone)}, area);
    f.ui.keypad({.clear = f.say("desk.key.clear"), .erase = f.say("desk.key.erase")}, area, typed);
    const auto before = static_cast<std::size_t>(cells.length), after = typed.text().size();
    for (std::size_t i = before; i < after; ++i) f.emit(cells.prefix + "digit", typed.text().substr(i, 1));
    if (after < before) f.emit(cells.prefix + (before - after == 1 ? "erase" : "clear"));
}

void pin_dialog(const Frame& f, const viewmodels::PinAsk& ask) {
    Rect area = f.ui.begin_dialog("pin.dialog", ask.title, f.theme().grown(820), std::min(f.ui.bounds().h, f.theme().grown(960)));
    f.ui.title(area, ask.title, TextStyle::H3, 6);
    const Rect foot = cut_bottom(area, f.ui.button_height(), f.dp(16));
    f.ui.paragraph(area, ask.text, TextStyle::Caption, 12);
    pin_entry(f, {.length = ask.length, .wrong = ask.notice && ask.notice->tone == viewmodels::Tone::Bad, .label = f.say("desk.sign_in.pin"), .notice = ask.notice}, area);
    const auto places = columns(foot, {1, 1}, f.dp(24));
    if (f.ui.button({.id = "pin.cancel", .label = f.say("pin.cancel")}, places[0])) f.emit("pin.cancel");
    if (f.ui.button({.id = "pin.confirm", .label = f.say("pin.confirm"), .style = ButtonStyle::Primary, .icon = Icon::Check, .enabled = ask.length == kPinDigits && !ask.checking}, places[1]))
        f.emit("pin.confirm");
    f.ui.set_back("pin.cancel");
    f.ui.end_dialog();
}

}  // namespace loket::screens::staff

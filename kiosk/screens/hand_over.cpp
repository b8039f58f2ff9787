// Hand-over against the resi; then the applicant signs for the card.

#include <algorithm>

#include "kiosk/screens/staff_reason.h"
#include "kiosk/screens/staff_work.h"

namespace loket::screens {

using namespace ui;
using namespace staff;
using viewmodels::HandOver;

namespace {

/// What a reader of the station read stands in the field like typed text.
void take_over(Memory& memory, const std::string& read) {
    if (memory.resi_read == read) return;
    memory.resi_read = read;
    memory.resi.set(read);
}

void resi_check(const Frame& f, Memory& memory, Rect area) {
    if (f.ui.portrait() || !f.compact()) f.ui.title(area, f.say("desk.hand_over.resi"), TextStyle::H3, 10);
    const TextField field{.id = "resi.text",
                          .label = f.say("desk.hand_over.resi_hint"),
                          .placeholder = "BTN-261123-KTP-0001-X",
                          .hungry = true};
    const Button check{.id = "resi",
                       .label = f.say("desk.hand_over.check"),
                       .icon = Icon::Search,
                       .enabled = !memory.resi.text().empty()};
    Rect line = cut_top(area, f.ui.field_height(field, area.w), f.dp(16));
    Rect press = cut_right(line, f.ui.button_width(check), f.dp(16));
    press = cut_bottom(press, f.theme().grown(84));
    const auto event = f.ui.text_field(field, line, memory.resi);
    // A code reader that types sends the whole number at once: no need to press anything.
    if (!f.ui.scan().empty()) {
        memory.resi.set(f.ui.scan());
        f.emit("resi", f.ui.scan());
    }
    const bool tapped = f.ui.button(check, press);
    if (tapped || (event == Ui::FieldEvent::Submitted && !memory.resi.text().empty()))
        f.emit("resi", memory.resi.text());
    const Rect keys = f.ui.portrait() ? cut_top(area, std::min(area.h, f.theme().grown(560))) : area;
    f.ui.keyboard(keyboard_words(f), keys, memory.resi);
}

void resi_fits(const Frame& f, const HandOver& view, Rect area) {
    if (!f.compact()) f.ui.outcome(Tone::Success, area, 16);
    f.ui.title(area, f.say("desk.hand_over.fits"), TextStyle::H3, 8, Align::Centre);
    f.ui.paragraph(area, f.say("desk.hand_over.fits_hint"), TextStyle::Body, 20, Align::Centre);
    facts(f, view.file->register_data, area,
          area.w > f.theme().options.text_scale * f.dp(860)
              ? 2
              : fitting_columns(f, view.file->register_data, area));
}

void signature(const Frame& f, const HandOver& view, Rect area) {
    f.ui.title(area, f.say("desk.hand_over.sign_title"), TextStyle::H3, 4);
    f.ui.paragraph(area,
                   f.say(view.signed_   ? "desk.hand_over.signed"
                         : view.signing ? "desk.hand_over.signing"
                                        : "desk.hand_over.sign_hint"),
                   TextStyle::Body, 16);
    const Rect pad = centred(area, area.w, std::min(area.h, area.w * 0.5f));
    ink_view(f, "ink", f.say("desk.hand_over.sign_title"), view.ink, view.ink_pressure, pad);
    if (view.signing)
        f.ui.progress_ring({.id = "signing", .label = f.say("desk.hand_over.signing"), .value = -1},
                           centred(pad, f.dp(96), f.dp(96)));
}

void buttons(const Frame& f, Memory& memory, const HandOver& view, const Rect& rect) {
    const auto primary = [&](const char* id, const char* key, Icon icon, bool enabled) {
        return Action{.button = {.id = id,
                                 .label = f.say(key),
                                 .style = ButtonStyle::Primary,
                                 .icon = icon,
                                 .enabled = enabled},
                      .name = id};
    };
    if (!view.begun) return actions(f, memory, {primary("begin", "desk.begin", Icon::Play, true)}, rect);
    if (!view.at_signature)
        return actions(f, memory,
                       {primary("hand_over", "desk.hand_over.hand_over", Icon::Card, view.can_hand_over)},
                       rect);
    const Button sign{.id = "sign",
                      .label = f.say(view.signed_ ? "desk.hand_over.sign_again" : "desk.hand_over.sign"),
                      .style = view.signed_ ? ButtonStyle::Secondary : ButtonStyle::Primary,
                      .icon = Icon::Draw,
                      .enabled = !view.signing};
    std::vector<Action> list{{.button = sign, .name = "sign"}};
    if (view.can_complete || view.signed_)
        list.push_back(primary("complete", "desk.hand_over.complete", Icon::Check, view.can_complete));
    actions(f, memory, list, rect);
}

void file(const Frame& f, Memory& memory, const HandOver& view, Rect area) {
    take_over(memory, view.typed);
    const Rect foot = cut_actions(f, area);
    head_card(f, *view.file, area, !f.compact());
    Rect inside = f.ui.card(area, 28);
    if (view.at_signature)
        signature(f, view, inside);
    else if (view.resi_ok)
        resi_fits(f, view, inside);
    else if (view.begun)
        resi_check(f, memory, inside);
    else
        centre_note(f, Icon::QrScan, f.say("desk.hand_over.not_begun"),
                    f.say("desk.hand_over.not_begun_hint"), inside);
    buttons(f, memory, view, foot);
}

}  // namespace

void draw(Ui& ui, const Words& words, const viewmodels::Chrome& chrome, const HandOver& view,
          viewmodels::Intents& intents) {
    const Frame f{ui, words, chrome, view.desk, intents};
    Memory& memory = memory_of(view.file ? view.file->case_id : "");
    const bool alone = view.file && !panel_fits(f);
    Rect area = open_frame(f, {.screen = "staff.hand_over",
                               .title = view.desk.title,
                               .count = alone ? -1 : static_cast<int>(view.desk.items.size()),
                               .notice = view.notice,
                               .leave = alone ? "open" : ""});
    if (view.file) {
        work_panel(f, area);
        file(f, memory, view, area);
    } else {
        work_table(f, area);
    }
    close_frame(f);
}

}  // namespace loket::screens

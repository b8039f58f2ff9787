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
                          .placeholder = f.say("field.example", {{"text", "BTN-261123-KTP-0001-X"}}),
                          .hungry = true};
    const Button check{.id = "resi",
                       .label = f.say("desk.hand_over.check"),
                       .icon = Icon::Search,
                       .enabled = !memory.resi.text().empty()};
    Rect line = cut_top(area, f.ui.field_height(field, area.w), f.dp(16));
    Rect press = cut_right(line, f.ui.button_width(check), f.dp(16));
    press = cut_bottom(press, f.theme().grown(84));
    const auto event = f.ui.text_field(field, line, memory.resi);
    // A code that a reader types is the station's: it goes to the flow like any other code, and comes back as `typed`.
    const bool tapped = f.ui.button(check, press);
    if (tapped || (event == Ui::FieldEvent::Submitted && !memory.resi.text().empty()))
        f.emit("resi", memory.resi.text());
    const Rect keys = f.ui.portrait() ? cut_top(area, std::min(area.h, f.theme().grown(560))) : area;
    f.ui.keyboard(keyboard_words(f), keys, memory.resi);
}

/// Who has lost their resi is asked for what the register says, and states the loss in writing.
void lost_resi(const Frame& f, const HandOver& view, Rect area) {
    const auto known = std::ranges::count_if(view.facts, &HandOver::Fact::known);
    f.ui.paragraph(area, f.say("desk.hand_over.lost_hint", {{"needed", std::to_string(view.facts_needed)}}), TextStyle::Body, 12);
    f.ui.progress_bar({.id = "known",
                       .label = f.say("desk.hand_over.known"),
                       .value = std::min(1.f, static_cast<float>(known) / static_cast<float>(std::max(1, view.facts_needed))),
                       .word = std::to_string(known) + " / " + std::to_string(view.facts_needed)},
                      area);
    Table table{.id = "facts",
                .columns = {{.title = f.say("desk.hand_over.ask"), .weight = 1.2f}, {.title = f.say("desk.compare.register"), .weight = 1.4f}, {.title = f.say("desk.hand_over.answer"), .weight = 0.8f}},
                .next = f.say("desk.next_page"),
                .previous = f.say("desk.previous_page")};
    for (const auto& fact : view.facts)
        table.rows.push_back({.id = "knows:" + fact.id, .cells = {{fact.question}, {fact.answer}, {f.say(fact.known ? "desk.hand_over.knew" : "desk.hand_over.not_asked"), fact.known ? Tone::Success : Tone::Neutral}}});
    if (const auto tapped = f.ui.table(table, area, list_page("facts")); !tapped.empty()) f.emit("knows", tapped.substr(6));
}

/// What a code is for, what became of the last one, and the button that makes one.
void code_row(const Frame& f, const Button& button, std::string about, const std::string& state, Rect& area) {
    const float high = f.ui.button_height(), wide = std::min(f.ui.button_width(button), area.w);
    const bool beside = wide < area.w * 0.5f;
    const float words = beside ? area.w - wide - f.dp(24) : area.w;
    if (!beside && high + f.ui.height_of(about, TextStyle::Body, words) + f.dp(34) > area.h) about.clear();  // large letters: the button says it
    const float text = (about.empty() ? 0 : f.ui.height_of(about, TextStyle::Body, words)) + (state.empty() ? 0 : f.ui.height_of(state, TextStyle::CaptionStrong, words));
    Rect row = cut_top(area, beside ? std::max(high, text) : high + text + f.dp(10), f.dp(20));
    const Rect place = beside ? cut_right(row, wide, f.dp(24)) : cut_bottom(row, high, f.dp(10));
    if (f.ui.button(button, centred(place, wide, high))) f.emit(button.id.substr(0, button.id.find(':')), button.id.find(':') == std::string::npos ? "" : button.id.substr(button.id.find(':') + 1));
    Rect block = centred(row, row.w, std::min(row.h, text));
    if (!about.empty()) f.ui.paragraph(block, about, TextStyle::Body, 0, Align::Left, false);
    if (!state.empty()) f.ui.paragraph(block, state, TextStyle::CaptionStrong, 0);
}

/// Codes for the kiosk come out on slips only; here one sees what was given.
void codes(const Frame& f, const HandOver::Codes& view, Rect area) {
    f.ui.title(area, f.say("desk.hand_over.codes_title"), TextStyle::H3, 6);
    if (!view.notice || !f.compact()) f.ui.paragraph(area, f.say("desk.hand_over.codes_hint"), TextStyle::Body, 16);  // the notice says the like
    if (view.notice) f.ui.banner({.id = "codes.notice", .title = view.notice->text, .tone = tone_of(view.notice->tone)}, area);
    if (view.papers.empty()) f.ui.paragraph(area, f.say("desk.hand_over.no_paper"), TextStyle::Body, 20, Align::Left, false);
    for (std::size_t i = 0; i < view.papers.size(); ++i)
        code_row(f, {.id = "print_code:" + view.papers[i].label, .label = f.say("desk.hand_over.give_code"), .icon = Icon::Print}, view.papers[i].value + " · " + view.papers[i].label, view.states[i], area);
    const bool pin = view.no_pin.empty();
    code_row(f, {.id = "access_pin", .label = f.say("desk.hand_over.give_pin"), .icon = Icon::Key, .enabled = pin}, pin ? f.say("desk.hand_over.pin_hint") : view.no_pin, view.pin_state, area);
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
                                 .enabled = enabled,
                                 .key = Key::Enter},
                      .name = id};
    };
    if (!view.begun) return actions(f, memory, {begin_action(f, *view.file)}, rect);
    const Action code{.button = {.id = "codes", .label = f.say(view.codes ? "desk.hand_over.codes_close" : "desk.hand_over.codes"), .style = view.codes ? ButtonStyle::Primary : ButtonStyle::Quiet, .icon = view.codes ? Icon::ArrowBack : Icon::Key, .key = Key::F7}, .name = "codes"};
    if (view.codes) return actions(f, memory, {code}, rect);
    if (!view.at_signature) {
        if (view.resi_ok) return actions(f, memory, {code, primary("hand_over", "desk.hand_over.hand_over", Icon::Card, view.can_hand_over)}, rect);
        const Action lost{.button = {.id = "lost", .label = f.say(view.lost ? "desk.hand_over.found" : "desk.hand_over.lost"), .icon = view.lost ? Icon::Undo : Icon::Receipt, .key = Key::F6}, .name = "lost"};
        if (!view.lost) return actions(f, memory, {lost, primary("hand_over", "desk.hand_over.hand_over", Icon::Card, false)}, rect);
        const Action print{.button = {.id = "print_statement", .label = f.say("desk.hand_over.print_statement"), .icon = Icon::Print, .enabled = !view.signing, .key = Key::F8}, .name = "print_statement"};
        return actions(f, memory, {lost, print, primary("accept_statement", "desk.hand_over.accept_statement", Icon::Check, view.can_accept)}, rect);
    }
    const Button sign{.id = "sign",
                      .label = f.say(view.signed_ ? "desk.hand_over.sign_again" : "desk.hand_over.sign"),
                      .style = view.signed_ ? ButtonStyle::Secondary : ButtonStyle::Primary,
                      .icon = Icon::Draw,
                      .enabled = !view.signing,
                      .key = view.signed_ ? Key::F8 : Key::Enter};
    std::vector<Action> list{code, {.button = sign, .name = "sign"}};
    if (view.can_complete || view.signed_)
        list.push_back(primary("complete", "desk.hand_over.complete", Icon::Check, view.can_complete));
    actions(f, memory, list, rect);
}

void file(const Frame& f, Memory& memory, const HandOver& view, Rect area) {
    take_over(memory, view.typed);
    const Rect foot = cut_actions(f, area);
    head_card(f, *view.file, area, !f.compact());
    Rect inside = f.ui.card(area, 28);
    if (view.codes)
        codes(f, *view.codes, inside);
    else if (view.at_signature)
        signature(f, view, inside);
    else if (view.resi_ok)
        resi_fits(f, view, inside);
    else if (view.begun && view.lost)
        lost_resi(f, view, inside);
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
    file_page(f, {.screen = "staff.hand_over",
                  .file = view.file,
                  .notice = view.notice,
                  .open = [&](Memory& memory, const Rect& area) { file(f, memory, view, area); }});
}

}  // namespace loket::screens

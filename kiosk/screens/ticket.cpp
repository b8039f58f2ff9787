// The queue number: large, with how long it will take, and the slip as it is printed.

#include "kiosk/screens/public_frame.h"
#include "kiosk/ui/text.h"

namespace loket::screens {

using namespace ui;

namespace {

void number(Ui& ui, const viewmodels::TicketPage& view, const Rect& rect) {
    ui.paint().text_in(rect, view.number, TextStyle::Queue, ui.theme().colour.primary, Align::Centre);
    ui.note({.id = "ticket.number",
             .role = Role::Heading,
             .label = view.number,
             .rect = rect,
             .overflow = text_width(ui.fonts(), TextStyle::Queue, view.number) > rect.w});
}

void waiting(Ui& ui, const viewmodels::TicketPage& view, Rect& area) {
    std::vector<StatusRow> facts{{.id = "ticket.ahead",
                                  .label = view.ahead,
                                  .note = view.wait,
                                  .tone = Tone::Info,
                                  .icon = Icon::Groups}};
    ui.status_row(facts.front(), area);
}

void left(const PublicPage& page, const viewmodels::TicketPage& view, Rect card) {
    Ui& ui = page.ui;
    ui.title(card, page.say("ticket.title"), TextStyle::H2, 4, Align::Centre);
    ui.paragraph(card, view.service, TextStyle::Body, 8, Align::Centre);
    Rect below = card;
    const float line = ui.theme().line(TextStyle::Queue);
    number(ui, view, cut_top(below, line, ui.theme().dp(8)));
    if (view.priority) {
        const std::string word = page.say("ticket.priority");
        const Rect row = cut_top(below, ui.theme().grown(52), ui.theme().dp(20));
        ui.chip(centred(row, std::min(row.w, chip_width(ui, word)), row.h), word, Tone::Info);
    }
    waiting(ui, view, below);
    if (view.notice)
        ui.banner({.id = "ticket.notice",
                   .title = view.notice->text,
                   .text = {},
                   .tone = tone_of(view.notice->tone)},
                  below);
    else
        ui.paragraph(below, view.instruction, TextStyle::Body, 0, Align::Centre, false);
}

}  // namespace

void draw(Ui& ui, const Words& words, const viewmodels::Chrome& chrome, const viewmodels::TicketPage& view,
          viewmodels::Intents& intents) {
    const PublicPage page{ui, words, chrome, intents};
    const Rect area = open_page(page, "ticket");
    const auto parts = ui.portrait() ? rows(area, {1, 1}, ui.gap()) : columns(area, {1.4f, 1}, ui.gap());
    left(page, view, ui.card(parts[0]));
    const Rect frame = ui.card(parts[1], 28);
    ui.picture({.id = "ticket.slip",
                .label = page.say("ticket.slip"),
                .picture = view.slip.image ? ui::Picture{view.slip.image} : ui::Picture{},
                .fit = PictureFit::Contain,
                .radius = 8,
                .absent = page.say("ticket.no_slip"),
                .absent_icon = Icon::Receipt},
               frame);
    // The number is taken: there is no way back, only the end.
    close_page(page, {.primary = primary(page, "done", "action.done")});
}

}  // namespace loket::screens

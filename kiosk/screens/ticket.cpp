// The number taken: large, with how long it will take, and the slip as it is printed.

#include <algorithm>

#include "kiosk/screens/public_frame.h"
#include "kiosk/ui/text.h"

namespace loket::screens {

using namespace ui;

namespace {

void number(Ui& ui, const viewmodels::TicketPage& view, const Rect& rect) {
    // Longer than a number of the queue: a complaint's, an appointment's.
    TextStyle style = TextStyle::Queue;
    for (const TextStyle smaller : {TextStyle::H1, TextStyle::H2, TextStyle::H3})
        if (text_width(ui.fonts(), style, view.number) > rect.w) style = smaller;
    ui.paint().text_in(rect, view.number, style, ui.theme().colour.primary, Align::Centre);
    ui.note({.id = "ticket.number",
             .role = Role::Heading,
             .label = view.number,
             .rect = rect,
             .overflow = text_width(ui.fonts(), style, view.number) > rect.w});
}

StatusRow waiting(const PublicPage& page, const viewmodels::TicketPage& view) {
    std::string note = view.wait;
    if (view.priority) note = page.say("ticket.priority") + (note.empty() ? "" : " \xC2\xB7 ") + note;
    return {.id = "ticket.ahead",
            .label = view.ahead,
            .note = note,
            .tone = Tone::Info,
            .icon = view.priority ? Icon::Accessible : Icon::Groups};
}

/// What to do now, and the courtesy if the number and the `taken` pixels below it leave room for both.
std::string last_words(const Ui& ui, const viewmodels::TicketPage& view, const Rect& card, float taken) {
    const std::string both = view.instruction + " " + view.courtesy;
    const float needed = ui.theme().line(TextStyle::H2) + ui.theme().line(TextStyle::Queue) + taken + ui.height_of(both, TextStyle::Body, card.w);
    return view.courtesy.empty() || needed > card.h ? view.instruction : both;
}

/// The number in the middle of the card, what follows from it below. The service gives way where letters are
/// large.
void left(const PublicPage& page, const viewmodels::TicketPage& view, Rect card) {
    Ui& ui = page.ui;
    const StatusRow queue = waiting(page, view);
    const float words = card.w - ui.theme().dp(84) - ui.theme().icon(IconSize::Medium);
    const float fact = std::max(ui.theme().grown(76),
                                ui.height_of(queue.label, TextStyle::Body, words) +
                                    ui.height_of(queue.note, TextStyle::Caption, words) + ui.theme().dp(12));
    const std::string last = view.notice ? view.notice->text : last_words(ui, view, card, fact + ui.theme().dp(16));
    const float low = fact + ui.theme().dp(12) +
                      (view.notice ? ui.height_of(last, TextStyle::BodyStrong, words) + ui.theme().dp(52)
                                   : ui.height_of(last, TextStyle::Body, card.w) + ui.theme().dp(4));
    ui.title(card, view.title.empty() ? page.say("ticket.title") : view.title, TextStyle::H2, 4, Align::Centre);
    const float service = ui.height_of(view.service, TextStyle::Body, card.w);
    if (service + ui.theme().line(TextStyle::Queue) + low < card.h)
        ui.paragraph(card, view.service, TextStyle::Body, 0, Align::Centre);
    Rect below = cut_bottom(card, std::min(card.h - ui.theme().line(TextStyle::Queue), low));
    number(ui, view, card);
    ui.status_row(queue, below);
    if (view.notice)
        ui.banner({.id = "ticket.notice", .title = last, .text = {}, .tone = tone_of(view.notice->tone)},
                  below);
    else
        ui.paragraph(below, last, TextStyle::Body, 0, Align::Centre, false);
}

/// The paper as it comes out of the printer, on a darker ground.
void slip(const PublicPage& page, const viewmodels::TicketPage& view, const Rect& rect) {
    Ui& ui = page.ui;
    const Rect card = ui.card(rect, 0);
    ui.paint().fill(card.inset(ui.theme().dp(14)), ui.theme().colour.sunken, ui.theme().button_radius());
    const Rect frame = card.inset(ui.theme().dp(44));
    if (view.slip.image && !view.slip.image->empty())
        ui.paint().shadow(fit_aspect(frame, static_cast<float>(view.slip.image->width) /
                                                static_cast<float>(view.slip.image->height)),
                          Shadow::Card);
    ui.picture({.id = "ticket.slip",
                .label = page.say("ticket.slip"),
                .picture = view.slip.image ? ui::Picture{view.slip.image} : ui::Picture{},
                .fit = PictureFit::Contain,
                .radius = 6,
                .absent = page.say("ticket.no_slip"),
                .absent_icon = Icon::Receipt},
               frame);
}

}  // namespace

void draw(Ui& ui, const Words& words, const viewmodels::Chrome& chrome, const viewmodels::TicketPage& view,
          viewmodels::Intents& intents) {
    const PublicPage page{ui, words, chrome, intents};
    const Rect area = open_page(page, "ticket");
    const auto parts = ui.portrait() ? rows(area, {1.1f, 1}, ui.gap()) : columns(area, {1.4f, 1}, ui.gap());
    left(page, view, ui.card(parts[0]));
    slip(page, view, parts[1]);
    // The number is taken: there is no way back, only on or to the end.
    close_page(page, {.primary = primary(page, "done", "action.done"), .back = {.id = view.other.label, .label = view.other.value, .spoken = {}, .icon = Icon::Add}});
}

}  // namespace loket::screens

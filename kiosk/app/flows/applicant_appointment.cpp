// Appointments: a place in a slot of a later day, and the ticket that it gives on the day. Who and what for is asked as for any
// application.

#include <fmt/format.h>

#include <array>

#include "kiosk/app/flows/applicant_flow.h"
#include "kiosk/app/flows/slip.h"
#include "kiosk/app/flows/wording.h"
#include "kiosk/screens/applicant.h"
#include "workflow/documents/notice.h"
#include "workflow/engine/appointments.h"

namespace loket::app {

using viewmodels::Choice;
using viewmodels::Intent;
using viewmodels::Notice;
using viewmodels::Tone;
using Step = Appointing::Step;

namespace {

constexpr std::size_t kCodeLength = 14, kNikLength = 16, kMostDays = 5;

std::string clock_words(int minute) { return fmt::format("{:02}.{:02}", minute / 60, minute % 60); }

}  // namespace

bool ApplicantFlow::gives_appointments(const std::string& service) const { return context_.equipment.core.reference().rules.appointments.per_slot.contains(service); }

/// Places of a day; nothing where there are none.
std::vector<engine::Slot> ApplicantFlow::slots_on(Date day) const {
    const auto& reference = context_.equipment.core.reference();
    const auto working = [&](Date from, int count) { return reference.calendar.add_working_days(from, count); };
    const auto slots = engine::appointment_slots(context_.snapshot()->office, reference.rules, service_, day, context_.equipment.clock.now(), working);
    if (!slots) return {};
    auto free = *slots;
    std::erase_if(free, [](const auto& slot) { return slot.left < 1; });
    return free;
}

void ApplicantFlow::appointment_intent(const Intent& intent) {
    auto& now = appointing_;
    if (intent.name == "answer" && now.step == Step::Menu) {
        if (intent.value == "make") return picker_.start(), void(now.step = Step::Service);
        now.cancels = intent.value == "cancel";
        return ask_code();
    }
    if (intent.name == "answer" && now.step == Step::Service) {
        if (const auto chosen = picker_.handle(intent)) start(Purpose::Appoint, *chosen);
        return;
    }
    if (intent.name == "day" && now.step == Step::Slot) {
        if (const auto day = parse_iso_date(intent.value)) now.day = *day;
        return;
    }
    if (intent.name == "answer" && now.step == Step::Slot) return make_appointment(std::stoi(intent.value));
    if (now.step != Step::Code && now.step != Step::Nik) return;
    notice_.reset();
    const std::size_t most = now.step == Step::Code ? kCodeLength : kNikLength;
    if ((intent.name == "digit" || intent.name == "letter") && typed_.size() < most) typed_ += intent.value;
    if (intent.name == "erase" && !typed_.empty()) typed_.pop_back();
    if (intent.name == "clear") typed_.clear();
    if (intent.name == "next") now.step == Step::Code ? take_code(typed_) : keep_appointment();
}

void ApplicantFlow::ask_code() {
    typed_ = "JT-";
    appointing_.step = Step::Code;
}

void ApplicantFlow::take_code(const std::string& text) {
    const auto code = engine::parse_appointment_code(text);
    if (!code) return refuse(code.error());
    appointing_.code = *code;
    appointing_.step = Step::Nik;
    typed_.clear();
}

/// Code and NIK together give the ticket of today, or give the place back.
void ApplicantFlow::keep_appointment() {
    if (!context_.asks.empty() || typed_.size() != kNikLength) return;
    using Answer = Result<std::vector<store::StoredEvent>>;
    if (appointing_.cancels) {
        context_.asks.then<Answer>(context_.equipment.core.execute(engine::CancelAppointment{appointing_.code, typed_}, kKiosk), [this, visit = visit_](Answer answer) {
            if (visit != visit_) return;
            if (!answer) return refuse(answer.error());
            message_ = {Tone::Good, context_.say("appointment.cancelled"), context_.say("appointment.cancelled.text"), context_.say("action.done")};
            context_.navigation.go(Page::Message);
        });
        return;
    }
    engine::TakeTicket wish;
    wish.nik = typed_;
    wish.appointment = appointing_.code;
    context_.asks.then<Answer>(context_.equipment.core.execute(std::move(wish), kKiosk), [this, visit = visit_](Answer answer) {
        if (visit != visit_) return;
        if (!answer) return refuse(answer.error());
        take_number(*answer);
    });
}

void ApplicantFlow::make_appointment(int minute) {
    if (!context_.asks.empty()) return;
    engine::MakeAppointment wish{.service = service_, .day = appointing_.day, .minute = minute, .nik = person_ ? person_->nik : newcomer_, .answers = form_.answers()};
    using Answer = Result<std::vector<store::StoredEvent>>;
    context_.asks.then<Answer>(context_.equipment.core.execute(std::move(wish), kKiosk), [this, minute, visit = visit_](Answer answer) {
        if (visit != visit_) return;
        if (!answer) return context_.notify(answer.error());
        const auto event = engine::decode_event(answer->front().kind, answer->front().body);
        if (event) appointing_.code = std::get<engine::AppointmentMade>(*event).code;
        appointing_.minute = minute;
        appointing_.step = Step::Made;
        const auto view = appointment_made_view();
        documents::Notice paper{.head = context_.equipment.office_head, .title = view.title, .number = view.number, .qr = engine::appointment_qr(view.number), .rows = {{context_.say("status.service"), view.service}, {context_.say("appointment.when"), view.ahead}}, .note = view.instruction, .printed = context_.equipment.clock.now()};
        print_slip(context_, "janji/" + view.number, documents::notice_slip(paper), slip_, [this, visit = visit_](const Error&) {
            if (visit == visit_) slip_notice_ = Notice{Tone::Warning, context_.say("ticket.remember_number")};
        });
    });
}

void ApplicantFlow::appointment_back() {
    notice_.reset();
    switch (appointing_.step) {
        case Step::Service:
            if (!picker_.back()) appointing_.step = Step::Menu;
            return;
        case Step::Code: return void(appointing_.step = Step::Menu);
        case Step::Nik: return ask_code();
        case Step::Slot: return context_.navigation.go(Page::Review);
        default: return context_.navigation.go(Page::Home);
    }
}

void ApplicantFlow::draw_appointment(ui::Ui& ui, const viewmodels::Chrome& chrome, viewmodels::Intents& intents) const {
    const auto& words = context_.strings(context_.session.language);
    switch (appointing_.step) {
        case Step::Service: return screens::draw(ui, words, chrome, picker_.view(context_.say("appointment.service")), intents);
        case Step::Code:
        case Step::Nik: return screens::draw(ui, words, chrome, appointment_entry_view(), intents);
        case Step::Slot: return screens::draw(ui, words, chrome, appointment_slots_view(), intents);
        case Step::Made: return screens::draw(ui, words, chrome, appointment_made_view(), intents);
        default: return screens::draw(ui, words, chrome, appointment_choice_view(), intents);
    }
}

Choice ApplicantFlow::appointment_choice_view() const {
    Choice view{.title = context_.say("home.appointment"), .hint = context_.say("appointment.hint"), .items = {}, .selected = {}, .stepper = {}, .direct = true};
    for (const auto* way : {"make", "come", "cancel"}) view.items.push_back({way, context_.say(fmt::format("appointment.{}", way)), context_.say(fmt::format("appointment.{}.hint", way))});
    return view;
}

/// The next days with room, as many as a page shows calmly.
std::vector<Date> ApplicantFlow::free_days() const {
    std::vector<Date> days;
    const auto today = std::chrono::sys_days(wib_date(context_.equipment.clock.now()));
    for (int ahead = 1; ahead <= context_.equipment.core.reference().rules.appointments.days_ahead && days.size() < kMostDays; ++ahead) {
        const Date day{today + std::chrono::days(ahead)};
        if (!slots_on(day).empty()) days.push_back(day);
    }
    return days;
}

viewmodels::Slots ApplicantFlow::appointment_slots_view() const {
    constexpr int kNoon = 12 * 60;
    viewmodels::Slots view{.title = context_.say("appointment.slot"), .hint = {}, .days = {}, .day = iso_date(appointing_.day), .morning = {}, .afternoon = {}};
    for (const auto& day : free_days()) view.days.push_back({iso_date(day), short_date(day, context_.session.language)});
    view.hint = context_.say(view.days.empty() ? "appointment.no_day" : "appointment.day.hint");
    if (view.days.empty()) return view;
    for (const auto& slot : slots_on(appointing_.day))
        (slot.minute < kNoon ? view.morning : view.afternoon).push_back({std::to_string(slot.minute), clock_words(slot.minute), context_.say("appointment.places", {{"count", std::to_string(slot.left)}})});
    return view;
}

viewmodels::Field ApplicantFlow::appointment_entry_view() const {
    using Entry = viewmodels::Field::Entry;
    const bool code = appointing_.step == Step::Code;
    viewmodels::Field view{.entry = code ? Entry::Text : Entry::Digits, .title = context_.say(code ? "appointment.code" : "identity.nik.title"), .hint = context_.say(code ? "appointment.code.hint" : "identity.nik.hint"), .typed = typed_, .items = {}};
    view.length = kNikLength;
    view.notice = notice_;
    view.can_continue = code ? typed_.size() > 3 : typed_.size() == kNikLength;
    return view;
}

viewmodels::TicketPage ApplicantFlow::appointment_made_view() const {
    viewmodels::TicketPage view;
    view.title = context_.say("appointment.made");
    view.number = appointing_.code;
    view.service = service()->name.in(context_.session.language);
    view.ahead = fmt::format("{}, {} WIB", long_date(appointing_.day, context_.session.language), clock_words(appointing_.minute));
    view.instruction = context_.say("appointment.keep");
    view.slip = slip_;
    view.notice = slip_notice_;
    return view;
}

}  // namespace loket::app

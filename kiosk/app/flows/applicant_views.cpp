// View models of the applicant's pages.

#include <fmt/format.h>

#include <array>

#include "kiosk/app/core/opening_times.h"
#include "kiosk/app/flows/applicant_flow.h"
#include "kiosk/app/flows/service_picker.h"
#include "kiosk/app/flows/wording.h"
#include "kiosk/screens/applicant.h"
#include "workflow/engine/record_state.h"
#include "workflow/engine/waiting.h"
#include "workflow/population/nik.h"

namespace loket::app {

using viewmodels::Row;

namespace {
/// What people come for besides applying, in the order of home: intents, and words "home.<intent>".
constexpr std::array kErrands{"status", "collect", "reprint", "appointment", "complain", "info", "survey"};
}  // namespace

void ApplicantFlow::draw(ui::Ui& ui, const viewmodels::Chrome& chrome, viewmodels::Intents& intents) {
    const auto& words = context_.strings(context_.session.language);
    switch (page_) {
        case Page::Attract: return screens::draw(ui, words, chrome, attract_view(), intents);
        case Page::Home: return screens::draw(ui, words, chrome, home_view(), intents);
        case Page::Services: return screens::draw(ui, words, chrome, services_choice(context_, group_), intents);
        case Page::Service: return screens::draw(ui, words, chrome, service_view(), intents);
        case Page::Identity: return screens::draw(ui, words, chrome, identity_view(), intents);
        case Page::Confirm: return screens::draw(ui, words, chrome, confirm_view(), intents);
        case Page::Question: return form_.draw(ui, chrome, stepper(2), intents);
        case Page::Priority: return screens::draw(ui, words, chrome, priority_view(), intents);
        case Page::Bring: return screens::draw(ui, words, chrome, bring_view(), intents);
        case Page::Review: return screens::draw(ui, words, chrome, review_view(), intents);
        case Page::Appointment: return draw_appointment(ui, chrome, intents);
        case Page::Ticket: return screens::draw(ui, words, chrome, ticket_view(), intents);
        case Page::Status: return screens::draw(ui, words, chrome, status_view(), intents);
        default: return screens::draw(ui, words, chrome, message_, intents);
    }
}

viewmodels::Stepper ApplicantFlow::stepper(int current) const {
    return {{context_.say("stepper.identity"), context_.say("stepper.confirm"), context_.say("stepper.need"), context_.say("stepper.bring"), context_.say("stepper.review"), context_.say("stepper.ticket")}, current};
}

/// Another sentence every 20 seconds: three drawings a minute while nobody is here.
viewmodels::Attract ApplicantFlow::attract_view() const {
    constexpr int kSlides = 4, kSlideSeconds = 20;
    const auto seconds = std::chrono::floor<std::chrono::seconds>(context_.equipment.clock.now()).time_since_epoch().count();
    viewmodels::Attract view;
    view.slides = kSlides;
    view.slide = static_cast<int>(seconds / kSlideSeconds % kSlides);
    view.title = context_.say(fmt::format("attract.{}", view.slide + 1));
    view.text = context_.say(fmt::format("attract.{}.text", view.slide + 1));
    if (const auto opens = next_tickets(context_.equipment.core.reference(), context_.equipment.clock.now()))
        view.text = context_.say("queue.next_day", {{"when", day_and_time(*opens, context_.session.language)}});
    for (const auto* language : viewmodels::kLanguages) view.languages.push_back({language, context_.strings(language).text("attract.begin")});
    return view;
}

/// A tile for each letter of the queue: the service itself where it is alone.
viewmodels::Home ApplicantFlow::home_view() const {
    viewmodels::Home view;
    const auto closed = next_tickets(context_.equipment.core.reference(), context_.equipment.clock.now());
    for (const auto& letter : letters_of(context_.services())) {
        const auto services = services_of(context_.services(), letter);
        const auto days = closed ? context_.say("home.closed_until", {{"when", day_and_time(*closed, context_.session.language)}})
                                 : context_.say("home.service_hint", {{"days", std::to_string(services.front()->promise_days)}});
        if (services.size() == 1) view.services.push_back({services.front()->id, services.front()->name.in(context_.session.language), days, false});
        else view.services.push_back({letter, context_.say("home.group." + letter), days, true});
    }
    const auto& paperwork = context_.equipment.paperwork;
    const bool prints = paperwork && paperwork->print_a4;
    for (const auto* errand : kErrands)
        if (prints || std::string_view(errand) != "reprint") view.errands.push_back({errand, context_.say(fmt::format("home.{}", errand))});
    return view;
}

namespace {

std::vector<Row> facts_of(const FlowContext& context, const engine::Service& service) {
    return {{context.say("field.time"), context.say("bring.days", {{"days", std::to_string(service.promise_days)}})},
            {context.say("field.fee"), context.say("bring.free")},
            {context.say("field.product"), service.product.in(context.session.language)}};
}

}  // namespace

/// Before anybody has said who they are: everything this service may ask for, and of whom.
viewmodels::Bring ApplicantFlow::service_view() const {
    const auto& language = context_.session.language;
    viewmodels::Bring view;
    view.title = service()->name.in(language);
    view.service = context_.say("service.hint");
    const auto papers = service()->requirements.find(context_.snapshot()->profile);
    if (papers != service()->requirements.end())
        for (const auto& requirement : papers->second) {
            viewmodels::Bring::Item item{.text = requirement.text.in(language), .form = requirement.form, .why = requirement.why.in(language)};
            item.by_machine = !requirement.gate.empty();
            view.items.push_back(std::move(item));
        }
    view.facts = facts_of(context_, *service());
    view.more = {{"info", context_.say("service.standard")}};
    if (gives_appointments(service_)) view.more.push_back({"appointment", context_.say("service.appointment")});
    view.next = context_.say("action.start");
    view.page = turned_;
    return view;
}

viewmodels::Identity ApplicantFlow::identity_view() const {
    viewmodels::Identity view;
    view.mode = mode_;
    view.choose_mode = applies();
    view.reading = reading_;
    view.can_card = view.choose_mode && mode_ == Mode::Nik && has_device(model::Kind::CardReader);
    const auto* kind = mode_ == Mode::Nik ? "nik" : mode_ == Mode::Kk ? "kk" : mode_ == Mode::Passport ? "passport" : "resi";
    view.newcomer = applies() && takes_passport();
    view.title = context_.say(fmt::format("identity.{}.title", kind));
    view.hint = context_.say(fmt::format("identity.{}.hint", kind));
    view.typed = typed_;
    view.length = longest();
    view.notice = notice_;
    view.can_continue = typed_enough();
    if (mode_ != Mode::Resi) view.stepper = stepper(0);
    if (mode_ == Mode::Nik && typed_.size() >= 12) {
        auto digits = typed_ + std::string(16 - typed_.size(), '1');
        const auto report = population::examine_nik(digits, context_.equipment.core.reference().regions, {.today = wib_date(context_.equipment.clock.now())});
        if (!report.district.empty()) view.preview.push_back({context_.say("field.district"), report.district});
        if (report.born) view.preview.push_back({context_.say("field.born"), long_date(*report.born, context_.session.language)});
        if (report.sex) view.preview.push_back({context_.say("field.sex"), context_.say(*report.sex == population::Sex::Male ? "sex.male" : "sex.female")});
    }
    return view;
}

viewmodels::Confirm ApplicantFlow::confirm_view() const {
    viewmodels::Confirm view;
    view.stepper = stepper(1);
    for (const auto& member : family_) view.members.push_back(masked_name(member->name));
    view.can_continue = person_ != nullptr;
    for (std::size_t i = 0; i < family_.size(); ++i)
        if (family_[i] == person_) view.selected = static_cast<int>(i);
    if (!person_) return view;
    const auto place = context_.equipment.core.reference().regions.place(person_->address.village);
    view.rows = {{context_.say("field.nik"), population::mask_nik(person_->nik)},
                 {context_.say("field.name"), masked_name(person_->name)},
                 {context_.say("field.birth_year"), std::to_string(static_cast<int>(person_->born.year()))},
                 {context_.say("field.village"), std::string(place.village)},
                 {context_.say("field.district"), std::string(place.district)}};
    return view;
}

viewmodels::Choice ApplicantFlow::priority_view() const {
    viewmodels::Choice view{.title = context_.say("priority.title"), .hint = context_.say("priority.hint"), .items = {}, .selected = priority_answer_, .stepper = stepper(2)};
    for (const auto* value : {"none", "elderly", "disability", "pregnant"})
        view.items.push_back({value, context_.say(fmt::format("priority.{}", value)), context_.say(fmt::format("priority.{}.hint", value))});
    return view;
}

viewmodels::Bring ApplicantFlow::bring_view() const {
    const auto& language = context_.session.language;
    viewmodels::Bring view;
    view.stepper = stepper(3);
    view.title = context_.say("bring.title");
    view.shot = shot_view();
    const bool camera = purpose_ == Purpose::Apply && has_device(model::Kind::DocumentCamera);  // an appointment has no ticket yet
    view.service = service()->name.in(language);
    for (const auto* requirement : service()->applicable(context_.snapshot()->profile, form_.known())) {
        viewmodels::Bring::Item item{.text = requirement->text.in(language), .form = requirement->form, .why = requirement->why.in(language)};
        item.by_machine = !requirement->gate.empty();
        item.satisfied = item.by_machine && person_ && engine::is_recorded(population::to_string(person_->record_state));
        item.no = requirement->no;
        item.can_scan = camera && !item.by_machine;
        item.scanned = scans_.contains(item.no);
        view.items.push_back(std::move(item));
    }
    view.facts = facts_of(context_, *service());
    view.next = context_.say("action.next");
    view.page = turned_;
    return view;
}

viewmodels::Review ApplicantFlow::review_view() const {
    viewmodels::Review view;
    view.stepper = stepper(4);
    view.title = context_.say("review.title");
    view.hint = context_.say("review.hint", {{"service", service()->name.in(context_.session.language)}});
    for (auto& answered : form_.answered_rows()) view.rows.push_back(std::move(answered.row));
    view.rows.push_back({context_.say("priority.title"), context_.say("priority." + priority_answer_)});
    view.page = turned_;
    view.next = context_.say(purpose_ == Purpose::Appoint ? "appointment.day" : "action.take_ticket");
    return view;
}

viewmodels::TicketPage ApplicantFlow::ticket_view() const {
    viewmodels::TicketPage view;
    view.number = ticket_number_;
    view.slip = slip_;
    view.notice = slip_notice_;
    const auto snapshot = context_.snapshot();
    const auto* ticket = snapshot->office.queue.find(ticket_number_);
    if (ticket == nullptr) return view;
    const auto* about = context_.services().find(ticket->service);
    view.service = about->name.in(context_.session.language);
    view.priority = ticket->priority;
    const int ahead = snapshot->office.queue.ahead_of(ticket_number_);
    view.ahead = context_.say(ahead == 0 ? "ticket.you_are_next" : "ticket.ahead", {{"count", std::to_string(ahead)}});
    const auto wait = engine::estimated_wait(snapshot->office.queue, ticket_number_, context_.equipment.clock.now(), context_.services());
    if (ahead > 0 && wait) view.wait = context_.say("ticket.wait", {{"minutes", std::to_string(*wait)}});
    view.instruction = context_.say("ticket.instruction");
    if (ticket->errand == engine::Errand::Apply) view.courtesy = context_.say("ticket.several");
    return view;
}

}  // namespace loket::app

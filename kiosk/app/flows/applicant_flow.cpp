#include "kiosk/app/flows/applicant_flow.h"

#include <algorithm>

#include "devices/base/secret.h"
#include "kiosk/app/core/projections.h"
#include "kiosk/app/desk/papers.h"
#include "kiosk/app/flows/slip.h"

namespace loket::app {

using viewmodels::Intent;
using viewmodels::Notice;
using viewmodels::Tone;

namespace {
constexpr std::size_t kMostTyped = 32;
}  // namespace

void ApplicantFlow::enter(Page page, const std::string& argument) {
    if (page == Page::Attract) context_.session.language = "id";
    if (page == Page::Attract || page == Page::Home || page == Page::Services) wipe();
    if (page == Page::Attract || page == Page::Home) group_.clear();
    if (page == Page::Services) service_.clear();
    if (page == Page::Service && !argument.empty()) service_ = argument;
    if (page == Page::Message && !argument.empty()) message_ = {Tone::Info, context_.say("thanks.title"), context_.say("thanks.text"), context_.say("action.done")};
    if (reading_ && page != Page::Identity) context_.worker.cancel();
    if (page == Page::Appointment) appointing_ = {.step = purpose_ == Purpose::Appoint && service() != nullptr && !priority_answer_.empty() ? Appointing::Step::Slot : Appointing::Step::Menu};
    if (page == Page::Appointment && appointing_.step == Appointing::Step::Slot)
        if (const auto days = free_days(); !days.empty()) appointing_.day = days.front();
    if (page == Page::Appointment && !argument.empty()) take_code(argument);
    if (page != Page::Bring) close_shot();
    turned_ = 0;
    page_ = page;
}

void ApplicantFlow::wipe() {
    ++visit_;
    for (auto* text : {&typed_, &newcomer_, &resi_, &ticket_number_, &priority_answer_}) zeroise(*text);  // no number stays behind in memory
    typed_.reserve(kMostTyped);                                                                            // and none while it grows
    notice_.reset();
    family_.clear();
    person_.reset();
    form_.wipe();
    reviewing_ = false;
    forget_scans();
    unstored_ = 0;
    appointing_ = {};
    slip_ = {nullptr, slip_.revision + 1};
    slip_notice_.reset();
}

void ApplicantFlow::start(Purpose purpose, const std::string& service) {
    wipe();
    purpose_ = purpose;
    service_ = service;
    mode_ = applies() ? Mode::Nik : Mode::Resi;
    if (mode_ == Mode::Resi) typed_.assign("BTN-");
    context_.navigation.go(Page::Identity);
}

void ApplicantFlow::handle(const Intent& intent) {
    if (intent.name == "back" && page_ == Page::Bring && shot_) return close_shot();
    if (intent.name == "back") return back();
    if (intent.name == "done") return context_.navigation.go(Page::Home);
    if (intent.name == "status" && page_ == Page::Message) return start(Purpose::Status, {});
    if (intent.name == "turn") return void(turned_ = std::stoi(intent.value));
    if (intent.name == "info") return context_.navigation.go(Page::Info, page_ == Page::Service ? service_ : "");
    switch (page_) {
        case Page::Attract:
            if (intent.name != "begin") return;
            if (!intent.value.empty()) context_.session.language = intent.value;
            return context_.navigation.go(Page::Home);
        case Page::Home: return home_intent(intent);
        case Page::Services:
            if (intent.name == "answer") context_.navigation.go(Page::Service, intent.value);
            return;
        case Page::Service:
            if (intent.name == "next") start(Purpose::Apply, std::string(service_));
            if (intent.name == "appointment") start(Purpose::Appoint, std::string(service_));
            return;
        case Page::Appointment: return appointment_intent(intent);
        case Page::Identity: return identity_intent(intent);
        case Page::Confirm:
            if (intent.name == "member") person_ = family_.at(std::stoul(intent.value));
            if (intent.name == "not_me") start(purpose_, std::string(service_));
            if (intent.name == "confirm" && person_) ask_questions();
            return;
        case Page::Question:
            if (form_.handle(intent)) ask_next();
            return;
        case Page::Priority: return priority_intent(intent);
        case Page::Bring: return bring_intent(intent);
        case Page::Review: return review_intent(intent);
        case Page::Status:
            if (intent.name == "complain") return context_.navigation.go(Page::Complain, resi_);
            if (intent.name != "collect") return;
            purpose_ = Purpose::Collect;
            return ask_ticket();
        default: return;
    }
}

void ApplicantFlow::home_intent(const Intent& intent) {
    if (intent.name == "group") {
        group_ = intent.value;
        context_.navigation.go(Page::Services);
    }
    if (intent.name == "service") context_.navigation.go(Page::Service, intent.value);
    if (intent.name == "status") start(Purpose::Status, {});
    if (intent.name == "collect") start(Purpose::Collect, {});
    if (intent.name == "appointment") {
        purpose_ = Purpose::Apply;
        context_.navigation.go(Page::Appointment);
    }
    if (intent.name == "complain") context_.navigation.go(Page::Complain);
    if (intent.name == "reprint") context_.navigation.go(Page::Reprint);
}

void ApplicantFlow::priority_intent(const Intent& intent) {
    if (intent.name == "answer") priority_answer_ = intent.value;
    if (intent.name == "next" && !priority_answer_.empty()) context_.navigation.go(std::exchange(reviewing_, false) ? Page::Review : Page::Bring);
}

void ApplicantFlow::bring_intent(const Intent& intent) {
    if (!shot_ && intent.name == "next") return context_.navigation.go(Page::Review);
    scan_intent(intent);
}

void ApplicantFlow::review_intent(const Intent& intent) {
    if (intent.name == "next") return purpose_ == Purpose::Appoint ? context_.navigation.go(Page::Appointment) : ask_ticket();
    if (intent.name != "edit") return;
    reviewing_ = true;
    const auto rows = form_.answered_rows();
    const auto index = std::stoul(intent.value);
    if (index >= rows.size()) return context_.navigation.go(Page::Priority);
    form_.edit(rows[index].key);
    context_.navigation.go(Page::Question);
}

void ApplicantFlow::back() {
    const auto who = person_ ? Page::Confirm : Page::Identity;
    switch (page_) {
        case Page::Service: return context_.navigation.go(group_.empty() ? Page::Home : Page::Services);
        case Page::Identity: return context_.navigation.go(applies() ? Page::Service : Page::Home);
        case Page::Confirm: return context_.navigation.go(Page::Identity);
        case Page::Question: return form_.back() ? void() : context_.navigation.go(std::exchange(reviewing_, false) ? Page::Review : who);
        case Page::Priority:
            if (std::exchange(reviewing_, false)) return context_.navigation.go(Page::Review);
            if (form_.empty()) return context_.navigation.go(who);
            form_.show();
            return context_.navigation.go(Page::Question);
        case Page::Bring: return context_.navigation.go(Page::Priority);
        case Page::Review: return context_.navigation.go(Page::Bring);
        case Page::Appointment: return appointment_back();
        default: return context_.navigation.go(Page::Home);
    }
}

void ApplicantFlow::ask_questions() {
    form_.start(*service(), person_ ? applicant_if_here(*person_) : std::nullopt);
    ask_next();
}

void ApplicantFlow::ask_next() {
    if (form_.next()) return context_.navigation.go(Page::Question);
    context_.navigation.go(std::exchange(reviewing_, false) ? Page::Review : Page::Priority);
}

void ApplicantFlow::ask_ticket() {
    if (!context_.asks.empty()) return;  // one tap, one ticket
    engine::TakeTicket wish;
    wish.errand = purpose_ == Purpose::Collect ? engine::Errand::Collect : engine::Errand::Apply;
    wish.service = service_;
    wish.priority = !priority_answer_.empty() && priority_answer_ != "none";
    wish.resi = resi_;
    if (purpose_ == Purpose::Apply) {
        wish.nik = person_ ? person_->nik : newcomer_;
        wish.answers = form_.answers();
    }
    using Answer = Result<std::vector<store::StoredEvent>>;
    context_.asks.then<Answer>(context_.equipment.core.execute(std::move(wish), kKiosk), [this](Answer answer) {
        if (answer) return take_number(*answer);
        // A full disk is no refusal: everything typed stays, and the same button tries again.
        if (answer.error().fault != Fault::Rejected) return context_.notify(Tone::Bad, context_.say("ticket.not_stored"));
        message_ = {Tone::Warning, context_.say("refused.title"), context_.explain(answer.error()), context_.say("action.done")};
        if (answer.error().code == "case.already_open") message_.status = context_.say("home.status");
        context_.navigation.go(Page::Message);
    });
}

void ApplicantFlow::take_number(const std::vector<store::StoredEvent>& answer) {
    const auto event = engine::decode_event(answer.front().kind, answer.front().body);
    if (event) ticket_number_ = std::get<engine::TicketIssued>(*event).number;
    store_scans();
}

void ApplicantFlow::ticket_issued() {
    context_.navigation.go(Page::Ticket);
    const auto snapshot = context_.snapshot();
    const auto* ticket = snapshot->office.queue.find(ticket_number_);
    if (ticket == nullptr) return;
    const auto number = [this] { return context_.say("ticket.remember_number"); };
    print_slip(context_, snapshot->office.queue.stream + "/" + ticket_number_, documents::ticket_slip(ticket_paper(context_.equipment, snapshot->office, *ticket)), slip_,
               [this, number, visit = visit_](const Error&) {
                   if (visit == visit_) slip_notice_ = Notice{Tone::Warning, number()};
               });
}

}  // namespace loket::app

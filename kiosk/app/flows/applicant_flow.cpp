#include "kiosk/app/flows/applicant_flow.h"

#include <algorithm>

#include "devices/base/secret.h"
#include "devices/runtime/run.h"
#include "kiosk/app/core/projections.h"
#include "kiosk/app/desk/papers.h"
#include "kiosk/app/desk/pictures.h"
#include "workflow/engine/resi.h"
#include "workflow/population/kk_number.h"
#include "workflow/population/nik.h"

namespace loket::app {

using population::Resident;
using viewmodels::Intent;
using viewmodels::Notice;
using viewmodels::Tone;

namespace {
constexpr std::size_t kNumberLength = 16;
constexpr std::size_t kResiLength = 21;
constexpr std::size_t kMostTyped = 32;
constexpr std::size_t kShortestPassport = 5, kLongestPassport = 15;
constexpr auto kPassport = "PASPOR-";  // in place of a NIK, as the engine knows newcomers
const engine::Actor kKiosk{"anjungan", engine::Role::Pemohon};
}  // namespace

void ApplicantFlow::enter(Page page, const std::string& argument) {
    if (page == Page::Home || page == Page::Services) wipe();
    if (page == Page::Home) group_.clear();
    if (page == Page::Services) service_.clear();
    if (page == Page::Message && !argument.empty()) message_ = {Tone::Info, context_.say("thanks.title"), context_.say("thanks.text"), context_.say("action.done")};
    page_ = page;
}

void ApplicantFlow::wipe() {
    for (auto* text : {&typed_, &newcomer_, &resi_, &ticket_number_, &priority_answer_}) zeroise(*text);  // no number stays behind in memory
    typed_.reserve(kMostTyped);                                                                            // and none while it grows
    notice_.reset();
    family_.clear();
    person_.reset();
    form_.wipe();
    priority_ = false;
    slip_ = {nullptr, slip_.revision + 1};
    slip_notice_.reset();
}

void ApplicantFlow::start(Purpose purpose, const std::string& service) {
    wipe();
    purpose_ = purpose;
    service_ = service;
    mode_ = purpose == Purpose::Apply ? Mode::Nik : Mode::Resi;
    if (mode_ == Mode::Resi) typed_.assign("BTN-");
    context_.navigation.go(Page::Identity);
}

void ApplicantFlow::handle(const Intent& intent) {
    if (intent.name == "back") return back();
    if (intent.name == "group") {
        group_ = intent.value;
        return context_.navigation.go(Page::Services);
    }
    if (page_ == Page::Services) {
        if (intent.name == "answer") service_ = intent.value;
        if (intent.name == "next" && service() != nullptr) start(Purpose::Apply, std::string(service_));
        return;
    }
    if (intent.name == "service") return start(Purpose::Apply, intent.value);
    if (intent.name == "status") return start(Purpose::Status, {});
    if (intent.name == "collect" && page_ == Page::Home) return start(Purpose::Collect, {});
    if (intent.name == "done") return context_.navigation.go(Page::Home);
    switch (page_) {
        case Page::Identity: return identity_intent(intent);
        case Page::Confirm:
            if (intent.name == "member") person_ = family_.at(std::stoul(intent.value));
            if (intent.name == "not_me") start(Purpose::Apply, service_);
            if (intent.name == "confirm" && person_) ask_questions();
            return;
        case Page::Question:
            if (form_.handle(intent)) ask_next();
            return;
        case Page::Priority:
            if (intent.name == "answer") priority_answer_ = intent.value;
            if (intent.name == "next" && !priority_answer_.empty()) {
                priority_ = priority_answer_ != "none";
                context_.navigation.go(Page::Bring);
            }
            return;
        case Page::Bring:
            if (intent.name == "next") ask_ticket();
            return;
        case Page::Status:
            if (intent.name == "collect") {
                purpose_ = Purpose::Collect;
                ask_ticket();
            }
            return;
        default: return;
    }
}

void ApplicantFlow::back() {
    switch (page_) {
        case Page::Identity: return context_.navigation.go(group_.empty() ? Page::Home : Page::Services);
        case Page::Confirm: return context_.navigation.go(Page::Identity);
        case Page::Question: return form_.back() ? void() : context_.navigation.go(person_ ? Page::Confirm : Page::Identity);
        case Page::Priority:
            if (form_.empty()) return context_.navigation.go(person_ ? Page::Confirm : Page::Identity);
            form_.show();
            return context_.navigation.go(Page::Question);
        case Page::Bring: return context_.navigation.go(Page::Priority);
        default: return context_.navigation.go(Page::Home);
    }
}

std::size_t ApplicantFlow::longest() const { return mode_ == Mode::Resi ? kResiLength : mode_ == Mode::Passport ? kLongestPassport : kNumberLength; }

/// Only a stay is recorded for somebody who has no NIK yet.
bool ApplicantFlow::takes_passport() const {
    return service() != nullptr && service()->newcomer && std::ranges::any_of(service()->effects, [](const auto& effect) { return effect.kind == "RecordStay"; });
}

bool ApplicantFlow::typed_enough() const { return mode_ == Mode::Passport ? typed_.size() >= kShortestPassport : typed_.size() == longest(); }

void ApplicantFlow::identity_intent(const Intent& intent) {
    notice_.reset();
    constexpr std::size_t kResiPrefix = 4;  // "BTN-" stays
    if ((intent.name == "digit" || intent.name == "letter") && typed_.size() < longest() && intent.value.size() == 1) {
        typed_ += intent.value;
        if (mode_ == Mode::Resi && (typed_.size() == 10 || typed_.size() == 14 || typed_.size() == 19)) typed_ += '-';
    }
    if (intent.name == "erase" && typed_.size() > (mode_ == Mode::Resi ? kResiPrefix : 0)) {
        if (typed_.back() == '-') typed_.pop_back();
        typed_.pop_back();
    }
    if (intent.name == "clear") typed_.assign(mode_ == Mode::Resi ? "BTN-" : "");
    if (intent.name == "mode" && purpose_ == Purpose::Apply) {
        mode_ = intent.value == "kk" ? Mode::Kk : intent.value == "passport" && takes_passport() ? Mode::Passport : Mode::Nik;
        typed_.clear();
    }
    if (intent.name == "code") return code_read(intent.value);
    if (intent.name == "next" && typed_enough()) submit_identity();
}

void ApplicantFlow::code_read(const std::string& text) {
    if (page_ == Page::Home) start(Purpose::Status, {});
    const auto resi = engine::parse_resi(text);
    if (resi) {
        if (purpose_ == Purpose::Apply) purpose_ = Purpose::Status;
        mode_ = Mode::Resi;
        typed_ = *resi;
        return submit_identity();
    }
    notice_ = Notice{Tone::Warning, context_.explain(resi.error())};
}

void ApplicantFlow::submit_identity() {
    person_.reset();  // nothing of an earlier number may reach the next page
    zeroise(newcomer_);
    family_.clear();
    form_.wipe();
    if (mode_ == Mode::Passport) {
        newcomer_ = kPassport + typed_;
        return ask_questions();
    }
    if (mode_ == Mode::Nik) return submit_nik();
    if (mode_ == Mode::Kk) return submit_kk();
    const auto resi = engine::parse_resi(typed_);
    if (!resi) return void(notice_ = Notice{Tone::Warning, context_.explain(resi.error())});
    show_status(*resi);
}

void ApplicantFlow::submit_nik() {
    const population::NikContext nik_context{.today = wib_date(context_.equipment.clock.now())};
    const auto parsed = population::parse_nik(typed_, context_.equipment.core.reference().regions, nik_context);
    if (!parsed) return void(notice_ = Notice{Tone::Warning, context_.explain(parsed.error())});
    using Answer = Result<std::shared_ptr<const Resident>>;
    context_.asks.then<Answer>(context_.equipment.core.ask([nik = typed_](Core& core) { return core.resident(nik, kKiosk, "anjungan"); }), [this, nik = typed_](Answer answer) {
        if (page_ != Page::Identity) return;  // the person has gone on or away
        if (answer) return found_person(*answer);
        if (answer.error().code != "nik.unknown" || !service()->newcomer) return refuse(answer.error());
        newcomer_ = nik;
        ask_questions();
    });
}

void ApplicantFlow::submit_kk() {
    using Answer = Result<std::vector<std::shared_ptr<const Resident>>>;
    context_.asks.then<Answer>(context_.equipment.core.ask([kk = typed_](Core& core) { return core.family(kk, kKiosk, "anjungan"); }), [this](Answer answer) {
        if (page_ != Page::Identity) return;
        if (!answer) return refuse(answer.error());
        family_ = *answer;
        form_.set_household(family_);
        context_.navigation.go(Page::Confirm);
    });
}

void ApplicantFlow::refuse(const Error& error) { notice_ = Notice{Tone::Warning, context_.explain(error)}; }

void ApplicantFlow::found_person(std::shared_ptr<const Resident> person) {
    family_.clear();
    person_ = std::move(person);
    context_.navigation.go(Page::Confirm);
    if (!names_family(*service())) return;  // nobody looks at a family for nothing
    using Answer = Result<std::vector<std::shared_ptr<const Resident>>>;
    context_.asks.then<Answer>(context_.equipment.core.ask([kk = person_->kk](Core& core) { return core.family(kk, kKiosk, "anjungan"); }), [this](Answer answer) {
        if (answer && person_) form_.set_household(*answer);
    });
}

void ApplicantFlow::ask_questions() {
    form_.start(*service(), person_ ? applicant_if_here(*person_) : std::nullopt);
    ask_next();
}

void ApplicantFlow::ask_next() { context_.navigation.go(form_.next() ? Page::Question : Page::Priority); }

void ApplicantFlow::ask_ticket() {
    if (!context_.asks.empty()) return;  // one tap, one ticket
    engine::TakeTicket wish;
    wish.errand = purpose_ == Purpose::Collect ? engine::Errand::Collect : engine::Errand::Apply;
    wish.service = service_;
    wish.priority = priority_;
    wish.resi = resi_;
    if (purpose_ == Purpose::Apply) {
        wish.nik = person_ ? person_->nik : newcomer_;
        wish.answers = form_.answers();
    }
    using Answer = Result<std::vector<store::StoredEvent>>;
    context_.asks.then<Answer>(context_.equipment.core.execute(std::move(wish), kKiosk), [this](Answer answer) {
        if (answer) {
            const auto event = engine::decode_event(answer->front().kind, answer->front().body);
            if (event) ticket_number_ = std::get<engine::TicketIssued>(*event).number;
            return ticket_issued();
        }
        // A full disk is no refusal: everything typed stays, and the same button tries again.
        if (answer.error().fault != Fault::Rejected) return context_.notify(Tone::Bad, context_.say("ticket.not_stored"));
        message_ = {Tone::Warning, context_.say("refused.title"), context_.explain(answer.error()), context_.say("action.done")};
        context_.navigation.go(Page::Message);
    });
}

void ApplicantFlow::ticket_issued() {
    context_.navigation.go(Page::Ticket);
    const auto snapshot = context_.snapshot();
    const auto* ticket = snapshot->office.queue.find(ticket_number_);
    if (ticket == nullptr) return;
    auto slip = documents::render_slip(documents::ticket_slip(ticket_paper(context_.equipment, snapshot->office, *ticket)));
    if (!slip) return void(slip_notice_ = Notice{Tone::Warning, context_.explain(slip.error())});
    slip_ = {std::make_shared<const RgbaImage>(to_rgba(*slip)), slip_.revision + 1};
    auto failed = std::make_shared<std::optional<Error>>();
    const bool started = context_.worker.start(
        [this, slip = *slip, failed, job = snapshot->office.queue.stream + "/" + ticket_number_](TaskFeed& feed, std::stop_token stop) {
            auto printed = perform<model::ReceiptOutcome>(context_.equipment, model::Kind::ReceiptPrinter, model::ReceiptRequest{job, slip}, feed, stop);
            if (!printed) *failed = printed.error();
        },
        [this, failed] {
            if (*failed) slip_notice_ = Notice{Tone::Warning, context_.say("ticket.remember_number")};
        });
    if (!started) slip_notice_ = Notice{Tone::Warning, context_.say("ticket.remember_number")};
}

void ApplicantFlow::show_status(const std::string& resi) {
    resi_ = resi;
    const auto c = context_.snapshot()->office.find_resi(resi);
    if (!c) return refuse(rejected("resi.unknown", "no open application with this resi"));
    service_ = c->service;
    if (purpose_ == Purpose::Collect) return ask_ticket();
    context_.navigation.go(Page::Status);
}

}  // namespace loket::app

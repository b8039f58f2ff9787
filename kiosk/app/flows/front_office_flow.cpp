#include "kiosk/app/flows/front_office_flow.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "kiosk/app/desk/papers.h"
#include "kiosk/app/desk/pictures.h"
#include "kiosk/app/flows/comparing.h"
#include "kiosk/app/flows/supplies.h"
#include "kiosk/screens/staff.h"
#include "workflow/engine/waiting.h"

namespace loket::app {

using engine::StepKind;
using viewmodels::Intent;
using viewmodels::Notice;
using viewmodels::Tone;

void FrontOfficeFlow::wipe() {
    StaffFlow::wipe();
    slip_ = {nullptr, slip_.revision + 1};
    slip_notice_.reset();
}

void FrontOfficeFlow::act(const Intent& intent) {
    if (intent.name == "receive") {
        const auto snapshot = context_.snapshot();
        if (const auto* ticket = snapshot->office.queue.find(intent.value)) receive(*ticket);
        return;
    }
    if (intent.name == "add_service") return context_.navigation.go(Page::AddService, case_id_);
    if (intent.name == "record") return context_.navigation.go(Page::Recording, case_id_);
    if (page_ == Page::CheckFile) return check_intent(intent);
    if (intent.name == "print_again") return print_resi();
    if (intent.name != "done") return;
    const auto c = file();
    c ? next_of_ticket(*c) : context_.navigation.go(Page::FrontOffice);
}

void FrontOfficeFlow::receive(const engine::Ticket& ticket) {
    if (ticket.errand == engine::Errand::Collect) return context_.navigation.go(Page::HandOver, ticket.case_id);  // a letter is ready
    context_.execute(engine::ReceiveFile{ticket.number}, [this, number = ticket.number] {
        case_id_ = opened_by(*context_.snapshot(), number);
        received();
    });
}

/// A person may have brought several applications: the next one of the same ticket, or whoever waits.
void FrontOfficeFlow::next_of_ticket(const engine::Case& done) {
    for (const auto& c : work())
        if (c->ticket == done.ticket && c->opened >= done.opened - std::chrono::hours(12) && c->id != done.id && c->status == engine::CaseStatus::Open && (!c->begun || mine(*c)))
            return context_.navigation.go(Page::CheckFile, c->id);
    context_.navigation.go(Page::FrontOffice);
}

/// Whether the ticket that brought this case in is still at the counter today, so that more may be asked for with it.
bool FrontOfficeFlow::may_add(const engine::Case& c) const {
    const auto snapshot = context_.snapshot();
    const auto* ticket = snapshot->office.queue.find(c.ticket);
    return ticket != nullptr && ticket->status == engine::TicketStatus::Served && ticket->nik == c.nik;
}

/// Opening a file is beginning its step: a file that came back, or one whose receipt a power cut interrupted.
void FrontOfficeFlow::opened() {
    context_.navigation.go(Page::CheckFile);
    const auto c = file();
    if (!c || page_ == Page::Resi) return;
    look_up_named(*c);
    if (mine(*c)) return received();
    if (!c->begun) context_.execute(engine::BeginStep{case_id_}, [this] { received(); });
}

/// The applicant's own step and the receipt follow at once when the officer takes the file: both are done by taking it.
void FrontOfficeFlow::received() {
    const auto c = file();
    if (!c) return;
    const auto kind = context_.services().find(c->service)->step(c->step).kind;
    if (kind == StepKind::Check && !c->begun) return context_.execute(engine::BeginStep{case_id_}, [this] { received(); });  // a file of the field team
    if (kind == StepKind::Check) return context_.navigation.go(Page::CheckFile);
    context_.execute(engine::CompleteStep{case_id_}, [this] { received(); });
}

/// Whom the answers name is looked up, so that what was said of them can be compared; each look is in the audit.
void FrontOfficeFlow::look_up_named(const engine::Case& c) {
    for (const auto& question : context_.services().find(c.service)->questions) {
        const auto answer = c.answers.find(question.key);
        if (question.type != engine::QuestionType::Nik || answer == c.answers.end()) continue;
        using Answer = Result<std::shared_ptr<const population::Resident>>;
        context_.asks.then<Answer>(context_.equipment.core.ask([nik = answer->second, actor = context_.actor(), purpose = "pemeriksaan " + c.id](Core& core) { return core.resident(nik, actor, purpose); }),
                                   [](Answer) {});  // the snapshot has them; nobody there is nothing to compare with
    }
}

void FrontOfficeFlow::check_intent(const Intent& intent) {
    const auto c = file();
    if (!c) return;
    if (intent.name == "cancel") return context_.execute(engine::CancelCase{case_id_, intent.value}, [this] { context_.navigation.go(Page::FrontOffice); });
    if (intent.name == "incomplete")
        return context_.execute(engine::DeclareIncomplete{case_id_, intent.value}, [this] { context_.navigation.go(Page::FrontOffice); });
    if (intent.name == "mark") {
        const auto colon = intent.value.find(':');
        const auto word = intent.value.substr(colon + 1);
        const auto mark = word == "present" ? engine::Mark::Present : word == "missing" ? engine::Mark::Missing : engine::Mark::Open;
        return context_.execute(engine::MarkRequirement{case_id_, std::stoi(intent.value), mark, ""});
    }
    if (intent.name == "complete") {
        const bool first_time = c->resi.empty();
        context_.execute(engine::CompleteStep{case_id_}, [this, first_time] {
            if (!first_time) return context_.navigation.go(Page::FrontOffice);
            context_.navigation.go(Page::Resi);
            print_resi();
        });
    }
}

void FrontOfficeFlow::print_resi() {
    const auto c = file();
    if (!c) return;
    const auto snapshot = context_.snapshot();
    auto slip = documents::render_slip(documents::resi_slip(resi_paper(context_.equipment, *c, *applicant_of(*snapshot, *c))));
    if (!slip) return void(slip_notice_ = Notice{Tone::Bad, context_.explain(slip.error())});
    slip_ = {std::make_shared<const RgbaImage>(to_rgba(*slip)), slip_.revision + 1};
    slip_notice_.reset();
    auto failed = std::make_shared<std::optional<Error>>();
    const bool started = context_.worker.start(
        [this, slip = *slip, failed, job = c->resi + fmt::format("#{}", slip_.revision)](TaskFeed& feed, std::stop_token stop) {
            auto printed = perform<model::ReceiptOutcome>(context_.equipment, model::Kind::ReceiptPrinter, model::ReceiptRequest{job, slip}, feed, stop);
            if (!printed) *failed = printed.error();
        },
        [this, failed] {
            if (*failed) slip_notice_ = Notice{Tone::Warning, context_.explain(**failed)};
        });
    if (!started) slip_notice_ = Notice{Tone::Warning, context_.say("error.device.busy")};
}

void FrontOfficeFlow::draw(ui::Ui& ui, const viewmodels::Chrome& chrome, viewmodels::Intents& intents) {
    const auto& words = context_.strings(context_.session.language);
    if (page_ == Page::CheckFile) screens::draw(ui, words, chrome, check_view(), desk("check.title", "check.empty"), intents);
    else if (page_ == Page::Resi) screens::draw(ui, words, chrome, resi_view(), desk("resi.title", "check.empty"), intents);
    else screens::draw(ui, words, chrome, queue_view(), intents);
}

namespace {

/// Everybody who waits for this desk, whoever is called first first.
std::vector<const engine::Ticket*> in_order(const engine::Queue& queue, engine::Role desk) {
    std::vector<const engine::Ticket*> waiting;
    for (const auto& number : queue.waiting)
        if (const auto& ticket = queue.tickets.at(number); ticket.desk == desk) waiting.push_back(&ticket);
    std::ranges::stable_sort(waiting, {}, [&](const auto* ticket) { return queue.ahead_of(ticket->number); });
    return waiting;
}

viewmodels::FrontOffice::Waiting ticket_line(const FlowContext& context, const engine::Ticket& ticket) {
    viewmodels::FrontOffice::Waiting line{.number = ticket.number, .service = context.services().find(ticket.service)->name.in(context.session.language)};
    const auto age = std::chrono::duration_cast<std::chrono::minutes>(context.equipment.clock.now() - ticket.joined).count();
    line.since = context.say("queue.since", {{"time", short_time(ticket.joined).substr(6)}, {"minutes", std::to_string(std::max<std::int64_t>(0, age))}});
    return line;
}

}  // namespace

viewmodels::FrontOffice FrontOfficeFlow::queue_view() const {
    viewmodels::FrontOffice view;
    view.desk = desk("front_office.title", "front_office.empty");
    view.desk.items.clear();
    view.standing = standing_of(context_);
    const auto snapshot = context_.snapshot();
    const auto& queue = snapshot->office.queue;
    for (const auto* ticket : in_order(queue, engine::Role::FrontOffice)) {
        view.waiting_priority += ticket->priority ? 1 : 0;
        auto line = ticket_line(context_, *ticket);
        line.lane = context_.say(ticket->returning ? "queue.returning" : ticket->priority ? "queue.priority" : "queue.regular");
        line.tone = ticket->priority && !ticket->returning ? Tone::Warning : Tone::Info;
        if (const auto minutes = engine::estimated_wait(queue, ticket->number, context_.equipment.clock.now(), context_.services()))
            line.estimate = context_.say("queue.estimate", {{"minutes", std::to_string(*minutes)}});
        view.waiting.push_back(std::move(line));
    }
    for (const auto& [number, ticket] : queue.tickets) {
        if (ticket.desk != engine::Role::FrontOffice) continue;
        if (ticket.status == engine::TicketStatus::Held) {
            view.held.push_back(ticket_line(context_, ticket));
            view.held.back().lane = ticket.reason;
        }
        if (ticket.status != engine::TicketStatus::NoShow) continue;
        view.missed.push_back(ticket_line(context_, ticket));
        view.missed.back().lane = context_.say(ticket.requeued ? "queue.missed_twice" : "queue.may_requeue");
    }
    return view;
}

viewmodels::CheckFile FrontOfficeFlow::check_view() const {
    viewmodels::CheckFile view;
    const auto c = file();
    if (!c) return view;
    view.head = file_head(context_, *c, true);
    view.items = paper_items(context_, *c);
    for (const auto& returned : c->returns) view.returns.push_back({context_.snapshot()->name_of(returned.user), returned.reason});
    for (const auto* key : {"incomplete.paper", "incomplete.data", "incomplete.identity"}) view.reasons.push_back(context_.say(key));
    using Mark = viewmodels::CheckFile::Item::Mark;
    const bool at_check = context_.services().find(c->service)->step(c->step).kind == StepKind::Check && mine(*c);
    view.can_complete = at_check && std::ranges::all_of(view.items, [](const auto& item) { return item.mark == Mark::Present || item.mark == Mark::ByMachine; });
    view.can_incomplete = at_check;
    view.can_add = at_check && may_add(*c);
    view.compared = compared_rows(context_, *c);
    view.complete_label = context_.say(c->resi.empty() ? "check.register" : "check.forward_again");
    return view;
}

viewmodels::ResiPage FrontOfficeFlow::resi_view() const {
    viewmodels::ResiPage view;
    const auto c = file();
    if (!c) return view;
    view.resi = c->resi;
    view.service = context_.services().find(c->service)->name.in(context_.session.language);
    if (c->promised) view.promised = long_date(*c->promised, context_.session.language);
    view.slip = slip_;
    view.needs_recording = awaits_recording(context_, *c);
    view.can_add = may_add(*c);
    view.notice = slip_notice_;
    if (!view.notice && c->calendar_missing != 0) view.notice = viewmodels::Notice{Tone::Warning, calendar_words(context_, *c)};
    return view;
}

}  // namespace loket::app

#include "kiosk/app/flows/front_office_flow.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "kiosk/app/desk/papers.h"
#include "kiosk/app/desk/pictures.h"
#include "kiosk/screens/staff.h"
#include "workflow/engine/record_state.h"

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

const engine::Ticket* FrontOfficeFlow::called(const Snapshot& snapshot) const {
    for (const auto& [number, ticket] : snapshot.office.queue.tickets)
        if (ticket.status == engine::TicketStatus::Called && ticket.loket == context_.session.loket && ticket.desk == engine::Role::FrontOffice) return &ticket;
    return nullptr;
}

/// The case this ticket of today opened or brought back; numbers restart daily, so the latest change decides.
std::string FrontOfficeFlow::opened_by(const std::string& ticket) const {
    CaseRef latest;
    const auto snapshot = context_.snapshot();
    for (const auto& [id, c] : snapshot->office.cases)
        if (c->ticket == ticket && (!latest || c->updated > latest->updated)) latest = c;
    return latest ? latest->id : "";
}

void FrontOfficeFlow::act(const Intent& intent) {
    if (page_ == Page::FrontOffice) return queue_intent(intent);
    if (page_ == Page::CheckFile) return check_intent(intent);
    if (intent.name == "print_again") return print_resi();
    if (intent.name == "record") return context_.navigation.go(Page::Recording, case_id_);
    if (intent.name == "done") return context_.navigation.go(Page::FrontOffice);
}

void FrontOfficeFlow::queue_intent(const Intent& intent) {
    if (intent.name == "call") return context_.execute(engine::CallTicket{context_.session.loket, intent.value});
    if (intent.name == "miss") return context_.execute(engine::MissTicket{intent.value});
    if (intent.name == "receive") {
        const auto snapshot = context_.snapshot();
        const auto* called = snapshot->office.queue.find(intent.value);
        if (called != nullptr && called->errand == engine::Errand::Collect) return context_.navigation.go(Page::HandOver, called->case_id);  // a letter is ready
        context_.execute(engine::ReceiveFile{intent.value}, [this, ticket = intent.value] {
            case_id_ = opened_by(ticket);
            received();
        });
    }
}

/// Opening a file is beginning its step: a file that came back, or one whose receipt a power cut interrupted.
void FrontOfficeFlow::opened() {
    context_.navigation.go(Page::CheckFile);
    const auto c = file();
    if (!c || page_ == Page::Resi) return;
    if (mine(*c)) return received();
    if (!c->begun) context_.execute(engine::BeginStep{case_id_}, [this] { received(); });
}

/// The applicant's own step and the receipt follow at once when the officer takes the file: both are done by taking it.
void FrontOfficeFlow::received() {
    const auto c = file();
    if (!c) return;
    const auto kind = context_.services().find(c->service)->step(c->step).kind;
    if (kind == StepKind::Check) return context_.navigation.go(Page::CheckFile);
    context_.execute(engine::CompleteStep{case_id_}, [this] { received(); });
}

void FrontOfficeFlow::check_intent(const Intent& intent) {
    const auto c = file();
    if (!c) return;
    if (intent.name == "begin") return context_.execute(engine::BeginStep{case_id_});
    if (intent.name == "record") return context_.navigation.go(Page::Recording, case_id_);
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

viewmodels::FrontOffice FrontOfficeFlow::queue_view() const {
    viewmodels::FrontOffice view;
    view.desk = desk("front_office.title", "front_office.empty");
    view.desk.items.clear();
    const auto snapshot = context_.snapshot();
    for (const auto& number : snapshot->office.queue.waiting) {
        const auto& ticket = snapshot->office.queue.tickets.at(number);
        if (ticket.desk != engine::Role::FrontOffice) continue;
        ++view.waiting;
        view.waiting_priority += ticket.priority ? 1 : 0;
        viewmodels::WorkItem item{.id = number, .number = number};
        item.service = context_.services().find(ticket.service)->name.in(context_.session.language);
        item.since = short_time(ticket.issued);
        item.state = context_.say(ticket.priority ? "queue.priority" : "queue.regular");
        item.tone = ticket.priority ? Tone::Warning : Tone::Info;
        view.desk.items.push_back(std::move(item));
    }
    const auto* ticket = called(*snapshot);
    if (ticket == nullptr) return view;
    view.called = ticket->number;
    view.called_detail = context_.say("front_office.called", {{"times", std::to_string(ticket->calls)}, {"service", context_.services().find(ticket->service)->name.in(context_.session.language)}});
    view.can_receive = true;
    view.can_miss = ticket->calls >= engine::kCallsBeforeMiss;
    return view;
}

viewmodels::CheckFile FrontOfficeFlow::check_view() const {
    viewmodels::CheckFile view;
    const auto c = file();
    if (!c) return view;
    view.head = file_head(context_, *c, true);
    view.items = paper_items(context_, *c);
    for (const auto& returned : c->returns) view.returns.push_back({returned.user, returned.reason});
    for (const auto* key : {"incomplete.paper", "incomplete.data", "incomplete.identity"}) view.reasons.push_back(context_.say(key));
    using Mark = viewmodels::CheckFile::Item::Mark;
    const bool at_check = context_.services().find(c->service)->step(c->step).kind == StepKind::Check && mine(*c);
    view.can_complete = at_check && std::ranges::all_of(view.items, [](const auto& item) { return item.mark == Mark::Present || item.mark == Mark::ByMachine; });
    view.can_incomplete = at_check;
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
    view.notice = slip_notice_;
    return view;
}

}  // namespace loket::app

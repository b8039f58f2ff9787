#include "kiosk/app/flows/staff_flow.h"

#include "kiosk/app/flows/complaints_flow.h"

#include <algorithm>
#include <map>
#include <set>

#include "kiosk/app/desk/papers.h"
#include "kiosk/app/flows/permission.h"
#include "workflow/engine/resi.h"

namespace loket::app {

using engine::Role;
using viewmodels::Desk;

namespace {

Desk::Tab tab(const FlowContext& context, Page page, int count) {
    const std::string id(to_string(page));
    return {id, context.say("tab." + id), count};
}

int waiting_tickets(const FlowContext& context, Role desk) {
    int waiting = 0;
    const auto snapshot = context.snapshot();
    for (const auto& number : snapshot->office.queue.waiting)
        if (snapshot->office.queue.tickets.at(number).desk == desk) ++waiting;
    return waiting;
}

int open_complaints(const FlowContext& context) {
    const auto snapshot = context.snapshot();
    return static_cast<int>(std::ranges::count_if(snapshot->office.house.complaints, [](const auto& item) { return item.second.is_open(); }));
}

/// The pages on which a role has steps to do, in the order of Page; the services say which.
std::set<Page> pages_of(const engine::Services& services, Role role) {
    std::set<Page> pages;
    if (role == Role::FrontOffice) pages.insert(Page::FrontOffice);
    if (role == Role::OperatorRekam) pages.insert(Page::Recording);
    if (handles_complaints(role)) pages.insert(Page::Complaints);
    if (role == Role::Kadis || role == Role::Sekretaris || role == Role::Kabid) pages.insert(Page::Dashboard);
    if (role == Role::Adb || role == Role::Rekanan) pages.insert(Page::Maintenance);
    if (may_be_stood_in_for(role)) pages.insert(Page::Delegation);
    if (role == Role::Adb) pages.insert(Page::Officers);
    if (role == Role::OperatorCetak || role == Role::FrontOffice) pages.insert(Page::Stock);
    if (role == Role::OperatorCetak || role == Role::FrontOffice || role == Role::Petugas || role == Role::Kasi) pages.insert(Page::CardCheck);
    for (const auto& service : services.all()) {
        if (std::ranges::find(service.opened_by, role) != service.opened_by.end()) pages.insert(Page::Work);
        for (const auto& step : service.steps)
            if (step.desk == role) pages.insert(page_of(step.kind));
    }
    return pages;
}

}  // namespace

bool may_be_stood_in_for(Role role) { return role == Role::Kasi || role == Role::Kabid || role == Role::Kadis; }

Page home_of(const FlowContext& context, Role role) {
    const auto pages = pages_of(context.services(), role);
    return pages.empty() ? Page::Work : *pages.begin();
}

std::vector<Desk::Tab> tabs_of(const FlowContext& context) {
    std::vector<Desk::Tab> tabs;
    for (const auto page : pages_of(context.services(), context.actor().role)) {
        const auto waiting = page == Page::Complaints ? open_complaints(context) : page == Page::FrontOffice ? waiting_tickets(context, Role::FrontOffice) + static_cast<int>(context.help.size()) : page == Page::Recording || page >= Page::CardCheck ? 0 : static_cast<int>(cases_on(context, page).size());
        tabs.push_back(tab(context, page, waiting));
    }
    return tabs;
}

std::string opened_by(const Snapshot& snapshot, const std::string& ticket) {
    std::shared_ptr<const engine::Case> latest;
    for (const auto& [id, c] : snapshot.office.cases)
        if (c->ticket == ticket && (!latest || c->updated >= latest->updated)) latest = c;
    return latest ? latest->id : "";
}

void StaffFlow::enter(Page page, const std::string& argument) {
    page_ = page;
    if (argument.empty()) return;
    case_id_ = argument;
    opened();
}

void StaffFlow::wipe() { case_id_.clear(); }

void StaffFlow::handle(const viewmodels::Intent& intent) {
    // What a running task brings must land in the file it was started for: nobody changes files meanwhile.
    const bool leaves = intent.name == "tab" || intent.name == "open" || intent.name == "leave" || intent.name == "code";
    if (leaves && context_.worker.busy()) return;
    if (intent.name == "tab") {
        for (int i = 0; i <= static_cast<int>(kLastPage); ++i)
            if (to_string(static_cast<Page>(i)) == intent.value) context_.navigation.go(static_cast<Page>(i));
        return;
    }
    if (intent.name == "open") {
        context_.session.notice.reset();
        case_id_ = intent.value;
        return opened();
    }
    if (intent.name == "code") return code_read(intent.value);
    if (intent.name == "begin") return begin(false);
    if (intent.name == "take_over") return take_over(intent.value);
    if (!counter_intent(intent)) act(intent);
}

void StaffFlow::begin(bool take_over) {
    if (!context_.worker.busy()) context_.execute(engine::BeginStep{case_id_, take_over}, [this] { begun(); });
}

/// Why stands in the audit before the step changes hands; the log says who had it and who has it now.
void StaffFlow::take_over(const std::string& reason) {
    const auto c = file();
    if (!c || reason.empty() || context_.worker.busy()) return;
    using Answer = Result<std::vector<store::StoredEvent>>;
    store::NewAudit why{engine::to_string(context_.actor()), "take_over", c->id, c->begun_by + ": " + reason, context_.equipment.clock.now()};
    context_.asks.then<Answer>(context_.equipment.core.ask([why = std::move(why)](Core& core) { return core.store().commit(store::Batch().add(why)); }), [this](Answer noted) {
        noted ? begin(true) : context_.notify(noted.error());
    });
}

bool StaffFlow::counter_intent(const viewmodels::Intent& intent) {
    const auto at_counter = called();
    const auto number = at_counter ? at_counter->number : "";
    if (intent.name == "call")
        context_.execute(engine::CallTicket{context_.session.loket, intent.value}, [this] {
            const auto ticket = called();
            if (!ticket) return;
            if (!ticket->reason.empty() && ticket->calls == 1) context_.notify(viewmodels::Tone::Info, context_.say("desk.came_back", {{"ticket", ticket->number}, {"reason", ticket->reason}}));
            called_up(*ticket);
        });
    else if (intent.name == "miss") context_.execute(engine::MissTicket{intent.value});
    else if (intent.name == "hold") context_.execute(engine::HoldTicket{number, intent.value});
    else if (intent.name == "resume") context_.execute(engine::ResumeTicket{intent.value});
    else if (intent.name == "requeue") context_.execute(engine::RequeueTicket{intent.value});
    else if (intent.name == "transfer") {
        const auto colon = intent.value.find(':');
        const auto desk = engine::role_from_code(intent.value.substr(0, colon));
        if (desk && colon != std::string::npos) context_.execute(engine::TransferTicket{number, *desk, intent.value.substr(colon + 1)});
    } else return false;
    return true;
}

// --- codes: a ticket or a resi held before the reader opens its file ---------------------------------------------------------

void StaffFlow::code_read(const std::string& text) {
    context_.session.notice.reset();
    if (takes_code(text)) return;
    const auto snapshot = context_.snapshot();
    if (const auto number = ticket_of_qr(engine::queue_stream(wib_date(context_.equipment.clock.now())), text)) return ticket_read(*number);
    const auto resi = engine::parse_resi(text);
    if (!resi) return context_.notify(resi.error());
    const auto c = snapshot->office.find_resi(*resi);
    c ? go_to(*c) : context_.notify(rejected("resi.unknown", "no open application with this resi"));
}

void StaffFlow::ticket_read(const std::string& number) {
    using engine::TicketStatus;
    const auto snapshot = context_.snapshot();
    const auto* ticket = snapshot->office.queue.find(number);
    if (ticket == nullptr) return context_.notify(rejected("ticket.unknown", "no such ticket today"));
    switch (ticket->status) {
        case TicketStatus::Waiting: return context_.notify(viewmodels::Tone::Info, context_.say("desk.ticket_waits", {{"ticket", number}, {"ahead", std::to_string(snapshot->office.queue.ahead_of(number))}}));
        case TicketStatus::Held: return context_.execute(engine::ResumeTicket{number});
        case TicketStatus::NoShow: return context_.execute(engine::RequeueTicket{number});
        case TicketStatus::Called: return receive(*ticket);
        case TicketStatus::Served: break;
    }
    if (const auto c = snapshot->office.find_case(opened_by(*snapshot, number))) return go_to(*c);
    context_.notify(viewmodels::Tone::Info, context_.say("desk.ticket_served", {{"ticket", number}}));
}

void StaffFlow::receive(const engine::Ticket& ticket) {
    if (const auto c = context_.snapshot()->office.find_case(ticket.case_id)) go_to(*c);
}

void StaffFlow::go_to(const engine::Case& c) {
    const auto& step = context_.services().find(c.service)->step(c.step);
    if (step.desk == context_.actor().role) return context_.navigation.go(page_of(step.kind), c.id);
    context_.notify(viewmodels::Tone::Info, context_.say("desk.file_elsewhere", {{"desk", role_words(context_, step.desk)}, {"step", step.text.in(context_.session.language)}}));
}

// --- what is shown ------------------------------------------------------------------------------------------------------------

StaffFlow::CaseRef StaffFlow::file() const { return context_.snapshot()->office.find_case(case_id_); }

std::optional<engine::Ticket> StaffFlow::called() const {
    const auto snapshot = context_.snapshot();
    const auto role = context_.actor().role;
    for (const auto& [number, ticket] : snapshot->office.queue.tickets)
        if (ticket.status == engine::TicketStatus::Called && ticket.loket == context_.session.loket && ticket.desk == role) return ticket;
    return std::nullopt;
}

/// On the page where a role calls people, if it does.
std::optional<viewmodels::Counter> StaffFlow::counter() const {
    static const std::map<Role, Page> kCounters{{Role::FrontOffice, Page::FrontOffice}, {Role::Petugas, Page::Activation}, {Role::OperatorRekam, Page::Recording}, {Role::OperatorPindah, Page::Work}};
    const auto role = context_.actor().role;
    const auto place = kCounters.find(role);
    if (place == kCounters.end() || place->second != page_) return std::nullopt;
    viewmodels::Counter view{.loket = context_.session.loket, .waiting = waiting_tickets(context_, role)};
    const auto snapshot = context_.snapshot();
    for (const auto& [number, ticket] : snapshot->office.queue.tickets)
        if (ticket.status == engine::TicketStatus::Held && ticket.desk == role) view.held.push_back(number);
    for (const auto* key : {"hold.copy", "hold.family", "hold.form"}) view.hold_reasons.push_back(context_.say(key));
    for (const auto& [desk, page] : kCounters)
        if (desk != role) view.desks.push_back({std::string(engine::code(desk)), context_.say("transfer." + std::string(to_string(page)))});
    if (const auto ticket = called()) {
        view.called = ticket->number;
        view.called_detail = context_.say("front_office.called", {{"times", std::to_string(ticket->calls)}, {"service", context_.services().find(ticket->service)->name.in(context_.session.language)}});
        view.can_miss = ticket->calls >= engine::kCallsBeforeMiss;
    }
    return view;
}

Desk StaffFlow::desk(const std::string& title_key, const std::string& empty_key) const {
    Desk view;
    view.title = context_.say(title_key);
    view.empty_text = context_.say(empty_key);
    view.tabs = tabs_of(context_);
    view.tab = to_string(page_);
    for (const auto& c : work()) view.items.push_back(work_item(context_, *c));
    view.selected = case_id_;
    view.notice = context_.session.notice;
    view.counter = counter();
    view.override_ = permission_view(context_);
    return view;
}

}  // namespace loket::app

// Tickets at the counters: called, missed, put aside, sent on, taken up again.

#include <fmt/format.h>

#include <algorithm>

#include "workflow/engine/decide_parts.h"

namespace loket::engine::detail {
namespace {

/// Desks where people are called by number.
constexpr Role kCounters[] = {Role::FrontOffice, Role::Petugas, Role::OperatorRekam, Role::OperatorPindah};

bool is_counter(Role role) { return std::ranges::find(kCounters, role) != std::end(kCounters); }

Status require_counter(const Deciding& deciding) {
    const auto role = deciding.context.actor.role;
    return is_counter(role) ? Status{} : Status{rejected("trust.role", std::string(code(role)) + " calls nobody")};
}

Result<const Ticket*> ticket_of_today(const Deciding& deciding, const std::string& number) {
    const auto* ticket = deciding.queue_today().find(number);
    if (ticket == nullptr) return rejected("ticket.unknown", "no ticket " + number + " today");
    return ticket;
}

/// A ticket in today's queue that this officer's desk calls.
Result<const Ticket*> ticket_of_desk(const Deciding& deciding, const std::string& number) {
    LOKET_TRY(require_counter(deciding));
    LOKET_ASSIGN(ticket, ticket_of_today(deciding, number));
    if (ticket->desk != deciding.context.actor.role) return rejected("ticket.other_desk", "ticket " + number + " is for another desk");
    return ticket;
}

Result<const Ticket*> called_ticket(const Deciding& deciding, const std::string& number) {
    LOKET_ASSIGN(ticket, ticket_of_desk(deciding, number));
    if (ticket->status != TicketStatus::Called) return rejected("ticket.unknown", "ticket " + number + " is not called");
    return ticket;
}

/// Whoever is next; by number only somebody who has been called before: nobody is let past the queue.
Result<const Ticket*> ticket_to_call(const Deciding& deciding, const std::string& number) {
    if (number.empty()) {
        LOKET_TRY(require_counter(deciding));
        const auto* next = deciding.queue_today().next(deciding.context.actor.role);
        if (next == nullptr) return rejected("queue.empty", "nobody waits for this counter");
        return next;
    }
    LOKET_ASSIGN(ticket, ticket_of_desk(deciding, number));
    if (ticket->status == TicketStatus::Waiting) return rejected("queue.order", "ticket " + number + " is not next");
    if (ticket->status == TicketStatus::Held) return rejected("ticket.held", "ticket " + number + " is on hold: take it up again first");
    if (ticket->status != TicketStatus::Called) return rejected("ticket.closed", "ticket " + number + " is finished");
    return ticket;
}

/// What the ticket is for must still be there: the person may have been served with another ticket since.
Status still_wanted(const Deciding& deciding, const Ticket& ticket) {
    if (!ticket.case_id.empty()) {
        auto c = deciding.open_case(ticket.case_id);
        return c ? Status{} : Status{c.error()};
    }
    if (deciding.application_of(ticket.nik, ticket.service))
        return rejected("case.already_open", "an application of this person for this service is still open");
    return {};
}

}  // namespace

bool holds_ticket(const Queue& queue, const std::string& nik) {
    return std::ranges::any_of(queue.tickets, [&](const auto& item) { return item.second.nik == nik && item.second.is_live(); });
}

Facts Deciding::operator()(const CallTicket& command) const {
    LOKET_ASSIGN(ticket, ticket_to_call(*this, command.number));
    return std::vector<Happening>{{office.queue.stream, TicketCalled{ticket->number, command.loket, ticket->calls + 1}}};
}

Facts Deciding::operator()(const MissTicket& command) const {
    LOKET_ASSIGN(ticket, called_ticket(*this, command.number));
    if (ticket->calls < kCallsBeforeMiss) return rejected("ticket.call_again", "call three times before giving up");
    return std::vector<Happening>{{office.queue.stream, TicketClosed{command.number, "no_show"}}};
}

Facts Deciding::operator()(const HoldTicket& command) const {
    LOKET_ASSIGN(ticket, called_ticket(*this, command.number));
    if (command.reason.empty()) return rejected("return.reason_missing", "say what the person is waited for");
    return std::vector<Happening>{{office.queue.stream, TicketHeld{ticket->number, command.reason}}};
}

Facts Deciding::operator()(const ResumeTicket& command) const {
    LOKET_ASSIGN(ticket, ticket_of_desk(*this, command.number));
    if (ticket->status != TicketStatus::Held) return rejected("ticket.not_held", "ticket " + command.number + " is not on hold");
    return std::vector<Happening>{{office.queue.stream, TicketResumed{ticket->number}}};
}

Facts Deciding::operator()(const TransferTicket& command) const {
    LOKET_ASSIGN(ticket, called_ticket(*this, command.number));
    if (!is_counter(command.desk)) return rejected("ticket.no_counter", std::string(code(command.desk)) + " calls nobody");
    if (command.desk == ticket->desk) return rejected("ticket.same_desk", "ticket " + command.number + " is at this desk already");
    if (command.reason.empty()) return rejected("return.reason_missing", "say why the person is sent on");
    return std::vector<Happening>{{office.queue.stream, TicketTransferred{ticket->number, std::string(code(command.desk)), command.reason}}};
}

/// Anybody's own picture, or one that the counter takes: it proves nothing, so only ticket and requirement must be there.
Facts Deciding::operator()(const AttachScan& command) const {
    LOKET_TRY(require_role({Role::Pemohon, Role::FrontOffice}));
    if (!is_digest(command.scan)) return rejected("scan.digest", "not the digest of a picture");
    LOKET_ASSIGN(ticket, ticket_of_today(*this, command.ticket));
    if (!ticket->is_live() || ticket->errand != Errand::Apply) return rejected("scan.closed", "ticket " + command.ticket + " takes no pictures any more");
    const auto* service = context.services.find(ticket->service);
    if (service == nullptr) return rejected("service.unknown", "no service " + ticket->service);
    const auto papers = service->requirements.find(context.profile);
    const auto fits = [&](const auto& paper) { return paper.no == command.no && paper.gate.empty(); };
    if (papers == service->requirements.end() || std::ranges::none_of(papers->second, fits))
        return rejected("requirement.unknown", fmt::format("service {} asks for no paper {}", ticket->service, command.no));
    return std::vector<Happening>{{office.queue.stream, PaperScanned{ticket->number, command.no, command.scan}}};
}

Facts Deciding::operator()(const RequeueTicket& command) const {
    LOKET_TRY(is_open_for_tickets());
    const bool at_kiosk = context.actor.role == Role::Pemohon;
    LOKET_ASSIGN(ticket, at_kiosk ? ticket_of_today(*this, command.number) : ticket_of_desk(*this, command.number));
    if (ticket->status != TicketStatus::NoShow) return rejected("ticket.not_missed", "ticket " + command.number + " has not missed its turn");
    if (ticket->requeued)
        LOKET_TRY(unless_overridden(rejected("ticket.requeued_once", "ticket " + command.number + " has missed its turn twice: take a new ticket")));
    if (holds_ticket(queue_today(), ticket->nik)) return rejected("ticket.already_waiting", "this person already holds a ticket of today");
    LOKET_TRY(still_wanted(*this, *ticket));
    return std::vector<Happening>{{office.queue.stream, TicketRequeued{ticket->number}}};
}

}  // namespace loket::engine::detail

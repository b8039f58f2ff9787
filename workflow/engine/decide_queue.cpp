// Tickets: taken at the kiosk, called by a counter.

#include <fmt/format.h>

#include <algorithm>

#include "workflow/engine/decide_parts.h"
#include "workflow/engine/resi.h"

namespace loket::engine::detail {
namespace {

bool waits_already(const Queue& queue, const std::string& nik) {
    return std::ranges::any_of(queue.tickets, [&](const auto& item) {
        const auto& ticket = item.second;
        return ticket.nik == nik && (ticket.status == TicketStatus::Waiting || ticket.status == TicketStatus::Called);
    });
}

Status check_age(const Service& service, const Applicant& applicant, Instant now) {
    if (!applicant.alive) return rejected("applicant.deceased", "the register says this person has died");
    const int age = age_on(applicant.born, wib_date(now));
    if (age >= service.minimum_age || applicant.ever_married) return {};
    if (age >= service.minimum_age_record)
        return rejected("applicant.record_only", "may be recorded from 16, the card is printed at 17");
    return rejected("applicant.underage", fmt::format("the applicant is {} years old, the service starts at {}", age, service.minimum_age));
}

std::string next_number(const Queue& queue, const std::string& letter) {
    const auto last = queue.last_number.find(letter);
    return fmt::format("{}-{:03}", letter, last == queue.last_number.end() ? 1 : last->second + 1);
}

Errand errand_of(Role role) { return role == Role::Petugas ? Errand::Collect : Errand::Apply; }

/// Whether somebody may apply for this service with what they typed: those who arrive or come from abroad are not yet registered.
Status may_apply(const Deciding& deciding, const Service& service, const std::string& nik) {
    if (service.intake == Intake::Internal) return rejected("service.no_ticket", "service " + service.id + " is internal: it has no applicant");
    const auto applicant = deciding.person(nik);
    if (applicant) return check_age(service, *applicant, deciding.context.now);
    return may_be_unknown(service, nik) ? Status{} : Status{rejected("nik.unknown", "the number is not in the local register")};
}

Result<TicketIssued> apply_ticket(const Deciding& deciding, const Service& service, const TakeTicket& command) {
    LOKET_TRY(may_apply(deciding, service, command.nik));
    if (waits_already(deciding.queue_today(), command.nik)) return rejected("ticket.already_waiting", "this person already holds a ticket of today");
    TicketIssued issued{.number = {}, .service = service.id, .errand = Errand::Apply, .priority = command.priority,
                        .nik = command.nik, .answers = command.answers, .case_id = {}};
    const auto existing = deciding.office.find_case_of(command.nik, service.id);
    if (existing) {  // somebody whose file waits for them comes back with it
        if (existing->status != CaseStatus::WaitingForApplicant)
            return rejected("case.already_open", "an application of this person for this service is still open");
        issued.case_id = existing->id;
        issued.answers = without_register(existing->answers);  // given when the case was opened
        return issued;
    }
    if (service.intake != Intake::Ticket) return rejected("service.no_ticket", "the field team takes applications for service " + service.id);
    auto admitted = deciding.admit(service, command.nik, command.answers);
    if (!admitted) return admitted.error();
    return issued;
}

/// A ticket in today's queue that this officer's desk calls.
Result<const Ticket*> ticket_of_desk(const Deciding& deciding, const std::string& number) {
    LOKET_TRY(deciding.require_role({Role::FrontOffice, Role::Petugas}));
    const auto* ticket = deciding.queue_today().find(number);
    if (ticket == nullptr) return rejected("ticket.unknown", "no ticket " + number + " today");
    if (ticket->errand != errand_of(deciding.context.actor.role)) return rejected("ticket.other_desk", "ticket " + number + " is for another desk");
    return ticket;
}

/// Whoever is next; by number only somebody who has been called before: nobody is let past the queue.
Result<const Ticket*> ticket_to_call(const Deciding& deciding, const std::string& number) {
    if (number.empty()) {
        LOKET_TRY(deciding.require_role({Role::FrontOffice, Role::Petugas}));
        const auto* next = deciding.queue_today().next(errand_of(deciding.context.actor.role));
        if (next == nullptr) return rejected("queue.empty", "nobody waits for this counter");
        return next;
    }
    LOKET_ASSIGN(ticket, ticket_of_desk(deciding, number));
    if (ticket->status == TicketStatus::Waiting) return rejected("queue.order", "ticket " + number + " is not next");
    if (ticket->status != TicketStatus::Called) return rejected("ticket.closed", "ticket " + number + " is finished");
    return ticket;
}

Result<TicketIssued> collect_ticket(const Deciding& deciding, const TakeTicket& command) {
    LOKET_ASSIGN(resi, parse_resi(command.resi));
    const auto known = deciding.office.find_resi(resi);
    if (!known) return rejected("resi.unknown", "no open application with this resi");
    LOKET_ASSIGN(c, deciding.open_case(known->id));
    const auto& service = *deciding.context.services.find(c->service);
    const auto* ready_at = service.first(StepKind::Activate);
    if (ready_at == nullptr) ready_at = service.first(StepKind::HandOver);
    if (c->step < ready_at->no) return rejected("case.not_ready", "the product is not ready yet");
    if (waits_already(deciding.queue_today(), c->nik)) return rejected("ticket.already_waiting", "this person already holds a ticket of today");
    return TicketIssued{.number = {}, .service = c->service, .errand = Errand::Collect, .priority = command.priority,
                        .nik = c->nik, .answers = {}, .case_id = c->id};
}

}  // namespace

Facts Deciding::operator()(const TakeTicket& command) const {
    const auto* service = context.services.find(command.service);
    if (command.errand == Errand::Apply && service == nullptr) return rejected("service.unknown", "no service " + command.service);
    const auto stream = queue_stream(wib_date(context.now));
    if (office.queue.stream > stream)
        return Error{Fault::NeedsOperator, "the clock shows a day before the last ticket's: numbers would be given twice", "clock.set_back"};
    auto issued = command.errand == Errand::Apply ? apply_ticket(*this, *service, command) : collect_ticket(*this, command);
    if (!issued) return issued.error();
    const auto letter = command.priority ? std::string(kPriorityLetter) : context.services.find(issued->service)->letter;
    issued->number = next_number(queue_today(), letter);
    return std::vector<Happening>{{stream, std::move(*issued)}};
}

Facts Deciding::operator()(const CallTicket& command) const {
    LOKET_ASSIGN(ticket, ticket_to_call(*this, command.number));
    return std::vector<Happening>{{office.queue.stream, TicketCalled{ticket->number, command.loket, ticket->calls + 1}}};
}

Facts Deciding::operator()(const MissTicket& command) const {
    LOKET_ASSIGN(ticket, ticket_of_desk(*this, command.number));
    if (ticket->status != TicketStatus::Called) return rejected("ticket.unknown", "ticket " + command.number + " is not called");
    if (ticket->calls < kCallsBeforeMiss) return rejected("ticket.call_again", "call three times before giving up");
    return std::vector<Happening>{{office.queue.stream, TicketClosed{command.number, "no_show"}}};
}

}  // namespace loket::engine::detail

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

std::string next_number(const Queue& queue, const std::string& stream, const std::string& letter) {
    int last = 0;
    if (queue.stream == stream)
        if (const auto found = queue.last_number.find(letter); found != queue.last_number.end()) last = found->second;
    return fmt::format("{}-{:03}", letter, last + 1);
}

Errand errand_of(Role role) { return role == Role::Petugas ? Errand::Collect : Errand::Apply; }

Result<TicketIssued> apply_ticket(const Deciding& deciding, const Service& service, const TakeTicket& command) {
    const auto& applicant = deciding.context.applicant;
    if (!applicant) return rejected("nik.unknown", "the number is not in the local register");
    LOKET_TRY(check_age(service, *applicant, deciding.context.now));
    if (waits_already(deciding.office.queue, applicant->nik)) return rejected("ticket.already_waiting", "this person already holds a ticket of today");
    TicketIssued issued{.number = {}, .service = service.id, .errand = Errand::Apply, .priority = command.priority,
                        .nik = applicant->nik, .answers = command.answers, .case_id = {}};
    const auto open = deciding.office.case_by_nik.find(applicant->nik);
    if (open == deciding.office.case_by_nik.end()) return issued;
    const auto existing = deciding.office.find_case(open->second);
    if (existing->status != CaseStatus::WaitingForApplicant)
        return Error{Fault::Rejected, "an application of this person is still open", "case.already_open"};
    issued.case_id = existing->id;
    return issued;
}

Result<TicketIssued> collect_ticket(const Deciding& deciding, const TakeTicket& command) {
    LOKET_ASSIGN(resi, parse_resi(command.resi));
    const auto c = deciding.office.find_resi(resi);
    if (!c) return rejected("resi.unknown", "no open application with this resi");
    const auto* ready_at = deciding.context.services.find(c->service)->first(StepKind::Activate);
    if (ready_at == nullptr) ready_at = deciding.context.services.find(c->service)->first(StepKind::HandOver);
    if (c->step < ready_at->no) return rejected("case.not_ready", "the product is not ready yet");
    if (waits_already(deciding.office.queue, c->nik)) return rejected("ticket.already_waiting", "this person already holds a ticket of today");
    return TicketIssued{.number = {}, .service = c->service, .errand = Errand::Collect, .priority = command.priority,
                        .nik = c->nik, .answers = {}, .case_id = c->id};
}

}  // namespace

Facts Deciding::operator()(const TakeTicket& command) const {
    const auto* service = context.services.find(command.service);
    if (command.errand == Errand::Apply && service == nullptr) return rejected("service.unknown", "no service " + command.service);
    auto issued = command.errand == Errand::Apply ? apply_ticket(*this, *service, command) : collect_ticket(*this, command);
    if (!issued) return issued.error();
    const auto stream = queue_stream(wib_date(context.now));
    const auto letter = command.priority ? std::string("P") : context.services.find(issued->service)->letter;
    issued->number = next_number(office.queue, stream, letter);
    return std::vector<Happening>{{stream, std::move(*issued)}};
}

Facts Deciding::operator()(const CallTicket& command) const {
    LOKET_TRY(require_role({Role::FrontOffice, Role::Petugas}));
    const auto* ticket = command.number.empty() ? office.queue.next(errand_of(context.actor.role)) : office.queue.find(command.number);
    if (ticket == nullptr) return rejected("queue.empty", "nobody waits for this counter");
    if (ticket->status != TicketStatus::Waiting && ticket->status != TicketStatus::Called)
        return rejected("ticket.closed", "ticket " + ticket->number + " is finished");
    return std::vector<Happening>{{office.queue.stream, TicketCalled{ticket->number, command.loket, ticket->calls + 1}}};
}

Facts Deciding::operator()(const MissTicket& command) const {
    LOKET_TRY(require_role({Role::FrontOffice, Role::Petugas}));
    const auto* ticket = office.queue.find(command.number);
    if (ticket == nullptr || ticket->status != TicketStatus::Called) return rejected("ticket.unknown", "no called ticket " + command.number);
    if (ticket->calls < kCallsBeforeMiss) return rejected("ticket.call_again", "call three times before giving up");
    return std::vector<Happening>{{office.queue.stream, TicketClosed{command.number, "no_show"}}};
}

}  // namespace loket::engine::detail

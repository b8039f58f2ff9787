// Tickets taken at the kiosk: who may have one, for which desk, and whether the day has room for it.

#include <fmt/format.h>

#include <algorithm>

#include "workflow/engine/appointments.h"
#include "workflow/engine/decide_parts.h"
#include "workflow/engine/resi.h"

namespace loket::engine::detail {
namespace {

Status check_age(const Service& service, const Applicant& applicant, Instant now) {
    if (!applicant.alive) return rejected("applicant.deceased", "the register says this person has died");
    const int age = age_on(applicant.born, wib_date(now));
    if (age >= service.minimum_age || applicant.ever_married) return {};
    if (age >= service.minimum_age_record)
        return rejected("applicant.record_only", "may be recorded from 16, the card is printed at 17");
    return rejected("applicant.underage", fmt::format("the applicant is {} years old, the service starts at {}", age, service.minimum_age));
}

std::string next_number(const Queue& queue, const std::string& letter, int begin) {
    const auto last = queue.last_number.find(letter);
    return fmt::format("{}-{:03}", letter, last == queue.last_number.end() ? begin + 1 : last->second + 1);
}

Result<TicketIssued> apply_ticket(const Deciding& deciding, const Service& service, const TakeTicket& command) {
    LOKET_TRY(deciding.may_apply(service, command.nik));
    if (holds_ticket(deciding.queue_today(), command.nik)) return rejected("ticket.already_waiting", "this person already holds a ticket of today");
    TicketIssued issued{.number = {}, .service = service.id, .errand = Errand::Apply, .priority = command.priority,
                        .nik = command.nik, .answers = command.answers, .case_id = {}, .desk = std::string(code(Role::FrontOffice)), .appointment = command.appointment};
    const auto existing = deciding.application_of(command.nik, service.id);
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
    if (command.appointment.empty()) LOKET_TRY(deciding.has_room_for(service));  // an appointment holds its place
    return issued;
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
    if (holds_ticket(deciding.queue_today(), c->nik)) return rejected("ticket.already_waiting", "this person already holds a ticket of today");
    return TicketIssued{.number = {}, .service = c->service, .errand = Errand::Collect, .priority = command.priority,
                        .nik = c->nik, .answers = {}, .case_id = c->id,
                        .desk = std::string(code(service.step(c->step).desk))};
}

/// The wish of somebody who comes with an appointment: service and answers are those given when it was made.
Result<TakeTicket> keep_appointment(const Deciding& deciding, TakeTicket wish) {
    LOKET_ASSIGN(code, parse_appointment_code(wish.appointment));
    const auto found = deciding.office.house.appointments.find(code);
    if (found == deciding.office.house.appointments.end()) return rejected("appointment.unknown", "no appointment with this code");
    const auto& appointment = found->second;
    if (appointment.nik != wish.nik) return rejected("appointment.other_person", "this appointment is somebody else's");
    if (appointment.day != wib_date(deciding.context.now)) return rejected("appointment.other_day", "the appointment is on " + iso_date(appointment.day));
    const auto& rules = deciding.rules().appointments;
    const int late = minute_of_day(deciding.context.now) - appointment.minute;
    if (late < -rules.early_minutes) return rejected("appointment.early", fmt::format("the appointment is in {} minutes", -late));
    if (late > rules.late_minutes) LOKET_TRY(deciding.unless_overridden(rejected("appointment.missed", "the time of the appointment has passed")));
    wish.appointment = code;
    wish.service = appointment.service;
    wish.answers = appointment.answers;
    return wish;
}

}  // namespace

Status Deciding::may_apply(const Service& service, const std::string& nik) const {
    if (service.intake == Intake::Internal) return rejected("service.no_ticket", "service " + service.id + " is internal: it has no applicant");
    const auto applicant = person(nik);
    if (applicant) return check_age(service, *applicant, context.now);
    return may_be_unknown(service, nik) ? Status{} : Status{rejected("nik.unknown", "the number is not in the local register")};
}

Facts Deciding::operator()(const TakeTicket& command) const {
    if (!command.appointment.empty() && command.errand == Errand::Apply) {
        LOKET_ASSIGN(wish, keep_appointment(*this, command));
        return take_ticket(wish);
    }
    return take_ticket(command);
}

Facts Deciding::take_ticket(const TakeTicket& command) const {
    const auto* service = context.services.find(command.service);
    if (command.errand == Errand::Apply && service == nullptr) return rejected("service.unknown", "no service " + command.service);
    const auto stream = queue_stream(wib_date(context.now));
    if (office.queue.stream > stream)
        return Error{Fault::NeedsOperator, "the clock shows a day before the last ticket's: numbers would be given twice", "clock.set_back"};
    LOKET_TRY(is_open_for_tickets());
    auto issued = command.errand == Errand::Apply ? apply_ticket(*this, *service, command) : collect_ticket(*this, command);
    if (!issued) return issued.error();
    const auto letter = command.priority ? std::string(kPriorityLetter) : context.services.find(issued->service)->letter;
    issued->number = next_number(queue_today(), letter, office.tickets_begin(stream));
    return std::vector<Happening>{{stream, std::move(*issued)}};
}

}  // namespace loket::engine::detail

// Appointments: a place in a slot of a later day. Who keeps it: decide_ticket.cpp.

#include <algorithm>

#include "workflow/engine/appointments.h"
#include "workflow/engine/decide_parts.h"

namespace loket::engine::detail {
namespace {

Status check_slot(const Deciding& deciding, const MakeAppointment& command) {
    const auto& rules = deciding.rules();
    if (!rules.appointments.per_slot.contains(command.service)) return rejected("appointment.none", "no appointments are given for service " + command.service);
    LOKET_ASSIGN(slots, appointment_slots(deciding.office, rules, command.service, command.day, deciding.context.now, deciding.context.add_working_days));
    const auto slot = std::ranges::find(slots, command.minute, &Slot::minute);
    if (slot == slots.end()) return rejected("appointment.slot", "no slot begins at this time");
    if (slot->left < 1) return rejected("appointment.full", "this slot is full");
    return {};
}

}  // namespace

Facts Deciding::operator()(const MakeAppointment& command) const {
    LOKET_TRY(require_role({Role::Pemohon, Role::FrontOffice}));
    const auto* service = context.services.find(command.service);
    if (service == nullptr) return rejected("service.unknown", "no service " + command.service);
    if (service->intake != Intake::Ticket) return rejected("service.no_ticket", "service " + service->id + " is not applied for at the counter");
    LOKET_TRY(check_slot(*this, command));
    LOKET_TRY(may_apply(*service, command.nik));
    if (office.appointment_of(command.nik, service->id) != nullptr) return rejected("appointment.already", "this person has an appointment for this service");
    if (const auto existing = application_of(command.nik, service->id); existing && existing->status != CaseStatus::WaitingForApplicant)
        return rejected("case.already_open", "an application of this person for this service is still open");
    LOKET_TRY(admit(*service, command.nik, command.answers));
    const auto code = make_appointment_code(command.day, office.next_serial(appointment_series(command.day)));
    return std::vector<Happening>{
        {kAppointmentStream, AppointmentMade{code, service->id, iso_date(command.day), command.minute, command.nik, command.answers}}};
}

Facts Deciding::operator()(const CancelAppointment& command) const {
    LOKET_TRY(require_role({Role::Pemohon, Role::FrontOffice}));
    LOKET_ASSIGN(code, parse_appointment_code(command.code));
    const auto found = office.house.appointments.find(code);
    if (found == office.house.appointments.end()) return rejected("appointment.unknown", "no appointment with this code");
    if (found->second.nik != command.nik) return rejected("appointment.other_person", "this appointment is somebody else's");
    return std::vector<Happening>{{kAppointmentStream, AppointmentCancelled{code}}};
}

}  // namespace loket::engine::detail

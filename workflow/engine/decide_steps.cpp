// The file's way through the SOP: received, checked, forwarded, verified, returned, handed over.

#include <fmt/format.h>

#include <algorithm>

#include "workflow/engine/decide_parts.h"
#include "workflow/engine/record_state.h"
#include "workflow/engine/resi.h"

namespace loket::engine {
namespace {

/// Nobody verifies their own entry, and the two verifying officers are two people.
Status separation_of_duties(const Case& c, const Service& service, const Step& step, const std::string& user) {
    if (step.kind != StepKind::Verify) return {};
    for (const auto& earlier : service.steps) {
        const bool theirs = earlier.no < step.no && (earlier.kind == StepKind::Check || earlier.kind == StepKind::Verify);
        if (theirs && c.done_by(earlier.no) == user)
            return rejected("trust.same_person", fmt::format("{} has already done step {} of this case", user, earlier.no));
    }
    return {};
}

/// As may_work_on, were nobody at it.
Status may_take(const Case& c, const Context& context) {
    const auto* service = context.services.find(c.service);
    if (service == nullptr) return rejected("service.unknown", "service " + c.service + " is not loaded");
    if (c.status == CaseStatus::WaitingForApplicant) return rejected("case.waiting_applicant", "the file waits for the applicant");
    const auto* step = service->find_step(c.step);
    if (step == nullptr) return rejected("step.unknown", fmt::format("service {} has no step {}", c.service, c.step));
    if (step->desk != context.actor.role)
        return rejected("trust.role", fmt::format("step {} belongs to {}", step->no, code(step->desk)));
    return separation_of_duties(c, *service, *step, context.actor.user);
}

}  // namespace

Status may_work_on(const Case& c, const Context& context) {
    LOKET_TRY(may_take(c, context));
    if (c.begun && c.begun_by != context.actor.user) return rejected("step.taken", c.begun_by + " is working on this file");
    return {};
}

namespace detail {
namespace {

StepDone finish(const Case& c, const Step& step, const Context& context) {
    const auto begun = c.begun.value_or(context.now);
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(context.now - begun).count();
    return {.step = step.no,
            .actor = std::string(code(step.actor)),
            .begun = to_millis(begun),
            .seconds = static_cast<int>(std::max<std::int64_t>(0, seconds)),
            .standard_minutes = step.minutes,
            .outcome = step.kind == StepKind::Verify ? "paraf" : "done"};
}

std::vector<int> unmet(const Case& c, const Service& service) {
    std::vector<int> out;
    for (const auto* requirement : service.applicable(c.profile, c.answers)) {
        if (!requirement->gate.empty()) continue;  // checked by the machine where it matters
        const auto mark = c.marks.find(requirement->no);
        if (mark == c.marks.end() || mark->second.mark != Mark::Present) out.push_back(requirement->no);
    }
    return out;
}

/// What must be true of the case before a step of this kind is done.
Status guard(const Case& c, const Service& service, const Step& step) {
    switch (step.kind) {
        case StepKind::Check:
            if (!unmet(c, service).empty()) return rejected("check.missing", "not every requirement is marked as present");
            break;
        case StepKind::Print:
            if (c.card.stage != CardStage::Encoded) return rejected("card.not_encoded", "no card has been printed, written and read back");
            break;
        case StepKind::Activate:
            if (c.card.stage != CardStage::Active) return rejected("card.not_active", "the card is not activated");
            break;
        case StepKind::HandOver:
            if (!c.resi_presented) return rejected("resi.not_presented", "the resi of this application must be shown");
            break;
        case StepKind::Collect:
            if (c.pickup_signature.empty()) return rejected("pickup.unsigned", "the applicant has not signed");
            break;
        default: break;
    }
    return {};
}

Result<ResiIssued> issue_resi(const Service& service, const Office& office, const Context& context) {
    const auto today = wib_date(context.now);
    LOKET_ASSIGN(promised, context.add_working_days(today, service.promise_days));
    const auto last = office.resi_serial.find(resi_series(make_resi(today, service.code, 0)));
    const int serial = last == office.resi_serial.end() ? 1 : last->second + 1;
    if (serial > kLastResiSerial) return rejected("resi.used_up", "no resi number is left for today");
    return ResiIssued{make_resi(today, service.code, serial), iso_date(promised)};
}

/// The next step begins by itself when the same officer goes on with the same applicant.
bool flows_on(const Step& done, const Step& next) {
    return done.desk == next.desk && done.applicant_present && next.applicant_present;
}

/// A new application needs a person, a service and rules; without rules for the profile nothing at all would be required.
Status may_open(const Deciding& deciding, const Ticket& ticket) {
    const auto& applicant = deciding.context.applicant;
    if (!applicant || applicant->nik != ticket.nik) return rejected("nik.unknown", "the number is not in the local register");
    if (!applicant->alive) return rejected("applicant.deceased", "the register says this person has died");
    if (deciding.office.case_by_nik.contains(ticket.nik)) return rejected("case.already_open", "an application of this person is still open");
    const auto* service = deciding.context.services.find(ticket.service);
    if (service == nullptr) return rejected("service.unknown", "no service " + ticket.service);
    if (!service->requirements.contains(deciding.context.profile))
        return rejected("profile.unknown", "service " + service->id + " has no requirements of profile " + deciding.context.profile);
    return {};
}

/// A finished card lies in the office's safe: not in the printer, where the blank must be accounted for, and not yet its owner's.
bool card_lies_in_safe(const Case& c, const Step& step) {
    return c.card.stage == CardStage::Refused || (c.card.stage == CardStage::Encoded && step.kind != StepKind::Print);
}

/// The person who was called to collect has come to the desk.
void serve_collector(const Queue& queue, const std::string& case_id, std::vector<Happening>& facts) {
    for (const auto& [number, ticket] : queue.tickets)
        if (ticket.status == TicketStatus::Called && ticket.errand == Errand::Collect && ticket.case_id == case_id)
            facts.push_back({queue.stream, TicketClosed{number, "served"}});
}

}  // namespace

Facts Deciding::operator()(const ReceiveFile& command) const {
    LOKET_TRY(require_role({Role::FrontOffice}));
    const auto* ticket = queue_today().find(command.ticket);
    if (ticket == nullptr || ticket->status != TicketStatus::Called || ticket->errand != Errand::Apply)
        return rejected("ticket.unknown", "no called ticket " + command.ticket);
    const Happening served{office.queue.stream, TicketClosed{ticket->number, "served"}};
    if (!ticket->case_id.empty()) {
        LOKET_ASSIGN(waiting, open_case(ticket->case_id));
        if (waiting->status != CaseStatus::WaitingForApplicant) return rejected("case.already_open", "the file does not wait for its applicant");
        const auto& service = *context.services.find(waiting->service);
        const int step = waiting->resi.empty() ? 1 : service.first(StepKind::Check)->no;
        return std::vector<Happening>{on_case(waiting->id, FileResubmitted{ticket->number}), on_case(waiting->id, StepBegun{step}), served};
    }
    LOKET_TRY(may_open(*this, *ticket));
    const auto id = office.queue.stream.substr(8) + "/" + ticket->number;
    CaseOpened opened{id, ticket->service, context.profile, ticket->nik, ticket->number, ticket->answers, context.applicant->record_state};
    return std::vector<Happening>{on_case(id, std::move(opened)), on_case(id, StepBegun{1}), served};
}

Facts Deciding::operator()(const BeginStep& command) const {
    LOKET_ASSIGN(c, open_case(command.case_id));
    LOKET_TRY(command.take_over ? may_take(*c, context) : may_work_on(*c, context));
    if (c->begun && c->begun_by == context.actor.user) return rejected("step.begun", "the step is already being done");
    if (step_of(*c).kind == StepKind::Print && !is_print_ready(c->record_state))
        return rejected("record.not_ready", "only a PRINT_READY_RECORD may be printed; it is " + c->record_state);
    std::vector<Happening> facts{on_case(c->id, StepBegun{c->step})};
    serve_collector(queue_today(), c->id, facts);
    return facts;
}

Facts Deciding::operator()(const MarkRequirement& command) const {
    LOKET_ASSIGN(c, case_at(command.case_id, StepKind::Check));
    const auto& service = *context.services.find(c->service);
    const auto applicable = service.applicable(c->profile, c->answers);
    if (std::ranges::none_of(applicable, [&](const auto* r) { return r->no == command.no && r->gate.empty(); }))
        return rejected("requirement.unknown", fmt::format("requirement {} does not apply to this case", command.no));
    return std::vector<Happening>{on_case(c->id, RequirementMarked{command.no, command.mark, command.note})};
}

Facts Deciding::operator()(const CompleteStep& command) const {
    LOKET_ASSIGN(c, open_case(command.case_id));
    LOKET_TRY(may_work_on(*c, context));
    if (!c->begun) return rejected("step.not_begun", "the step must be begun first");
    const auto& service = *context.services.find(c->service);
    const auto& step = service.step(c->step);
    LOKET_TRY(guard(*c, service, step));
    std::vector<Happening> facts;
    if (step.kind == StepKind::Check && c->resi.empty()) {
        LOKET_ASSIGN(resi, issue_resi(service, office, context));
        facts.push_back(on_case(c->id, std::move(resi)));
    }
    facts.push_back(on_case(c->id, finish(*c, step, context)));
    const auto* next = service.next(step.no);
    if (next == nullptr) facts.push_back(on_case(c->id, CaseClosed{"handed_over", ""}));
    else if (flows_on(step, *next)) facts.push_back(on_case(c->id, StepBegun{next->no}));
    return facts;
}

Facts Deciding::operator()(const DeclareIncomplete& command) const {
    LOKET_ASSIGN(c, case_at(command.case_id, StepKind::Check));
    const auto missing = unmet(*c, *context.services.find(c->service));
    if (missing.empty() && command.reason.empty()) return rejected("return.reason_missing", "say what the applicant must bring or put right");
    return std::vector<Happening>{on_case(c->id, FileIncomplete{missing, command.reason})};
}

Facts Deciding::operator()(const ReturnCase& command) const {
    LOKET_ASSIGN(c, case_at(command.case_id, StepKind::Verify));
    if (command.reason.empty()) return rejected("return.reason_missing", "a return needs a reason that the front office can act on");
    const auto& step = step_of(*c);
    return std::vector<Happening>{on_case(c->id, CaseReturned{step.no, step.return_to.value_or(1), command.reason})};
}

Facts Deciding::operator()(const PresentResi& command) const {
    LOKET_ASSIGN(c, case_at(command.case_id, StepKind::HandOver));
    LOKET_ASSIGN(resi, parse_resi(command.resi));
    if (resi != c->resi) return rejected("resi.other_person", "this resi belongs to another application");
    return std::vector<Happening>{on_case(c->id, ResiPresented{})};
}

Facts Deciding::operator()(const SignPickup& command) const {
    LOKET_ASSIGN(c, case_at(command.case_id, StepKind::Collect));
    if (command.digest.empty()) return rejected("pickup.unsigned", "no signature");
    return std::vector<Happening>{on_case(c->id, PickupSigned{command.digest})};
}

Facts Deciding::operator()(const CancelCase& command) const {
    LOKET_ASSIGN(c, open_case(command.case_id));
    LOKET_TRY(require_role({Role::FrontOffice}));
    if (command.reason.empty()) return rejected("return.reason_missing", "a cancelled case needs a reason");
    std::vector<Happening> facts;
    if (card_lies_in_safe(*c, step_of(*c))) facts.push_back(on_case(c->id, BlankoSpoiled{c->card.serial, command.reason}));
    else if (c->card.stage != CardStage::None)
        return rejected("case.card_exists", "the card is in the printer or already its owner's; the case can no longer be cancelled");
    facts.push_back(on_case(c->id, CaseClosed{"cancelled", command.reason}));
    return facts;
}

}  // namespace detail
}  // namespace loket::engine

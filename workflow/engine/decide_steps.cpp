// The file's way through the SOP: checked, forwarded, verified, signed, returned, handed over.

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "workflow/engine/decide_parts.h"
#include "workflow/engine/record_state.h"
#include "workflow/engine/resi.h"

namespace loket::engine {
namespace {

/// Whoever has checked, entered, printed, verified or signed a case does not verify or sign it too (Kasi, Kabid and Kadis are three
/// people, whatever roles one person holds). Who recorded the applicant had a hand in it too.
Status separation_of_duties(const Case& c, const Service& service, const Step& step, const std::string& user) {
    static constexpr StepKind kJudging[] = {StepKind::Verify, StepKind::Sign};
    static constexpr StepKind kTheirs[] = {StepKind::Check, StepKind::Verify, StepKind::Sign, StepKind::PrintPaper, StepKind::Work};
    if (std::ranges::find(kJudging, step.kind) == std::end(kJudging)) return {};
    if (c.recorded_by.contains(user)) return rejected("trust.same_person", user + " has recorded this applicant");
    for (const auto& earlier : service.steps) {
        const bool theirs = earlier.no < step.no && std::ranges::find(kTheirs, earlier.kind) != std::end(kTheirs);
        if (theirs && c.done_by(earlier.no) == user)
            return rejected("trust.same_person", fmt::format("{} has already done step {} of this case", user, earlier.no));
    }
    return {};
}

/// Who printed a card does not activate it, where the office wants it so.
Status print_apart_from_activation(const Case& c, const Service& service, const Step& step, const Context& context) {
    const auto* print = service.first(StepKind::Print);
    if (context.rules == nullptr || !context.rules->print_and_activate_apart || step.kind != StepKind::Activate || print == nullptr) return {};
    if (c.done_by(print->no) == context.actor.user) return rejected("trust.same_person", context.actor.user + " has printed this card");
    return {};
}

/// As may_work_on, were nobody at it.
Status may_take(const Case& c, const Context& context) {
    const auto* service = context.services.find(c.service);
    if (service == nullptr) return rejected("service.unknown", "service " + c.service + " is not loaded");
    if (c.early) return rejected("case.record_only", "this is only a recording: there is no card to work on before the age of it");
    if (c.status == CaseStatus::WaitingForApplicant) return rejected("case.waiting_applicant", "the file waits for the applicant");
    const auto* step = service->find_step(c.step);
    if (step == nullptr) return rejected("step.unknown", fmt::format("service {} has no step {}", c.service, c.step));
    if (step->desk != context.actor.role)
        return rejected("trust.role", fmt::format("step {} belongs to {}", step->no, code(step->desk)));
    LOKET_TRY(print_apart_from_activation(c, *service, *step, context));
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
            .standard_minutes = step.standard_minutes(),
            .outcome = step.kind == StepKind::Verify ? "paraf" : step.kind == StepKind::Sign ? "signed" : "done"};
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

/// Whether every paper that is due exists and fulfils this.
template <class Test>
Status papers_are(const Case& c, const Service& service, Test test, const char* otherwise) {
    for (const auto* due : service.due_papers(c.answers)) {
        const auto* paper = c.paper(due->kind);
        if (paper == nullptr || !test(*paper)) return rejected(otherwise, "the " + due->kind + " of this case is still to be done");
    }
    return {};
}

/// What must be true of the case before a step of this kind is done.
Status guard(const Case& c, const Service& service, const Step& step) {
    switch (step.kind) {
        case StepKind::Check:
            if (!unmet(c, service).empty()) return rejected("check.missing", "not every requirement is marked as present");
            break;
        case StepKind::Print:
            if (service.card && !service.card->chip && c.card.stage == CardStage::Printed) break;
            if (c.card.stage != CardStage::Encoded) return rejected("card.not_encoded", "no card has been printed, written and read back");
            break;
        case StepKind::PrintPaper: return papers_are(c, service, [](const IssuedPaper& paper) { return paper.printed; }, "paper.not_printed");
        case StepKind::Sign: return papers_are(c, service, [](const IssuedPaper& paper) { return paper.is_signed(); }, "paper.not_signed");
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
    const int serial = office.next_resi_serial(resi_series(make_resi(today, service.code, 0)));
    if (serial > kLastResiSerial) return rejected("resi.used_up", "no resi number is left for today");
    const int year = static_cast<int>(promised.year());
    return ResiIssued{make_resi(today, service.code, serial), iso_date(promised), context.has_calendar && !context.has_calendar(year) ? year : 0};
}

constexpr std::size_t kFactsAsked = 3;  ///< of whoever has lost their resi

/// The next step begins by itself when the same officer goes on with the same applicant.
bool flows_on(const Step& done, const Step& next) {
    return done.desk == next.desk && done.applicant_present && next.applicant_present;
}

/// A finished card lies in the office's safe: not in the printer, where the blank must be accounted for, and not yet its owner's.
bool card_lies_in_safe(const Case& c, const Service& service, const Step& step) {
    const bool finished = c.card.stage == CardStage::Encoded || (service.card && !service.card->chip && c.card.stage == CardStage::Printed);
    return c.card.stage == CardStage::Refused || (finished && step.kind != StepKind::Print);
}

/// The front office, or whoever may open such a case where there is no applicant.
Status may_cancel(const Service& service, Role role) {
    const bool may = service.internal() ? std::ranges::find(service.opened_by, role) != service.opened_by.end() : role == Role::FrontOffice;
    if (may) return {};
    return rejected("trust.role", std::string(code(role)) + " may not do this");
}

/// The person who was called to collect has come to the desk.
void serve_collector(const Queue& queue, const std::string& case_id, std::vector<Happening>& facts) {
    for (const auto& [number, ticket] : queue.tickets)
        if (ticket.status == TicketStatus::Called && ticket.errand == Errand::Collect && ticket.case_id == case_id)
            facts.push_back({queue.stream, TicketClosed{number, "served"}});
}

}  // namespace

Facts Deciding::operator()(const BeginStep& command) const {
    LOKET_ASSIGN(c, open_case(command.case_id));
    if (const auto mine = command.take_over ? may_take(*c, context) : may_work_on(*c, context); !mine) LOKET_TRY(unless_overridden(mine.error()));
    if (c->begun && c->begun_by == context.actor.user) return rejected("step.begun", "the step is already being done");
    const auto& card = context.services.find(c->service)->card;
    if (step_of(*c).kind == StepKind::Print && card && card->chip && !is_print_ready(c->record_state))
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
    return std::vector<Happening>{on_case(c->id, RequirementMarked{command.no, command.mark, command.note, command.scan})};
}

Facts Deciding::operator()(const CompleteStep& command) const {
    LOKET_ASSIGN(c, open_case(command.case_id));
    LOKET_TRY(may_work_on(*c, context));
    if (!c->begun) return rejected("step.not_begun", "the step must be begun first");
    const auto& service = *context.services.find(c->service);
    const auto& step = service.step(c->step);
    LOKET_TRY(guard(*c, service, step));
    if (step.kind == StepKind::Verify && c->duplicates.in_doubt()) return rejected("duplicate.in_doubt", "this person may be on record under another number");
    std::vector<Happening> facts;
    if (step.kind == StepKind::Check && c->resi.empty()) {
        LOKET_ASSIGN(resi, issue_resi(service, office, context));
        facts.push_back(on_case(c->id, std::move(resi)));
    }
    facts.push_back(on_case(c->id, finish(*c, step, context)));
    LOKET_ASSIGN(following, consequences(office, context, *c, service, step));
    std::ranges::move(following, std::back_inserter(facts));
    const auto* next = service.next(step.no);
    if (next == nullptr) facts.push_back(on_case(c->id, CaseClosed{service.internal() ? "archived" : "handed_over", ""}));
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
    LOKET_ASSIGN(c, case_at(command.case_id, {StepKind::Verify, StepKind::Sign}));
    if (command.reason.empty()) return rejected("return.reason_missing", "a return needs a reason that the front office can act on");
    const auto& step = step_of(*c);
    std::vector<Happening> facts{on_case(c->id, CaseReturned{step.no, step.return_to.value_or(1), command.reason, command.recording})};
    if (!command.recording) return facts;
    const auto& card = context.services.find(c->service)->card;
    if (!card || !card->chip) return rejected("record.not_asked", "this service needs no biometric record");
    if (!is_recorded(c->record_state)) return rejected("record.none", "there is no recording to be made again");
    facts.push_back(on_case(c->id, RecordStateChanged{std::string(kFailedHere)}));
    return facts;
}

Facts Deciding::operator()(const PresentResi& command) const {
    LOKET_ASSIGN(c, case_at(command.case_id, StepKind::HandOver));
    if (command.lost) {
        if (!is_digest(command.statement)) return rejected("resi.statement", "the statement that the resi is lost must be signed first");
        const std::set<std::string> known(command.asked.begin(), command.asked.end());
        if (std::ranges::any_of(known, [](const auto& fact) { return !is_among(identity_facts(), fact); }))
            return rejected("resi.fact", "no such fact of the register");
        if (known.size() < kFactsAsked) LOKET_TRY(unless_overridden(rejected("resi.identity", "the person must know three facts of the register")));
        return std::vector<Happening>{on_case(c->id, ResiPresented{true, command.statement, {known.begin(), known.end()}})};
    }
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
    const auto& service = *context.services.find(c->service);
    LOKET_TRY(may_cancel(service, context.actor.role));
    if (command.reason.empty()) return rejected("return.reason_missing", "a cancelled case needs a reason");
    std::vector<Happening> facts;
    if (card_lies_in_safe(*c, service, step_of(*c))) facts.push_back(on_case(c->id, BlankoSpoiled{c->card.serial, command.reason}));
    else if (c->card.stage != CardStage::None)
        return rejected("case.card_exists", "the card is in the printer or already its owner's; the case can no longer be cancelled");
    if (!c->effects_due.empty() || !c->registered_out.empty())
        return rejected("case.document_valid", "the document is valid and in the register of outgoing papers; the case can no longer be cancelled");
    facts.push_back(on_case(c->id, CaseClosed{"cancelled", command.reason}));
    return facts;
}

}  // namespace detail
}  // namespace loket::engine

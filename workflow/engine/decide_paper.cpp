// Papers: numbered when they are first printed, signed, entered in the register of outgoing papers; and what follows from them.

#include <fmt/format.h>

#include <algorithm>

#include "workflow/engine/decide_parts.h"
#include "workflow/engine/effect_arguments.h"
#include "workflow/engine/serials.h"

namespace loket::engine::detail {
namespace {

constexpr int kMostSheets = 99;

/// The register of outgoing papers: the stamp for letters, the agenda for internal reports.
bool registers_out(const Step& step) { return step.kind == StepKind::Stamp || step.kind == StepKind::Archive; }

}  // namespace

Result<std::vector<Happening>> consequences(const Office& office, const Context& context, const Case& c, const Service& service, const Step& step) {
    const auto today = wib_date(context.now);
    std::vector<Happening> facts;
    if (registers_out(step) && c.registered_out.empty())
        facts.push_back(on_case(c.id, RegisteredOut{register_number(today, office.next_serial(register_series(today)))}));
    if (step.kind == StepKind::HandOver)
        for (const auto& withdrawal : service.withdraws)
            if (withdrawal.condition.holds(c.answers)) facts.push_back(on_case(c.id, DocumentWithdrawn{withdrawal.document}));
    if (service.effect_at != step.kind || !c.effects_due.empty()) return facts;
    for (const auto& effect : service.effects)
        if (effect.condition.holds(c.answers))
            facts.push_back(
                on_case(c.id, EffectDue{effect.kind, effect_arguments(c, service, effect)}));
    return facts;
}

Facts Deciding::operator()(const ReportPaper& command) const {
    LOKET_ASSIGN(c, case_at(command.case_id, {StepKind::PrintPaper, StepKind::Stamp, StepKind::HandOver}));
    const auto& service = *context.services.find(c->service);
    const auto due = service.due_papers(c->answers);
    const auto paper = std::ranges::find(due, command.kind, &Paper::kind);
    if (paper == due.end()) return rejected("paper.unknown", "this case has no paper " + command.kind);
    if (command.sheets < 1 || command.sheets > kMostSheets) return rejected("paper.sheets", "a paper has between 1 and 99 sheets");
    const auto* issued = c->paper(command.kind);
    const bool first = issued == nullptr;
    if (first && step_of(*c).kind != StepKind::PrintPaper) return rejected("paper.not_printed", "the paper has not been issued yet");
    if (!first && issued->printed && command.reason.empty()) return rejected("return.reason_missing", "printing once more needs a reason");
    if (!first) return std::vector<Happening>{on_case(c->id, DocumentPrinted{issued->number, command.sheets, command.reason})};
    const auto today = wib_date(context.now);
    const int serial = office.next_serial(paper_series(command.kind, today));
    return std::vector<Happening>{on_case(c->id, DocumentIssued{command.kind, paper_number((*paper)->number, today, serial), command.sheets})};
}

Facts Deciding::operator()(const SignDocument& command) const {
    LOKET_ASSIGN(c, case_at(command.case_id, StepKind::Sign));
    const auto& service = *context.services.find(c->service);
    const auto paper = std::ranges::find(c->papers, command.number, &IssuedPaper::number);
    if (paper == c->papers.end()) return rejected("paper.unknown", "this case has no paper of this number");
    if (!paper->printed) return rejected("paper.not_printed", "the paper is to be printed anew before it is signed");
    if (paper->is_signed()) return rejected("paper.signed", "the paper is signed already");
    if (!is_digest(command.digest)) return rejected("paper.digest", "a signature needs the SHA-256 of what is signed");
    if (service.sign_mode_of(c->profile) == SignMode::TteQr && command.payload.empty())
        return rejected("paper.payload", "an electronic signature needs what its QR holds");
    return std::vector<Happening>{on_case(c->id, DocumentSigned{command.number, command.digest, command.payload, command.about})};
}

}  // namespace loket::engine::detail

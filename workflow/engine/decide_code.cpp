// Codes for the kiosk's printer (DOMAIN §10): a PIN of two years for a recorded person, a code for one print of a finished paper.

#include <algorithm>

#include "workflow/engine/decide_parts.h"
#include "workflow/engine/record_state.h"

namespace loket::engine::detail {
namespace {

std::string last_day(Instant now, int days) { return iso_date(std::chrono::sys_days(wib_date(now)) + std::chrono::days(days)); }

bool has_paper(const Case& c, const std::string& number) { return std::ranges::find(c.papers, number, &IssuedPaper::number) != c.papers.end(); }

/// The case of this paper: one that is open, or the one just closed.
std::shared_ptr<const Case> case_of_paper(const Office& office, const std::string& number) {
    for (const auto& [id, c] : office.cases)
        if (has_paper(*c, number)) return c;
    return office.last_closed && has_paper(*office.last_closed, number) ? office.last_closed : nullptr;
}

/// Nothing is done to the paper any more: it waits to be handed over, or is.
bool is_finished(const Case& c, const Services& services) {
    if (c.status == CaseStatus::Closed) return c.outcome == "handed_over";
    const auto* service = services.find(c.service);
    const auto* step = service == nullptr ? nullptr : service->find_step(c.step);
    return step != nullptr && (step->kind == StepKind::HandOver || step->kind == StepKind::Collect);
}

}  // namespace

Status Deciding::may_try(const std::string& nik, const std::string& digest) const {
    if (!is_digest(digest)) return rejected("code.digest", "not the digest of a code");
    const auto tries = office.house.wrong_tries.find(nik);
    if (tries == office.house.wrong_tries.end()) return {};
    const auto until = blocked_until(tries->second);
    if (until && context.now < *until) return rejected("code.blocked", "too many wrong codes: wait before the next try");
    return {};
}

Facts Deciding::operator()(const IssueAccess& command) const {
    LOKET_TRY(require_role({Role::FrontOffice, Role::Petugas}));
    if (!is_digest(command.digest)) return rejected("code.digest", "not the digest of a code");
    const auto applicant = person(command.nik);
    if (!applicant) return rejected("nik.unknown", "the number is not in the local register");
    if (!applicant->alive) return rejected("applicant.deceased", "the register says this person has died");
    if (!is_recorded(applicant->record_state)) return rejected("access.not_recorded", "only people recorded for KTP-el print at the kiosk");
    return std::vector<Happening>{{kCodeStream, AccessIssued{command.nik, command.digest, last_day(context.now, rules().access_days)}}};
}

Facts Deciding::operator()(const UseAccess& command) const {
    LOKET_TRY(may_try(command.nik, command.digest));
    const auto found = office.house.access.find(command.nik);
    const bool right = found != office.house.access.end() && found->second.digest == command.digest && found->second.until >= wib_date(context.now);
    if (right) return std::vector<Happening>{{kCodeStream, AccessUsed{command.nik}}};
    return std::vector<Happening>{{kCodeStream, CodeRefused{command.nik, "access"}}};
}

Facts Deciding::operator()(const IssuePrintCode& command) const {
    LOKET_TRY(require_role({Role::FrontOffice, Role::Petugas, Role::Sistem}));
    if (!is_digest(command.digest)) return rejected("code.digest", "not the digest of a code");
    const auto c = case_of_paper(office, command.number);
    if (!c) return rejected("paper.unknown", "no case at hand has a paper of this number");
    const auto paper = std::ranges::find(c->papers, command.number, &IssuedPaper::number);
    if (!paper->is_signed()) return rejected("paper.not_signed", "the paper is not signed");
    if (!is_finished(*c, context.services)) return rejected("case.not_ready", "the paper is not ready yet");
    return std::vector<Happening>{
        {kCodeStream, PrintCodeIssued{paper->number, paper->kind, c->id, c->nik, command.digest, last_day(context.now, rules().print_code_days)}}};
}

Facts Deciding::operator()(const UsePrintCode& command) const {
    LOKET_TRY(may_try(command.nik, command.digest));
    const auto* found = find_print_code(office.house, command.nik, command.digest);
    if (found == nullptr) return std::vector<Happening>{{kCodeStream, CodeRefused{command.nik, "print"}}};
    // Whoever holds a code that was right is told so; only guesses count.
    if (found->used) return rejected("code.used", "the paper was printed with this code");
    if (found->until < wib_date(context.now)) return rejected("code.expired", "the code could be used until " + iso_date(found->until));
    return std::vector<Happening>{{kCodeStream, PrintCodeUsed{found->number}}};
}

}  // namespace loket::engine::detail

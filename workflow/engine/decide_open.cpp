// How a case comes to be: from a ticket, from a ticket that asks for one thing more, by an officer, from the field team's list.

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "workflow/engine/decide_parts.h"
#include "workflow/engine/serials.h"

namespace loket::engine::detail {
namespace {

constexpr std::size_t kLongestList = 500;
constexpr int kMostCasesOfTicket = 9;

/// A new application needs a person, a service and rules; without rules for the profile nothing at all would be required.
Status may_open(const Deciding& deciding, const Service& service, const std::string& nik) {
    const auto applicant = deciding.person(nik);
    if (!applicant && !may_be_unknown(service, nik)) return rejected("nik.unknown", "the number is not in the local register");
    if (applicant && !applicant->alive) return rejected("applicant.deceased", "the register says this person has died");
    if (deciding.application_of(nik, service.id))
        return rejected("case.already_open", "an application of this person for this service is still open");
    if (!service.requirements.contains(deciding.context.profile))
        return rejected("profile.unknown", "service " + service.id + " has no requirements of profile " + deciding.context.profile);
    return {};
}

/// Days over the limit; 0 or less is in time.
int days_over(const ReportWithin& rule, const Answers& answers, Date today) {
    const auto given = answers.find(rule.after);
    const auto happened = given == answers.end() ? std::nullopt : parse_iso_date(given->second);
    if (!happened || !rule.condition.holds(answers)) return 0;
    return static_cast<int>((std::chrono::sys_days(today) - std::chrono::sys_days(*happened)).count()) - rule.days;
}

/// The case as its first facts. The file is that of `opened`, complete but for profile, facts of the register and record state.
Result<std::vector<Happening>> open(const Deciding& deciding, const Service& service, CaseOpened opened) {
    LOKET_ASSIGN(answers, deciding.admit(service, opened.nik, without_register(opened.answers)));
    const auto applicant = deciding.person(opened.nik);
    opened.service = service.id;
    opened.profile = deciding.context.profile;
    opened.answers = answers;
    opened.record_state = applicant ? applicant->record_state : std::string();
    const auto id = opened.case_id;
    std::vector<Happening> facts{on_case(id, std::move(opened))};
    for (const auto& rule : service.report_within)
        if (const int over = days_over(rule, answers, wib_date(deciding.context.now)); over > 0)
            facts.push_back(on_case(id, ReportedLate{rule.after, rule.days, over}));
    return facts;
}

/// The file of somebody who was sent home comes in again: from the start, or with a resi at the check.
std::vector<Happening> come_in_again(const Case& waiting, const Service& service, const std::string& ticket) {
    const int step = waiting.resi.empty() ? 1 : service.first(StepKind::Check)->no;
    return {on_case(waiting.id, FileResubmitted{ticket}), on_case(waiting.id, StepBegun{step})};
}

Result<std::vector<Happening>> open_line(const Deciding& deciding, const Service& service, const OpenFromList::Line& line, const std::string& id) {
    if (const auto existing = deciding.application_of(line.nik, service.id); existing && existing->status == CaseStatus::WaitingForApplicant)
        return come_in_again(*existing, service, {});
    LOKET_TRY(may_open(deciding, service, line.nik));
    return open(deciding, service,
                {.case_id = id, .service = {}, .profile = {}, .nik = line.nik, .ticket = {}, .answers = line.answers, .record_state = {}});
}

/// Pictures taken at the kiosk lie beside their requirements from the start, still to be judged.
void add_scans(std::vector<Happening>& facts, const std::string& id, const Ticket& ticket) {
    for (const auto& [no, scan] : ticket.scans) facts.push_back(on_case(id, RequirementMarked{no, Mark::Open, "", scan}));
}

}  // namespace

bool may_be_unknown(const Service& service, const std::string& nik) {
    static constexpr std::string_view kPassport = "PASPOR-";
    const auto only = [](std::string_view text, auto test) { return std::ranges::all_of(text, test); };
    const auto digit = [](char c) { return c >= '0' && c <= '9'; };
    if (!service.newcomer) return false;
    if (!nik.starts_with(kPassport)) return nik.size() == 16 && only(nik, digit);
    if (std::ranges::none_of(service.effects, [](const Effect& effect) { return effect.kind == "RecordStay"; })) return false;  // others must bring a NIK
    const auto number = std::string_view(nik).substr(kPassport.size());
    return number.size() >= 5 && number.size() <= 15 && only(number, [&](char c) { return digit(c) || (c >= 'A' && c <= 'Z'); });
}

Facts Deciding::operator()(const ReceiveFile& command) const {
    LOKET_TRY(require_role({Role::FrontOffice}));
    const auto* ticket = queue_today().find(command.ticket);
    if (ticket == nullptr || ticket->status != TicketStatus::Called || ticket->errand != Errand::Apply)
        return rejected("ticket.unknown", "no called ticket " + command.ticket);
    if (ticket->desk != Role::FrontOffice) return rejected("ticket.other_desk", "ticket " + command.ticket + " is for another desk");
    const Happening served{office.queue.stream, TicketClosed{ticket->number, "served"}};
    if (!ticket->case_id.empty()) {
        LOKET_ASSIGN(waiting, open_case(ticket->case_id));
        if (waiting->status != CaseStatus::WaitingForApplicant) return rejected("case.already_open", "the file does not wait for its applicant");
        auto facts = come_in_again(*waiting, *context.services.find(waiting->service), ticket->number);
        add_scans(facts, waiting->id, *ticket);
        facts.push_back(served);
        return facts;
    }
    const auto* service = context.services.find(ticket->service);
    if (service == nullptr) return rejected("service.unknown", "no service " + ticket->service);
    LOKET_TRY(may_open(*this, *service, ticket->nik));
    const auto id = office.queue.stream.substr(8) + "/" + ticket->number;
    LOKET_ASSIGN(facts, open(*this, *service,
                             {.case_id = id,
                              .service = {},
                              .profile = {},
                              .nik = ticket->nik,
                              .ticket = ticket->number,
                              .answers = ticket->answers,
                              .record_state = {}}));
    add_scans(facts, id, *ticket);
    facts.push_back(on_case(id, StepBegun{1}));
    facts.push_back(served);
    return facts;
}

Facts Deciding::operator()(const AddService& command) const {
    LOKET_TRY(require_role({Role::FrontOffice}));
    const auto* ticket = queue_today().find(command.ticket);
    if (ticket == nullptr || ticket->status != TicketStatus::Served || ticket->errand != Errand::Apply)
        return rejected("ticket.unknown", "no ticket " + command.ticket + " that has been received today");
    if (ticket->cases >= kMostCasesOfTicket) return rejected("ticket.full", "a ticket carries at most nine applications");
    const auto* service = context.services.find(command.service);
    if (service == nullptr) return rejected("service.unknown", "no service " + command.service);
    if (service->intake != Intake::Ticket) return rejected("service.no_ticket", "service " + service->id + " is not applied for at the counter");
    const auto& nik = command.nik.empty() ? ticket->nik : command.nik;
    LOKET_TRY(may_open(*this, *service, nik));
    LOKET_TRY(has_room_for(*service));
    const auto id = fmt::format("{}/{}.{}", office.queue.stream.substr(8), ticket->number, ticket->cases + 1);
    return open(*this, *service,
                {.case_id = id, .service = {}, .profile = {}, .nik = nik, .ticket = ticket->number, .answers = command.answers, .record_state = {}});
}

Facts Deciding::operator()(const OpenInternal& command) const {
    const auto* service = context.services.find(command.service);
    if (service == nullptr) return rejected("service.unknown", "no service " + command.service);
    if (!service->internal()) return rejected("service.no_ticket", "service " + service->id + " needs an applicant");
    if (std::ranges::find(service->opened_by, context.actor.role) == service->opened_by.end())
        return rejected("trust.role", std::string(code(context.actor.role)) + " may not do this");
    const auto series = case_series(wib_date(context.now), kInternalLetter);
    return open(*this, *service,
                {.case_id = case_number(series, office.next_serial(series)),
                 .service = {},
                 .profile = {},
                 .nik = {},
                 .ticket = {},
                 .answers = command.answers,
                 .record_state = {}});
}

Facts Deciding::operator()(const OpenFromList& command) const {
    LOKET_TRY(require_role({Role::TimPendataan}));
    const auto* service = context.services.find(command.service);
    if (service == nullptr) return rejected("service.unknown", "no service " + command.service);
    if (service->intake != Intake::List) return rejected("service.no_list", "service " + service->id + " is not applied for by list");
    if (command.lines.empty() || command.lines.size() > kLongestList) return rejected("list.length", "a list has between 1 and 500 people");
    const auto series = case_series(wib_date(context.now), kListLetter);
    std::set<std::string> people;
    std::vector<Happening> facts;
    int serial = office.next_serial(series);
    for (const auto& line : command.lines) {
        const auto at = line.at > 0 ? static_cast<std::size_t>(line.at) : static_cast<std::size_t>(&line - command.lines.data()) + 1;
        if (!people.insert(line.nik).second) return rejected("list.twice", fmt::format("line {} names somebody who is on the list already", at));
        auto opened = open_line(*this, *service, line, case_number(series, serial));
        if (!opened) return Error{opened.error().fault, fmt::format("line {}: {}", at, opened.error().context), opened.error().code};
        if (std::holds_alternative<CaseOpened>(opened->front().event)) ++serial;
        std::ranges::move(*opened, std::back_inserter(facts));
    }
    return facts;
}

}  // namespace loket::engine::detail

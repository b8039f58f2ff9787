#include "workflow/engine/decide.h"

#include <algorithm>

#include "workflow/engine/decide_parts.h"

namespace loket::engine {

Command::Command() = default;
template <class Kind>
    requires kIsOneOf<Kind, AnyCommand>
[[gnu::used]] Command::Command(Kind kind) : AnyCommand(std::in_place_type<Kind>, std::move(kind)) {}
Command::Command(const Command& other) = default;
Command::Command(Command&& other) noexcept = default;
Command& Command::operator=(const Command& other) = default;
Command& Command::operator=(Command&& other) noexcept = default;
Command::~Command() = default;

namespace {

/// Makes one of each, so that the constructor from every kind stands in this file.
template <class... Kinds>
void make_each(const std::variant<Kinds...>*) {
    (static_cast<void>(Command(Kinds{})), ...);
}
template void make_each(const AnyCommand*);

Status may_override(const Override& by, const Actor& actor) {
    if (!may_supervise(by.supervisor.role)) return rejected("override.role", std::string(code(by.supervisor.role)) + " lets nothing pass");
    if (by.supervisor.user.empty() || by.supervisor.user == actor.user) return rejected("override.same_person", "a second officer must let it pass");
    if (by.reason.empty()) return rejected("override.reason", "say why the rule is set aside");
    return {};
}

}  // namespace

bool may_supervise(Role role) { return role == Role::Kasi || role == Role::Kabid || role == Role::Kadis || role == Role::Sekretaris; }

bool may_be_overridden(std::string_view code) {
    static constexpr std::string_view kCodes[] = {"queue.closed",          "queue.quota", "queue.print_capacity", "ticket.requeued_once",
                                                  "appointment.missed", "step.taken",  "resi.identity"};
    return std::ranges::find(kCodes, code) != std::end(kCodes);
}

Result<std::vector<Happening>> decide(const Office& office, const Command& command, const Context& context) {
    if (context.override_by) LOKET_TRY(may_override(*context.override_by, context.actor));
    std::vector<std::string> overridden;
    auto facts = std::visit(detail::Deciding{office, context, overridden}, static_cast<const AnyCommand&>(command));
    if (!facts) return facts;
    for (const auto& refusal : overridden) {  // beside what it allowed: after the first fact, which may be the one that opens the case
        const auto& [supervisor, reason] = *context.override_by;
        RuleOverridden fact{refusal, supervisor.user, std::string(code(supervisor.role)), reason};
        facts->insert(facts->begin() + 1, Happening{facts->front().stream, std::move(fact)});
    }
    return facts;
}

namespace detail {

Happening on_case(const std::string& id, Event event) { return {case_stream(id), std::move(event)}; }

bool is_digest(const std::string& text) {
    return text.size() == 64 && std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

bool is_exception_reason(const std::string& reason) {
    static constexpr std::string_view kReasons[] = {"AMPUTASI", "LUKA", "AUS", "CACAT", "LAINNYA"};
    return std::ranges::find(kReasons, reason) != std::end(kReasons);
}

bool is_among(const std::vector<std::string>& known, const std::string& word) { return std::ranges::find(known, word) != known.end(); }

Status Deciding::unless_overridden(Error refusal) const {
    if (!context.override_by || !may_be_overridden(refusal.code)) return refusal;
    overridden.push_back(refusal.code);
    return {};
}

const OfficeRules& Deciding::rules() const {
    static const OfficeRules kDefaults;
    return context.rules != nullptr ? *context.rules : kDefaults;
}

Result<std::shared_ptr<const Case>> Deciding::open_case(const std::string& id) const {
    auto found = office.find_case(id);
    if (!found) return rejected("case.unknown", "no open case " + id);
    const auto* service = context.services.find(found->service);
    if (service == nullptr)
        return rejected("service.unknown", "case " + id + " belongs to service " + found->service + ", which is not loaded");
    if (service->find_step(found->step) == nullptr) return rejected("step.unknown", "case " + id + " stands at a step that its service no longer has");
    return found;
}

Result<std::shared_ptr<const Case>> Deciding::case_at(const std::string& id, std::initializer_list<StepKind> kinds) const {
    LOKET_ASSIGN(found, open_case(id));
    if (std::ranges::find(kinds, step_of(*found).kind) == kinds.end())
        return rejected("step.order", "case " + id + " is at a step of kind " + std::string(code(step_of(*found).kind)) + ", where this is not done");
    LOKET_TRY(may_work_on(*found, context));
    if (!found->begun) return rejected("step.not_begun", "the step must be begun first");
    return found;
}

std::optional<Applicant> Deciding::person(const std::string& nik) const {
    if (context.applicant && context.applicant->nik == nik) return context.applicant;
    return context.look_up ? context.look_up(nik) : std::nullopt;
}

namespace {

/// Somebody named in an answer must be known and alive; of the family where the question asks for members of it.
Status check_person(const Deciding& deciding, const Question& question, const std::string& nik, const std::optional<Applicant>& applicant) {
    const auto named = deciding.person(nik);
    if (!named) return rejected("answers.person", "the answer to " + question.key + " names somebody whom the register does not know");
    if (!named->alive) return rejected("answers.person", "the answer to " + question.key + " names somebody who has died");
    if (question.type == QuestionType::Persons && applicant && applicant->kk != named->kk)
        return rejected("answers.person", "the answer to " + question.key + " names somebody of another family");
    return {};
}

}  // namespace

Result<Answers> Deciding::admit(const Service& service, const std::string& nik, const Answers& answers) const {
    const auto applicant = nik.empty() ? std::nullopt : person(nik);
    const auto today = wib_date(context.now);
    if (std::ranges::any_of(answers, [](const auto& item) { return is_fact_key(item.first); }))
        return rejected("answers.unknown", "what the register knows is not answered");
    auto known = with_register(service, answers, applicant, [this](const std::string& of) { return person(of); }, today);
    LOKET_TRY(service.accepts(known, today));
    for (const auto& question : service.questions) {
        const auto given = answers.find(question.key);
        const bool names = question.type == QuestionType::Persons || question.type == QuestionType::Nik;
        if (given == answers.end() || !names || service.newcomer || question.limits.anywhere) continue;  // a newcomer's family is unknown here too
        for (const auto& named : niks_in(given->second)) LOKET_TRY(check_person(*this, question, named, applicant));
    }
    if (service.not_entitled(known) != nullptr) return rejected("applicant.not_entitled", service.not_entitled(known)->in("en"));
    return known;
}

const Step& Deciding::step_of(const Case& c) const { return context.services.find(c.service)->step(c.step); }

const Queue& Deciding::queue_today() const {
    static const Queue kNobodyYet;
    return office.queue.stream == queue_stream(wib_date(context.now)) ? office.queue : kNobodyYet;
}

Status Deciding::require_role(std::initializer_list<Role> roles) const {
    if (std::ranges::find(roles, context.actor.role) != roles.end()) return {};
    return rejected("trust.role", std::string(code(context.actor.role)) + " may not do this");
}

}  // namespace detail
}  // namespace loket::engine

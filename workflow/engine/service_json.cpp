// Reading of assets/services/*.json. The shape is strict on purpose: the files are edited by hand in the office.

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "workflow/engine/json_reader.h"
#include "workflow/engine/service.h"

namespace loket::engine {
namespace {

using nlohmann::json;

constexpr std::array<std::pair<StepKind, std::string_view>, 11> kKinds = {{
    {StepKind::Submit, "submit"}, {StepKind::Receive, "receive"}, {StepKind::Check, "check"}, {StepKind::Forward, "forward"},
    {StepKind::Verify, "verify"}, {StepKind::Sign, "sign"}, {StepKind::Print, "print"}, {StepKind::Stamp, "stamp"},
    {StepKind::Activate, "activate"}, {StepKind::HandOver, "hand_over"}, {StepKind::Collect, "collect"},
}};

Text read_text_table(JsonObject& object, const std::string& key, bool required) {
    Text text;
    const auto* value = object.member(key, required);
    if (value == nullptr) return text;
    JsonObject languages(*value, object.place_of(key), object.problem());
    text.by_language["id"] = languages.text("id");
    if (languages.has("en")) text.by_language["en"] = languages.text("en");
    return text;
}

constexpr int kDeepestCondition = 8;

Condition read_condition(const json& value, const std::string& place, JsonProblem& problem, int depth = 0);

Condition read_group(Condition::Op op, const json& list, const std::string& place, JsonProblem& problem, int depth) {
    Condition group{.op = op};
    if (!list.is_array() || list.empty()) problem.report(place, "must be a list of conditions");
    else
        for (std::size_t i = 0; i < list.size(); ++i)
            group.parts.push_back(read_condition(list[i], place + "/" + std::to_string(i), problem, depth));
    return group;
}

Condition read_condition(const json& value, const std::string& place, JsonProblem& problem, int depth) {
    JsonObject object(value, place, problem);
    if (depth > kDeepestCondition) {
        problem.report(place, "conditions are nested too deeply");
        return {};
    }
    for (const auto& [key, op] : {std::pair{"all", Condition::Op::All}, {"any", Condition::Op::Any}})
        if (object.has(key)) return read_group(op, *object.member(key, true), object.place_of(key), problem, depth + 1);
    if (object.has("not")) {
        Condition negated{.op = Condition::Op::Not};
        negated.parts.push_back(read_condition(*object.member("not", true), object.place_of("not"), problem, depth + 1));
        return negated;
    }
    return {.op = Condition::Op::AnswerIn, .answer = object.text("answer"), .values = object.texts("in")};
}

Condition read_if(JsonObject& object) {
    const auto* value = object.member("if", false);
    return value == nullptr ? Condition{} : read_condition(*value, object.place_of("if"), object.problem());
}

/// Calls `read(object)` for each object of the list under `key`.
template <class Read>
void each(JsonObject& parent, const std::string& key, bool required, Read read) {
    const auto* list = parent.member(key, required);
    if (list == nullptr) return;
    if (!list->is_array() || (required && list->empty())) {
        parent.problem().report(parent.place_of(key), "must be a list that is not empty");
        return;
    }
    for (std::size_t i = 0; i < list->size(); ++i) {
        JsonObject item((*list)[i], parent.place_of(key) + "/" + std::to_string(i), parent.problem());
        read(item);
    }
}

Question read_question(JsonObject& object) {
    Question question{.key = object.text("key"), .text = read_text_table(object, "text", true), .options = {}, .condition = read_if(object)};
    each(object, "options", true, [&](JsonObject& option) {
        question.options.push_back({option.text("value"), read_text_table(option, "label", true), read_text_table(option, "hint", false)});
    });
    return question;
}

Requirement read_requirement(JsonObject& object) {
    const auto gate = object.text_or("gate", "");
    if (!gate.empty() && gate != "biometric_record") object.problem().report(object.place_of("gate"), "is not a known gate");
    return {.no = object.number("no", 1, 99),
            .text = read_text_table(object, "text", true),
            .form = object.text_or("form", ""),
            .condition = read_if(object),
            .why = read_text_table(object, "why", false),
            .gate = gate,
            .tag = object.text_or("tag", "proposal")};
}

Role read_role(JsonObject& object, const std::string& key, Role fallback) {
    if (!object.has(key)) return fallback;
    const auto role = role_from_code(object.text(key));
    if (!role) object.problem().report(object.place_of(key), "is not a known actor");
    return role.value_or(fallback);
}

StepKind read_kind(JsonObject& object) {
    const auto text = object.text("kind");
    for (const auto& [kind, name] : kKinds)
        if (name == text) return kind;
    object.problem().report(object.place_of("kind"), "is not a known kind of step");
    return StepKind::Receive;
}

Step read_step(JsonObject& object) {
    object.member("actor", true);
    const auto actor = read_role(object, "actor", Role::FrontOffice);
    Step step{.no = object.number("no", 1, 99),
              .kind = read_kind(object),
              .text = read_text_table(object, "text", true),
              .actor = actor,
              .desk = read_role(object, "desk", actor),
              .applicant_present = object.flag_or("applicant_present", false),
              .minutes = object.number("minutes", 0, 100000),
              .completeness = read_text_table(object, "completeness", false),
              .output = read_text_table(object, "output", false),
              .return_to = std::nullopt};
    if (object.has("return_to")) step.return_to = object.number("return_to", 1, 99);
    return step;
}

void read_standard(JsonObject& object, Service& service) {
    each(object, "standard", false, [&](JsonObject& item) {
        const auto component = item.text("component");
        service.standard.emplace_back(component, read_text_table(item, "text", true));
    });
}

void read_requirements(JsonObject& object, Service& service) {
    const auto* profiles = object.member("requirements", true);
    if (profiles == nullptr) return;
    JsonObject by_profile(*profiles, object.place_of("requirements"), object.problem());
    for (const auto* profile : {"SOP2019", "PERPRES96"})
        each(by_profile, profile, true, [&](JsonObject& item) { service.requirements[profile].push_back(read_requirement(item)); });
}

/// The answers that questions offer, by key of the question.
using Offered = std::map<std::string, std::set<std::string>>;

void check_condition(const Condition& condition, const Offered& offered, const std::string& place, JsonProblem& problem) {
    if (condition.op == Condition::Op::AnswerIn) {
        const auto question = offered.find(condition.answer);
        if (question == offered.end()) problem.report(place, "depends on the answer \"" + condition.answer + "\", which no question asks");
        else
            for (const auto& value : condition.values)
                if (!question->second.contains(value))
                    problem.report(place, "depends on \"" + value + "\", which question \"" + condition.answer + "\" does not offer");
    }
    for (const auto& part : condition.parts) check_condition(part, offered, place, problem);
}

Offered check_questions(const Service& service, JsonProblem& problem) {
    Offered offered;
    for (const auto& question : service.questions) {
        const auto place = "/questions (" + question.key + ")";
        check_condition(question.condition, offered, place, problem);
        if (offered.contains(question.key)) problem.report(place, "is asked twice");
        auto& values = offered[question.key];
        for (const auto& option : question.options)
            if (!values.insert(option.value).second) problem.report(place, "offers \"" + option.value + "\" twice");
    }
    return offered;
}

void check_requirements(const Service& service, const Offered& offered, JsonProblem& problem) {
    for (const auto& [profile, list] : service.requirements) {
        std::set<int> numbers;
        for (const auto& requirement : list) {
            const auto place = "/requirements/" + profile + " no " + std::to_string(requirement.no);
            check_condition(requirement.condition, offered, place, problem);
            if (!numbers.insert(requirement.no).second) problem.report(place, "is there twice");
        }
    }
}

void check_step(const Step& step, int expected_no, JsonProblem& problem) {
    const auto place = "/steps/" + std::to_string(expected_no - 1);
    if (step.no != expected_no) problem.report(place, "steps must be numbered 1, 2, 3 … without gaps");
    if (step.return_to && *step.return_to >= step.no) problem.report(place, "return_to must name an earlier step");
    if (step.kind == StepKind::Verify && !step.return_to) problem.report(place, "a step that verifies needs return_to");
    if ((step.kind == StepKind::Submit) != (expected_no == 1)) problem.report(place, "the first step, and no other, must be of kind submit");
}

void check_steps(const Service& service, JsonProblem& problem) {
    for (std::size_t i = 0; i < service.steps.size(); ++i) check_step(service.steps[i], static_cast<int>(i) + 1, problem);
    for (const auto kind : {StepKind::Check, StepKind::HandOver})
        if (service.first(kind) == nullptr) problem.report("/steps", "needs a step of kind " + std::string(code(kind)));
}

bool is_capitals(const std::string& text, std::size_t length) {
    return text.size() == length && std::ranges::all_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
}

void check_head(const Service& service, JsonProblem& problem) {
    if (!is_capitals(service.code, 3)) problem.report("/code", "must have three capital letters");
    if (!is_capitals(service.letter, 1) || service.letter == kPriorityLetter)
        problem.report("/letter", "must be one capital letter other than P, the priority lane's");
}

Service read_service(JsonObject& object) {
    Service service;
    service.id = object.text("id");
    service.code = object.text("code");
    service.letter = object.text("letter");
    service.name = read_text_table(object, "name", true);
    service.product = read_text_table(object, "product", true);
    service.promise_days = object.number("promise_days", 0, 365);
    service.fee_rupiah = object.number("fee_rupiah", 0, 0);
    service.minimum_age = object.number_or("minimum_age", 0, 0, 150);
    service.minimum_age_record = object.number_or("minimum_age_record", service.minimum_age, 0, 150);
    each(object, "questions", false, [&](JsonObject& item) { service.questions.push_back(read_question(item)); });
    read_requirements(object, service);
    each(object, "steps", true, [&](JsonObject& item) { service.steps.push_back(read_step(item)); });
    read_standard(object, service);
    return service;
}

}  // namespace

std::string_view code(StepKind kind) {
    for (const auto& [known, name] : kKinds)
        if (known == kind) return name;
    return "receive";
}

Result<Service> parse_service(const std::string& text, const std::string& origin) {
    auto parsed = parse_json(text, origin);
    if (!parsed) return Error{Fault::Corrupt, parsed.error().context, "services.broken"};
    JsonProblem problem{.origin = origin, .text = std::nullopt};
    Service service;
    {
        JsonObject object(*parsed, "", problem);
        service = read_service(object);
    }
    check_head(service, problem);
    check_requirements(service, check_questions(service, problem), problem);
    check_steps(service, problem);
    if (problem.text) return Error{Fault::Corrupt, *problem.text, "services.broken"};
    return service;
}

}  // namespace loket::engine

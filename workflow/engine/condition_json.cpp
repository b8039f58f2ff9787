// Reading of conditions, questions and requirements.

#include <algorithm>
#include <array>

#include "workflow/engine/service_reader.h"

namespace loket::engine::detail {
namespace {

using nlohmann::json;

constexpr int kDeepestCondition = 8;

/// Reads one condition and those inside it.
struct ConditionReader {
    const std::vector<Setting>& settings;
    JsonProblem& problem;

    Condition read(const json& value, const std::string& place, int depth) const {
        JsonObject object(value, place, problem);
        if (depth > kDeepestCondition) {
            problem.report(place, "conditions are nested too deeply");
            return {};
        }
        for (const auto& [key, op] : {std::pair{"all", Condition::Op::All}, {"any", Condition::Op::Any}})
            if (object.has(key)) return group(op, *object.member(key, true), object.place_of(key), depth + 1);
        if (object.has("not")) {
            Condition negated{.op = Condition::Op::Not};
            negated.parts.push_back(read(*object.member("not", true), object.place_of("not"), depth + 1));
            return negated;
        }
        if (object.has("fact")) return fact(object);
        if (object.has("setting")) return setting(object);
        if (object.has("answered")) return {.op = Condition::Op::Given, .answer = object.text("answered")};
        const auto answer = object.text("answer");
        if (object.has("at_least") || object.has("below")) return comparison(object, answer);
        return {.op = Condition::Op::AnswerIn, .answer = answer, .values = object.texts("in")};
    }

    Condition group(Condition::Op op, const json& list, const std::string& place, int depth) const {
        Condition group{.op = op};
        if (!list.is_array() || list.empty())
            problem.report(place, "must be a list of conditions");
        else
            for (std::size_t i = 0; i < list.size(); ++i) group.parts.push_back(read(list[i], place + "/" + std::to_string(i), depth));
        return group;
    }

    static Condition comparison(JsonObject& object, const std::string& key) {
        const bool at_least = object.has("at_least");
        return {.op = at_least ? Condition::Op::AtLeast : Condition::Op::Below,
                .answer = key,
                .limit = object.number(at_least ? "at_least" : "below", 0, 1'000'000)};
    }

    Condition fact(JsonObject& object) const {
        const auto name = object.text("fact");
        const auto key = fact_key(name, object.text_or("of", ""));
        if (std::ranges::none_of(kFactNames, [&](const char* known) { return name == known; }))
            problem.report(object.place_of("fact"), "is not a known fact of the register");
        if (name == "age") return comparison(object, key);
        object.member("is", true);
        return {.op = Condition::Op::AnswerIn, .answer = key, .values = {object.flag_or("is", true) ? kYes : kNo}};
    }

    Condition setting(JsonObject& object) const {
        const auto key = object.text("setting");
        const auto values = object.texts("in");
        const auto found = std::ranges::find(settings, key, &Setting::key);
        if (found == settings.end()) {
            problem.report(object.place_of("setting"), "is not a setting of this service");
            return {};
        }
        for (const auto& value : values)
            if (std::ranges::find(found->allowed, value) == found->allowed.end())
                problem.report(object.place_of("in"), "\"" + value + "\" is not allowed for this setting");
        const bool holds = std::ranges::find(values, found->value) != values.end();
        return {.op = holds ? Condition::Op::Always : Condition::Op::Never};
    }
};

QuestionType read_type(JsonObject& object) {
    const auto text = object.text_or("type", "choice");
    for (int i = 0; i <= static_cast<int>(QuestionType::Village); ++i)
        if (code(static_cast<QuestionType>(i)) == text) return static_cast<QuestionType>(i);
    object.problem().report(object.place_of("type"), "is not a known type of answer");
    return QuestionType::Choice;
}

Limits read_limits(JsonObject& object, QuestionType type) {
    Limits limits;
    if (type == QuestionType::Text) {
        limits.shortest = object.number_or("min_length", limits.shortest, 1, 1000);
        limits.longest = object.number_or("max_length", limits.longest, limits.shortest, 1000);
        limits.name = object.flag_or("person_name", false);
    } else if (type == QuestionType::Nik) {
        limits.anywhere = object.flag_or("anywhere", false);
    } else if (type == QuestionType::Number) {
        limits.low = object.number_or("min", limits.low, -1'000'000, 1'000'000'000);
        limits.high = object.number_or("max", std::max(limits.high, limits.low), limits.low, 1'000'000'000);
    } else if (type == QuestionType::Date) {
        limits.not_future = object.flag_or("not_future", false);
        limits.not_past = object.flag_or("not_past", false);
    }
    return limits;
}

}  // namespace

Text read_words(JsonObject& object, const std::string& key, bool required) {
    Text text;
    const auto* value = object.member(key, required);
    if (value == nullptr) return text;
    JsonObject languages(*value, object.place_of(key), object.problem());
    text.by_language["id"] = languages.text("id");
    if (languages.has("en")) text.by_language["en"] = languages.text("en");
    return text;
}

Condition read_if(JsonObject& object, const std::vector<Setting>& settings, const std::string& key) {
    const auto* value = object.member(key, false);
    return value == nullptr ? Condition{} : ConditionReader{settings, object.problem()}.read(*value, object.place_of(key), 0);
}

Question read_question(JsonObject& object, const std::vector<Setting>& settings) {
    Question question{.key = object.text("key"), .text = read_words(object, "text", true), .options = {}, .condition = read_if(object, settings)};
    question.type = read_type(object);
    question.required = object.flag_or("required", true);
    question.limits = read_limits(object, question.type);
    question.hint = read_words(object, "hint", false);
    question.tag = object.text_or("tag", "proposal");
    if (question.type != QuestionType::Choice) return question;
    each(object, "options", true, [&](JsonObject& option) {
        question.options.push_back({option.text("value"), read_words(option, "label", true), read_words(option, "hint", false)});
    });
    return question;
}

Requirement read_requirement(JsonObject& object, const std::vector<Setting>& settings, const Forms& forms) {
    const auto gate = object.text_or("gate", "");
    if (!gate.empty() && gate != "biometric_record") object.problem().report(object.place_of("gate"), "is not a known gate");
    Requirement requirement{.no = object.number("no", 1, 99),
                            .text = read_words(object, "text", true),
                            .form = {},
                            .condition = read_if(object, settings),
                            .why = read_words(object, "why", false),
                            .gate = gate,
                            .tag = object.text_or("tag", "proposal")};
    const bool has_forms = object.member("forms", false) != nullptr;
    for (const auto& reference : has_forms ? object.texts("forms") : std::vector<std::string>{}) {
        const auto* form = forms.find(reference);
        if (form == nullptr) {
            object.problem().report(object.place_of("forms"), "\"" + reference + "\" is not in the list of forms");
            continue;
        }
        requirement.form += (requirement.form.empty() ? "" : " + ") + form->code;
        requirement.forms.push_back(*form);
    }
    return requirement;
}

}  // namespace loket::engine::detail

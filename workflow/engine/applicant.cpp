#include "workflow/engine/applicant.h"

namespace loket::engine {
namespace {

std::string yes_or_no(bool holds) { return holds ? kYes : kNo; }

/// The value of the fact, empty if there is no such fact.
std::string fact_of(const Applicant& person, const std::string& fact, Date today) {
    if (fact == "age") return std::to_string(age_on(person.born, today));
    if (fact == "ever_married") return yes_or_no(person.ever_married);
    if (fact == "married") return yes_or_no(person.married);
    if (fact == "foreigner") return yes_or_no(person.foreigner);
    if (fact == "rentan") return yes_or_no(person.rentan);
    if (fact == "head") return yes_or_no(person.head);
    return {};
}

}  // namespace

Answers without_register(Answers answers) {
    std::erase_if(answers, [](const auto& answer) { return is_fact_key(answer.first); });
    return answers;
}

Answers with_register(const Service& service, Answers answers, const std::optional<Applicant>& applicant, const LookUp& look_up, Date today) {
    answers = without_register(std::move(answers));
    for (const auto& key : service.facts_tested()) {
        const auto dot = key.find('.');
        const auto fact = key.substr(dot == std::string::npos ? 1 : dot + 1);
        std::optional<Applicant> person = applicant;
        if (dot != std::string::npos) {
            const auto named = answers.find(key.substr(1, dot - 1));
            person = named == answers.end() || !look_up ? std::nullopt : look_up(named->second);
        }
        if (!person) continue;
        if (auto value = fact_of(*person, fact, today); !value.empty()) answers[key] = std::move(value);
    }
    return answers;
}

}  // namespace loket::engine

#include "tests/engine/form_filler.h"

#include <catch2/catch.hpp>

namespace loket::engine::test {
namespace {

constexpr int kPeople = 40, kChildren = 8, kTries = 400;

}  // namespace

std::string FormFiller::anybody() { return nik(random_.between(1, kPeople)); }

std::string FormFiller::answer(const Question& question) {
    const auto& limits = question.limits;
    const auto today = std::chrono::sys_days(wib_date(world_.clock.now()));
    switch (question.type) {
        case QuestionType::Choice: return question.options[random_.below(question.options.size())].value;
        case QuestionType::Text:
            return limits.name ? "SITI CONTOH" : std::string(static_cast<std::size_t>(random_.between(limits.shortest, limits.longest)), 'X');
        case QuestionType::Number: return std::to_string(random_.between(limits.low, limits.high));
        case QuestionType::Nik: return random_.chance(0.5) ? anybody() : nik(kFirstChild + random_.between(0, kChildren));
        case QuestionType::Kk: return "2101060101010001";
        case QuestionType::Village: return "21.01.06.1008";
        case QuestionType::Date:
            return iso_date(Date(today + std::chrono::days(random_.between(limits.not_past ? 0 : -200, limits.not_future ? 0 : 200))));
        case QuestionType::Persons: break;
    }
    std::string persons = anybody();
    for (int child = 0; child < random_.between(0, 3); ++child) persons.append(",").append(nik(kFirstChild + child));
    return persons;
}

Answers FormFiller::attempt(const Service& service, const std::string& person) {
    const auto context = world_.context(BeginStep{}, kFront);
    const auto known = [&](const Answers& answers) {
        return with_register(service, answers, context.look_up(person), context.look_up, wib_date(context.now));
    };
    Answers answers;
    for (const auto& question : service.questions)
        if (question.condition.holds(known(answers)) && (question.required || random_.chance(0.7))) answers[question.key] = answer(question);
    return service.not_entitled(known(answers)) == nullptr ? answers : Answers{};
}

Answers FormFiller::fill(const Service& service, const std::string& person) {
    for (int tries = 0; tries < kTries; ++tries) {
        auto answers = attempt(service, person);
        if (!answers.empty()) return answers;
    }
    FAIL("nobody can fill in the form of " << service.id);
    return {};
}

}  // namespace loket::engine::test

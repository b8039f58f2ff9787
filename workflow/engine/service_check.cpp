// What only the whole service file shows: gaps, dead conditions, sums that do not match, steps that could strand a case.

#include <fmt/format.h>

#include <algorithm>

#include "workflow/engine/service_reader.h"

namespace loket::engine::detail {
namespace {

/// The changes that the population mirror knows, under its names.
constexpr std::string_view kEffectKinds[] = {
    "FormFamily", "JoinFamily",    "ReplaceHead",  "ChangeData", "MoveFamily",       "IssueFamilyCard", "SetCard",
    "SetKia",     "MoveOut",       "GoAbroad",     "MoveIn",     "ReturnFromAbroad", "RecordStay",      "Birth",
    "Stillbirth", "AnnulMarriage", "AnnulDivorce", "Death",      "Adoption",         "Renunciation",    "IssueTemporaryPaper"};

bool is_capitals(const std::string& text, std::size_t length) {
    return text.size() == length && std::ranges::all_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
}

bool is_key(const std::string& text) {
    return !text.empty() && text.front() >= 'a' && text.front() <= 'z' &&
           std::ranges::all_of(text, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

struct Checking {
    const Service& service;
    JsonProblem& problem;
    std::map<std::string, const Question*> asked{};  ///< before the place being checked

    void expect(bool holds, const std::string& place, const std::string& otherwise) const {
        if (!holds) problem.report(place, otherwise);
    }

    void head() const {
        expect(is_capitals(service.code, 3), "/code", "must have three capital letters");
        if (!service.internal() || !service.letter.empty()) {
            expect(is_capitals(service.letter, 1) && service.letter != kPriorityLetter, "/letter",
                   "must be one capital letter other than P, the priority lane's");
            expect(service.letter != kListLetter && service.letter != kInternalLetter && service.letter != kRecordingLetter, "/letter",
               "L, I and R stand for lists, internal cases and early recordings");
        }
        expect(service.internal() == (service.section == Section::Piak), "/intake", "PIAK services are internal, all others are not");
        expect(!service.internal() || !service.opened_by.empty(), "/opened_by", "somebody must be able to open an internal case");
        if (service.card) expect(is_capitals(service.card->prefix, 3), "/card/prefix", "must have three capital letters");
    }

    void fact(const std::string& key, const std::string& place) const {
        const auto dot = key.find('.');
        if (dot == std::string::npos) return expect(!service.internal(), place, "asks the register about an applicant, but there is none");
        const auto of = asked.find(key.substr(1, dot - 1));
        expect(of != asked.end() && of->second->type == QuestionType::Nik, place,
               "asks the register about \"" + key.substr(1, dot - 1) + "\", which is not a question for a NIK");
    }

    void leaf(const Condition& condition, const std::string& place) const {
        if (is_fact_key(condition.answer)) return fact(condition.answer, place);
        const auto found = asked.find(condition.answer);
        if (found == asked.end()) return problem.report(place, "depends on the answer \"" + condition.answer + "\", which no question asks");
        const auto& question = *found->second;
        if (condition.op == Condition::Op::Given) return;
        if (condition.op != Condition::Op::AnswerIn)
            return expect(question.type == QuestionType::Number, place, "compares the answer \"" + question.key + "\", which is not a number");
        if (question.type != QuestionType::Choice) return problem.report(place, "lists values of \"" + question.key + "\", which is not a choice");
        for (const auto& value : condition.values)
            expect(std::ranges::find(question.options, value, &Option::value) != question.options.end(), place,
                   "depends on \"" + value + "\", which question \"" + question.key + "\" does not offer");
    }

    void condition(const Condition& condition, const std::string& place) const {
        if (!condition.answer.empty()) leaf(condition, place);
        for (const auto& part : condition.parts) this->condition(part, place);
    }

    void questions() {
        for (const auto& question : service.questions) {
            const auto place = "/questions (" + question.key + ")";
            condition(question.condition, place);
            expect(is_key(question.key), place, "a key has small letters, digits and _ only");
            expect(!asked.contains(question.key), place, "is asked twice");
            std::set<std::string> values;
            for (const auto& option : question.options) expect(values.insert(option.value).second, place, "offers \"" + option.value + "\" twice");
            asked[question.key] = &question;
        }
    }

    void requirements() const {
        for (const auto& [profile, list] : service.requirements) {
            std::set<int> numbers;
            for (const auto& requirement : list) {
                const auto place = "/requirements/" + profile + " no " + std::to_string(requirement.no);
                condition(requirement.condition, place);
                expect(numbers.insert(requirement.no).second, place, "is there twice");
            }
        }
    }

    void rules() const {
        for (const auto& entitlement : service.entitlements) condition(entitlement.must, "/entitlements");
        for (const auto& rule : service.report_within) {
            condition(rule.condition, "/report_within");
            const auto found = asked.find(rule.after);
            expect(found != asked.end() && found->second->type == QuestionType::Date, "/report_within",
                   "counts from the answer \"" + rule.after + "\", which is not a question for a date");
        }
    }

    void effects() const {
        for (const auto& effect : service.effects) {
            const auto place = "/effects (" + effect.kind + ")";
            condition(effect.condition, place);
            expect(std::ranges::find(kEffectKinds, effect.kind) != std::end(kEffectKinds), place, "is not a known kind of effect");
            for (const auto& [name, answer] : effect.args) {
                expect(asked.contains(answer), place, "takes the answer \"" + answer + "\", which no question asks");
                expect(!effect.fixed.contains(name), place, "gives the argument \"" + name + "\" twice");
            }
        }
        expect(service.effects.empty() || service.effect_at.has_value(), "/effect_at", "must say at which step the effects come about");
        expect(!service.effect_at || service.first(*service.effect_at) != nullptr, "/effect_at", "no step is of this kind");
    }

    void papers() const {
        std::set<std::string> kinds;
        for (const auto& paper : service.papers) {
            const auto place = "/papers (" + paper.kind + ")";
            condition(paper.condition, place);
            expect(kinds.insert(paper.kind + "|" + paper.number).second, place, "is there twice");
            expect(paper.number.find("{serial}") != std::string::npos, place, "a number needs its {serial}");
            expect(paper.number.find("{yyyy}") != std::string::npos || paper.number.find("{ddmmyyyy}") != std::string::npos, place,
                   "a number needs its year, within which serials count: {yyyy} or {ddmmyyyy}");
        }
        for (const auto& withdrawal : service.withdraws) condition(withdrawal.condition, "/withdraws (" + withdrawal.document + ")");
    }

    void step(const Step& step, int expected_no) const {
        const auto place = "/steps/" + std::to_string(expected_no - 1);
        expect(step.no == expected_no, place, "steps must be numbered 1, 2, 3 … without gaps");
        expect(!step.return_to || *step.return_to < step.no, place, "return_to must name an earlier step");
        expect(step.kind != StepKind::Verify || step.return_to, place, "a step that verifies needs return_to");
        expect(step.kind != StepKind::Sign || step.return_to, place, "a step that signs needs return_to, for corrections");
        if (!service.internal())
            expect((step.kind == StepKind::Submit) == (expected_no == 1), place, "the first step, and no other, must be of kind submit");
        const bool last = expected_no == static_cast<int>(service.steps.size());
        expect((step.kind == StepKind::Archive) == (service.internal() && last), place,
               "an internal case ends with its only step of kind archive, no other has one");
    }

    /// Valid means final: nothing leads back over the register of outgoing papers or the effects.
    void way_back(const Step& from) const {
        for (const auto& passed : service.steps) {
            const bool final = passed.kind == StepKind::Stamp || (!service.effects.empty() && service.effect_at == passed.kind);
            if (final && from.return_to && *from.return_to <= passed.no && passed.no < from.no)
                problem.report("/steps/" + std::to_string(from.no - 1),
                               fmt::format("return_to leads back over step {}, which makes the document valid", passed.no));
        }
    }

    void needs(StepKind kind, bool wanted, const std::string& why) const {
        if ((service.first(kind) != nullptr) == wanted) return;
        problem.report("/steps", (wanted ? "needs a step of kind " : "must not have a step of kind ") + std::string(code(kind)) + why);
    }

    void steps() const {
        for (std::size_t i = 0; i < service.steps.size(); ++i) step(service.steps[i], static_cast<int>(i) + 1);
        for (const auto& each : service.steps) way_back(each);
        for (const auto kind : {StepKind::Check, StepKind::HandOver, StepKind::Collect}) needs(kind, !service.internal(), "");
        needs(StepKind::PrintPaper, !service.papers.empty(), ", as it has papers or none");
        needs(StepKind::Sign, service.signer.has_value(), ", as it names a signer or none");
        needs(StepKind::Print, service.card.has_value(), ", as it makes a card or none");
        needs(StepKind::Activate, service.card && service.card->chip, ", as its card has a chip or none");
        order(StepKind::PrintPaper, StepKind::Sign);
        order(StepKind::Sign, StepKind::Stamp);
        order(StepKind::Print, StepKind::Activate);
        order(StepKind::Check, StepKind::Verify);
        order(StepKind::HandOver, StepKind::Collect);
    }

    void order(StepKind before, StepKind after) const {
        const auto *one = service.first(before), *other = service.first(after);
        if (one != nullptr && other != nullptr)
            expect(one->no < other->no, "/steps",
                   "the step of kind " + std::string(code(before)) + " must come before that of kind " + std::string(code(after)));
    }

    void sums() const {
        if (service.declared_minutes)
            expect(*service.declared_minutes == service.total_minutes(), "/total_minutes",
                   fmt::format("says {}, but the steps make {}", *service.declared_minutes, service.total_minutes()));
        if (service.declared_days)
            expect(*service.declared_days == service.total_days(), "/total_days",
                   fmt::format("says {}, but the steps make {}", *service.declared_days, service.total_days()));
    }
};

}  // namespace

void check_service(const Service& service, JsonProblem& problem) {
    Checking checking{service, problem};
    checking.head();
    checking.questions();
    checking.requirements();
    checking.rules();
    checking.effects();
    checking.papers();
    checking.steps();
    checking.sums();
}

}  // namespace loket::engine::detail

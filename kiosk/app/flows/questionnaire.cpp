#include "kiosk/app/flows/questionnaire.h"

#include <algorithm>

#include "devices/base/secret.h"
#include "kiosk/app/core/projections.h"
#include "kiosk/screens/applicant.h"

namespace loket::app {

using engine::Question;
using engine::QuestionType;

bool names_family(const engine::Service& service) {
    return std::ranges::any_of(service.questions, [](const Question& question) {
        return question.type == QuestionType::Persons || (question.type == QuestionType::Nik && !question.limits.anywhere);
    });
}

void Questionnaire::start(const engine::Service& service, std::optional<engine::Applicant> applicant) {
    forget_answers();
    service_ = &service;
    applicant_ = std::move(applicant);
}

void Questionnaire::forget_answers() {
    for (auto& [key, answer] : answers_) zeroise(answer);
    answers_.clear();
    asked_.clear();
}

void Questionnaire::wipe() {
    forget_answers();
    applicant_.reset();
    household_.clear();
    form_.wipe();
}

engine::Answers Questionnaire::known() const {
    const auto look_up = [&](const std::string& nik) -> std::optional<engine::Applicant> {
        const auto member = std::ranges::find_if(household_, [&](const auto& each) { return each->nik == nik; });
        return member == household_.end() ? std::nullopt : std::optional(applicant_of(**member));
    };
    return engine::with_register(*service_, answers_, applicant_, look_up, wib_date(context_.equipment.clock.now()));
}

bool Questionnaire::next() {
    const auto answers = known();
    const auto& questions = service_->questions;
    auto following = questions.begin();
    if (const auto* asked = now()) following += asked - questions.data() + 1;
    following = std::find_if(following, questions.end(), [&](const auto& question) { return question.condition.holds(answers); });
    if (following == questions.end()) return false;
    asked_.push_back(following->key);
    show();
    return true;
}

bool Questionnaire::back() {
    if (!asked_.empty()) asked_.pop_back();
    if (asked_.empty()) return false;
    show();
    return true;
}

void Questionnaire::show() {
    const auto& question = *now();
    if (question.type != QuestionType::Choice) form_.start(question, answers_.contains(question.key) ? answers_.at(question.key) : "", household_);
}

bool Questionnaire::handle(const viewmodels::Intent& intent) {
    const auto& question = *now();
    if (question.type == QuestionType::Choice) {
        if (intent.name == "answer") answered(intent.value);
        return intent.name == "next" && answers_.contains(question.key);
    }
    if (intent.name != "next") {
        form_.handle(intent);
        return false;
    }
    const auto answer = form_.answer();
    if (answer) answered(*answer);
    return answer.ok();
}

/// Answers to questions not asked any more are forgotten: another answer here may change what follows.
void Questionnaire::answered(const std::string& answer) {
    const auto before = answers_.find(asked_.back());
    const bool same = before == answers_.end() ? answer.empty() : before->second == answer;
    if (same) return;
    std::erase_if(answers_, [&](const auto& item) { return std::ranges::find(asked_, item.first) == asked_.end(); });
    if (answer.empty()) answers_.erase(asked_.back());
    else answers_[asked_.back()] = answer;
}

viewmodels::Choice Questionnaire::choice_view(const Question& question) const {
    const auto& language = context_.session.language;
    viewmodels::Choice view{.title = question.text.in(language), .hint = context_.say("question.hint"), .items = {}, .selected = {}, .stepper = {}};
    for (const auto& option : question.options) view.items.push_back({option.value, option.label.in(language), option.hint.in(language)});
    if (const auto answer = answers_.find(question.key); answer != answers_.end()) view.selected = answer->second;
    return view;
}

void Questionnaire::draw(ui::Ui& ui, const viewmodels::Chrome& chrome, const viewmodels::Stepper& stepper, viewmodels::Intents& intents) const {
    const auto* question = now();
    if (question == nullptr) return;
    const auto& words = context_.strings(context_.session.language);
    if (question->type == QuestionType::Choice) {
        auto view = choice_view(*question);
        view.stepper = stepper;
        return screens::draw(ui, words, chrome, view, intents);
    }
    auto view = form_.view();
    view.stepper = stepper;
    screens::draw(ui, words, chrome, view, intents);
}

}  // namespace loket::app

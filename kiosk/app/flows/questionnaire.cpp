#include "kiosk/app/flows/questionnaire.h"

#include <algorithm>

#include "devices/base/secret.h"
#include "kiosk/app/core/projections.h"
#include "kiosk/app/flows/wording.h"
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
    done_.clear();
    editing_ = false;
    for (auto& [key, answer] : answers_before_) zeroise(answer);
    answers_before_.clear();
    done_before_.clear();
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

std::vector<std::string> Questionnaire::trail() const {
    const auto answers = known();
    std::vector<std::string> keys;
    for (const auto& question : service_->questions)
        if (question.condition.holds(answers)) keys.push_back(question.key);
    return keys;
}

bool Questionnaire::next() {
    auto keys = trail();
    const auto last = asked_.empty() ? keys.begin() : std::ranges::find(keys, asked_.back()) + 1;
    const auto following = editing_ ? std::ranges::find_if(keys, [&](const auto& key) { return !done_.contains(key); }) : last;
    if (following == keys.end()) {
        stop_editing();
        return false;
    }
    asked_.assign(keys.begin(), following + 1);
    show();
    return true;
}

bool Questionnaire::back() {
    if (editing_) {
        answers_ = answers_before_;
        done_ = done_before_;
        stop_editing();
        return false;
    }
    if (!asked_.empty()) asked_.pop_back();
    if (asked_.empty()) return false;
    show();
    return true;
}

void Questionnaire::edit(const std::string& key) {
    const auto keys = trail();
    const auto found = std::ranges::find(keys, key);
    if (found == keys.end()) return;
    editing_ = true;
    answers_before_ = answers_;
    done_before_ = done_;
    asked_.assign(keys.begin(), found + 1);
    show();
}

/// The form stands after its last question again.
void Questionnaire::stop_editing() {
    editing_ = false;
    answers_before_.clear();
    done_before_.clear();
    asked_ = trail();
}

std::vector<Questionnaire::Answered> Questionnaire::answered_rows() const {
    std::vector<Answered> rows;
    if (service_ == nullptr) return rows;
    const auto name = [&](const std::string& nik) {
        const auto member = std::ranges::find_if(household_, [&](const auto& each) { return each->nik == nik; });
        return member == household_.end() ? std::string{} : masked_name((*member)->name);
    };
    for (const auto& key : trail()) {
        const auto& question = *service_->find_question(key);
        const auto answer = answers_.find(key);
        rows.push_back({key, {question.text.in(context_.session.language), answer == answers_.end() ? context_.say("review.passed_over") : answer_words(context_, question, answer->second, name)}});
    }
    return rows;
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

void Questionnaire::answered(const std::string& answer) {
    done_.insert(asked_.back());
    if (answer.empty()) answers_.erase(asked_.back());
    else answers_[asked_.back()] = answer;
    forget_unasked();
}

/// Another answer may change what is asked after it: in the order of the form, as conditions look back only.
void Questionnaire::forget_unasked() {
    for (const auto& question : service_->questions) {
        if (question.condition.holds(known())) continue;
        answers_.erase(question.key);
        done_.erase(question.key);
    }
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

#include "kiosk/app/flows/survey_flow.h"

#include <fmt/format.h>

#include "kiosk/screens/applicant.h"

namespace loket::app {

void SurveyFlow::enter(Page, const std::string& argument) {
    wipe();
    service_ = argument;
    picked_ = argument.empty();
    picker_.start();
}

void SurveyFlow::wipe() {
    index_ = 0;
    scores_ = {};
    sent_ = false;
}

void SurveyFlow::handle(const viewmodels::Intent& intent) {
    if (intent.name == "back") {
        if (index_ > 0) --index_;
        else if (picked_ && !service_.empty()) service_.clear();
        else if (picked_ && !picker_.back()) context_.navigation.go(Page::Home);
        return;
    }
    if (service_.empty()) {
        if (const auto service = picker_.handle(intent)) service_ = *service;
        return;
    }
    if (intent.name == "score") scores_[index_] = std::stoi(intent.value);
    else if (intent.name == "skip") scores_[index_] = 0;
    else return;
    if (sent_) return;
    if (++index_ < kQuestions) return;
    sent_ = true;
    index_ = kQuestions - 1;  // the page stays drawable until the answers are stored
    const engine::AnswerSurvey answers{service_, {scores_.begin(), scores_.end()}};
    using Answer = Result<std::vector<store::StoredEvent>>;
    context_.asks.then<Answer>(context_.equipment.core.execute(answers, {"ikm", engine::Role::Pemohon}), [this](Answer) { context_.navigation.go(Page::Message, "thanks"); });
}

void SurveyFlow::draw(ui::Ui& ui, const viewmodels::Chrome& chrome, viewmodels::Intents& intents) {
    if (service_.empty()) return screens::draw(ui, context_.strings(context_.session.language), chrome, picker_.view(context_.say("survey.which")), intents);
    viewmodels::Survey view;
    view.index = static_cast<int>(index_);
    view.count = kQuestions;
    view.question = context_.say(fmt::format("ikm.u{}", index_ + 1));
    for (int score = 1; score <= 4; ++score) view.options.push_back(context_.say(fmt::format("ikm.u{}.{}", index_ + 1, score)));
    view.selected = scores_[index_];
    screens::draw(ui, context_.strings(context_.session.language), chrome, view, intents);
}

}  // namespace loket::app

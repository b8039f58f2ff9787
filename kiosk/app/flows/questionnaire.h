#pragma once
// The application form of one service: its questions one a page, for an applicant at the kiosk or an officer at a desk.

#include "kiosk/app/flows/form_entry.h"
#include "workflow/engine/applicant.h"

namespace loket::app {

class Questionnaire {
  public:
    explicit Questionnaire(FlowContext& context) : context_(context), form_(context) {}

    /// `household`: whom questions may name. The register's facts about the applicant decide what is asked.
    void start(const engine::Service& service, std::optional<engine::Applicant> applicant);
    void set_household(FormEntry::People household) { household_ = std::move(household); }
    /// Turns to the question that follows; false after the last.
    bool next();
    /// Turns back; false before the first.
    bool back();
    /// Shows the last question again.
    void show();
    [[nodiscard]] bool empty() const { return asked_.empty(); }
    /// True when the person is done with the question on the page.
    bool handle(const viewmodels::Intent& intent);
    void draw(ui::Ui& ui, const viewmodels::Chrome& chrome, const viewmodels::Stepper& stepper, viewmodels::Intents& intents) const;

    [[nodiscard]] const FormEntry& entry() const { return form_; }
    [[nodiscard]] const engine::Answers& answers() const { return answers_; }
    /// The answers with what the register adds: what conditions are tested against.
    [[nodiscard]] engine::Answers known() const;
    void wipe();

  private:
    [[nodiscard]] const engine::Question* now() const { return asked_.empty() ? nullptr : service_->find_question(asked_.back()); }
    [[nodiscard]] viewmodels::Choice choice_view(const engine::Question& question) const;
    void answered(const std::string& answer);
    void forget_answers();

    FlowContext& context_;
    const engine::Service* service_ = nullptr;
    std::optional<engine::Applicant> applicant_;
    FormEntry::People household_;
    engine::Answers answers_;
    std::vector<std::string> asked_;  ///< keys of the questions so far; the last is on the page
    FormEntry form_;
};

/// Whether the form names members of the family: only then is the family looked up.
bool names_family(const engine::Service& service);

}  // namespace loket::app

#pragma once
// The application form of one service: its questions one a page, for an applicant at the kiosk or an officer at a desk.

#include <set>

#include "kiosk/app/flows/form_entry.h"
#include "workflow/engine/applicant.h"

namespace loket::app {

class Questionnaire {
  public:
    explicit Questionnaire(FlowContext& context) : context_(context), form_(context) {}

    /// `household`: whom questions may name. The register's facts about the applicant decide what is asked.
    void start(const engine::Service& service, std::optional<engine::Applicant> applicant);
    void set_household(FormEntry::People household) { household_ = std::move(household); }
    /// Turns to the question that follows; after `edit` only to one that the change has brought up. False after the last.
    bool next();
    /// Turns back; false before the first. During a change it is given up instead, and everything is as before it: false.
    bool back();
    /// Shows one question again, by its key: only its answer is to be changed.
    void edit(const std::string& key);
    [[nodiscard]] bool editing() const { return editing_; }
    /// Every question that is asked with these answers: key and, in words, question and answer. Names are masked.
    struct Answered {
        std::string key;
        viewmodels::Row row;
    };
    [[nodiscard]] std::vector<Answered> answered_rows() const;
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
    void forget_unasked();
    void stop_editing();
    [[nodiscard]] std::vector<std::string> trail() const;

    FlowContext& context_;
    const engine::Service* service_ = nullptr;
    std::optional<engine::Applicant> applicant_;
    FormEntry::People household_;
    engine::Answers answers_;
    std::vector<std::string> asked_;  ///< keys of the questions so far; the last is on the page
    std::set<std::string> done_;      ///< answered or passed over
    bool editing_ = false;
    engine::Answers answers_before_;  ///< the change that is being made
    std::set<std::string> done_before_;
    FormEntry form_;
};

/// Whether the form names members of the family: only then is the family looked up.
bool names_family(const engine::Service& service);

}  // namespace loket::app

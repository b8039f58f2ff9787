#pragma once
// One more application from the ticket at the counter: another service, or the same for another member of the family. The front
// office fills in the form with the applicant beside it.

#include "kiosk/app/flows/questionnaire.h"

namespace loket::app {

class AddServiceFlow final : public Flow {
  public:
    explicit AddServiceFlow(FlowContext& context) : Flow(context), form_(context) {}
    /// `case_id`: of the application that is open; its ticket carries the new one, its family may be applied for.
    void enter(Page page, const std::string& case_id) override;
    void handle(const viewmodels::Intent& intent) override;
    void draw(ui::Ui& ui, const viewmodels::Chrome& chrome, viewmodels::Intents& intents) override;
    void wipe() override;
    [[nodiscard]] const Questionnaire& form() const { return form_; }

  private:
    void start_form();
    void go_on();
    void add();
    [[nodiscard]] viewmodels::AddService view() const;

    std::string from_, ticket_, person_, service_;  ///< case, ticket number, NIK, service id
    FormEntry::People family_;
    bool asking_ = false;
    Questionnaire form_;
};

}  // namespace loket::app

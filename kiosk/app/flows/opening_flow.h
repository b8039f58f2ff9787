#pragma once
// An officer begins an internal service (PIAK): its questions, then the file stands at its first step.

#include "kiosk/app/flows/questionnaire.h"

namespace loket::app {

class OpeningFlow final : public Flow {
  public:
    explicit OpeningFlow(FlowContext& context) : Flow(context), form_(context) {}
    void enter(Page page, const std::string& service) override;
    void handle(const viewmodels::Intent& intent) override;
    void draw(ui::Ui& ui, const viewmodels::Chrome& chrome, viewmodels::Intents& intents) override { form_.draw(ui, chrome, {}, intents); }
    void wipe() override { form_.wipe(); }
    [[nodiscard]] const Questionnaire& form() const { return form_; }

  private:
    void go_on();
    std::string service_;
    Questionnaire form_;
};

}  // namespace loket::app

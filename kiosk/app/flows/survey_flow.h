#pragma once
// The IKM survey: nine questions of PermenPAN-RB 14/2017, answered alone, stored without any link to person or case.

#include <array>

#include "kiosk/app/flows/service_picker.h"

namespace loket::app {

class SurveyFlow final : public Flow {
  public:
    explicit SurveyFlow(FlowContext& context) : Flow(context), picker_(context) {}
    /// `argument`: the service that was used; empty: asked for first.
    void enter(Page page, const std::string& argument) override;
    void handle(const viewmodels::Intent& intent) override;
    void draw(ui::Ui& ui, const viewmodels::Chrome& chrome, viewmodels::Intents& intents) override;
    void wipe() override;

  private:
    static constexpr std::size_t kQuestions = 9;
    ServicePicker picker_;
    bool picked_ = false;  ///< the person says which service; else it is known from the visit
    std::string service_;
    std::size_t index_ = 0;
    bool sent_ = false;
    std::array<int, kQuestions> scores_{};
};

}  // namespace loket::app

#pragma once
// The IKM survey: nine questions of PermenPAN-RB 14/2017, answered alone, stored without any link to person or case.

#include <array>

#include "kiosk/app/flows/context.h"

namespace loket::app {

class SurveyFlow final : public Flow {
  public:
    using Flow::Flow;
    void enter(Page page, const std::string& argument) override;
    void handle(const viewmodels::Intent& intent) override;
    void draw(ui::Ui& ui, const viewmodels::Chrome& chrome, viewmodels::Intents& intents) override;
    void wipe() override;

  private:
    static constexpr std::size_t kQuestions = 9;
    std::string service_;
    std::size_t index_ = 0;
    bool sent_ = false;
    std::array<int, kQuestions> scores_{};
};

}  // namespace loket::app

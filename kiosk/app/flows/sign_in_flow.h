#pragma once
// Officers sign in with their name and PIN.

#include "kiosk/app/flows/context.h"

namespace loket::app {

class SignInFlow final : public Flow {
  public:
    using Flow::Flow;
    void enter(Page page, const std::string& argument) override;
    void handle(const viewmodels::Intent& intent) override;
    void draw(ui::Ui& ui, const viewmodels::Chrome& chrome, viewmodels::Intents& intents) override;
    void wipe() override;

  private:
    void submit();
    void choose_loket(const std::string& number);

    std::vector<trust::Officer> officers_;
    std::string selected_, pin_;
    std::optional<viewmodels::Notice> notice_;
};

}  // namespace loket::app

#pragma once
// Officers sign in with their name or card, their PIN, and a finger where the office asks for it. The same page hides the desk of
// an officer who went away: the PIN of the same officer goes on with it, any other officer ends it.

#include "kiosk/app/flows/context.h"

namespace loket::app {

class SignInFlow final : public Flow {
  public:
    using Flow::Flow;
    void enter(Page page, const std::string& argument) override;
    void handle(const viewmodels::Intent& intent) override;
    void draw(ui::Ui& ui, const viewmodels::Chrome& chrome, viewmodels::Intents& intents) override;
    void wipe() override;

    /// Who has just been let in; the station takes them from here.
    std::optional<trust::Officer> take_admitted() { return std::exchange(admitted_, std::nullopt); }

  private:
    void choose_loket(const std::string& number);
    void read_card();
    void go_on();
    void read_finger();
    void submit(std::optional<biometrics::FingerTemplate> finger);
    void refuse(const Error& error);
    void forget_pin();
    [[nodiscard]] const trust::Officer* chosen() const;

    std::vector<trust::Officer> officers_;
    std::string selected_, pin_, card_;
    bool asks_finger_ = false;
    viewmodels::Picture live_;
    std::optional<viewmodels::Notice> notice_;
    std::optional<trust::Officer> admitted_;
};

}  // namespace loket::app

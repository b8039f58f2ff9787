#pragma once
// "Baca kartu": a card is laid down, the officer sees whose it is and whether it counts.

#include "kiosk/app/desk/card_check.h"
#include "kiosk/app/flows/staff_flow.h"

namespace loket::app {

class CardCheckFlow final : public StaffFlow {
  public:
    using StaffFlow::StaffFlow;
    void enter(Page page, const std::string& argument) override;
    void draw(ui::Ui& ui, const viewmodels::Chrome& chrome, viewmodels::Intents& intents) override;
    void wipe() override;

  protected:
    void act(const viewmodels::Intent& intent) override;
    [[nodiscard]] std::vector<CaseRef> work() const override { return {}; }

  private:
    void read();
    void end_card();
    void show(CardCheck check);
    [[nodiscard]] viewmodels::CardCheck view() const;

    std::optional<CardCheck> check_;
    viewmodels::Picture photo_;
    std::optional<viewmodels::Notice> notice_;
};

}  // namespace loket::app

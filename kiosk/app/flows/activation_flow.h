#pragma once
// Activation in person: card on the reader, live finger against the chip, never by proxy.

#include "kiosk/app/desk/activation.h"
#include "kiosk/app/flows/staff_flow.h"

namespace loket::app {

class ActivationFlow final : public StaffFlow {
  public:
    using StaffFlow::StaffFlow;
    void draw(ui::Ui& ui, const viewmodels::Chrome& chrome, viewmodels::Intents& intents) override;
    void wipe() override;

  protected:
    void act(const viewmodels::Intent& intent) override;
    [[nodiscard]] std::vector<CaseRef> work() const override { return cases_on(context_, Page::Activation); }
    void opened() override;
    void begun() override { read_fingers(); }
    void called_up(const engine::Ticket& ticket) override { case_id_ = ticket.case_id; }

  private:
    void read_fingers();
    void compare(biometrics::Finger finger);
    [[nodiscard]] viewmodels::Activation view() const;

    std::vector<biometrics::Finger> fingers_;  ///< on the chip
    biometrics::Finger asked_ = biometrics::Finger::Unknown;
    viewmodels::Picture live_;
    std::optional<viewmodels::Notice> notice_;
};

}  // namespace loket::app

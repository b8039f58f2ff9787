#pragma once
// Petugas pelayanan: passes complete files on to the head of section.

#include "kiosk/app/flows/staff_flow.h"

namespace loket::app {

class ForwardFlow final : public StaffFlow {
  public:
    using StaffFlow::StaffFlow;
    void draw(ui::Ui& ui, const viewmodels::Chrome& chrome, viewmodels::Intents& intents) override;

  protected:
    void act(const viewmodels::Intent& intent) override;
    [[nodiscard]] std::vector<CaseRef> work() const override { return cases_at(context_, engine::StepKind::Forward, engine::Role::Petugas); }
};

}  // namespace loket::app

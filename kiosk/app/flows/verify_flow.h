#pragma once
// Kepala Seksi and Kepala Bidang: the whole file on one page, then paraf or a return with a reason.

#include "kiosk/app/flows/staff_flow.h"

namespace loket::app {

class VerifyFlow final : public StaffFlow {
  public:
    using StaffFlow::StaffFlow;
    void draw(ui::Ui& ui, const viewmodels::Chrome& chrome, viewmodels::Intents& intents) override;

  protected:
    void act(const viewmodels::Intent& intent) override;
    void sign(std::function<void()> leave);
    [[nodiscard]] std::vector<CaseRef> work() const override { return cases_on(context_, Page::Verify); }

  private:
    [[nodiscard]] viewmodels::Verify view() const;
    void add_recording(viewmodels::Verify& view, const engine::Case& c) const;
    [[nodiscard]] std::vector<viewmodels::Verify::Event> history_of(const engine::Case& c) const;
};

}  // namespace loket::app

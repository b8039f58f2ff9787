#pragma once
// Whoever does one piece of work on a file: petugas who forward and stamp, operators who print papers, the officers of the
// PIAK services.

#include "kiosk/app/flows/staff_flow.h"

namespace loket::app {

class WorkFlow final : public StaffFlow {
  public:
    using StaffFlow::StaffFlow;
    void draw(ui::Ui& ui, const viewmodels::Chrome& chrome, viewmodels::Intents& intents) override;

  protected:
    void act(const viewmodels::Intent& intent) override;
    void opened() override { notice_.reset(); }
    [[nodiscard]] std::vector<CaseRef> work() const override { return cases_on(context_, Page::Work); }

  private:
    void print();
    [[nodiscard]] viewmodels::Work view() const;
    std::optional<viewmodels::Notice> notice_;
};

}  // namespace loket::app

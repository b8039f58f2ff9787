#pragma once
// Officers who look after complaints: the list with the oldest first, one complaint with the application it is about beside it; take
// it, answer it. The number stands where other desks have the id of a case.

#include "kiosk/app/flows/staff_flow.h"
#include "kiosk/viewmodels/complaints.h"

namespace loket::app {

class ComplaintsFlow final : public StaffFlow {
  public:
    using StaffFlow::StaffFlow;
    void draw(ui::Ui& ui, const viewmodels::Chrome& chrome, viewmodels::Intents& intents) override;

  protected:
    void act(const viewmodels::Intent& intent) override;
    [[nodiscard]] std::vector<CaseRef> work() const override { return {}; }

  private:
    [[nodiscard]] viewmodels::ComplaintDesk view() const;
    [[nodiscard]] viewmodels::WorkItem item(const engine::Complaint& complaint) const;
    void add_case(viewmodels::ComplaintDesk& view, const std::string& resi) const;
};

/// Whether this role looks after complaints.
bool handles_complaints(engine::Role role);

}  // namespace loket::app

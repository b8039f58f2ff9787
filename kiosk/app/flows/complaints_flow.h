#pragma once
// Officers who look after complaints: the list with the oldest first, one complaint with the application it is about beside it; take
// it, answer it; write down one that came by SMS, in the suggestion box or at the counter. The number stands where other desks have
// the id of a case.

#include "kiosk/app/flows/questionnaire.h"
#include "kiosk/app/flows/staff_flow.h"
#include "kiosk/viewmodels/complaints.h"

namespace loket::app {

class ComplaintsFlow final : public StaffFlow {
  public:
    explicit ComplaintsFlow(FlowContext& context) : StaffFlow(context), form_(context) {}
    void enter(Page page, const std::string& argument) override;
    void wipe() override;
    [[nodiscard]] bool writing() const { return writing_; }
    [[nodiscard]] const Questionnaire& form() const { return form_; }
    void draw(ui::Ui& ui, const viewmodels::Chrome& chrome, viewmodels::Intents& intents) override;

  protected:
    void act(const viewmodels::Intent& intent) override;
    [[nodiscard]] std::vector<CaseRef> work() const override { return {}; }

  private:
    [[nodiscard]] viewmodels::ComplaintDesk view() const;
    [[nodiscard]] viewmodels::WorkItem item(const engine::Complaint& complaint) const;
    void add_case(viewmodels::ComplaintDesk& view, const std::string& resi) const;
    void write_down(const viewmodels::Intent& intent);
    void file();

    bool writing_ = false;       ///< the form is on the page
    engine::Service questions_;  ///< the form, as a service's questions
    Questionnaire form_;
};

/// Whether this role looks after complaints.
bool handles_complaints(engine::Role role);

}  // namespace loket::app

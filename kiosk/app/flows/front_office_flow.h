#pragma once
// Front office: calls the next person, takes the file, checks it paper by paper, registers it, gives the resi.

#include "kiosk/app/flows/staff_flow.h"

namespace loket::app {

class FrontOfficeFlow final : public StaffFlow {
  public:
    using StaffFlow::StaffFlow;
    void draw(ui::Ui& ui, const viewmodels::Chrome& chrome, viewmodels::Intents& intents) override;
    void wipe() override;

  protected:
    void act(const viewmodels::Intent& intent) override;
    [[nodiscard]] std::vector<CaseRef> work() const override { return cases_on(context_, Page::CheckFile); }
    void opened() override;

  private:
    void queue_intent(const viewmodels::Intent& intent);
    void check_intent(const viewmodels::Intent& intent);
    void received();
    void print_resi();
    [[nodiscard]] std::string opened_by(const std::string& ticket) const;
    [[nodiscard]] const engine::Ticket* called(const Snapshot& snapshot) const;
    [[nodiscard]] viewmodels::FrontOffice queue_view() const;
    [[nodiscard]] viewmodels::CheckFile check_view() const;
    [[nodiscard]] viewmodels::ResiPage resi_view() const;

    viewmodels::Picture slip_;
    std::optional<viewmodels::Notice> slip_notice_;
};

}  // namespace loket::app

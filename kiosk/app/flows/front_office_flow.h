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
    void begun() override { received(); }
    void receive(const engine::Ticket& ticket) override;

  private:
    void check_intent(const viewmodels::Intent& intent);
    void received();
    void look_up_named(const engine::Case& c);
    void next_of_ticket(const engine::Case& done);
    void print_resi();
    [[nodiscard]] bool may_add(const engine::Case& c) const;
    [[nodiscard]] viewmodels::FrontOffice queue_view() const;
    [[nodiscard]] viewmodels::CheckFile check_view() const;
    [[nodiscard]] viewmodels::ResiPage resi_view() const;

    viewmodels::Picture slip_;
    std::optional<viewmodels::Notice> slip_notice_;
};

}  // namespace loket::app

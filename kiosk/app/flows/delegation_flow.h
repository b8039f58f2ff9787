#pragma once
// Kasi, Kabid and Kadis: who stands in for them, and from when to when.

#include "kiosk/app/flows/staff_flow.h"
#include "kiosk/viewmodels/delegation.h"

namespace loket::app {

class DelegationFlow final : public StaffFlow {
  public:
    using StaffFlow::StaffFlow;
    void enter(Page page, const std::string& argument) override;
    void draw(ui::Ui& ui, const viewmodels::Chrome& chrome, viewmodels::Intents& intents) override;
    void wipe() override;
    [[nodiscard]] viewmodels::Delegation view() const;

  protected:
    void act(const viewmodels::Intent& intent) override;
    [[nodiscard]] std::vector<CaseRef> work() const override { return {}; }

  private:
    void load();
    void save(const std::string& decree);
    [[nodiscard]] Date today() const { return wib_date(context_.equipment.clock.now()); }
    [[nodiscard]] viewmodels::Listing present() const;

    std::vector<trust::Officer> officers_;
    std::string officer_;
    trust::DelegationKind kind_ = trust::DelegationKind::Plh;
    Date from_{}, to_{};
    std::optional<viewmodels::Notice> notice_;
};

}  // namespace loket::app

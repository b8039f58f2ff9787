#pragma once
// Card printing desk.

#include "kiosk/app/desk/papers.h"
#include "kiosk/app/flows/staff_flow.h"

namespace loket::app {

class PrintFlow final : public StaffFlow {
  public:
    using StaffFlow::StaffFlow;
    void draw(ui::Ui& ui, const viewmodels::Chrome& chrome, viewmodels::Intents& intents) override;
    void wipe() override;

  protected:
    void act(const viewmodels::Intent& intent) override;
    [[nodiscard]] std::vector<CaseRef> work() const override { return cases_on(context_, Page::Print); }
    void opened() override;

  private:
    void print();
    [[nodiscard]] bool printable(const engine::Case& c) const;
    void prepare_proof();
    [[nodiscard]] viewmodels::PrintDesk view() const;

    viewmodels::Picture front_, back_;
    std::optional<viewmodels::Notice> notice_;
    bool outcome_unknown_ = false;
};

}  // namespace loket::app

#pragma once
// Blanks and supplies: received, counted against the books, used; the spoiled ones of the month; the end of the day.

#include "kiosk/app/desk/spoiled.h"
#include "kiosk/app/flows/staff_flow.h"

namespace loket::app {

class StockFlow final : public StaffFlow {
  public:
    using StaffFlow::StaffFlow;
    void enter(Page page, const std::string& argument) override;
    void draw(ui::Ui& ui, const viewmodels::Chrome& chrome, viewmodels::Intents& intents) override;
    void wipe() override;

  protected:
    void act(const viewmodels::Intent& intent) override;
    [[nodiscard]] std::vector<CaseRef> work() const override { return {}; }

  private:
    void read_spoiled();
    void counted();
    void print_books();
    [[nodiscard]] viewmodels::StockPage view() const;

    std::string kind_;
    SpoiledRead spoiled_;
    bool reading_ = false;
    std::optional<viewmodels::Notice> notice_;
};

}  // namespace loket::app

#pragma once
// The public display at a machine that has the office: who is called where, the office's notices, and whether what it shows is still true.

#include "kiosk/app/flows/context.h"
#include "kiosk/app/flows/display_board.h"

namespace loket::app {

class DisplayFlow final : public Flow {
  public:
    using Flow::Flow;
    void enter(Page page, const std::string& argument) override;
    void handle(const viewmodels::Intent&) override {}
    void draw(ui::Ui& ui, const viewmodels::Chrome& chrome, viewmodels::Intents& intents) override;
    void wipe() override {}
    /// What is shown now; looks for new calls first.
    [[nodiscard]] viewmodels::Display view();

  private:
    void ask_core();
    [[nodiscard]] Instant now() const { return context_.equipment.clock.now(); }

    DisplayBoard board_;
    Instant asked_{}, answered_{};
    bool waiting_ = false;       ///< for an answer of the core
};

}  // namespace loket::app

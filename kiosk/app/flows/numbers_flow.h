#pragma once
// Numbers that files wait for and that an officer reads off SIAK: the list, then the number by keypad.

#include "kiosk/app/flows/questionnaire.h"

namespace loket::app {

class NumbersFlow final : public Flow {
  public:
    explicit NumbersFlow(FlowContext& context) : Flow(context), form_(context) {}
    void enter(Page page, const std::string& argument) override;
    void handle(const viewmodels::Intent& intent) override;
    void draw(ui::Ui& ui, const viewmodels::Chrome& chrome, viewmodels::Intents& intents) override;
    void wipe() override;
    [[nodiscard]] const std::vector<AwaitedNumber>& awaited() const { return awaited_; }

  private:
    void look();
    void ask(std::size_t index);
    void give();
    [[nodiscard]] viewmodels::Choice view() const;
    [[nodiscard]] std::string words_of(const AwaitedNumber& awaited) const;

    std::vector<AwaitedNumber> awaited_;
    std::optional<AwaitedNumber> asked_;
    engine::Service questions_;  ///< one: the number
    Questionnaire form_;
};

}  // namespace loket::app

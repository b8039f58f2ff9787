#pragma once
// The administrator database keeps the accounts of the office: new officers, PINs, cards, fingers, delegations.

#include "kiosk/app/desk/live_proof.h"
#include "kiosk/app/flows/questionnaire.h"
#include "kiosk/app/flows/staff_flow.h"
#include "kiosk/viewmodels/officers.h"

namespace loket::app {

class OfficersFlow final : public StaffFlow {
  public:
    explicit OfficersFlow(FlowContext& context);
    void enter(Page page, const std::string& argument) override;
    void draw(ui::Ui& ui, const viewmodels::Chrome& chrome, viewmodels::Intents& intents) override;
    void wipe() override;

  protected:
    void act(const viewmodels::Intent& intent) override;
    [[nodiscard]] std::vector<CaseRef> work() const override { return {}; }
    void opened() override;

  private:
    enum class Stage { List, Form, Pin, Finger };
    using Change = std::function<Status(trust::Accounts&, const engine::Actor&)>;

    void load();
    void change(Change change, const std::string& said);
    void ask_form(const engine::Service& form);
    void form_intent(const viewmodels::Intent& intent);
    void pin_intent(const viewmodels::Intent& intent);
    void finger_intent(const viewmodels::Intent& intent);
    void save_pin();
    void capture();
    void read_card();
    void leave_stage();
    [[nodiscard]] biometrics::Finger chosen_finger() const;
    [[nodiscard]] const trust::Standing* account() const;
    [[nodiscard]] viewmodels::Officers view() const;
    [[nodiscard]] viewmodels::Officers::Account account_view(const trust::Standing& standing) const;

    engine::Service add_form_, delegate_form_, finger_form_;
    Questionnaire form_;
    const engine::Service* asked_ = nullptr;  ///< of the form on the page
    Stage stage_ = Stage::List;
    std::vector<trust::Standing> standings_;
    std::string pin_, first_pin_;
    viewmodels::Picture live_;
    std::optional<viewmodels::Notice> notice_;
};

}  // namespace loket::app

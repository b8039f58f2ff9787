#pragma once
// Activation in person: card on the reader, live finger against the chip, never by proxy.

#include "kiosk/app/desk/activation.h"
#include "kiosk/app/desk/capture.h"
#include "kiosk/app/flows/staff_flow.h"

namespace loket::app {

class ActivationFlow final : public StaffFlow {
  public:
    using StaffFlow::StaffFlow;
    void draw(ui::Ui& ui, const viewmodels::Chrome& chrome, viewmodels::Intents& intents) override;
    void wipe() override;

  protected:
    void act(const viewmodels::Intent& intent) override;
    [[nodiscard]] std::vector<CaseRef> work() const override { return cases_on(context_, Page::Activation); }
    void opened() override;
    void begun() override { read_fingers(); }
    void called_up(const engine::Ticket& ticket) override { case_id_ = ticket.case_id; }

  private:
    void read_fingers();
    void compare(biometrics::Finger finger);
    void spoil(const std::string& reason);
    void compare_eye(biometrics::Eye eye);
    void show_outcome(Result<Comparison> outcome);
    // Of a person whom neither finger nor iris shows.
    bool act_without_fingers(const viewmodels::Intent& intent);
    void take_photo();
    void ask_second();
    void check_second();
    void activate_with(engine::Actor second);
    void drop_pin();
    [[nodiscard]] bool against_mismatch() const;
    [[nodiscard]] viewmodels::Activation view() const;
    void add_without_fingers(viewmodels::Activation& view, const engine::Case& c) const;
    [[nodiscard]] viewmodels::SignIn second_view() const;

    /// Two officers look instead: reason, picture, and the second one's PIN.
    struct Officers {
        std::string reason;
        std::optional<CapturedSample> photo;
        bool asking = false;
        std::vector<trust::Officer> all;
        std::string selected, pin;
    };

    std::vector<biometrics::Finger> fingers_;  ///< on the chip
    bool chip_read_ = false;
    std::optional<Officers> officers_;
    biometrics::Finger asked_ = biometrics::Finger::Unknown;
    viewmodels::Picture live_;
    std::optional<viewmodels::Notice> notice_;
};

}  // namespace loket::app

#pragma once
// Hand-over against the resi; the applicant signs on the pad, then answers the survey alone.

#include <set>

#include "kiosk/app/desk/capture.h"
#include "kiosk/app/flows/staff_flow.h"

namespace loket::app {

class HandOverFlow final : public StaffFlow {
  public:
    using StaffFlow::StaffFlow;
    void draw(ui::Ui& ui, const viewmodels::Chrome& chrome, viewmodels::Intents& intents) override;
    void wipe() override;

  protected:
    void act(const viewmodels::Intent& intent) override;
    [[nodiscard]] std::vector<CaseRef> work() const override { return cases_on(context_, Page::HandOver); }
    void opened() override;
    bool takes_code(const std::string& text) override;

  private:
    void present(const std::string& text);
    void print_statement();
    void accept_statement();
    void give_code(const std::string& paper);
    void give_pin();
    void print_code(const std::string& job, const std::string& title, const std::string& code, const std::string& about, const std::string& note, std::string qr);
    void add_codes(viewmodels::HandOver& view, const engine::Case& c) const;
    void add_lost(viewmodels::HandOver& view, const engine::Case& c) const;
    void sign();
    void complete();
    [[nodiscard]] bool at_signature(const engine::Case& c) const;
    [[nodiscard]] viewmodels::HandOver view() const;

    std::string typed_;
    bool lost_ = false, codes_ = false;
    std::optional<viewmodels::Notice> code_notice_;
    std::set<std::string> known_;  ///< facts of the register that the person knew
    Bytes statement_;              ///< as printed; empty: not yet
    std::vector<documents::PenPoint> ink_;
    std::optional<viewmodels::Notice> notice_;
};

}  // namespace loket::app

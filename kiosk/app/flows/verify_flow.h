#pragma once
// Kepala Seksi, Kepala Bidang and Kepala Dinas: the queue with the most urgent file first, the whole file on one page, then paraf,
// signature or a return with a reason; files that were read may be set aside and decided together.

#include <set>

#include "kiosk/app/core/decisions.h"
#include "kiosk/app/flows/pin_entry.h"
#include "kiosk/app/flows/staff_flow.h"
#include "kiosk/viewmodels/verify.h"

namespace loket::app {

class VerifyFlow final : public StaffFlow {
  public:
    explicit VerifyFlow(FlowContext& context) : StaffFlow(context), pin_(context) {}
    void enter(Page page, const std::string& argument) override;
    void draw(ui::Ui& ui, const viewmodels::Chrome& chrome, viewmodels::Intents& intents) override;
    void wipe() override;
    /// What is shown now, for tests.
    [[nodiscard]] viewmodels::Verify view() const;

  protected:
    void act(const viewmodels::Intent& intent) override;
    void opened() override;
    /// The most urgent first: late, soon late, then by promise; only the chosen service.
    [[nodiscard]] std::vector<CaseRef> work() const override;

  private:
    void act_on_file(const viewmodels::Intent& intent);
    void act_on_list(const viewmodels::Intent& intent);
    void return_file(const std::string& reason);
    void step_to(int by);
    void leave_file();
    void sign();
    void set_aside();
    /// One after the other on the desk's thread; what was refused is told with its number.
    void decide_all();
    void ask_for_changes();
    void ask_for_decisions();
    void ask_who_is_alike();
    void judge(const std::string& verdict_and_reason);
    void add_alike(viewmodels::Verify& view, const engine::Case& c) const;
    void add_file(viewmodels::Verify& view, const engine::Case& c) const;
    void add_duties(viewmodels::Verify& view, const engine::Case& c) const;
    void add_recording(viewmodels::Verify& view, const engine::Case& c) const;
    [[nodiscard]] std::vector<viewmodels::Verify::Event> history_of(const engine::Case& c) const;
    [[nodiscard]] std::vector<CaseRef> aside() const;
    [[nodiscard]] bool signs(const engine::Case& c) const;
    [[nodiscard]] viewmodels::Listing together() const;
    [[nodiscard]] viewmodels::Listing decisions() const;
    void mark_urgency(viewmodels::Desk& desk) const;

    std::string filter_;                 ///< service; empty: all
    std::set<std::string> aside_;        ///< read, begun and waiting to be decided with others
    enum class List { Queue, Together, Decisions } list_ = List::Queue;
    bool week_ = false;
    std::vector<Decision> decided_;
    bool counting_ = false;              ///< the decisions are being read
    std::string changes_of_;             ///< case that `changes_` are of
    std::vector<viewmodels::Verify::Change> changes_;
    std::string changes_note_;
    std::map<std::string, std::shared_ptr<const population::Resident>> alike_;  ///< by NIK: people like the applicant of `changes_of_`
    PinEntry pin_;
};

}  // namespace loket::app

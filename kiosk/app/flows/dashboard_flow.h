#pragma once
// Kepala Dinas, Sekretaris and Kepala Bidang: how the office stands. What waits now comes from the snapshot, what was done from
// the figures of the reports, which are counted beside the ui thread.

#include "kiosk/app/flows/staff_flow.h"
#include "kiosk/app/reporting/figures.h"
#include "kiosk/viewmodels/dashboard.h"
#include "workflow/engine/office_rules.h"
#include "workflow/engine/standing.h"

namespace loket::app {

class DashboardFlow final : public StaffFlow {
  public:
    using StaffFlow::StaffFlow;
    void enter(Page page, const std::string& argument) override;
    void draw(ui::Ui& ui, const viewmodels::Chrome& chrome, viewmodels::Intents& intents) override;
    void wipe() override;
    /// What is shown now, for tests.
    [[nodiscard]] viewmodels::Dashboard view();
    /// The figures are as fresh as they will get.
    [[nodiscard]] bool counting() const { return keeper_ && keeper_->counting(); }

  protected:
    void act(const viewmodels::Intent& intent) override;
    [[nodiscard]] std::vector<CaseRef> work() const override { return {}; }

  private:
    /// An open file that has a promise, and how it stands; looked at anew when something happened or a minute went by.
    struct Open {
        CaseRef file;
        std::optional<engine::Standing> standing;
    };
    void look_again();
    void count_again();
    [[nodiscard]] const PeriodFigures* period() const;
    [[nodiscard]] const reports::ServiceFigures* service() const;
    [[nodiscard]] bool late(const Open& open) const { return open.standing && open.standing->is_late(); }
    [[nodiscard]] int soon_days() const { return context_.equipment.core.reference().rules.soon_late_days; }
    [[nodiscard]] bool soon(const Open& open) const { return open.standing && open.standing->soon_late(soon_days()); }
    void add_tiles(viewmodels::Dashboard& view) const;
    void add_figures(viewmodels::Dashboard& view) const;
    void add_devices(viewmodels::Dashboard& view) const;
    [[nodiscard]] int promised(const std::string& prefix) const;
    [[nodiscard]] std::vector<viewmodels::MeasuredBar> stock() const;
    [[nodiscard]] viewmodels::Listing list_of(const std::string& id) const;
    [[nodiscard]] viewmodels::Listing waiting_list() const;
    [[nodiscard]] viewmodels::Listing served_list() const;
    [[nodiscard]] viewmodels::Listing file_list(const std::string& id) const;
    [[nodiscard]] viewmodels::Listing step_list() const;
    [[nodiscard]] viewmodels::Listing unsur_list() const;
    [[nodiscard]] viewmodels::Listing stock_list() const;
    [[nodiscard]] viewmodels::Listing device_list() const;
    [[nodiscard]] viewmodels::Listing operator_list() const;
    [[nodiscard]] viewmodels::Listing complaint_list() const;
    [[nodiscard]] viewmodels::Listing override_list() const;
    [[nodiscard]] viewmodels::Listing empty_list(const std::string& id, const std::vector<std::string>& columns) const;

    std::unique_ptr<FiguresKeeper> keeper_;  ///< made when somebody first looks
    std::shared_ptr<const HeadFigures> figures_;
    Instant asked_{};                         ///< for figures
    bool semester_ = false;
    std::size_t service_ = 0;                 ///< of the period's
    std::string list_;                        ///< open instead of the figures; empty: none
    std::uint64_t revision_ = 0;              ///< of the snapshot `open_` was made of
    Instant looked_{};
    std::vector<Open> open_;
};

}  // namespace loket::app

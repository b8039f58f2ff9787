#pragma once
// Recording of biometrics, in the order photo, signature, right four, left four, thumbs, irises, review. What has been kept
// is on the disk at once, so a crash goes on at the stage that is not complete.

#include "kiosk/app/desk/capture.h"
#include "kiosk/app/flows/staff_flow.h"

namespace loket::app {

class RecordingFlow final : public StaffFlow {
  public:
    using StaffFlow::StaffFlow;
    void draw(ui::Ui& ui, const viewmodels::Chrome& chrome, viewmodels::Intents& intents) override;
    void wipe() override;
    /// What has been captured may be kept: good enough, or the last try.
    [[nodiscard]] bool can_keep() const { return !best_.empty() && (good_enough() || tries_ >= engine::kMaxTries); }
    [[nodiscard]] int tries() const { return tries_; }

  protected:
    void act(const viewmodels::Intent& intent) override;
    [[nodiscard]] std::vector<CaseRef> work() const override;
    void opened() override;

  private:
    using View = viewmodels::Recording;

    void start_capture();
    void captured(Result<Captured> outcome);
    void keep();
    void excuse(const std::string& slot_and_reason);
    void go_on();
    void reset_stage();
    [[nodiscard]] bool complete(const engine::Case& c, Stage stage) const;
    [[nodiscard]] bool good_enough() const;
    [[nodiscard]] std::vector<std::string> stage_slots() const { return slots_of(stage_); }
    [[nodiscard]] View view() const;
    [[nodiscard]] View::Slot slot_view(const engine::Case& c, const std::string& slot) const;
    void add_stage(View& view, const engine::Case& c) const;

    Stage stage_ = Stage::Photo;
    bool review_ = false;
    int tries_ = 0;
    std::map<std::string, CapturedSample> best_;  ///< of this stage, not yet kept
    std::vector<documents::PenPoint> ink_;
    std::string device_;
    bool simulated_ = false;
    viewmodels::Picture last_;
    std::vector<std::string> causes_;
    std::optional<viewmodels::Notice> notice_;
};

}  // namespace loket::app

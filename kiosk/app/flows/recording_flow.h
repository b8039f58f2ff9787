#pragma once
// Recording of biometrics in the order of assets/recording.json, then review and signed approval. What has been kept is on the
// disk at once, so a crash goes on at the first stage that is not complete.

#include "kiosk/app/desk/capture.h"
#include "kiosk/app/flows/staff_flow.h"

namespace loket::app {

class RecordingFlow final : public StaffFlow {
  public:
    using StaffFlow::StaffFlow;
    void draw(ui::Ui& ui, const viewmodels::Chrome& chrome, viewmodels::Intents& intents) override;
    void wipe() override;
    /// What has been captured may be kept: good enough, or the last try.
    [[nodiscard]] bool can_keep() const { return !best_.empty() && (good_enough() || tries_ >= plan().tries); }
    [[nodiscard]] int tries() const { return tries_; }
    /// An exception is being written down, and its picture has been taken.
    [[nodiscard]] bool has_evidence() const { return exception_ && exception_->sample; }

  protected:
    void act(const viewmodels::Intent& intent) override;
    [[nodiscard]] std::vector<CaseRef> work() const override;
    void opened() override;

  private:
    using View = viewmodels::Recording;
    /// A finger, eye or signature that cannot be recorded, until its picture is kept.
    struct Exception {
        std::string slot, reason;
        int attempt = 0;  ///< goes on where a thumb for the mark is missing
        std::optional<CapturedSample> sample;
    };

    void open_early(const std::string& nik);
    void start_capture();
    void captured(Result<Captured> outcome);
    void keep_best(Captured& outcome);
    void start_again();
    void compared(const std::string& slot, Result<Again> outcome);
    void start_evidence();
    void evidence_taken(Result<Captured> outcome);
    void keep_evidence();
    void start_signing();
    void approve();
    void keep();
    void excuse(const std::string& slot_and_reason);
    void go_on();
    void reset_stage();
    void show(std::shared_ptr<const RgbaImage> picture);
    void warn(const Error& error);
    [[nodiscard]] const RecordingPlan& plan() const { return context_.equipment.core.reference().recording; }
    [[nodiscard]] bool open(const engine::Case& c, Stage stage) const;
    [[nodiscard]] bool good_enough() const;
    [[nodiscard]] std::vector<std::string> stage_slots(const engine::Case& c) const;
    [[nodiscard]] View view() const;
    [[nodiscard]] View::Slot slot_view(const engine::Case& c, const std::string& slot) const;
    void add_kept(View::Slot& view, const engine::Sample& sample) const;
    void add_stage(View& view, const engine::Case& c) const;
    void add_words(View& view) const;
    void add_hints(View& view) const;

    std::optional<Stage> stage_ = Stage::Photo;  ///< nothing: the review
    int tries_ = 0;
    std::map<std::string, CapturedSample> best_;  ///< of this stage, not yet kept
    std::optional<Exception> exception_;
    std::optional<CapturedSample> approval_;      ///< the applicant's signature for the whole
    bool facing_ = false;                         ///< the screen is turned to the applicant
    std::shared_ptr<CaptureDesk> desk_;           ///< of the open file
    std::vector<documents::PenPoint> ink_;
    std::string device_;
    bool simulated_ = false;
    viewmodels::Picture last_;
    std::vector<std::string> causes_;
    std::optional<viewmodels::Notice> notice_;
};

}  // namespace loket::app

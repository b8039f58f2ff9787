#include <algorithm>

#include "devices/biometrics/synth/synth.h"
#include "devices/model/ink.h"
#include "devices/model/sim_device.h"
#include "drivers/sim_signature_pad/driver.h"

namespace loket::drivers::sim_signature_pad {
namespace {

namespace synth = biometrics::synth;

constexpr int kPreviewWidth = 500;
constexpr int kFrameMillis = 50;
constexpr int kFramesThinking = 10;  // between the invitation and the first stroke
constexpr int kFramesWaiting = 60;   // of an empty pad, then it gives up

class Pad final : public model::SimDeviceFor<model::SignatureRequest> {
  public:
    explicit Pad(const model::Surroundings& around)
        : SimDeviceFor(kDriver.id, "Simulated signature pad", around) {}

  private:
    Result<model::Content> answer(const model::SignatureRequest& ask, model::Turn& turn) override;
    Status show(model::Turn& turn, const std::vector<model::PenSample>& samples);
    Status wait(model::Turn& turn, int count);
};

Status Pad::wait(model::Turn& turn, int count) {
    for (int i = 0; i < frames(count); ++i) LOKET_TRY(step(turn, Millis{kFrameMillis}));
    return {};
}

/// A preview for each frame's worth of samples; at full speed only the finished signature.
Status Pad::show(model::Turn& turn, const std::vector<model::PenSample>& samples) {
    model::Ink ink(synth::kPadWidth, synth::kPadHeight, kPreviewWidth);
    int next_frame = kFrameMillis;
    for (const auto& sample : samples) {
        ink.add(sample);
        if (!scene().real_time() || sample.millis < next_frame) continue;
        turn.sink.preview(ink.picture());
        LOKET_TRY(step(turn, Millis{kFrameMillis}));
        next_frame = sample.millis + kFrameMillis;
    }
    turn.sink.preview(ink.picture());
    return step(turn, Millis{kFrameMillis});
}

Result<model::Content> Pad::answer(const model::SignatureRequest&, model::Turn& turn) {
    turn.sink.hint("signature.sign_here");
    if (fault("no_signature")) {
        LOKET_TRY(wait(turn, kFramesWaiting));
        return rejected("signature.empty", "nobody signed");
    }
    LOKET_TRY(wait(turn, kFramesThinking));

    model::SignatureOutcome outcome{.width = synth::kPadWidth, .height = synth::kPadHeight, .samples = {}};
    for (const auto& pen : synth::signature(subject().seed, take_seed("signature"))) {
        outcome.samples.push_back({pen.x, pen.y, pen.pressure, pen.millis});
    }
    LOKET_TRY(show(turn, outcome.samples));
    return model::Content{std::move(outcome)};
}

}  // namespace

std::unique_ptr<model::Device> create(const model::Surroundings& around) {
    return std::make_unique<Pad>(around);
}

}  // namespace loket::drivers::sim_signature_pad

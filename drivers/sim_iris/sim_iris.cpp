#include <algorithm>

#include "devices/base/random.h"
#include "devices/biometrics/synth/synth.h"
#include "devices/model/preview.h"
#include "devices/model/sim_device.h"
#include "drivers/sim_iris/driver.h"

namespace loket::drivers::sim_iris {
namespace {

using biometrics::Eye;
using biometrics::synth::EyeConditions;
using model::IrisRequest;

constexpr int kEyePreviewWidth = 320;
constexpr Millis kFrame{66};
constexpr int kFramesAway = 10;  // the person comes nearer
constexpr int kFramesNear = 12;
constexpr int kFramesWaiting = 60;

/// What is wrong with this attempt, and what the box says about it after it segmented the eyes.
struct Trouble {
    const char* fault;
    const char* hint;
    const char* code;
    EyeConditions look;
};
constexpr Trouble kTroubles[] = {
    {"blink", "iris.open_wide", "iris.blink", {.blink = 0.9}},
    {"blur", "iris.hold_still", "iris.blurred", {.blur = 0.9}},
    {"far", "iris.closer", "iris.too_far", {.blur = 0.6}},
    {"near", "iris.further", "iris.too_near", {.blur = 0.6}},
    {"glasses", "iris.glasses", "iris.glasses", {.blur = 0.5}},
};

/// The eyes as the person would see them in a mirror turned round: the right eye on the left.
RgbaImage side_by_side(const std::vector<model::IrisImage>& eyes) {
    RgbaImage both(kEyePreviewWidth * static_cast<int>(eyes.size()), 0);
    for (std::size_t i = 0; i < eyes.size(); ++i) {
        const auto small = model::preview_of(eyes[i].image, kEyePreviewWidth);
        if (both.height == 0) both = RgbaImage(both.width, small.height);
        for (int y = 0; y < small.height; ++y) {
            std::copy_n(small.at(0, y), small.width * 4, both.at(static_cast<int>(i) * kEyePreviewWidth, y));
        }
    }
    return both;
}

class IrisCamera final : public model::SimDeviceFor<IrisRequest> {
  public:
    explicit IrisCamera(const model::Surroundings& around)
        : SimDeviceFor(kDriver.id, "Simulated iris camera", around) {}

  private:
    Result<model::Content> answer(const IrisRequest& ask, model::Turn& turn) override;
    Result<model::IrisOutcome> see(const IrisRequest& ask, const model::SimPerson& person, EyeConditions look,
                                   model::Turn& turn);
    Status show(model::Turn& turn, const model::IrisOutcome& seen, int count);
    Status nobody_comes(model::Turn& turn);
    const Trouble* trouble();
};

const Trouble* IrisCamera::trouble() {
    const auto found = std::find_if(std::begin(kTroubles), std::end(kTroubles),
                                    [this](const Trouble& each) { return fault(each.fault).has_value(); });
    return found == std::end(kTroubles) ? nullptr : found;
}

Result<model::IrisOutcome> IrisCamera::see(const IrisRequest& ask, const model::SimPerson& person,
                                           EyeConditions look, model::Turn& turn) {
    return draw(turn, [eyes = ask.eyes, seed = person.seed, take = take_seed("eye"), look] {
        model::IrisOutcome outcome;
        for (const auto eye : eyes) {
            EyeConditions side = look;
            side.seed = derive_seed(take, "side", static_cast<std::uint64_t>(eye));
            outcome.eyes.push_back({eye, biometrics::synth::iris(seed, eye, side)});
        }
        return outcome;
    });
}

Status IrisCamera::show(model::Turn& turn, const model::IrisOutcome& seen, int count) {
    const auto preview = side_by_side(seen.eyes);
    for (int i = 0; i < frames(count); ++i) {
        turn.sink.preview(preview);
        LOKET_TRY(step(turn, kFrame));
    }
    return {};
}

Status IrisCamera::nobody_comes(model::Turn& turn) {
    for (int i = 0; i < frames(kFramesWaiting); ++i) LOKET_TRY(step(turn, kFrame));
    return Error{Fault::TimedOut, "nobody looked into the camera", "iris.no_face"};
}

Result<model::Content> IrisCamera::answer(const IrisRequest& ask, model::Turn& turn) {
    if (ask.eyes.empty()) return Error{Fault::Unsupported, "no eye requested"};
    turn.sink.hint("iris.look_here");
    if (fault("no_face")) LOKET_TRY(nobody_comes(turn));

    const auto person = subject();
    for (const auto eye : ask.eyes) {
        if (!person.missing_eyes.contains(eye)) continue;
        return rejected("iris.missing", eye == Eye::Right ? "right_eye" : "left_eye");
    }
    if (scene().real_time()) {
        LOKET_ASSIGN(approach, see(ask, person, {.blur = 0.6}, turn));
        LOKET_TRY(show(turn, approach, kFramesAway));
    }

    const auto* wrong = trouble();
    LOKET_ASSIGN(outcome, see(ask, person, wrong ? wrong->look : EyeConditions{}, turn));
    turn.sink.hint(wrong ? wrong->hint : "iris.hold_still");
    LOKET_TRY(show(turn, outcome, kFramesNear));
    if (wrong) return rejected(wrong->code, "the eyes cannot be segmented");
    return model::Content{std::move(outcome)};
}

}  // namespace

std::unique_ptr<model::Device> create(const model::Surroundings& around) {
    return std::make_unique<IrisCamera>(around);
}

}  // namespace loket::drivers::sim_iris

#include <algorithm>
#include <cmath>

#include "devices/biometrics/synth/synth.h"
#include "devices/model/preview.h"
#include "devices/model/sim_device.h"
#include "drivers/sim_camera/driver.h"

namespace loket::drivers::sim_camera {
namespace {

using biometrics::synth::FaceConditions;

constexpr int kPreviewWidth = 360;
constexpr Millis kFrame{50};  // 20 frames a second
constexpr int kFrames = 60;   // three seconds to smile
constexpr int kSway = 4;      // preview pixels a head moves
constexpr double kSwayStep = 0.15;

/// The same picture moved by whole pixels; the edge repeats. Cheap enough for every frame.
RgbaImage shifted(const RgbaImage& image, int dx, int dy) {
    RgbaImage moved(image.width, image.height);
    for (int y = 0; y < image.height; ++y) {
        const int sy = std::clamp(y - dy, 0, image.height - 1);
        for (int x = 0; x < image.width; ++x) {
            std::copy_n(image.at(std::clamp(x - dx, 0, image.width - 1), sy), 4, moved.at(x, y));
        }
    }
    return moved;
}

biometrics::synth::FaceTraits traits_of(const model::SimPerson& person) {
    return {.female = person.female, .age = person.age, .headscarf = person.headscarf};
}

class PortraitCamera final : public model::SimDeviceFor<model::PhotoRequest> {
  public:
    explicit PortraitCamera(const model::Surroundings& around)
        : SimDeviceFor(kDriver.id, "Simulated portrait camera", around) {}

  private:
    Result<model::Content> answer(const model::PhotoRequest& ask, model::Turn& turn) override;
    FaceConditions conditions();
    Status stream(model::Turn& turn, const RgbaImage& photo);
};

/// A camera does not judge: the picture comes out as bad as the moment was, and the quality check has to say
/// so.
FaceConditions PortraitCamera::conditions() {
    FaceConditions look{.seed = take_seed("face")};
    look.eyes_closed = fault("eyes_closed").has_value();
    look.mouth_open = fault("mouth_open").has_value();
    if (fault("dark")) look.brightness = 0.35;
    if (fault("blur")) look.blur = 0.8;
    return look;
}

Status PortraitCamera::stream(model::Turn& turn, const RgbaImage& photo) {
    const auto still = model::preview_of(photo, kPreviewWidth);
    const int count = frames(kFrames);
    for (int i = 0; i < count; ++i) {
        const double phase = kSwayStep * (count - 1 - i);  // comes to rest in the pose of the photo
        const int dx = static_cast<int>(std::lround(kSway * std::sin(phase)));
        const int dy = static_cast<int>(std::lround(kSway / 2.0 * std::sin(phase / 2)));
        turn.sink.preview(shifted(still, dx, dy));
        turn.sink.progress(100 * (i + 1) / count);
        LOKET_TRY(step(turn, kFrame));
    }
    return {};
}

Result<model::Content> PortraitCamera::answer(const model::PhotoRequest&, model::Turn& turn) {
    turn.sink.hint("face.look_here");
    LOKET_ASSIGN(photo, draw(turn, [person = subject(), look = conditions()] {
                     return biometrics::synth::face(person.seed, traits_of(person), look);
                 }));
    LOKET_TRY(stream(turn, photo));
    return model::Content{model::PhotoOutcome{std::move(photo)}};
}

}  // namespace

std::unique_ptr<model::Device> create(const model::Surroundings& around) {
    return std::make_unique<PortraitCamera>(around);
}

}  // namespace loket::drivers::sim_camera

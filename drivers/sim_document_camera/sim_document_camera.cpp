#include "devices/model/preview.h"
#include "devices/model/sim_device.h"
#include "drivers/sim_document_camera/driver.h"
#include "drivers/sim_document_camera/table.h"

namespace loket::drivers::sim_document_camera {
namespace {

constexpr int kPreviewWidth = 360;
constexpr Millis kFrame{50};  // 20 frames a second
constexpr int kFrames = 20;

struct Sight {
    std::uint64_t seed = 0;
    RgbaImage paper;  ///< empty: a page of its own
    bool empty = false, dark = false, blurred = false;
};

RgbaImage picture_of(const Sight& sight) {
    auto picture = empty_table();
    if (!sight.empty && sight.paper.empty()) lay_page(picture, sight.seed);
    if (!sight.empty && !sight.paper.empty()) lay_picture(picture, sight.paper);
    if (sight.blurred) blur(picture);
    if (sight.dark) darken(picture);
    return picture;
}

class DocumentCamera final : public model::SimDeviceFor<model::PaperRequest> {
  public:
    explicit DocumentCamera(const model::Surroundings& around) : SimDeviceFor(kDriver.id, "Simulated document camera", around) {}

  private:
    Result<model::Content> answer(const model::PaperRequest& ask, model::Turn& turn) override;
};

Result<model::Content> DocumentCamera::answer(const model::PaperRequest&, model::Turn& turn) {
    Sight sight{.seed = take_seed("paper"), .paper = scene().paper()};
    sight.empty = fault("empty").has_value();
    sight.dark = fault("dark").has_value();
    sight.blurred = fault("blur").has_value();
    LOKET_ASSIGN(picture, draw(turn, [sight = std::move(sight)] { return picture_of(sight); }));
    const auto still = model::preview_of(picture, kPreviewWidth);
    const int count = frames(kFrames);
    for (int i = 0; i < count; ++i) {
        turn.sink.preview(still);
        turn.sink.progress(100 * (i + 1) / count);
        LOKET_TRY(step(turn, kFrame));
    }
    return model::Content{model::PaperOutcome{std::move(picture)}};
}

}  // namespace

std::unique_ptr<model::Device> create(const model::Surroundings& around) { return std::make_unique<DocumentCamera>(around); }

}  // namespace loket::drivers::sim_document_camera

#include "drivers/v4l2_camera/v4l2_camera.h"
#include "drivers/v4l2_document_camera/driver.h"

namespace loket::drivers::v4l2_document_camera {

std::unique_ptr<model::Device> create(const model::Surroundings& around) {
    constexpr v4l2_camera::Purpose kPapers{.kind = model::Kind::DocumentCamera, .driver = kDriver.id, .most_pixels = 3840 * 2160, .frames = 20, .hint = {}};
    return v4l2_camera::make_camera(kPapers, around);
}

Result<std::vector<model::Sighting>> look(const model::Settings& settings, const std::stop_token& stop) {
    return v4l2_camera::cameras_named("v4l2_document_camera.name", settings, stop);
}

std::unique_ptr<model::AddressModel> emulate_at(model::Scene& scene) { return v4l2_camera::emulate_node(scene); }

}  // namespace loket::drivers::v4l2_document_camera

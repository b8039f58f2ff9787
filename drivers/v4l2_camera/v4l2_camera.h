#pragma once
// The device over a video node, for portraits and for papers: two rows of the table share it.

#include "devices/model/address_model.h"
#include "devices/model/device.h"
#include "devices/model/driver.h"

namespace loket::drivers::v4l2_camera {

/// What is to become of the pictures.
struct Purpose {
    model::Kind kind = model::Kind::Camera;
    std::string_view driver;  ///< id of the row
    int most_pixels = 0;      ///< larger modes are not used: nobody needs them, and they are slow
    int frames = 0;           ///< shown as preview before the one that is kept
    std::string_view hint;    ///< what the person is told; empty for papers
};

std::unique_ptr<model::Device> make_camera(const Purpose& purpose, const model::Surroundings& around);
/// All nodes that give pictures.
Result<std::vector<model::Sighting>> cameras(const std::stop_token& stop);
/// Is this the camera for papers? Settings "v4l2_document_camera.name": part of its name or its address.
bool for_papers(const model::Sighting& camera, const model::Settings& settings);
/// An emulated node. Words: "reset", "short", "garbage", "flagged" (one spoilt frame each), "stall", "yuyv" (no MJPEG), "small" (VGA only).
std::unique_ptr<model::AddressModel> emulate_node(model::Scene& scene);

}  // namespace loket::drivers::v4l2_camera

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
/// Does a setting mean this camera? By part of its name, or by its address.
bool is_named(const model::Sighting& camera, const std::string& setting, const model::Settings& settings);
/// Those that a setting ("v4l2_document_camera.name") speaks of by part of their name or by their address. None without the setting.
Result<std::vector<model::Sighting>> cameras_named(const std::string& setting, const model::Settings& settings, const std::stop_token& stop);
/// What an emulated camera sees: the scene's person, or the code that they hold before it, every now and then.
enum class Sight : std::uint8_t { Person, Code };
/// An emulated node. Words: "reset", "short", "garbage", "flagged" (one spoilt frame each), "stall", "yuyv" (no MJPEG), "small" (VGA only).
std::unique_ptr<model::AddressModel> emulate_node(model::Scene& scene, Sight sight = Sight::Person);

}  // namespace loket::drivers::v4l2_camera

#pragma once
// The row of gphoto2_camera: system cameras (DSLR and mirrorless) that libgphoto2 can release, for portraits.

#include "devices/model/driver.h"

namespace loket::drivers::gphoto2_camera {

std::unique_ptr<model::Device> create(const model::Surroundings& around);
/// Cameras on USB, and those of the network that the office named.
Result<std::vector<model::Sighting>> look(const model::Settings& settings, const std::stop_token& stop);
std::unique_ptr<model::AddressModel> emulate_at(model::Scene& scene);

/// Setting: addresses of network cameras, separated by spaces ("ptpip:192.168.1.40"). No other is ever used.
inline constexpr const char* kNetworkSetting = "gphoto2_camera.address";

inline constexpr model::Setting kSettings[] = {{kNetworkSetting, "address of a network camera: `ptpip:192.168.1.40`"}};
inline constexpr model::Driver kDriver{.id = "gphoto2_camera",
                                       .kind = model::Kind::Camera,
                                       .usb = {},
                                       .rank = 20,  // whoever attaches one does not mean the webcam
                                       .create = create,
                                       .faults = {},
                                       .emulate = nullptr,
                                       .finder = {.period = Millis{5000}, .look = look, .rest = Millis{60'000}},
                                       .emulate_at = emulate_at,
                                       .isolated = true,
                                       // what is a still image camera (PTP) at any of its interfaces
                                       .udev = "SUBSYSTEM==\"usb\", ENV{DEVTYPE}==\"usb_device\", ENV{ID_USB_INTERFACES}==\"*:060101:*\", MODE=\"0660\", GROUP=\"loket\"\n",
                                       .fits = "system cameras (DSLR) that libgphoto2 can release",
                                       .settings = kSettings};

}  // namespace loket::drivers::gphoto2_camera

#pragma once
// The device behind the interface, for fingers, irises and faces: three rows of the table share it.

#include "devices/base/image.h"
#include "devices/model/address_model.h"
#include "devices/model/device.h"
#include "devices/model/driver.h"

namespace loket::drivers::sbi {

/// As the interface calls what devices of that kind take.
std::string_view type_of(model::Kind kind);

/// Side by side on white.
GrayImage beside_each_other(const std::vector<GrayImage>& pictures);

/// Settings: where the certificates of trusted authorities lie, and the environment besides "Production" whose devices are taken ("Staging").
inline constexpr const char *kTrustSetting = "sbi.trust", *kEnvSetting = "sbi.env";

std::unique_ptr<model::Device> make_device(const model::Driver& row, const model::Surroundings& around);
/// The devices of that kind on ports 4501-4600.
Result<std::vector<model::Sighting>> sightings(model::Kind kind, const std::stop_token& stop);
/// An emulated device of that kind; words as Box in model.h.
std::unique_ptr<model::AddressModel> emulate_box(model::Kind kind, model::Scene& scene);

}  // namespace loket::drivers::sbi

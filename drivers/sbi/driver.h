#pragma once
// The row of sbi: scanners for slaps and single fingers that speak MOSIP's Secure Biometric Interface 0.9.5. Iris and face cameras: sbi_iris, sbi_face.

#include "devices/model/driver.h"

namespace loket::drivers::sbi {

std::unique_ptr<model::Device> create(const model::Surroundings& around);
Result<std::vector<model::Sighting>> look(const model::Settings& settings, const std::stop_token& stop);
std::unique_ptr<model::AddressModel> emulate_at(model::Scene& scene);

inline constexpr model::Setting kSettings[] = {
    {"sbi.trust", "folder with the certificates of trusted authorities"},
    {"sbi.env", "environment besides Production"}};
inline constexpr model::Driver kDriver{.id = "sbi",
                                       .kind = model::Kind::FingerScanner,
                                       .usb = {},
                                       .rank = 10,
                                       .create = create,
                                       .finder = {.period = Millis{2000}, .look = look},
                                       .emulate_at = emulate_at,
                                       .fits = "slap scanners with a service of MOSIP's SBI 0.9.5",
                                       .settings = kSettings};

}  // namespace loket::drivers::sbi

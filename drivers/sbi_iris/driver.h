#pragma once
// The row of sbi_iris: iris cameras that speak MOSIP's Secure Biometric Interface 0.9.5. All of it is in drivers/sbi.

#include "devices/model/driver.h"

namespace loket::drivers::sbi_iris {

std::unique_ptr<model::Device> create(const model::Surroundings& around);
Result<std::vector<model::Sighting>> look(const model::Settings& settings, const std::stop_token& stop);
std::unique_ptr<model::AddressModel> emulate_at(model::Scene& scene);

inline constexpr model::Driver kDriver{.id = "sbi_iris",
                                       .kind = model::Kind::IrisScanner,
                                       .usb = {},
                                       .rank = 10,
                                       .create = create,
                                       .finder = {.period = Millis{2000}, .look = look},
                                       .emulate_at = emulate_at,
                                       .fits = "iris cameras with such a service"};

}  // namespace loket::drivers::sbi_iris

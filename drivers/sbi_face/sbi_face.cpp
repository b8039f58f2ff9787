#include "drivers/sbi/sbi.h"
#include "drivers/sbi_face/driver.h"

namespace loket::drivers::sbi_face {

std::unique_ptr<model::Device> create(const model::Surroundings& around) { return sbi::make_device(kDriver, around); }

Result<std::vector<model::Sighting>> look(const model::Settings&, const std::stop_token& stop) { return sbi::sightings(kDriver.kind, stop); }

std::unique_ptr<model::AddressModel> emulate_at(model::Scene& scene) { return sbi::emulate_box(kDriver.kind, scene); }

}  // namespace loket::drivers::sbi_face

#pragma once
// The resident as simulated devices see them.

#include "devices/base/clock.h"
#include "devices/model/scene.h"
#include "kiosk/app/core/core.h"
#include "workflow/population/resident.h"

namespace loket::app {

/// Fingers, face and age of this resident on that day, grown from Resident::bio_seed.
model::SimPerson sim_person(const population::Resident& resident, Date on);

/// The officer with this login name: another person for each.
model::SimPerson sim_officer(const std::string& user);

/// Who stands at a kiosk with simulated devices: whoever the case worked on last is about. Real devices look for themselves.
void follow_person(model::Scene& scene, const Snapshot& snapshot);

}  // namespace loket::app

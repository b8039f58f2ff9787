#pragma once
// The resident as simulated devices see them.

#include "devices/base/clock.h"
#include "devices/model/scene.h"
#include "workflow/population/resident.h"

namespace loket::app {

/// Fingers, face and age of this resident on that day, grown from Resident::bio_seed.
model::SimPerson sim_person(const population::Resident& resident, Date on);

}  // namespace loket::app

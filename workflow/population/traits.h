#pragma once
// What a synthetic resident has learned, works as, and has recorded, given age, sex and village. Internal to
// this folder.

#include <optional>

#include "devices/base/clock.h"
#include "devices/base/random.h"
#include "workflow/population/name_lists.h"
#include "workflow/population/resident.h"
#include "workflow/population/special.h"

namespace loket::population {

Blood draw_blood(Random& random);
EducationCode draw_education(Random& random, Date born, Date on);
/// Needs sex, born, education, marital status and religion of the resident.
OccupationCode draw_occupation(Random& random, const Resident& resident, Work work, Date on);
DisabilityCode draw_disability(Random& random);
/// The bits of Resident::missing_fingers.
std::uint16_t draw_missing_fingers(Random& random, const Resident& resident, std::optional<Special> special,
                                   Date on);
/// Sets record_state, card and kia: about 3 % of those who must hold a card are unrecorded, most of those who
/// have just turned 17.
void draw_registration(Random& random, Resident& resident, std::optional<Special> special, Date on);

}  // namespace loket::population

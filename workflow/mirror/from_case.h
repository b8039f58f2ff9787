#pragma once
// From the answers of a case to the effects of this folder. The engine says what became valid (`EffectDue`: a kind and JSON
// arguments named by assets/services/*.json); here it becomes what the register understands. What the service does not ask
// gets an honest default and a note that says so. Pure: reads the mirror, changes nothing.

#include <string>
#include <string_view>
#include <vector>

#include "workflow/mirror/effects.h"
#include "workflow/mirror/mirror.h"
#include "workflow/population/enumerations.h"
#include "workflow/population/regions.h"

namespace loket::mirror {

struct CaseLookups {
    const Mirror& mirror;  ///< with the families of everybody named in the arguments
    const population::Enumerations& codes;
    const population::Regions& regions;  ///< to read the NIK of newcomers
    Date on{};                           ///< WIB day of registration
};

/// In order; each is to be planned on what the one before left. None where the register is as it should be already, or cannot
/// know these people; a note says why.
struct CaseEffects {
    std::vector<Effect> effects;
    std::vector<std::string> notes;  ///< for the audit, English, without personal data
};

/// `args`: {"case", "service", "resi", "nik", "documents": [{"kind", "number"}], and the answers}. `Corrupt` for an unknown kind or
/// text that is not a JSON object; `Rejected` with the codes of plan.h, and mirror.spouse_needed, mirror.code_table,
/// mirror.number_shape, mirror.village.
Result<CaseEffects> effects_of(std::string_view kind, std::string_view args, const CaseLookups& look);

/// What brings the card of this person to Printed or Active: an old one is reported lost, damaged or taken back before.
/// `reason` is the answer of service S02 (HILANG, RUSAK, …).
std::vector<Effect> card_effects(const Resident& person, CardState wish, const std::string& reason);

/// All sixteen-digit numbers in a JSON text, NIK and KK alike, each once: whom an effect may touch.
std::vector<std::string> numbers_in(std::string_view json);

}  // namespace loket::mirror

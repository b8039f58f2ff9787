#pragma once
// plan: may this effect happen to the population now, and what events follow? Pure: no clock, no disk, no randomness. Either
// all events of a change are applied, or none. Before an answer is given every family concerned is checked as it would be.
//
// Numbers: NIK and KK numbers come from the centre. Those that the caller has at hand (a leased range, the answer of the
// centre) are in the context by slot: "kk" and "nik" as effects.h says, "kk/<old number>" for a KK whose head changes. An
// effect that cannot be without a number waits (EffectWaiting, NumberRequested) until `supply` brings it; the change of a head
// does not wait, only its new number does.

#include <map>
#include <string>

#include "workflow/mirror/effects.h"
#include "workflow/mirror/mirror.h"

namespace loket::mirror {

struct PlanContext {
    Date on{};                                     ///< WIB day of registration
    std::string reference;                       ///< of the case; what a number from the centre finds its way back by
    std::map<std::string, std::string> numbers;  ///< by slot; besides those the mirror holds for the reference
    bool new_head_new_number = true;             ///< UU 23/2006 Pasal 61(3); an office may keep numbers instead
};

/// The events that follow, in order, or `Rejected` with a string-table code (README lists them) that says what is wrong;
/// names of newborns are refused with the codes of population/names.h.
Result<MirrorChange> plan(const Mirror& mirror, const Effect& effect, const PlanContext& context);

/// A number has come for an effect that waits. With the last one the effect is done, or EffectBlocked says what is in the way
/// by now; the number is kept. Of the context `on` and `new_head_new_number` count.
/// `Rejected`: mirror.not_waiting, mirror.number_not_asked, mirror.number_shape, mirror.number_taken, mirror.number_differs.
Result<MirrorChange> supply(const Mirror& mirror, const std::string& reference, const std::string& slot, const std::string& number,
                            const PlanContext& context);
/// Once more for an effect that is blocked. `Rejected` with what is in the way, mirror.not_waiting or mirror.number_missing.
Result<MirrorChange> retry(const Mirror& mirror, const std::string& reference, const PlanContext& context);
/// An effect that is not wanted any more. Its unused numbers go back to the centre. `Rejected`: mirror.not_waiting.
Result<MirrorChange> drop(const Mirror& mirror, const std::string& reference, const std::string& reason, Date on);

/// Once a day: what ends by itself. KIA of those who have turned 17, SKTT whose permit has run out. Looks at everybody.
MirrorChange lapse(const Mirror& mirror, Date on);

/// A number as the centre must give it: sixteen digits; a NIK also with the birthday and sex of the request. `Rejected`
/// "mirror.number_shape", "mirror.number_differs".
Status fits(const NumberRequested& request, const std::string& number);

}  // namespace loket::mirror

#include "workflow/mirror/events.h"
#include "workflow/mirror/value_fields.h"

namespace loket::mirror {

LOKET_MIRROR_FIELDS(ResidentAdded, on, how, person)
LOKET_MIRROR_FIELDS(ResidentChanged, on, nik, change)
LOKET_MIRROR_FIELDS(MaritalChanged, on, nik, marital, since, recorded)
LOKET_MIRROR_FIELDS(ResidentLeft, on, nik, why, happened, to)
LOKET_MIRROR_FIELDS(CardStateChanged, on, nik, card, record, reason)
LOKET_MIRROR_FIELDS(KiaChanged, on, nik, held, reason)
LOKET_MIRROR_FIELDS(TemporaryPaperIssued, on, nik, paper)
LOKET_MIRROR_FIELDS(MarginalNoted, on, nik, note)
LOKET_MIRROR_FIELDS(FamilyCreated, on, kk, address)
LOKET_MIRROR_FIELDS(FamilyDissolved, on, kk)
LOKET_MIRROR_FIELDS(MemberMoved, on, nik, kk, shdk)
LOKET_MIRROR_FIELDS(RoleChanged, on, nik, shdk)
LOKET_MIRROR_FIELDS(HeadReplaced, on, kk, nik)
LOKET_MIRROR_FIELDS(FamilyRenumbered, on, kk, number)
LOKET_MIRROR_FIELDS(FamilyMoved, on, kk, address)
LOKET_MIRROR_FIELDS(FamilyCardDue, on, kk, reason)
LOKET_MIRROR_FIELDS(FamilyCardIssued, on, kk)
LOKET_MIRROR_FIELDS(StillbirthCounted, on, district, sex, happened)
LOKET_MIRROR_FIELDS(StayRecorded, on, stay)
LOKET_MIRROR_FIELDS(StayEnded, on, nik, reason)
LOKET_MIRROR_FIELDS(EffectWaiting, on, reference, effect, body)
LOKET_MIRROR_FIELDS(NumberRequested, on, reference, slot, kind, district, born, sex)
LOKET_MIRROR_FIELDS(NumberIssued, on, reference, slot, number)
LOKET_MIRROR_FIELDS(NumberHeld, on, reference, slot, number)
LOKET_MIRROR_FIELDS(EffectBlocked, on, reference, code)
LOKET_MIRROR_FIELDS(EffectCompleted, on, reference)
LOKET_MIRROR_FIELDS(EffectDropped, on, reference, reason)
LOKET_MIRROR_FIELDS(ApplicantNamed, on, reference, nik, name, address)
LOKET_MIRROR_FIELDS(RegisterOpened, on, residents)
LOKET_MIRROR_FIELDS(MovementsCounted, on, counts)

std::string_view name_of(const MirrorEvent& event) {
    return std::visit([](const auto& e) { return std::string_view(std::decay_t<decltype(e)>::kName); }, event);
}
std::string encode(const MirrorEvent& event) { return detail::encode_variant(event); }
Result<MirrorEvent> decode_mirror_event(std::string_view name, std::string_view body) { return detail::decode_text<MirrorEvent>(name, body); }

}  // namespace loket::mirror

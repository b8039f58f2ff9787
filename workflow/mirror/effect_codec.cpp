#include "workflow/mirror/effects.h"
#include "workflow/mirror/value_fields.h"

namespace loket::mirror {

LOKET_MIRROR_FIELDS(FormFamily, members, address, rest, issued, rest_issued)
LOKET_MIRROR_FIELDS(JoinFamily, kk, members, rest)
LOKET_MIRROR_FIELDS(ReplaceHead, kk, head, roles)
LOKET_MIRROR_FIELDS(ChangeData, nik, change)
LOKET_MIRROR_FIELDS(NoteMarriage, husband, wife, married, recorded, dispensation)
LOKET_MIRROR_FIELDS(NoteDivorce, husband, wife, divorced, recorded)
LOKET_MIRROR_FIELDS(MoveFamily, kk, address)
LOKET_MIRROR_FIELDS(IssueFamilyCard, kk)
LOKET_MIRROR_FIELDS(RenumberFamily, kk)
LOKET_MIRROR_FIELDS(SetCard, nik, card, reason)
LOKET_MIRROR_FIELDS(SetKia, nik, held, reason)
LOKET_MIRROR_FIELDS(MoveOut, kk, movers, stay, move, rest, to)
LOKET_MIRROR_FIELDS(GoAbroad, kk, movers, stay, rest, to)
LOKET_MIRROR_FIELDS(MoveIn, people, kk, number, address)
LOKET_MIRROR_FIELDS(ReturnFromAbroad, people, kk, address)
LOKET_MIRROR_FIELDS(RecordStay, stay)
LOKET_MIRROR_FIELDS(EndStay, nik, reason)
LOKET_MIRROR_FIELDS(Birth, name, sex, born, birth_place, mother, father, mother_name, father_name, kk, shdk, religion, immigration,
                    birth_deed, foundling, kia)
LOKET_MIRROR_FIELDS(Stillbirth, mother, father, sex, happened, weeks)
LOKET_MIRROR_FIELDS(Before, marital, since)
LOKET_MIRROR_FIELDS(AnnulMarriage, husband, wife, decision, decided, husband_before, wife_before)
LOKET_MIRROR_FIELDS(AnnulDivorce, husband, wife, decision, decided, married)
LOKET_MIRROR_FIELDS(Death, nik, died, spouse, rest)
LOKET_MIRROR_FIELDS(Adoption, child, parents, decision, decided, rest)
LOKET_MIRROR_FIELDS(Renunciation, nik, decision, decided, country, rest)
LOKET_MIRROR_FIELDS(IssueTemporaryPaper, nik, kind, hardship, number)

std::string_view name_of(const Effect& effect) {
    return std::visit([](const auto& e) { return std::string_view(std::decay_t<decltype(e)>::kName); }, effect);
}
std::string encode(const Effect& effect) { return detail::encode_variant(effect); }
Result<Effect> decode_effect(std::string_view name, std::string_view body) { return detail::decode_text<Effect>(name, body); }

}  // namespace loket::mirror

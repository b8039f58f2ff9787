#pragma once
// The fields of the shared values. Internal to this folder.

#include "workflow/mirror/archive.h"

namespace loket::population {

// In the namespace of the types, where the archive looks.
LOKET_MIRROR_FIELDS(Address, street, rt, rw, village)
LOKET_MIRROR_FIELDS(Immigration, country, passport, kitap, valid_until)

}  // namespace loket::population

namespace loket::mirror {

LOKET_MIRROR_FIELDS(Member, nik, shdk)
LOKET_MIRROR_FIELDS(Remaining, head, host, roles)
LOKET_MIRROR_FIELDS(DataChange, name, birth_place, father, mother, birth_deed, phone, born, sex, blood, religion, education, occupation,
                    disability, marriage_recorded, immigration)
LOKET_MIRROR_FIELDS(Stay, nik, sktt, name, sex, born, birth_place, country, passport, kitas, occupation, valid_until, address)
LOKET_MIRROR_FIELDS(TemporaryPaper, kind, hardship, number, issued)
LOKET_MIRROR_FIELDS(MarginalNote, kind, decision, decided, about)
LOKET_MIRROR_FIELDS(Headcount, district, sex, count)
LOKET_MIRROR_FIELDS(MovementCount, district, sex, kind, count)

}  // namespace loket::mirror

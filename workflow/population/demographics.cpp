#include "workflow/population/demographics.h"

#include "devices/base/sha256.h"
#include "workflow/population/resident_json.h"

namespace loket::population {

Resident with_rest_of(Resident person, const Resident& other) {
    person.record_state = other.record_state;
    person.card = other.card;
    person.kia = other.kia;
    person.bio_seed = other.bio_seed;
    person.missing_fingers = other.missing_fingers;
    person.phone = other.phone;
    return person;
}

std::string demographics_digest(const Resident& person) { return to_hex(sha256(as_bytes(encode(with_rest_of(person, Resident{}))))); }

}  // namespace loket::population

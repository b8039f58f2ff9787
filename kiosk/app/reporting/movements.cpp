// LAMPID from the register's own events: who was born, died, left and came, by month, kecamatan and sex.

#include "kiosk/app/core/register.h"
#include "kiosk/app/reporting/movements.h"
#include "workflow/population/resident_json.h"

namespace loket::app {
namespace {

using population::Resident;
using reports::LampidCount;
using reports::LampidKind;

constexpr std::size_t kDistrict = 8;  ///< "21.01.06"

LampidCount count_of(const Resident& person, Date on, LampidKind kind) {
    return {.month = on.year() / on.month(), .district = person.address.village.substr(0, kDistrict), .sex = person.sex, .kind = kind, .count = 1};
}

}  // namespace

Result<std::vector<LampidCount>> movements_of(store::Store& store) {
    LOKET_ASSIGN(events, store.events(kRegisterStream));
    std::vector<LampidCount> counts;
    for (const auto& stored : events) {
        LOKET_ASSIGN(event, mirror::decode_mirror_event(stored.kind, stored.body));
        if (const auto* added = std::get_if<mirror::ResidentAdded>(&event))
            counts.push_back(count_of(added->person, added->on, added->how == mirror::Addition::Born ? LampidKind::Lahir : LampidKind::Datang));
        const auto* left = std::get_if<mirror::ResidentLeft>(&event);
        if (left == nullptr) continue;
        LOKET_ASSIGN(row, store.resident(left->nik));  // who left stays on record, with the last address
        if (!row) continue;
        LOKET_ASSIGN(person, population::decode_resident(row->doc));
        counts.push_back(count_of(person, left->on, left->why == mirror::Departure::Died ? LampidKind::Mati : LampidKind::Pindah));
    }
    return counts;
}

}  // namespace loket::app

// What the centre alone can give: numbers, persons of the master, its signature beside an office's.

#include <fmt/format.h>

#include "workflow/population/resident_json.h"
#include "workflow/register/gateway/desk.h"
#include "workflow/register/postgres/machine_list.h"
#include "workflow/register/postgres/numbers.h"
#include "workflow/register/postgres/persons.h"
#include "workflow/sync/promises.h"

namespace loket::centre {

namespace wire = sync::wire;

Result<HttpResponse> Desk::number(ByteView body) {
    LOKET_ASSIGN(ask, wire::decode_number_ask(body));
    LOKET_ASSIGN(given, Numbers(books_->connection()).answer(origin_, ask, rules_.signing, rules_.clock.now()));
    said_ = ask.count == 0 ? "a number given" : std::to_string(given.count) + " numbers lent";
    return HttpResponse{.body = wire::encode(given)};
}

Result<HttpResponse> Desk::person(ByteView body) {
    LOKET_ASSIGN(ask, wire::decode_person_ask(body));
    Persons persons(books_->connection());
    if (ask.base_ver < 0) {
        LOKET_ASSIGN(found, persons.look(ask.nik, origin_, ask.text, rules_.clock.now()));
        return HttpResponse{.body = wire::encode(found ? wire::PersonAnswer{true, found->ver, population::encode(found->resident)} : wire::PersonAnswer{})};
    }
    LOKET_ASSIGN(person, population::decode_resident(ask.text));
    if (person.nik != ask.nik) return rejected(sync::kShape, "a change of another person than it names");
    LOKET_ASSIGN(changed, persons.change(origin_, person, ask.base_ver, rules_.clock.now()));
    said_ = changed.taken ? "a change taken" : "a change from an old version, laid before a person";
    return HttpResponse{.body = wire::encode(wire::PersonAnswer{changed.taken, changed.ver})};
}

Result<HttpResponse> Desk::checkpoint(ByteView body) {
    LOKET_ASSIGN(checkpoint, wire::decode_checkpoint(body));
    const auto signature = sync::countersign(rules_.signing, origin_, body);
    LOKET_TRY(books_->add_checkpoint(origin_, checkpoint, body, signature, rules_.clock.now()));
    said_ = "checkpoint " + std::to_string(checkpoint.no);
    return HttpResponse{.body = Bytes(signature.begin(), signature.end())};
}

Result<HttpResponse> Desk::machines(ByteView body) {
    LOKET_ASSIGN(told, wire::decode_machines(body));
    LOKET_TRY(MachineList(books_->connection()).keep(origin_, told, rules_.clock.now()));
    said_ = std::to_string(told.size()) + " machines";
    return HttpResponse{.body = wire::encode(rules_.updates.offered())};
}

}  // namespace loket::centre

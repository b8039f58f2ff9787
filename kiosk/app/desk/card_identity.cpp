#include "kiosk/app/desk/card_identity.h"

#include "kiosk/app/core/card_ledger.h"
#include "kiosk/app/desk/chip.h"

namespace loket::app {

Status still_counts(Equipment& equipment, const std::string& blanko) {
    auto row = equipment.core.ask([blanko](Core& core) { return core.store().card(blanko); }).get();
    if (!row) return row.error();
    return counts_no_more(*row) ? Status{rejected("card.revoked", "the card was replaced by another one")} : Status{};
}

Result<std::string> nik_of_card(Equipment& equipment, Millis patience, model::Sink& sink, std::stop_token stop) {
    const auto reading = read_chip(equipment, {}, patience, sink, std::move(stop));
    if (reading && reading->authentic()) {
        LOKET_TRY(still_counts(equipment, reading->content.blanko));
        return reading->content.biodata.nik;
    }
    if (reading) return rejected("card.unreadable", "the card's signature does not hold");
    const auto& error = reading.error();
    const bool about_reader = error.code == "card.not_on_reader" || error.code == "card.chip_error" || (error.fault != Fault::Rejected && error.fault != Fault::Corrupt);
    return about_reader ? error : rejected("card.unreadable", "the chip is not one that Loket writes: " + error.context);
}

}  // namespace loket::app

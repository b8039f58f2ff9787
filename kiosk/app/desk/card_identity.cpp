#include "kiosk/app/desk/card_identity.h"

#include "kiosk/app/desk/chip.h"

namespace loket::app {

Result<std::string> nik_of_card(Equipment& equipment, Millis patience, model::Sink& sink, std::stop_token stop) {
    const auto reading = read_chip(equipment, {}, patience, sink, std::move(stop));
    if (reading && reading->authentic()) return reading->content.biodata.nik;
    if (reading) return rejected("card.unreadable", "the card's signature does not hold");
    const auto& error = reading.error();
    const bool about_reader = error.code == "card.not_on_reader" || error.code == "card.chip_error" || (error.fault != Fault::Rejected && error.fault != Fault::Corrupt);
    return about_reader ? error : rejected("card.unreadable", "the chip is not one that Loket writes: " + error.context);
}

}  // namespace loket::app

#pragma once
// Who a card on the reader says its holder is, so that nobody has to type a NIK. It is a claim like a typed number: the person
// confirms it, and nothing is opened by it.

#include "kiosk/app/desk/desk.h"

namespace loket::app {

/// Rejected "card.revoked" for a card of this office that was replaced or spoiled; what other offices print is not known here.
Status still_counts(Equipment& equipment, const std::string& blanko);

/// Waits for a card and reads the NIK from its chip. Blocks; for desk threads. Rejected "card.not_on_reader" if none comes within
/// `patience`, "card.unreadable" for a card that Loket did not write, "card.revoked"; else as the reader fails.
Result<std::string> nik_of_card(Equipment& equipment, Millis patience, model::Sink& sink, std::stop_token stop);

}  // namespace loket::app

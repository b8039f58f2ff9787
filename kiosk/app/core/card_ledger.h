#pragma once
// Every blank that went through the printer and what has become of it, as a table: which card of a person counts and which do not.

#include <string>
#include <vector>

#include "workflow/engine/decide.h"
#include "workflow/engine/office.h"
#include "workflow/store/store.h"

namespace loket::app {

inline constexpr auto kCardPrinted = "printed", kCardEncoded = "encoded", kCardActive = "active", kCardSpoiled = "spoiled", kCardRevoked = "revoked";

/// The rows that these facts change. `before` still knows the card of a case whose blank was spoiled.
Status put_cards(store::Batch& batch, store::Store& store, const engine::Office& before, const engine::Office& after,
                 const std::vector<engine::Happening>& facts, Instant at);

/// Replaced by another card, or its blank was spoiled. Of a card that is not in the ledger nothing is known here.
bool counts_no_more(const std::optional<store::CardRow>& row);

/// Serials of the cards of this person that are active.
Result<std::vector<std::string>> active_cards(store::Store& store, const std::string& nik);

}  // namespace loket::app

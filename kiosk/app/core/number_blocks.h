#pragma once
// Serials that the register lent this office for every day of a district: NIK and KK numbers are given from them where nobody can be asked.
// Kept in the store's meta. A block belongs to the epoch in which it was lent: a disk that was restored gives none of it any more, since it
// cannot know what was given after it was copied.

#include "kiosk/app/core/simulated_numbers.h"
#include "workflow/store/store.h"
#include "workflow/sync/promises.h"
#include "workflow/sync/wire/requests.h"

namespace loket::app {

/// Of the store's present epoch, in the order they came.
Result<std::vector<sync::NumberBlock>> lent_blocks(store::Store& store);
/// A block that the register lent under this ask; the same again changes nothing. Rejected `sync.signature` where it did not sign it for this
/// office, `sync.old_epoch` for an epoch that is over.
Status keep_block(store::Store& store, const sync::wire::NumberAsk& ask, const sync::wire::NumberGiven& given);

/// A number from a block, written down as given before it is returned, so that no other request ever gets it; the same request gets the same.
/// Nothing where no block of that district has a serial left for that day. Rejected "number.shape".
Result<std::optional<std::string>> take_from_block(store::Store& store, const mirror::NumberRequested& request, const NumberGiven& given);

/// By district.
Result<std::vector<sync::BlockLeft>> blocks_left(store::Store& store);
/// What is to be asked for: a block for each of these districts that has none, or little left.
Result<std::vector<sync::wire::NumberAsk>> blocks_to_ask(store::Store& store, const std::vector<std::string>& districts);

}  // namespace loket::app

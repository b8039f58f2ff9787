#pragma once
// What the centre says, applied: its directives in order, and its receipts for packets.
//
// | kind       | body (JSON)                         | what the office does                                                         |
// | record     | case, event, state, reason          | the record becomes that; PRINT_READY_RECORD is the permission to print       |
// | officer    | user, suspended                     | the account may not sign in any more, or again                               |
// | card       | serial                              | the card counts no more                                                      |
// | reference  | file, version, content              | services, calendar, regions … of the next start; an older version is refused |
// | person     | nik, case, event, ver, waits, taken | noted: a change of this office waits for a person there, or is settled       |
// | notice     | text                                | shown to the technician                                                      |
// Anything else is kept and left alone: a newer centre may speak to an older office.

#include "kiosk/app/core/core.h"
#include "workflow/sync/wire/requests.h"

namespace loket::app {

/// Applies what is not applied yet; each once. What the office cannot do any more (a closed file, an unknown officer) is logged and passed
/// over; an error of the store leaves the rest for the next time.
Status obey_centre(Core& core);

/// What the centre is to be asked for: numbers that files wait for and no lent block gives (those it gives are entered), and blocks for the
/// districts of this office that have none left or little. Asked under the store's epoch: a disk that was restored, whose files may bear the
/// names of others, never gets what was given to those.
Result<std::vector<sync::wire::NumberAsk>> numbers_to_ask(Core& core, Date today);
/// The centre's answer: a number is entered as an officer would, a block is kept.
Status take_number(Core& core, const sync::wire::NumberAsk& ask, const sync::wire::NumberGiven& given);

/// A file of the reference data from the centre: `Rejected` "reference.old" (not newer than what is here), "reference.name" (no file of
/// kReferenceParts), Corrupt where the office could not work with it. In use from the next start.
Status take_reference(store::Store& store, const std::filesystem::path& office, const std::filesystem::path& assets, const std::string& body);

}  // namespace loket::app

#pragma once
// What the centre says, applied: its directives in order, and its receipts for packets.
//
// | kind       | body (JSON)                         | what the office does                                                         |
// | record     | case, state, reason (may be empty)  | the record becomes that; PRINT_READY_RECORD is the permission to print       |
// | officer    | user, suspended                     | the account may not sign in any more, or again                               |
// | card       | serial                              | the card counts no more                                                      |
// | reference  | file, version, content              | services, calendar, regions … of the next start; an older version is refused |
// | notice     | text                                | shown to the technician                                                      |
// Anything else is kept and left alone: a newer centre may speak to an older office.

#include "kiosk/app/core/core.h"
#include "workflow/sync/wire/requests.h"

namespace loket::app {

/// Applies what is not applied yet; each once. What the office cannot do any more (a closed file, an unknown officer) is logged and passed
/// over; an error of the store leaves the rest for the next time.
Status obey_centre(Core& core);

/// Numbers that files wait for, as the centre is asked; the centre's answer, entered as an officer would.
Result<std::vector<sync::wire::NumberAsk>> numbers_to_ask(Core& core, Date today);
Status take_number(Core& core, const sync::wire::NumberAsk& ask, const std::string& number);

/// A file of the reference data from the centre: `Rejected` "reference.old" (not newer than what is here), "reference.name" (no file of
/// kReferenceParts), Corrupt where the office could not work with it. In use from the next start.
Status take_reference(store::Store& store, const std::filesystem::path& office, const std::filesystem::path& assets, const std::string& body);

}  // namespace loket::app

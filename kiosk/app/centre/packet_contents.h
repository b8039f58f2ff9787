#pragma once
// What of a recording goes to the centre.

#include "workflow/sync/carry/packer.h"

namespace loket::app {

/// Of an approved recording (event RecordingApproved): every sample that was kept or excused, the papers of the file as they were seen, and
/// the person as the office knows them. Nothing for other events.
Result<std::optional<sync::Contents>> packet_contents(store::Store& store, const store::StoredEvent& event);

}  // namespace loket::app

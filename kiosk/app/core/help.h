#pragma once
// *Panggil petugas*: who has called and has not been answered yet. Kept in the office's file; both the call and the answer are
// lines of the audit.

#include "kiosk/app/core/core.h"

namespace loket::app {

struct HelpCall {
    int number = 0;     ///< counts up, never used twice
    std::string place;  ///< the station: "anjungan"
    std::string page;   ///< what was on its screen, as to_string(Page): no personal data
    Instant since;
};

/// The calls that wait, oldest first. Corrupt if the record cannot be read.
Result<std::vector<HelpCall>> help_calls(Core& core);
/// On the disk when it returns; the calls that wait now. A second call from a place that already waits is the same call.
Result<std::vector<HelpCall>> call_for_help(Core& core, const std::string& place, const std::string& page, Instant now);
/// An officer comes. Rejected "help.answered" if somebody else was faster.
Result<std::vector<HelpCall>> answer_help(Core& core, int number, const engine::Actor& officer, Instant now);

}  // namespace loket::app

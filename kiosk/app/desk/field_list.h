#pragma once
// The field team's list of vulnerable residents (penduduk rentan), written down away from the office: one line a person.

#include <string>

#include "workflow/engine/commands.h"
#include "workflow/engine/service.h"

namespace loket::app {

/// RFC 4180 text; the first line names the columns: nik, then keys of the service's questions. An empty cell is a question passed
/// over. Rejected "list.columns" or "list.line", context naming origin, line and what to put right.
Result<engine::OpenFromList> read_field_list(const engine::Service& service, const std::string& text, const std::string& origin);

}  // namespace loket::app

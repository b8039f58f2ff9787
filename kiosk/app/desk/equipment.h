#pragma once
// What a station needs besides the core, put together once.

#include "kiosk/app/desk/desk.h"

namespace loket::app {

/// The office as it signs its papers, from assets/office.json.
Result<documents::OfficeHead> load_office_head(const std::filesystem::path& assets);
Result<documents::CardDesign> load_card_design(const std::filesystem::path& assets);

}  // namespace loket::app

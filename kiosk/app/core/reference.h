#pragma once
// The data an office runs on that nobody changes while it runs: services, regions, code tables, calendar, the office's rules, those of
// signing in and of how long things are kept.

#include <filesystem>

#include "devices/base/result.h"
#include "kiosk/app/core/recording_plan.h"
#include "workflow/engine/office_rules.h"
#include "workflow/engine/service.h"
#include "workflow/population/calendar.h"
#include "workflow/population/enumerations.h"
#include "workflow/population/regions.h"
#include "workflow/trust/retention.h"
#include "workflow/trust/rules.h"

namespace loket::app {

struct Reference {
    engine::Services services;
    population::Regions regions;
    population::Enumerations codes;
    population::WorkCalendar calendar;
    engine::OfficeRules rules{};
    RecordingPlan recording{};
    trust::Rules trust{};
    std::vector<trust::RetentionRule> retention{};
};

/// Everything below the assets folder; the first broken file is named with line and reason.
Result<Reference> load_reference(const std::filesystem::path& assets);

/// Where the assets are: $LOKET_ASSETS, else beside the program, else the source tree it was built from.
std::filesystem::path find_assets();

}  // namespace loket::app

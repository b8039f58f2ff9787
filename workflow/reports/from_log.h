#pragma once
// From the log of events to the records the reports are made of.

#include <span>

#include "workflow/engine/events.h"
#include "workflow/engine/service.h"
#include "workflow/reports/records.h"
#include "workflow/reports/survey.h"

namespace loket::reports {

struct LogRecords {
    WorkRecords work;
    std::vector<SurveyAnswer> answers;
};

/// Facts in the order of the log. Facts about cases that were opened before the first fact are passed over. A case is
/// ready when the last step before activation or hand-over is done; its clock stands still from a FileIncomplete to the
/// FileResubmitted after it, and while its biometric record is at the centre (BIO_CAPTURED … PRINT_READY_RECORD).
LogRecords from_log(std::span<const engine::Fact> facts, const engine::Services& services);

/// The standard of a service by its definition.
ServiceStandard standard_of(const engine::Service& service);

}  // namespace loket::reports

#pragma once
// From the log of events to the records the reports are made of.

#include <memory>
#include <span>

#include "workflow/engine/events.h"
#include "workflow/engine/service.h"
#include "workflow/reports/complaints.h"
#include "workflow/reports/records.h"
#include "workflow/reports/survey.h"

namespace loket::reports {

struct LogRecords {
    WorkRecords work;
    std::vector<SurveyAnswer> answers;
    std::vector<Complaint> complaints;  ///< in the order they came; what they say is not among them
};

/// Facts in the order of the log. A complaint is about the service of the application whose resi it names; one whose resi no fact
/// has issued is about the office as a whole. Facts about cases that were opened before the first fact are passed over. A case is
/// ready when the last step before activation or hand-over is done; its clock stands still from a FileIncomplete to the
/// FileResubmitted after it, and while its biometric record is at the centre (BIO_CAPTURED … PRINT_READY_RECORD).
LogRecords from_log(std::span<const engine::Fact> facts, const engine::Services& services);

/// The same fact by fact, for whoever follows a log that grows and does not want to read it twice. `services` outlive it.
class LogDigest {
  public:
    explicit LogDigest(const engine::Services& services);
    ~LogDigest();
    void read(const engine::Fact& fact);
    /// As from_log of everything read so far.
    [[nodiscard]] LogRecords records() const;

  private:
    class Reader;
    std::unique_ptr<Reader> reader_;
};

/// The standard of a service by its definition.
ServiceStandard standard_of(const engine::Service& service);

}  // namespace loket::reports

#pragma once
// What the log says about the work of the office, as plain records: the input of the performance reports.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "devices/base/clock.h"
#include "workflow/population/calendar.h"

namespace loket::reports {

/// One pass of a step. Of a step done twice (after a return) there are two.
struct StepTime {
    std::string service, case_id;
    int step = 0;
    std::string actor;  ///< role of the SOP: "FO"
    std::string user;   ///< login name; empty for what the applicant does
    Instant begun;
    double minutes = 0;  ///< used
    int standard_minutes = 0;
    bool operator==(const StepTime&) const = default;
};

/// A stretch in which the clock of the promise stood still: waiting for the applicant or for the centre.
struct Pause {
    Instant from;
    std::optional<Instant> to;  ///< nothing: it still stands
    bool operator==(const Pause&) const = default;
};

/// One application. Days and lateness follow DOMAIN §7: the clock starts the working day after the resi and ends when the
/// document is ready.
struct CaseRecord {
    std::string id, service;
    Instant opened;
    std::optional<Instant> registered;  ///< resi issued
    std::optional<Instant> ready;       ///< document finished, waiting to be fetched
    std::optional<Instant> closed;
    std::string outcome;                ///< "handed_over", "cancelled"
    int incomplete = 0;                 ///< times the file went back to the applicant
    int returns = 0;                    ///< times a verifier sent it back
    std::vector<Pause> pauses;
    bool operator==(const CaseRecord&) const = default;
};

/// A file sent back by a verifier, charged to whoever had last done the step it went back to.
struct ReturnCaused {
    std::string service, case_id;
    std::string user, actor;  ///< who must do the step again
    std::string reason;
    Instant at;
    bool operator==(const ReturnCaused&) const = default;
};

/// Something that went wrong in somebody's hands: a spoiled blank, a refused activation.
struct WorkError {
    std::string user, actor;
    std::string kind;  ///< Indonesian words for the table
    Instant at;
    bool operator==(const WorkError&) const = default;
};

inline constexpr auto kActivatedAgainstMismatch = "Kartu diaktifkan walau sidik jari tidak cocok";

/// A card that was activated on the word of an officer and a superior although no finger matched.
struct AgainstMismatch {
    std::string case_id, service;
    std::string user, second;  ///< who worked at the desk, and the superior
    std::string reason;        ///< AUS, LUKA, CACAT, AMPUTASI, LAINNYA
    Instant at;
    bool operator==(const AgainstMismatch&) const = default;
};

/// The standard a service is measured by.
struct StepStandard {
    int no = 0;
    std::string name, actor;
    int minutes = 0;
};
struct ServiceStandard {
    std::string id, name;
    int promise_days = 3;  ///< working days from the resi
    std::vector<StepStandard> steps;
    [[nodiscard]] int total_minutes() const {
        int sum = 0;
        for (const auto& step : steps) sum += step.minutes;
        return sum;
    }
};

struct WorkRecords {
    std::vector<StepTime> steps;
    std::vector<CaseRecord> cases;
    std::vector<ReturnCaused> returns;
    std::vector<WorkError> errors;
    std::vector<AgainstMismatch> against_mismatch;
};

/// Working days from one day to a later one, the first not counted. Through a year without a calendar file only weekends
/// are left out, and that year is named: the figure must not look surer than it is.
struct WorkDays {
    int days = 0;
    std::optional<int> year_missing;
};
WorkDays work_days(const population::WorkCalendar& calendar, Date from, Date to);

/// Working days a case took from its resi until it was ready, or until `now` if it was not ready then; and how many of them stood
/// still. Nothing without a resi.
struct CaseDays {
    int days = 0, paused = 0;
    std::optional<int> year_missing;
    [[nodiscard]] int counted() const { return days - paused; }
};
std::optional<CaseDays> case_days(const CaseRecord& record, const population::WorkCalendar& calendar, Date now);

}  // namespace loket::reports

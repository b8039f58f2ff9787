#pragma once
// Kinerja pelayanan: indikator, target, realisasi and persentase capaian for each service (SERVICES §1, "recording"), and
// the minutes of each step against the standard of the SOP.

#include <span>

#include "workflow/reports/period.h"
#include "workflow/reports/records.h"
#include "workflow/reports/report.h"
#include "workflow/reports/stats.h"

namespace loket::reports {

struct StepFigures {
    StepStandard standard;
    Spread minutes;
    std::size_t within = 0;  ///< passes that took no longer than the standard
    [[nodiscard]] std::optional<double> share_within() const {
        return percentage(static_cast<double>(within), static_cast<double>(minutes.count));
    }
};

struct ServiceFigures {
    ServiceStandard standard;
    std::vector<StepFigures> steps;
    std::size_t opened = 0;      ///< applications opened in the period
    std::size_t finished = 0;    ///< ready in the period
    std::size_t in_time = 0;     ///< of the finished: within the promise, stopped days not counted
    std::size_t late = 0;        ///< of the finished
    std::size_t late_stopped = 0;  ///< within the promise only because the clock stood still
    std::size_t overdue = 0;     ///< registered, not ready at the end of the period, promise passed
    std::size_t complete = 0;    ///< of the opened: never sent home for something missing
    std::size_t unreturned = 0;  ///< of the opened: never returned by a verifier
    std::size_t returns = 0;
    Spread work_minutes = {};         ///< per finished case: sum of all its steps
    Spread days = {};                 ///< working days of the finished cases, stopped days not counted
    Spread stopped_hours = {};        ///< of the finished cases that were stopped at all
    std::vector<std::string> late_cases = {};  ///< ids: late or overdue
    std::optional<int> year_missing = {};  ///< a year whose holidays are not known
};

/// Figures of one service. Records of other services are passed over.
ServiceFigures measure_service(const ServiceStandard& standard, const WorkRecords& records, const Period& period,
                               const population::WorkCalendar& calendar);

struct KpiInput {
    Period period;
    std::vector<ServiceStandard> services;
    WorkRecords records;
    std::map<std::string, double> ikm;  ///< by service id, where it is known
    double ikm_target = 88.31;          ///< mutu A
    std::string source = "Log pelayanan Loket";
};

/// An indicator of the performance table.
struct Indicator {
    std::string name, unit;
    std::optional<double> target, actual;
    bool less_is_better = false;
    /// Capaian: actual / target x 100, or (2 x target - actual) / target x 100 where less is better (PermenPAN-RB 53/2014
    /// practice). Not held to 0…100.
    [[nodiscard]] std::optional<double> achievement() const;
};
std::vector<Indicator> indicators(const ServiceFigures& figures, std::optional<double> ikm, double ikm_target);

Report kpi_report(const KpiInput& input, const population::WorkCalendar& calendar);

}  // namespace loket::reports

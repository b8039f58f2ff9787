#pragma once
// Pengaduan: how many, about what, answered how soon. Each may carry the resi it is about, so that an answer can be traced.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "workflow/population/calendar.h"
#include "workflow/reports/period.h"
#include "workflow/reports/report.h"
#include "workflow/reports/stats.h"

namespace loket::reports {

struct Complaint {
    std::string number;
    std::string channel;   ///< "SMS", "Kotak saran", "SP4N-LAPOR!", "Loket"
    std::string service;   ///< service id; empty: about the office as a whole
    std::string resi;      ///< empty if it is about no application
    std::string subject;   ///< a few words, without names
    Instant received;
    std::optional<Instant> answered;
    std::optional<Date> due;  ///< last day for an answer as promised when it came in; nothing: none was
};

struct ComplaintFigures {
    std::size_t received = 0;  ///< in the period
    std::size_t answered = 0;  ///< of them
    std::size_t in_time = 0;   ///< of those answered
    std::size_t open = 0;      ///< not answered
    std::size_t overdue = 0;   ///< of those open
    [[nodiscard]] std::size_t late() const { return answered - in_time; }
    std::size_t with_resi = 0;
    Spread days;               ///< working days to the answer
    std::optional<double> mean_days;  ///< the same
    std::optional<double> oldest_open;  ///< working days waited so far
    std::optional<int> year_missing;
};

/// An answer after `now` does not count yet.
ComplaintFigures measure_complaints(const std::vector<Complaint>& complaints, const Period& period, Date now,
                                    const population::WorkCalendar& calendar);

struct ComplaintInput {
    Period period;
    std::vector<Complaint> complaints;
    std::map<std::string, std::string> services;  ///< names by id
    Date now{};
    std::string source = "Buku pengaduan";
};
/// By service and by channel, numbered from `first` on: part of the evaluation (IKM) and of the report below.
std::vector<Table> complaint_tables(const ComplaintInput& input, const population::WorkCalendar& calendar, int first);
/// Those tables, and each complaint with its resi (internal).
Report complaint_report(const ComplaintInput& input, const population::WorkCalendar& calendar);

}  // namespace loket::reports

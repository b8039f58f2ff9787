#pragma once
// P03, Pemantauan Kinerja ADB dan Operator SIAK: who did how much, how fast, and what came back. A report about named
// staff: internal, without ranking, and never without the number of cases behind a figure.

#include <array>

#include "workflow/reports/period.h"
#include "workflow/reports/records.h"
#include "workflow/reports/report.h"
#include "workflow/reports/stats.h"

namespace loket::reports {

struct OperatorFigures {
    std::string user, name, role, site;
    std::size_t files = 0;   ///< different cases
    std::size_t passes = 0;  ///< steps done
    Spread minutes;
    std::size_t within = 0;           ///< passes within the standard
    std::size_t returns_caused = 0;   ///< files that came back to a step this person had done
    std::size_t errors = 0;
    std::array<std::size_t, 7> weekdays{};  ///< passes on Monday … Sunday
    std::size_t days = 0;                   ///< different days with work
};

/// How people are printed; somebody missing prints as the login name.
struct StaffMember {
    std::string name, site;
};

struct OperatorInput {
    Period period;  ///< P03 is evaluated every day: a day, a month, a semester
    WorkRecords records;
    std::map<std::string, StaffMember> staff;  ///< by login name
    std::string source = "Log pelayanan Loket";
};

/// In order of role and login name. Steps of the applicant have no operator.
std::vector<OperatorFigures> measure_operators(const OperatorInput& input);
Report operator_report(const OperatorInput& input);

}  // namespace loket::reports

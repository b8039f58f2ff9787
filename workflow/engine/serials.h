#pragma once
// Numbers that the office gives out itself, besides tickets and resi. They count within a series, kept in Office::serials.

#include <string>

#include "devices/base/clock.h"
#include "workflow/engine/house.h"

namespace loket::engine {

/// "SKPWNI/2026": papers count by kind and year.
std::string paper_series(const std::string& kind, Date day);
/// Fills a pattern of a service's papers: {serial}, {ddmmyyyy}, {yyyy}.
std::string paper_number(std::string pattern, Date day, int serial);

/// "REG-2026", the register of outgoing papers.
std::string register_series(Date day);
/// "REG-2026-00001".
std::string register_number(Date day, int serial);

/// "ADU-2026" and "ADU-2026-0001", complaints.
std::string complaint_series(Date day);
std::string complaint_number(Date day, int serial);

/// "2026-11-23/L", for cases that no ticket numbers.
std::string case_series(Date day, const std::string& letter);
/// "2026-11-23/L-007".
std::string case_number(const std::string& series, int serial);

/// Above which number a series begins that the log does not know: 0, unless numbers of it may have been given after the copy was made
/// that the office goes on from.
int serials_begin(const NumbersBegin& begin, const std::string& series);
/// The same of a series of resi, "261130-KTP".
int resi_begin(const NumbersBegin& begin, const std::string& series);

}  // namespace loket::engine

#pragma once
// The last lines of the program's own log, kept in memory for the maintenance page.

#include <string>
#include <vector>

namespace loket::log {

/// From now on the default logger also keeps its last `lines` lines in memory.
void remember(std::size_t lines);
/// Oldest first, without trailing newline; empty before remember(). Long numbers are blanked: a log has none, but a page must not
/// be the place where that is found out.
std::vector<std::string> recent();
/// Every run of six or more digits as dots.
std::string without_numbers(const std::string& line);

}  // namespace loket::log

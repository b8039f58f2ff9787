#pragma once
// Reading an extract of the population for a person who waits: progress, and a report of what was left out and why.

#include <filesystem>

#include "workflow/population/extract.h"

namespace loket::app {

/// Says on standard output what came of it. The report has one line for each fault: row, field, code, words in Indonesian; it names nobody.
/// Gone where the file is not there, Corrupt "import.header", or what `take` answers.
Result<population::ExtractCount> read_extract_file(const std::filesystem::path& file, const std::filesystem::path& report, const std::function<Status(population::Resident&&)>& take);

/// A synthetic extract: `faulty` of its rows have one fault each, all kinds in turn.
Status write_synthetic_extract(const std::filesystem::path& file, int residents, std::uint64_t seed, int faulty);

}  // namespace loket::app

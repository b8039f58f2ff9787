#pragma once
// Tables as comma-separated files (RFC 4180), in two dialects: one for machines, one for Excel on an Indonesian desktop.

#include <string>
#include <string_view>
#include <vector>

#include "devices/base/result.h"
#include "workflow/reports/report.h"

namespace loket::reports {

enum class CsvDialect : std::uint8_t {
    Exchange,         ///< RFC 4180 to the letter: comma, decimal point, no mark at the start
    ExcelIndonesian,  ///< semicolon, decimal comma, UTF-8 byte order mark; formulas in texts are disarmed
};

struct CsvFile {
    std::string name;  ///< "lpk-4a-penduduk-menurut-agama.csv"
    std::string content;
};

/// Header line, rows, totals; CR LF at the end of each line. Units and column groups are part of the header cells
/// ("Penduduk – L"), counts are ungrouped, nothing is an empty cell, withheld is "*". Source and notes are left out so
/// that every line is data.
std::string to_csv(const Table& table, CsvDialect dialect = CsvDialect::Exchange);
/// One file a table, named after `prefix`, number and title.
std::vector<CsvFile> csv_files(const Report& report, std::string_view prefix, CsvDialect dialect);

/// Reads RFC 4180 text back into cells; a byte order mark is passed over. `Corrupt` with the line for an unclosed or
/// misplaced quote, or a line of another width than the first.
Result<std::vector<std::vector<std::string>>> parse_csv(std::string_view text, char separator = ',');

}  // namespace loket::reports

#pragma once
// Plain comma-separated tables of the project's own assets: no quoting, one header line, UTF-8.

#include <filesystem>
#include <functional>
#include <string_view>
#include <vector>

#include "devices/base/result.h"

namespace loket::population {

/// One data line: its cells are views that live only during the call.
struct CsvRow {
    std::size_t line = 0;  ///< 1-based line in the file
    std::vector<std::string_view> cells;
};

/// Calls `row` for every data line; empty lines and lines that start with '#' are passed over.
/// `Corrupt` with file and line if the header differs, a line has another number of cells, a cell holds a
/// quote, or `row` refuses it.
Status read_csv(const std::filesystem::path& path, std::string_view header,
                const std::function<Status(const CsvRow&)>& row);

}  // namespace loket::population

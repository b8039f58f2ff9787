#include "workflow/population/csv.h"

#include <fmt/format.h>

#include <algorithm>

#include "devices/base/file.h"

namespace loket::population {
namespace {

void split(std::string_view line, std::vector<std::string_view>& cells) {
    cells.clear();
    for (;;) {
        const auto comma = line.find(',');
        cells.push_back(line.substr(0, comma));
        if (comma == std::string_view::npos) return;
        line.remove_prefix(comma + 1);
    }
}

std::string_view next_line(std::string_view& text) {
    const auto end = text.find('\n');
    auto line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
}

Error at_line(const std::filesystem::path& path, std::size_t line, std::string_view reason) {
    return corrupt(fmt::format("{}:{}: {}", path.string(), line, reason));
}

}  // namespace

Status read_csv(const std::filesystem::path& path, std::string_view header,
                const std::function<Status(const CsvRow&)>& row) {
    LOKET_ASSIGN(content, read_text(path));
    std::string_view text = content;
    if (next_line(text) != header) return at_line(path, 1, fmt::format("the header must be \"{}\"", header));
    const auto columns = static_cast<std::size_t>(std::count(header.begin(), header.end(), ',')) + 1;
    CsvRow current{.line = 1, .cells = {}};
    while (!text.empty()) {
        const auto line = next_line(text);
        ++current.line;
        if (line.empty() || line.starts_with('#')) continue;
        if (line.find('"') != std::string_view::npos)
            return at_line(path, current.line, "quotes are not understood");
        split(line, current.cells);
        if (current.cells.size() != columns)
            return at_line(path, current.line,
                           fmt::format("{} cells instead of {}", current.cells.size(), columns));
        if (auto status = row(current); !status) return at_line(path, current.line, status.error().context);
    }
    return {};
}

}  // namespace loket::population

#include "workflow/reports/csv.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "workflow/reports/number.h"

namespace loket::reports {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kLineEnd = "\r\n";

char separator_of(CsvDialect dialect) { return dialect == CsvDialect::Exchange ? ',' : ';'; }

std::string quoted(const std::string& text, char separator) {
    const bool plain = text.find_first_of("\"\r\n") == std::string::npos &&
                       text.find(separator) == std::string::npos &&
                       (text.empty() || (text.front() != ' ' && text.back() != ' '));
    if (plain) return text;
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"') out += '"';
        out += c;
    }
    return out + "\"";
}

/// A spreadsheet runs a text that begins like a formula; an apostrophe before it makes it text again (OWASP, CSV injection).
std::string disarmed(const std::string& text) {
    return !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos ? "'" + text : text;
}

std::string cell_text(const Cell& cell, const Column& column, CsvDialect dialect) {
    if (const auto* words = std::get_if<std::string>(&cell))
        return dialect == CsvDialect::ExcelIndonesian ? disarmed(*words) : *words;
    if (const auto* value = std::get_if<std::int64_t>(&cell)) return std::to_string(*value);
    if (const auto* value = std::get_if<double>(&cell)) {
        auto text = plain_decimal(*value, column.decimals);
        if (dialect == CsvDialect::ExcelIndonesian) std::replace(text.begin(), text.end(), '.', ',');
        return text;
    }
    return std::holds_alternative<Hidden>(cell) ? kHiddenMark : "";
}

std::string heading(const Column& column) {
    auto text = column.group.empty() ? column.title : column.group + " – " + column.title;
    return column.unit.empty() ? text : fmt::format("{} ({})", text, column.unit);
}

std::string slug(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (std::isalnum(static_cast<unsigned char>(c)) != 0)
            out += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        else if (!out.empty() && out.back() != '-')
            out += '-';
    }
    constexpr std::size_t kLongest = 60;
    if (out.size() > kLongest) out.resize(kLongest);
    while (!out.empty() && out.back() == '-') out.pop_back();
    return out;
}

/// Reads one file; knows where it is so that errors can say so.
class Reader {
  public:
    Reader(std::string_view text, char separator) : text_(text), separator_(separator) {}

    Result<std::vector<std::vector<std::string>>> run() {
        if (text_.starts_with(kByteOrderMark)) at_ = kByteOrderMark.size();
        while (at_ < text_.size()) {
            LOKET_ASSIGN(row, line());
            if (!rows_.empty() && row.size() != rows_.front().size())
                return corrupt(fmt::format("CSV line {}: {} cells, the first line has {}", line_, row.size(),
                                           rows_.front().size()));
            rows_.push_back(std::move(row));
            ++line_;
        }
        return std::move(rows_);
    }

  private:
    [[nodiscard]] bool ends() const {
        return at_ >= text_.size() || text_[at_] == separator_ || text_[at_] == '\r' || text_[at_] == '\n';
    }

    Result<std::vector<std::string>> line() {
        std::vector<std::string> row;
        while (true) {
            LOKET_ASSIGN(value, cell());
            row.push_back(std::move(value));
            if (at_ >= text_.size() || text_[at_] != separator_) break;
            ++at_;
        }
        if (at_ < text_.size() && text_[at_] == '\r') ++at_;
        if (at_ < text_.size() && text_[at_] == '\n') ++at_;
        return row;
    }

    Result<std::string> cell() {
        std::string out;
        if (at_ < text_.size() && text_[at_] == '"') return quoted_cell();
        while (!ends()) {
            if (text_[at_] == '"') return corrupt(fmt::format("CSV line {}: a quote inside an unquoted cell", line_));
            out += text_[at_++];
        }
        return out;
    }

    Result<std::string> quoted_cell() {
        std::string out;
        for (++at_; at_ < text_.size(); ++at_) {
            if (text_[at_] != '"') {
                out += text_[at_];
            } else if (at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
                out += text_[at_++];
            } else {
                ++at_;
                if (!ends()) return corrupt(fmt::format("CSV line {}: text after a closing quote", line_));
                return out;
            }
        }
        return corrupt(fmt::format("CSV line {}: a quoted cell does not end", line_));
    }

    std::string_view text_;
    char separator_;
    std::size_t at_ = 0;
    int line_ = 1;
    std::vector<std::vector<std::string>> rows_;
};

}  // namespace

std::string to_csv(const Table& table, CsvDialect dialect) {
    const char separator = separator_of(dialect);
    std::string out(dialect == CsvDialect::ExcelIndonesian ? kByteOrderMark : "");
    const auto line = [&](auto cell_of) {
        for (std::size_t c = 0; c < table.columns.size(); ++c) {
            if (c > 0) out += separator;
            out += quoted(cell_of(c), separator);
        }
        out += kLineEnd;
    };
    line([&](std::size_t c) { return heading(table.columns[c]); });
    const auto row_line = [&](const Row& row) {
        line([&](std::size_t c) { return cell_text(row.cells[c], table.columns[c], dialect); });
    };
    for (const auto& row : table.rows) row_line(row);
    if (table.totals) row_line(*table.totals);
    return out;
}

std::vector<CsvFile> csv_files(const Report& report, std::string_view prefix, CsvDialect dialect) {
    std::vector<CsvFile> files;
    for (const auto* table : tables(report)) {
        auto name = slug(fmt::format("{} {} {}", prefix, table->number, table->title));
        files.push_back({name + ".csv", to_csv(*table, dialect)});
    }
    return files;
}

Result<std::vector<std::vector<std::string>>> parse_csv(std::string_view text, char separator) {
    return Reader(text, separator).run();
}

}  // namespace loket::reports

#pragma once
// Shorthand for building tables column by column; private to this folder.

#include <string>
#include <utility>
#include <vector>

#include "workflow/reports/table.h"

namespace loket::reports {

class TableMaker {
  public:
    TableMaker(std::string number, std::string title, std::string source, Disclosure disclosure = Disclosure::Open,
               std::string subject = {}) {
        table_.number = std::move(number);
        table_.title = std::move(title);
        table_.source = std::move(source);
        table_.disclosure = disclosure;
        table_.subject = std::move(subject);
    }

    std::size_t label(std::string title) { return add({.title = std::move(title)}); }
    std::size_t number(std::string title, std::string dims = {}, std::vector<std::size_t> sum_of = {}) {
        return add({.title = std::move(title), .kind = ColumnKind::Count, .dims = std::move(dims), .sum_of = std::move(sum_of)});
    }
    /// L, P and L+P under one heading; gives the place of L+P.
    std::size_t split(const std::string& group, const std::string& dims = {}, const std::string& subject = {}) {
        const auto and_dims = dims.empty() ? "" : "&" + dims;
        const auto first = add({.title = "L", .kind = ColumnKind::Count, .group = group, .dims = "jk=L" + and_dims, .subject = subject});
        add({.title = "P", .kind = ColumnKind::Count, .group = group, .dims = "jk=P" + and_dims, .subject = subject});
        return add({.title = "L+P",
                    .kind = ColumnKind::Count,
                    .group = group,
                    .dims = dims,
                    .subject = subject,
                    .sum_of = {first, first + 1}});
    }
    std::size_t measure(std::string title, std::string unit, int decimals, std::vector<std::size_t> from = {}) {
        return add({.title = std::move(title),
                    .kind = ColumnKind::Measure,
                    .unit = std::move(unit),
                    .decimals = decimals,
                    .derived_from = std::move(from)});
    }
    /// Puts the last `count` columns under one heading.
    TableMaker& group(std::size_t count, const std::string& heading) {
        for (auto c = table_.columns.size() - count; c < table_.columns.size(); ++c) table_.columns[c].group = heading;
        return *this;
    }
    Column& column(std::size_t at) { return table_.columns[at]; }

    TableMaker& row(std::vector<Cell> cells, std::string dims = {}, Level level = Level::Detail) {
        table_.rows.push_back({std::move(cells), level, std::move(dims)});
        return *this;
    }
    TableMaker& totals(std::vector<Cell> cells, std::string dims = {}) {
        table_.totals = Row{std::move(cells), Level::Detail, std::move(dims)};
        return *this;
    }
    TableMaker& note(std::string words) {
        table_.notes.push_back(std::move(words));
        return *this;
    }
    Table& table() { return table_; }
    Table take() { return std::move(table_); }

  private:
    std::size_t add(Column column) {
        table_.columns.push_back(std::move(column));
        return table_.columns.size() - 1;
    }
    Table table_;
};

}  // namespace loket::reports

#pragma once
// A report before it becomes paper or files: a head, and tables, charts and paragraphs in reading order.

#include <string>
#include <variant>
#include <vector>

#include "devices/base/clock.h"
#include "workflow/documents/paper.h"
#include "workflow/reports/chart.h"
#include "workflow/reports/table.h"

namespace loket::reports {

struct Heading {
    std::string text;
};
struct Paragraph {
    std::string text;
};
using Block = std::variant<Heading, Paragraph, Table, Chart>;

/// Who signs the last page. No name: no signature block.
struct Signatory {
    std::string place;  ///< "Bintan Buyu"
    Date day{};
    std::string role;  ///< "Kepala Dinas Kependudukan dan Pencatatan Sipil"
    std::string name;
    std::string nip;
};

/// A figure that is the sum of other figures in whatever tables they stand, by `figure_name`.
struct Relation {
    std::string sum;
    std::vector<std::string> parts;
};

struct Report {
    std::string title;     ///< "LAPORAN PERKEMBANGAN KEPENDUDUKAN"
    std::string subtitle;  ///< "Semester II Tahun 2025"
    std::string number = {};  ///< of the agenda book, given by Kasubag Umum; printed when it is there
    bool publication = false;  ///< small cells are masked, internal tables left out
    std::vector<Block> blocks = {};
    std::vector<Relation> relations = {};
    Signatory signatory = {};
};

std::vector<const Table*> tables(const Report& report);
std::vector<Table*> tables(Report& report);
const Table* find_table(const Report& report, std::string_view number);

/// What is wrong with any table, with figures of the same name that differ between tables, or with a relation.
std::vector<std::string> problems(const Report& report);

}  // namespace loket::reports

#pragma once
// Reports and books of one office, made from its log and its register. Reads everything once; for the command line and for
// the desk's own thread, never for the screen's.

#include <string>
#include <vector>

#include "kiosk/app/core/reference.h"
#include "workflow/documents/registers/register_book.h"
#include "workflow/engine/office.h"
#include "workflow/reports/equipment.h"
#include "workflow/reports/report.h"
#include "workflow/reports/period.h"
#include "workflow/store/store.h"

namespace loket::app {

enum class ReportKind { Ikm, Kpi, Operators, Lpk, Equipment, Complaints };

/// "ikm", "kpi", "operators", "lpk", "equipment", "complaints".
std::optional<ReportKind> report_kind(std::string_view name);

/// 2026-01-05, 2026-01, 2026-S1. Rejected "report.period".
Result<reports::Period> parse_period(const std::string& text);

struct ReportWish {
    ReportKind kind = ReportKind::Ikm;
    reports::Period period;
    bool publication = false;  ///< small counts of people are masked (UU 27/2022); LPK only
    Date today{};              ///< LPK: the register is as of now; a semester that has not begun is Rejected "report.future". IKM and
                               ///< complaints: how long those without an answer have waited
    Instant now{};             ///< equipment: how long the last state of a device has lasted
};

/// Every fact of the log, in order. Corrupt for an event that this program does not know.
Result<std::vector<engine::Fact>> facts_of(store::Store& store);

/// What the devices of this office said about themselves (P02), as the report takes it.
Result<std::vector<reports::HealthRecord>> health_records(store::Store& store);

Result<reports::Report> make_report(store::Store& store, const Reference& reference, const ReportWish& wish);

/// "registrasi", "keluar", "pengambilan", "agenda".
std::optional<documents::registers::Book> book_named(std::string_view name);

/// The lines of a book that fall into the period, with what stands before them in the year.
Result<documents::registers::BookPaper> make_book(store::Store& store, const Reference& reference, documents::registers::Book book, const reports::Period& period);

}  // namespace loket::app

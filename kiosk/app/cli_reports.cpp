// report, book: what the office has to account for, as CSV and PDF.

#include <fmt/format.h>

#include "devices/base/file.h"
#include "kiosk/app/cli.h"
#include "kiosk/app/core/office_files.h"
#include "kiosk/app/desk/equipment.h"
#include "kiosk/app/reporting/reporting.h"
#include "workflow/documents/canvas.h"
#include "workflow/reports/csv.h"
#include "workflow/reports/paper.h"
#include "workflow/trust/looks.h"

namespace loket::app {
namespace {

struct PaperWish {
    std::filesystem::path data = default_office_folder(), out = "out/reports";
    std::string what, period;
    bool publication = false, excel = false;
};

struct Sources {
    OfficeFiles files;
    Reference reference;
    documents::OfficeHead head;
};

/// A report or book reads the records of many: the audit has that, too.
Result<Sources> open_sources(const PaperWish& wish) {
    SystemRandom random;
    LOKET_ASSIGN(files, open_office_files(wish.data, random, Missing::Refuse));
    LOKET_TRY(trust::note_look(*files.store, SystemClock{}.now(), {"admin", engine::Role::Sistem}, trust::kEverybody, wish.what + " " + wish.period));
    LOKET_ASSIGN(reference, load_reference(find_assets()));
    LOKET_ASSIGN(head, load_office_head(find_assets()));
    LOKET_TRY(make_folder(wish.out));
    return Sources{std::move(files), std::move(reference), std::move(head)};
}

Status write_report(const PaperWish& wish) {
    LOKET_ASSIGN(period, parse_period(wish.period));
    LOKET_ASSIGN(sources, open_sources(wish));
    LOKET_ASSIGN(report, make_report(*sources.files.store, sources.reference, {*report_kind(wish.what), period, wish.publication, wib_date(SystemClock{}.now()), SystemClock{}.now()}));
    LOKET_ASSIGN(pdf, reports::report_pdf(report, sources.head, SystemClock{}.now()));
    const auto file = wish.out / fmt::format("{}-{}.pdf", wish.what, wish.period);
    LOKET_TRY(write_file(file, pdf));
    fmt::print("{}\n", file.string());
    for (const auto& csv : reports::csv_files(report, fmt::format("{}-{}", wish.what, wish.period), wish.excel ? reports::CsvDialect::ExcelIndonesian : reports::CsvDialect::Exchange)) {
        LOKET_TRY(write_text(wish.out / csv.name, csv.content));
        fmt::print("{}\n", (wish.out / csv.name).string());
    }
    return {};
}

Status write_book(const PaperWish& wish) {
    LOKET_ASSIGN(period, parse_period(wish.period));
    LOKET_ASSIGN(sources, open_sources(wish));
    LOKET_ASSIGN(book, make_book(*sources.files.store, sources.reference, *book_named(wish.what), period));
    book.head = sources.head;
    book.place = sources.head.address.substr(0, sources.head.address.find(','));
    book.printed = SystemClock{}.now();
    LOKET_ASSIGN(pages, documents::registers::register_book(book));
    LOKET_ASSIGN(pdf, documents::render_pdf(pages, book.printed));
    const auto file = wish.out / fmt::format("buku-{}-{}.pdf", wish.what, wish.period);
    LOKET_TRY(write_file(file, pdf));
    fmt::print("{}  ({} lines)\n", file.string(), book.entries.size());
    return {};
}

CLI::App* add_one(CLI::App& app, Exit& exit, const char* name, const char* help, const char* what, std::vector<std::string> kinds, Status (*write)(const PaperWish&), const std::shared_ptr<PaperWish>& wish) {
    auto* command = app.add_subcommand(name, help);
    command->add_option("WHAT", wish->what, what)->required()->check(CLI::IsMember(std::move(kinds)));
    command->add_option("PERIOD", wish->period, "A day 2026-01-05, a month 2026-01, a semester 2026-S1")->required();
    command->add_option("--data", wish->data, "Folder of office.db and office.key")->capture_default_str();
    command->add_option("--out", wish->out, "Where the files go")->capture_default_str();
    command->callback([wish, write, &exit] { exit.code = code_of(write(*wish)); });
    return command;
}

}  // namespace

void add_reports(CLI::App& app, Exit& exit) {
    auto report = std::make_shared<PaperWish>(), book = std::make_shared<PaperWish>();
    auto* command = add_one(app, exit, "report", "Reports as PDF and CSV: satisfaction (IKM, with the complaints of the period), performance (KPI), operators, Laporan\nPerkembangan Kependudukan, equipment (P02), complaints (by service and channel, answered in time or late, each with its resi)",
                            "ikm, kpi, operators, lpk, equipment or complaints", {"ikm", "kpi", "operators", "lpk", "equipment", "complaints"}, write_report, report);
    command->add_flag("--publication", report->publication, "LPK: counts of 1 to 4 people are masked (UU 27/2022)");
    command->add_flag("--excel", report->excel, "CSV as Excel on an Indonesian desktop opens it: semicolons and decimal commas");
    add_one(app, exit, "book", "The office's books for a day or month: buku registrasi, register keluar, pengambilan, agenda",
            "registrasi, keluar, pengambilan or agenda", {"registrasi", "keluar", "pengambilan", "agenda"}, write_book, book);
}

}  // namespace loket::app

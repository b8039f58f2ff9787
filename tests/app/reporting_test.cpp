#include <catch2/catch.hpp>

#include "kiosk/app/core/office_files.h"
#include "kiosk/app/core/reference.h"
#include "kiosk/app/demo/demo.h"
#include "kiosk/app/reporting/movements.h"
#include "kiosk/app/reporting/reporting.h"
#include "process.h"
#include "workflow/documents/registers/register_book.h"
#include "workflow/reports/report.h"

using namespace loket;
using namespace loket::app;
using documents::registers::Book;

namespace {

/// An office in which three people had this service in January 2026.
struct Served {
    test::Folder folder;
    Reference reference = load_reference(find_assets()).value();
    OfficeFiles files;

    explicit Served(const std::string& service) : folder("served-" + service) {
        DemoOptions options;
        options.out = folder.path();
        options.assets = find_assets();
        options.service = service;
        options.visits = 3;
        options.residents = 3000;
        options.pictures = false;
        options.quiet = true;
        REQUIRE(run_demo(options).value() == 3);
        SystemRandom random;
        files = open_office_files(folder.path(), random, Missing::Refuse).value();
    }
    store::Store& store() { return *files.store; }
};

const reports::Period kJanuary = parse_period("2026-01").value();
const Date kToday = *parse_iso_date("2026-03-02");

}  // namespace

TEST_CASE("periods are days, months and semesters") {
    CHECK(parse_period("2026-01-05")->days() == 1);
    CHECK(parse_period("2026-02")->days() == 28);
    CHECK(parse_period("2026-S1")->last == *parse_iso_date("2026-06-30"));
    CHECK(parse_period("2026-S2")->first == *parse_iso_date("2026-07-01"));
    for (const auto* wrong : {"", "2026", "2026-13", "2026-02-30", "2026-S3", "januari", "2026-S1x"}) CHECK(parse_period(wrong).error().code == "report.period");
}

TEST_CASE("the books tell each file once, in order, and print") {
    Served office("S04");
    for (const auto book : {Book::Incoming, Book::Outgoing, Book::Pickup}) {
        auto paper = make_book(office.store(), office.reference, book, kJanuary).value();
        REQUIRE(paper.entries.size() == 3);
        for (std::size_t i = 0; i < 3; ++i) {
            CHECK(paper.entries[i].serial == i + 1);
            CHECK_FALSE(paper.entries[i].name.empty());
            CHECK(paper.entries[i].resi.starts_with("BTN-"));
        }
        CHECK(documents::registers::register_book(paper));
        CHECK(make_book(office.store(), office.reference, book, parse_period("2026-02").value())->before == 3);
    }
    CHECK(make_book(office.store(), office.reference, Book::Agenda, kJanuary)->entries.empty());
}

TEST_CASE("an internal report is in the agenda and nowhere else") {
    Served office("P02");
    CHECK(make_book(office.store(), office.reference, Book::Agenda, kJanuary)->entries.size() == 3);
    CHECK(make_book(office.store(), office.reference, Book::Outgoing, kJanuary)->entries.empty());
}

TEST_CASE("reports come from the log: respondents, services used, births") {
    Served office("S09");
    const auto answered = make_report(office.store(), office.reference, {ReportKind::Ikm, kJanuary, false, kToday}).value();
    CHECK(reports::problems(answered).empty());
    const auto performance = make_report(office.store(), office.reference, {ReportKind::Kpi, kJanuary, false, kToday}).value();
    CHECK(reports::problems(performance).empty());
    CHECK(performance.blocks.size() < 12);  // one service was used: no pages about the other twenty
    CHECK(make_report(office.store(), office.reference, {ReportKind::Operators, kJanuary, false, kToday}));
    const auto population = make_report(office.store(), office.reference, {ReportKind::Lpk, parse_period("2026-S1").value(), false, kToday}).value();
    CHECK(reports::problems(population).empty());
    CHECK(make_report(office.store(), office.reference, {ReportKind::Lpk, parse_period("2027-S1").value(), false, kToday}).error().code == "report.future");
    const auto movements = movements_of(office.store()).value();
    CHECK(movements.size() == 3);
    for (const auto& count : movements) CHECK(count.kind == reports::LampidKind::Lahir);
}

TEST_CASE("a death is in LAMPID under the district where the person lived") {
    Served office("S13");
    for (const auto& count : movements_of(office.store()).value()) {
        CHECK(count.kind == reports::LampidKind::Mati);
        CHECK(count.district.starts_with("21.01."));
    }
}

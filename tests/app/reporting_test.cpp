#include <catch2/catch.hpp>

#include <algorithm>

#include "kiosk/app/core/office_files.h"
#include "kiosk/app/core/projections.h"
#include "kiosk/app/core/reference.h"
#include "kiosk/app/demo/demo.h"
#include "kiosk/app/reporting/movements.h"
#include "kiosk/app/reporting/reporting.h"
#include "process.h"
#include "workflow/documents/registers/register_book.h"
#include "workflow/population/resident_json.h"
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

    explicit Served(const std::string& service, std::uint64_t seed = 7) : folder("served-" + service) {
        DemoOptions options;
        options.out = folder.path();
        options.assets = find_assets();
        options.service = service;
        options.seed = seed;
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

/// Whether every line of the balance of residents adds up.
bool balances(const reports::Report& report) {
    const auto* table = reports::find_table(report, "15c");
    if (table == nullptr || table->rows.empty()) return false;
    return std::ranges::all_of(table->rows, [](const reports::Row& row) { return row.cells.back() == reports::text("cocok"); });
}

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

TEST_CASE("a book names people as they were when their case was opened, not as they are today") {
    Served office("S04");
    const auto before = make_book(office.store(), office.reference, Book::Incoming, kJanuary).value();
    auto row = office.store().resident(before.entries.front().nik).value().value();
    auto renamed = population::decode_resident(row.doc).value();
    renamed.name = "NAMA LAIN";
    renamed.address.street = "JALAN LAIN";
    store::Batch batch;
    batch.put(resident_row(renamed));
    REQUIRE(office.store().commit(batch));
    const auto after = make_book(office.store(), office.reference, Book::Incoming, kJanuary).value();
    CHECK(after.entries.front().name == before.entries.front().name);
    CHECK(after.entries.front().address == before.entries.front().address);
    CHECK_FALSE(after.entries.front().address.empty());
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
    CHECK(balances(population));
    const auto ledger = ledger_of(office.store()).value();
    REQUIRE(ledger.opened);
    std::int64_t born = 0;
    for (const auto& count : lampid_counts(ledger, kToday)) {
        CHECK(count.kind == reports::LampidKind::Lahir);
        born += count.count;
    }
    CHECK(born == 3);
}

TEST_CASE("complaints are in a report of their own and in the IKM report, traced to the service of their resi, the command writes both") {
    Served office("S04");
    const auto resi = make_book(office.store(), office.reference, Book::Incoming, kJanuary).value().entries.front().resi;
    store::Batch batch;
    const auto add = [&](const engine::Event& event, const std::string& number, const char* day) {
        batch.add(store::NewEvent{engine::complaint_stream(number), std::string(engine::name_of(event)), "FO:rina", engine::encode(event), wib_instant(*parse_iso_date(day), 9)});
    };
    const auto digest = std::string(64, 'a');
    add(engine::ComplaintFiled{.number = "ADU-2026-0001", .category = "WAKTU", .channel = "SMS", .text = {}, .contact = {}, .resi = resi, .due = "2026-01-15", .text_digest = digest}, "ADU-2026-0001", "2026-01-12");
    add(engine::ComplaintAnswered{"ADU-2026-0001", {}, digest}, "ADU-2026-0001", "2026-01-14");
    add(engine::ComplaintFiled{.number = "ADU-2026-0002", .category = "SARANA", .channel = "KOTAK_SARAN", .text = {}, .contact = {}, .resi = {}, .due = "2026-01-16", .text_digest = digest}, "ADU-2026-0002", "2026-01-13");
    REQUIRE(office.store().commit(batch));
    const auto report = make_report(office.store(), office.reference, {ReportKind::Complaints, kJanuary, false, kToday}).value();
    CHECK(reports::problems(report).empty());
    const auto name = office.reference.services.find("S04")->name.id();
    const auto* by_service = reports::find_table(report, "1");
    REQUIRE(by_service->rows.size() == 2);
    CHECK(std::ranges::any_of(by_service->rows, [&](const auto& row) { return row.cells[0] == reports::text(name) && row.cells[1] == reports::count(1); }));
    CHECK(reports::find_table(report, "2")->rows.size() == 2);
    const auto* list = reports::find_table(report, "3");
    REQUIRE(list->rows.size() == 2);
    CHECK(list->rows[1].cells[3] == reports::text(resi));
    const auto ikm = make_report(office.store(), office.reference, {ReportKind::Ikm, kJanuary, false, kToday}).value();
    CHECK(reports::problems(ikm).empty());
    REQUIRE(reports::find_table(ikm, "5"));
    CHECK(reports::find_table(ikm, "5")->rows.size() == 2);
    CHECK(reports::find_table(ikm, "6")->rows.size() == 2);
    CHECK(make_report(office.store(), office.reference, {ReportKind::Complaints, parse_period("2026-02").value(), false, kToday}).value().blocks.size() == 3);

    office.files.store.reset();
    const auto out = office.folder.path() / "reports";
    const auto run = test::run_program({"report", "complaints", "2026-01", "--data", office.folder.str(), "--out", out.string()});
    INFO(run.text);
    CHECK(run.code == 0);
    CHECK(std::filesystem::file_size(out / "complaints-2026-01.pdf") > 3000);
    CHECK(run.text.find(".csv") != std::string::npos);
    CHECK(test::run_program({"report", "--help"}).text.find("complaints") != std::string::npos);
}

TEST_CASE("a death is in LAMPID under the district where the person lived") {
    Served office("S13", 3);  // with this seed the dead lived here; S13 is also for people who did not
    const auto counts = lampid_counts(ledger_of(office.store()).value(), kToday);
    CHECK_FALSE(counts.empty());
    for (const auto& count : counts) {
        CHECK(count.kind == reports::LampidKind::Mati);
        CHECK(count.district.starts_with("21.01."));
    }
    CHECK(balances(make_report(office.store(), office.reference, {ReportKind::Lpk, parse_period("2026-S1").value(), false, kToday}).value()));
}

TEST_CASE("a semester balances: moves between kecamatan count on both sides, what came after its end is taken back") {
    using mirror::Movement;
    using population::Sex;
    const auto day = [](const char* text) { return *parse_iso_date(text); };
    mirror::Ledger ledger;
    ledger.take(mirror::RegisterOpened{day("2025-11-03"), {{"21.01.04", Sex::Male, 10}, {"21.01.05", Sex::Male, 5}}});
    ledger.take(mirror::MovementsCounted{day("2025-12-01"), {{"21.01.04", Sex::Male, Movement::Lahir, 1}}});
    ledger.take(mirror::MovementsCounted{day("2026-02-01"), {{"21.01.04", Sex::Male, Movement::PindahDalam, 2}, {"21.01.05", Sex::Male, Movement::DatangDalam, 2}}});
    ledger.take(mirror::MovementsCounted{day("2026-07-02"), {{"21.01.05", Sex::Male, Movement::Mati, 1}}});
    reports::LpkInput input{.semester = {2026, 1}};
    input.population.districts = {{.code = "21.01.04", .name = "A", .people = {9, 0}}, {.code = "21.01.05", .name = "B", .people = {6, 0}}};
    const auto cut_off = input.semester.cut_off();
    input.lampid = lampid_counts(ledger, cut_off);
    input.facts = balance_facts(ledger, input.population, input.semester.period(), cut_off);
    for (const auto& [district, start, end] : {std::tuple{"21.01.04", 11, 9}, {"21.01.05", 5, 7}, {"21.01", 16, 16}}) {
        const auto balance = reports::balance_of(input, district);
        REQUIRE(balance);
        CHECK(balance->start.both() == start);
        CHECK(balance->end.both() == end);
        CHECK(balance->holds());
    }
    input.population.districts.front().people.male += 1;  // somebody whom no event explains
    input.facts = balance_facts(ledger, input.population, input.semester.period(), cut_off);
    CHECK_FALSE(reports::balance_of(input, "21.01")->holds());
    CHECK(balance_facts({}, input.population, input.semester.period(), cut_off).empty());
}

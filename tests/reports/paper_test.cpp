#include "workflow/reports/paper.h"

#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <sstream>

#include "devices/base/file.h"
#include "tests/reports/fixture.h"
#include "workflow/reports/chart_parts.h"
#include "workflow/reports/table_maker.h"

using namespace loket;
using namespace loket::reports;
using namespace loket::reports::test;

namespace {

const documents::OfficeHead kHead{.address = "Bintan Buyu", .complaint = {}};
Instant created() { return wib_instant(day("2026-01-12"), 9, 30); }

/// What a poppler tool says about the PDF; empty, with a loud warning, if it is not installed.
std::string poppler(const std::string& tool, const std::string& options, const Bytes& pdf) {
    if (std::system(("command -v " + tool + " > /dev/null 2>&1").c_str()) != 0) {
        WARN("SKIPPED: " << tool << " is not installed (package poppler-utils)");
        return {};
    }
    const auto path = std::filesystem::temp_directory_path() / ("loket-reports-" + std::to_string(::getpid()) + ".pdf");
    REQUIRE(write_file(path, pdf));
    const auto command = tool + " " + options + " " + path.string() + (tool == "pdftotext" ? " -" : "");
    const std::unique_ptr<FILE, int (*)(FILE*)> pipe(::popen(command.c_str(), "r"), ::pclose);
    REQUIRE(pipe);
    std::string out;
    char chunk[4096];
    for (std::size_t count; (count = std::fread(chunk, 1, sizeof chunk, pipe.get())) > 0;) out.append(chunk, count);
    std::filesystem::remove(path);
    return out;
}

}  // namespace

TEST_CASE("the LPK as PDF: pages, embedded fonts, every table, numbers the Indonesian way") {
    auto report = lpk_report(semester(residents()), regions(), enumerations()).value();
    report.signatory = {"Bintan Buyu", day("2026-01-12"), "Kepala Dinas", "NAMA CONTOH", "1"};
    const auto paper = report_paper(report, kHead, created());
    REQUIRE(paper.ok());
    CHECK(paper->pages.size() > 8);
    const auto pdf = report_pdf(report, kHead, created());
    REQUIRE(pdf.ok());
    CHECK(*pdf == *report_pdf(report, kHead, created()));
    if (const auto words = poppler("pdftotext", "-layout", *pdf); !words.empty()) {
        for (const auto* table : tables(report)) {
            INFO(table->number);
            CHECK(words.find("Tabel " + table->number + ". ") != std::string::npos);
        }
        CHECK(words.find("3.000") != std::string::npos);
        CHECK(words.find("Kabupaten Bintan tercatat") != std::string::npos);
        CHECK(words.find("NAMA CONTOH") != std::string::npos);
        CHECK(words.find("Halaman 1 dari " + std::to_string(paper->pages.size())) != std::string::npos);
        CHECK(words.find(" nan ") == std::string::npos);
    }
    if (const auto fonts = poppler("pdffonts", "", *pdf); !fonts.empty()) {
        std::istringstream lines(fonts);
        int count = 0;
        for (std::string line; std::getline(lines, line);) {
            if (line.find("Inter") == std::string::npos && line.find("Roboto") == std::string::npos) continue;
            ++count;
            CHECK(line.find(" yes ") != std::string::npos);  // embedded
        }
        CHECK(count >= 3);
    }
    if (const auto info = poppler("pdfinfo", "", *pdf); !info.empty())
        CHECK(info.find("Pages:           " + std::to_string(paper->pages.size())) != std::string::npos);
}

TEST_CASE("a long table repeats its head and keeps all its rows") {
    TableMaker maker("7", "Panjang", "Sumber: uji.");
    maker.label("Nama");
    maker.number("Nilai");
    std::int64_t sum = 0;
    for (int i = 1; i <= 300; ++i) {
        maker.row({text("baris-" + std::to_string(i)), count(i)});
        sum += i;
    }
    maker.totals({text("Jumlah"), count(sum)});
    Report report{.title = "UJI", .subtitle = "panjang"};
    report.blocks = {maker.take()};
    const auto pdf = report_pdf(report, kHead, created());
    REQUIRE(pdf.ok());
    if (const auto words = poppler("pdftotext", "-layout", *pdf); !words.empty()) {
        for (const int i : {1, 2, 57, 58, 59, 299, 300}) CHECK(words.find("baris-" + std::to_string(i)) != std::string::npos);
        CHECK(words.find("(lanjutan)") != std::string::npos);
        CHECK(words.find("45.150") != std::string::npos);
    }
}

TEST_CASE("a table too wide for upright paper is turned") {
    TableMaker maker("8", "Lebar", "Sumber: uji.");
    maker.label("Kecamatan");
    for (int c = 0; c < 20; ++c) maker.number("Kependudukan" + std::to_string(c));
    std::vector<Cell> cells{text("Seri Kuala Lobam")};
    for (int c = 0; c < 20; ++c) cells.push_back(count(1'234'567));
    maker.row(cells);
    Report report{.title = "UJI", .subtitle = "lebar"};
    report.blocks = {maker.take()};
    const auto paper = report_paper(report, kHead, created());
    REQUIRE(paper.ok());
    CHECK(paper->pages.back().width > paper->pages.back().height);
    CHECK(paper->pages.front().width < paper->pages.front().height);
    CHECK(documents::render_rgba(paper->pages.back(), 60).ok());
}

TEST_CASE("a report that contradicts itself is not printed") {
    TableMaker maker("1", "Salah", "Sumber: uji.");
    maker.label("x");
    maker.number("n");
    maker.row({text("a"), count(2)}).totals({text("Jumlah"), count(3)});
    Report report{.title = "UJI", .subtitle = {}};
    report.blocks = {maker.take()};
    CHECK(report_paper(report, kHead, created()).error().code == "report.broken");
    std::get<Table>(report.blocks[0]).totals->cells[1] = count(2);
    CHECK(report_paper(report, kHead, created()).ok());
    std::get<Table>(report.blocks[0]).source.clear();
    CHECK(report_paper(report, kHead, created()).error().context.find("source") != std::string::npos);
}

TEST_CASE("problems are found: widths, sums across, subtotals, figures that differ between tables, relations") {
    TableMaker maker("1", "t", "s", Disclosure::People, "orang");
    maker.label("x");
    maker.split("g");
    maker.row({text("k"), count(3), count(4), count(7)}, "k=1", Level::Subtotal);
    maker.row({text("d1"), count(1), count(2), count(3)}, "d=1").row({text("d2"), count(2), count(2), count(4)}, "d=2");
    CHECK(problems(maker.table()).empty());
    auto wrong = maker.table();
    wrong.rows[1].cells[3] = count(4);
    CHECK(problems(wrong).size() == 2);  // across, and down to the subtotal
    auto narrow = maker.table();
    narrow.rows[2].cells.pop_back();
    CHECK(problems(narrow).size() == 1);
    auto other = maker.table();
    other.number = "2";
    other.rows = {other.rows[0]};
    other.rows[0].cells = {text("k"), count(3), count(5), count(8)};
    Report report{.title = "t", .subtitle = {}};
    report.blocks = {maker.table(), other};
    CHECK(problems(report).size() == 2);
    report.blocks = {maker.table()};
    report.relations = {{"orang&k=1", {"orang&jk=L&k=1"}}};
    CHECK(problems(report).size() == 1);
}

TEST_CASE("axes are round and hold their values") {
    for (const double most : {0.0, 0.4, 1.0, 3.99, 7.0, 99.0, 101.0, 123456.0}) {
        const auto scale = scale_for(0, most);
        INFO(most);
        CHECK(scale.high >= most);
        CHECK(scale.low <= 0);
        CHECK(scale.place(scale.high) == Approx(1));
        CHECK((scale.high - scale.low) / scale.step <= 10.0001);
    }
    CHECK(scale_for(-12, 30).low <= -12);
}

TEST_CASE("a chart of nothing, of gaps and of negative values is drawn") {
    for (const auto kind : {ChartKind::Bars, ChartKind::StackedBars, ChartKind::Pyramid, ChartKind::Lines}) {
        Report report{.title = "UJI", .subtitle = {}};
        report.blocks = {Chart{.kind = kind, .title = "kosong", .series = {{"a", {}}, {"b", {}}}},
                         Chart{.kind = kind,
                               .title = "berlubang",
                               .categories = {"x", "y"},
                               .series = {{"a", {std::nullopt, 3.0}}, {"b", {2.0}}},
                               .withheld = true}};
        if (kind == ChartKind::Bars)
            report.blocks.emplace_back(Chart{.kind = kind, .title = "negatif", .categories = {"x"}, .series = {{"a", {-4.0}}}});
        CHECK(report_pdf(report, kHead, created()).ok());
    }
}

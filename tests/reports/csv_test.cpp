#include "workflow/reports/csv.h"

#include <catch2/catch.hpp>
#include <set>

#include "devices/base/random.h"
#include "tests/reports/fixture.h"
#include "workflow/reports/table_maker.h"

using namespace loket;
using namespace loket::reports;
using namespace loket::reports::test;

namespace {

Table sample() {
    TableMaker maker("1", "Contoh, dengan koma", "Sumber: uji.");
    maker.label("Uraian");
    maker.split("Orang");
    maker.measure("Bagian", "%", 2);
    maker.row({text("Satu, \"dua\"\nbaris"), count(1200), count(34), count(1234), measure(91.475)});
    maker.row({text("=1+1"), Cell{}, Hidden{}, Cell{}, measure(std::nullopt)});
    return maker.take();
}

}  // namespace

TEST_CASE("the exchange dialect is RFC 4180") {
    CHECK(to_csv(sample()) ==
          "Uraian,Orang – L,Orang – P,Orang – L+P,Bagian (%)\r\n"
          "\"Satu, \"\"dua\"\"\nbaris\",1200,34,1234,91.48\r\n"
          "=1+1,,*,,\r\n");
}

TEST_CASE("the Excel dialect: byte order mark, semicolon, decimal comma, disarmed formulas") {
    const auto csv = to_csv(sample(), CsvDialect::ExcelIndonesian);
    CHECK(csv.starts_with("\xEF\xBB\xBFUraian;"));
    CHECK(csv.find(";91,48\r\n") != std::string::npos);
    CHECK(csv.find("'=1+1;") != std::string::npos);
    const auto back = parse_csv(csv, ';');
    REQUIRE(back.ok());
    CHECK(back->at(0).at(0) == "Uraian");
    CHECK(back->at(1).at(4) == "91,48");
}

TEST_CASE("every table of the LPK comes back cell by cell") {
    const auto report = lpk_report(semester(residents()), regions(), enumerations());
    REQUIRE(report.ok());
    std::size_t cells = 0;
    for (const auto* table : tables(*report)) {
        const auto back = parse_csv(to_csv(*table));
        REQUIRE(back.ok());
        REQUIRE(back->size() == 1 + table->rows.size() + (table->totals ? 1 : 0));
        for (std::size_t r = 0; r < table->rows.size(); ++r)
            for (std::size_t c = 0; c < table->columns.size(); ++c, ++cells) {
                const auto& cell = table->rows[r].cells[c];
                const auto& read = back->at(r + 1).at(c);
                if (const auto* words = std::get_if<std::string>(&cell)) CHECK(read == *words);
                if (const auto* number = std::get_if<std::int64_t>(&cell)) CHECK(read == std::to_string(*number));
                if (std::holds_alternative<double>(cell)) CHECK(std::stod(read) == Approx(std::get<double>(cell)).margin(0.051));
            }
    }
    CHECK(cells > 1500);
    std::set<std::string> names;
    for (const auto& file : csv_files(*report, "lpk 2025-2", CsvDialect::Exchange)) names.insert(file.name);
    CHECK(names.size() == tables(*report).size());
    CHECK(names.contains("lpk-2025-2-4a-penduduk-menurut-agama.csv"));
}

TEST_CASE("property: any text survives the round trip") {
    SeededRandom random(8);
    const std::string alphabet = "ab ,;\"\r\n\t'é=";
    for (int round = 0; round < 300; ++round) {
        TableMaker maker("1", "x", "y");
        const auto columns = static_cast<std::size_t>(random.between(1, 4));
        for (std::size_t c = 0; c < columns; ++c) maker.label("k" + std::to_string(c));
        std::vector<std::vector<std::string>> written;
        for (int r = random.between(1, 5); r > 0; --r) {
            std::vector<std::string> row;
            for (std::size_t c = 0; c < columns; ++c) {
                std::string word = "x";  // a lone empty cell would be an empty line
                for (int i = random.between(0, 8); i > 0; --i) word += alphabet[random.below(alphabet.size())];
                row.push_back(word);
            }
            written.push_back(row);
            maker.row({row.begin(), row.end()});
        }
        const auto back = parse_csv(to_csv(maker.table()));
        REQUIRE(back.ok());
        REQUIRE(back->size() == written.size() + 1);
        for (std::size_t r = 0; r < written.size(); ++r) CHECK(back->at(r + 1) == written[r]);
    }
}

TEST_CASE("broken files are refused with their line") {
    CHECK(parse_csv("a,b\r\n\"c,d\r\n").error().fault == Fault::Corrupt);
    CHECK(parse_csv("a,b\r\nc\r\n").error().context.find("line 2") != std::string::npos);
    CHECK(parse_csv("a,b\r\n\"c\"x,d\r\n").error().context.find("after a closing quote") != std::string::npos);
    CHECK(parse_csv("a,b\r\nc\"d,e\r\n").error().fault == Fault::Corrupt);
    CHECK(parse_csv("")->empty());
    CHECK(parse_csv("a,b")->size() == 1);
}

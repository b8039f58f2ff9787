#include "workflow/reports/publish.h"

#include <catch2/catch.hpp>
#include <map>

#include "devices/base/random.h"
#include "tests/reports/fixture.h"
#include "workflow/reports/table_maker.h"

using namespace loket;
using namespace loket::reports;
using namespace loket::reports::test;

namespace {

bool hidden(const Table& table, CellRef at) { return std::holds_alternative<Hidden>(cell_at(table, at)); }

/// rows x columns of counts with sums on both sides.
Table crossed(const std::vector<std::vector<std::int64_t>>& values, const std::string& number = "1") {
    TableMaker maker(number, "Uji", "Sumber: uji.", Disclosure::People, "orang");
    maker.label("Baris");
    std::vector<std::size_t> parts;
    for (std::size_t c = 0; c < values[0].size(); ++c) parts.push_back(maker.number("k" + std::to_string(c), "k=" + std::to_string(c)));
    maker.number("Jumlah", "", parts);
    std::vector<std::int64_t> sums(values[0].size() + 1);
    const auto cells = [](std::string name, const std::vector<std::int64_t>& numbers) {
        std::vector<Cell> out{text(std::move(name))};
        for (const auto one : numbers) out.push_back(count(one));
        return out;
    };
    for (std::size_t r = 0; r < values.size(); ++r) {
        auto row = values[r];
        std::int64_t sum = 0;
        for (std::size_t c = 0; c < row.size(); ++c) {
            sum += row[c];
            sums[c] += row[c];
        }
        row.push_back(sum);
        sums.back() += sum;
        maker.row(cells("b" + std::to_string(r), row), "b=" + std::to_string(r));
    }
    maker.totals(cells("Jumlah", sums));
    return maker.take();
}

/// What a reader can work out from sums: a sum with a single unknown gives it away, over and over. Figures are followed
/// across tables by name. Returns how many hidden figures fall.
std::size_t attack(const Report& report) {
    std::map<std::string, std::optional<std::int64_t>> known;
    std::vector<std::pair<std::string, std::vector<std::string>>> sums;
    const auto name = [](const Table& table, CellRef at) {
        auto own = figure_name(table, at);
        return own.empty() ? table.number + ":" + std::to_string(at.row) + ":" + std::to_string(at.column) : own;
    };
    for (const auto* table : tables(report))
        for (const auto& constraint : constraints(*table)) {
            std::vector<std::string> parts;
            bool usable = true;
            auto cells = constraint.parts;
            cells.push_back(constraint.sum);
            for (const auto& at : cells) {
                usable = usable && !std::holds_alternative<std::monostate>(cell_at(*table, at));
                auto& value = known[name(*table, at)];
                if (const auto number = count_at(*table, at)) value = number;
            }
            for (const auto& at : constraint.parts) parts.push_back(name(*table, at));
            if (usable) sums.emplace_back(name(*table, constraint.sum), parts);
        }
    for (const auto& relation : report.relations) sums.emplace_back(relation.sum, relation.parts);
    std::size_t fallen = 0;
    for (bool changed = true; changed;) {
        changed = false;
        for (const auto& [sum, parts] : sums) {
            if (!known.contains(sum)) continue;
            std::vector<std::string> unknown;
            std::int64_t rest = known[sum].value_or(0);
            bool all = true;
            for (const auto& part : parts) {
                all = all && known.contains(part);
                if (known[part])
                    rest -= *known[part];
                else
                    unknown.push_back(part);
            }
            if (!all) continue;
            if (known[sum] && unknown.size() == 1) {
                known[unknown[0]] = rest;
                ++fallen;
                changed = true;
            } else if (!known[sum] && unknown.empty()) {
                known[sum] = -rest;
                ++fallen;
                changed = true;
            }
        }
    }
    return fallen;
}

}  // namespace

TEST_CASE("one small cell takes others with it, so that no sum gives it away") {
    Report report{.title = "Uji", .subtitle = {}};
    report.blocks = {crossed({{20, 3, 30}, {40, 50, 60}, {70, 80, 90}})};
    const auto open = for_publication(report);
    const auto& table = *find_table(open, "1");
    CHECK(hidden(table, {0, 2}));                      // the 3
    CHECK(hidden(table, {0, 1}));                      // its row
    CHECK((hidden(table, {1, 2}) || hidden(table, {2, 2})));  // its column
    CHECK_FALSE(hidden(table, {kTotals, 4}));
    CHECK(attack(open) == 0);
    CHECK(table.notes.back().find("UU 27/2022") != std::string::npos);
    CHECK(open.publication);
    // The report itself is untouched.
    CHECK(*count_at(*find_table(report, "1"), {0, 2}) == 3);
}

TEST_CASE("zero stays and large tables stay whole") {
    Report report{.title = "Uji", .subtitle = {}};
    report.blocks = {crossed({{0, 50}, {60, 70}})};
    const auto open = for_publication(report);
    for (int r = 0; r < 2; ++r)
        for (std::size_t c = 1; c < 4; ++c) CHECK_FALSE(hidden(*find_table(open, "1"), {r, c}));
}

TEST_CASE("two ones under a sum of two would be certain: a third cell goes with them") {
    Report report{.title = "Uji", .subtitle = {}};
    report.blocks = {crossed({{1, 1, 30}, {40, 50, 60}, {40, 50, 60}})};
    const auto open = for_publication(report);
    CHECK(hidden(*find_table(open, "1"), {0, 3}));
    CHECK(attack(open) == 0);
}

TEST_CASE("a figure hidden in one table is hidden in every other, and ratios go with their counts") {
    TableMaker other("2", "Lain", "Sumber: uji.", Disclosure::People, "orang");
    other.label("Uraian");
    const auto one = other.number("Orang", "k=1");
    other.measure("Bagian", "%", 1, {one});
    other.row({text("b0"), count(3), measure(12.5)}, "b=0").row({text("b9"), count(300), measure(40)}, "b=9");
    Report report{.title = "Uji", .subtitle = {}};
    report.blocks = {crossed({{20, 3, 30}, {40, 50, 60}}), other.take()};
    const auto open = for_publication(report);
    CHECK(hidden(*find_table(open, "2"), {0, 1}));
    CHECK(hidden(*find_table(open, "2"), {0, 2}));
    CHECK_FALSE(hidden(*find_table(open, "2"), {1, 2}));
}

TEST_CASE("staff and free text are never published, charts of people are dropped") {
    TableMaker staff("9", "Petugas", "Sumber: uji.", Disclosure::Internal);
    staff.label("Nama");
    Report report{.title = "Uji", .subtitle = {}};
    report.blocks = {staff.take(), Chart{.title = "orang", .disclosure = Disclosure::People}, Chart{.title = "menit"}};
    const auto open = for_publication(report);
    REQUIRE(open.blocks.size() == 1);
    CHECK(std::get<Chart>(open.blocks[0]).title == "menit");
}

TEST_CASE("property: no hidden figure of a random table follows from its sums") {
    SeededRandom random(21);
    for (int round = 0; round < 200; ++round) {
        std::vector<std::vector<std::int64_t>> values(static_cast<std::size_t>(random.between(2, 7)),
                                                      std::vector<std::int64_t>(static_cast<std::size_t>(random.between(2, 6))));
        for (auto& row : values)
            for (auto& value : row) value = random.chance(0.3) ? random.between(0, 6) : random.between(5, 400);
        Report report{.title = "Uji", .subtitle = {}};
        report.blocks = {crossed(values)};
        REQUIRE(problems(report).empty());
        const auto open = for_publication(report);
        const auto& table = *find_table(open, "1");
        for (std::size_t r = 0; r < values.size(); ++r)
            for (std::size_t c = 0; c < values[r].size(); ++c)
                if (values[r][c] >= 1 && values[r][c] <= kLargestSmallCell) CHECK(hidden(table, {static_cast<int>(r), c + 1}));
        CHECK(attack(open) == 0);
    }
}

TEST_CASE("the published LPK shows no small count of people and nothing hidden follows") {
    const auto open = lpk_report(semester(residents()), regions(), enumerations(), true);
    REQUIRE(open.ok());
    std::size_t masked = 0, shown = 0;
    for (const auto* table : tables(*open)) {
        if (table->disclosure != Disclosure::People) continue;
        for (const auto& row : table->rows)
            for (std::size_t c = 0; c < row.cells.size(); ++c) {
                if (table->columns[c].kind != ColumnKind::Count) continue;
                masked += std::holds_alternative<Hidden>(row.cells[c]) ? 1 : 0;
                const auto* value = std::get_if<std::int64_t>(&row.cells[c]);
                if (value == nullptr) continue;
                ++shown;
                INFO("table " << table->number << ", column " << c);
                CHECK((*value == 0 || std::abs(*value) > kLargestSmallCell));
            }
    }
    CHECK(masked > 50);
    CHECK(shown > 500);
    CHECK(attack(*open) == 0);
    CHECK(find_table(*open, "15c") == nullptr);
    bool pyramid = false;
    for (const auto& block : open->blocks)
        if (const auto* chart = std::get_if<Chart>(&block)) pyramid = pyramid || chart->kind == ChartKind::Pyramid;
    CHECK(pyramid);
}

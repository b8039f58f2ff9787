// An extract of the population: what is wrong with a row is said by row and field; what was written is read back.

#include "workflow/population/extract.h"

#include <map>
#include <sstream>

#include "tests/population/fixture.h"
#include "workflow/population/synthetic.h"

using namespace loket;
using namespace loket::population;
using namespace loket::population::test;

namespace {

struct Read {
    Result<ExtractCount> count = ExtractCount{};
    std::vector<Resident> people;
    std::vector<RowError> errors;
};

Read read_text_of(const std::string& text) {
    Read out;
    std::istringstream in(text);
    out.count = read_extract(in, enumerations(), regions(), kToday, {[&](Resident&& one) { out.people.push_back(std::move(one)); return Status{}; },
                                                             [&](const RowError& error) { out.errors.push_back(error); return Status{}; }});
    return out;
}

constexpr const char* kSiti = "2101064107900001,2101060101200001,SITI AMINAH,TANJUNGPINANG,1990-07-01,PEREMPUAN,13,\"JL. MERDEKA, NO. 12\",1,2,21.01.06.1008,1,1,1,5,1,1,ALI,AMINAH,";

std::string with_header(const std::string& rows) { return std::string(kExtractHeader) + "\n" + rows; }

}  // namespace

TEST_CASE("extract: what a synthetic regency writes is read back, person by person") {
    const auto source = PopulationSource::load(assets() / "names", regions());
    REQUIRE(source);
    std::vector<Resident> people;
    std::ostringstream out;
    write_extract_header(out);
    REQUIRE(generate_population({.seed = 4, .size = 400, .on = kToday}, regions(), *source, [&](Family&& family) -> Status {
        for (auto& one : family.members) {
            if (one.nationality == Nationality::Wna) continue;
            write_extract(out, one);
            people.push_back(std::move(one));
        }
        return {};
    }));
    const auto read = read_text_of(out.str());
    REQUIRE(read.count);
    CHECK(read.errors.empty());
    REQUIRE(read.people.size() == people.size());
    for (std::size_t n = 0; n < people.size(); ++n) {
        CHECK(read.people[n].nik == people[n].nik);
        CHECK(read.people[n].address == people[n].address);
        CHECK(read.people[n].name == people[n].name);
        CHECK(read.people[n].shdk == people[n].shdk);
        CHECK(read.people[n].birth_deed == people[n].birth_deed);
    }
}

TEST_CASE("extract: each fault is named by its line and field, the other rows are taken") {
    const std::string siti = kSiti;
    const auto with = [&](const std::string& from, const std::string& to) {
        auto row = siti;
        row.replace(row.find(from), from.size(), to);
        return row + "\n";
    };
    const std::vector<std::pair<std::string, RowError>> faults{
        {with("2101064107900001", "210106410790001"), {2, "nik", "nik.length"}},
        {with("1990-07-01", "1990-07-02"), {2, "nik", "nik.birth_differs"}},
        {with("1990-07-01", "2999-07-01"), {2, "tgl_lhr", "import.date"}},
        {with("1990-07-01", "1-7-1990"), {2, "tgl_lhr", "import.date"}},
        {with("PEREMPUAN", "LAKI-LAKI"), {2, "nik", "nik.sex_differs"}},
        {with("PEREMPUAN", "ENTAH"), {2, "jenis_klmin", "import.code"}},
        {with("21.01.06.1008", "21.01.06.9999"), {2, "kode_wilayah", "import.village"}},
        {with("NO. 12\",1,", "NO. 12\",x,"), {2, "no_rt", "import.number"}},
        {with("SITI AMINAH", ""), {2, "nama_lgkp", "import.empty"}},
        {with("2101060101200001", "9901060101200001"), {2, "no_kk", "kk.province"}},
        {with(",AMINAH,", ",AMINAH"), {2, "", "import.cells"}},
    };
    for (const auto& [row, expected] : faults) {
        const auto read = read_text_of(with_header(row));
        INFO(row);
        REQUIRE(read.count);
        REQUIRE(read.errors.size() == 1);
        CHECK(read.errors.front() == expected);
        CHECK(read.people.empty());
    }
    const auto twice = read_text_of("\xef\xbb\xbf" + with_header(siti + "\r\n\r\n" + siti + "\r\n"));
    CHECK(twice.people.size() == 1);
    CHECK(twice.errors == std::vector<RowError>{{4, "nik", "import.twice"}});
    CHECK(twice.people.front().address.street == "JL. MERDEKA, NO. 12");
    CHECK(read_text_of("nik,nama\n1,2\n").count.error().code == "import.header");
    CHECK(read_text_of("").count.error().code == "import.header");
    CHECK(read_text_of(with_header("\"never closed")).errors.front().code == "import.cells");
    const auto headless = read_text_of(with_header(with(",1,1,1,5,", ",1,1,4,5,")));
    CHECK(headless.count->families == 1);
    CHECK(headless.count->without_head == 1);
}

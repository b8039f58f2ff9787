#include "workflow/population/regions.h"

#include "devices/base/file.h"
#include "tests/population/fixture.h"

using namespace loket;
using namespace loket::population;
using namespace loket::population::test;

TEST_CASE("the shipped tables hold Indonesia down to districts and the villages of Bintan") {
    CHECK(regions().children("").size() == 38);
    std::size_t regencies = 0, districts = 0;
    for (const auto& province : regions().children("")) {
        regencies += regions().children(province.code).size();
        for (const auto& regency : regions().children(province.code))
            districts += regions().children(regency.code).size();
    }
    CHECK(regencies == 514);
    CHECK(districts == 7277);
    std::size_t kelurahan = 0, desa = 0;
    for (const auto& district : regions().children("21.01"))
        for (const auto& village : regions().children(district.code))
            ++(village_kind(village.code) == VillageKind::Kelurahan ? kelurahan : desa);
    CHECK(regions().children("21.01").size() == 10);
    CHECK(kelurahan == 15);
    CHECK(desa == 36);
}

TEST_CASE("a search finds villages first, then districts and regencies, by any word") {
    const auto bintan = regions().search("bintan t", 20);
    REQUIRE_FALSE(bintan.empty());
    CHECK(std::ranges::any_of(bintan, [](const Region* region) { return region->code == "21.01.06"; }));
    const auto menteng = regions().search("Menteng", 3);
    REQUIRE(menteng.size() == 1);
    CHECK(std::ranges::any_of(menteng, [](const Region* region) { return region->code == "31.71.06"; }));
    CHECK(regions().search("KIJANG", 50).front()->code.size() == 13);
    CHECK(regions().search("a", 5).empty());
    CHECK(regions().search("no such place", 5).empty());
    CHECK(regions().search("bintan", 2).size() == 2);
}

TEST_CASE("codes are found with and without dots") {
    REQUIRE(regions().find("21.01.06") != nullptr);
    CHECK(regions().find("21.01.06") == regions().find("210106"));
    CHECK(regions().find("210106")->name == "Bintan Timur");
    CHECK(regions().find("2101061008")->name == "Kijang Kota");
    CHECK(region_digits("21.01.06.1008") == "2101061008");
    for (const auto* unknown : {"", "2", "210", "21.01.01", "99", "21x106", "21010610080", "-1"})
        CHECK(regions().find(unknown) == nullptr);
    CHECK(regions().children("21.01.06.1008").empty());
    CHECK(regions().children("x").empty());
}

TEST_CASE("a place names every level that is known") {
    const auto village = regions().place("21.01.06.1008");
    CHECK(village.village == "Kijang Kota");
    CHECK(village.district == "Bintan Timur");
    CHECK(village.regency == "KABUPATEN BINTAN");
    CHECK(village.province == "KEPULAUAN RIAU");
    const auto retired = regions().place("210101");
    CHECK(retired.district.empty());
    CHECK(retired.regency == "KABUPATEN BINTAN");
    CHECK(regions().place("garbage").province.empty());
}

TEST_CASE("the first digit of a village tells its kind") {
    CHECK(village_kind("21.01.06.1008") == VillageKind::Kelurahan);
    CHECK(village_kind("21.01.04.2001") == VillageKind::Desa);
    CHECK_FALSE(village_kind("21.01.04").has_value());
    CHECK_FALSE(village_kind("21.01.04.0001").has_value());
}

TEST_CASE("a broken table is refused with file and line") {
    const Scratch scratch("regions");
    const auto write = [&](const char* name, const char* rows) {
        REQUIRE(write_text(scratch.path / name, rows).ok());
    };
    write("provinces.csv", "code,name\n21,KEPULAUAN RIAU\n");
    write("regencies.csv", "code,name\n21.01,KABUPATEN BINTAN\n");
    write("districts.csv", "code,name\n21.01.06,Bintan Timur\n");
    CHECK(Regions::load(scratch.path).error().fault == Fault::Gone);
    write("villages.csv", "code,name\n21.01.06.1008,Kijang Kota\n");
    CHECK(Regions::load(scratch.path).ok());
    const auto refuse = [&](const char* rows, const char* where) {
        write("villages.csv", rows);
        const auto loaded = Regions::load(scratch.path);
        REQUIRE_FALSE(loaded.ok());
        CHECK(loaded.error().fault == Fault::Corrupt);
        CHECK(loaded.error().context.find(where) != std::string::npos);
    };
    refuse("name,code\n", "villages.csv:1:");
    refuse("code,name\n21.01.06.1008\n", "villages.csv:2:");
    refuse("code,name\n21.01.06.1008,Kijang Kota\n21.01.06.1008,Twice\n", "villages.csv:3:");
    refuse("code,name\n21.01.07.1008,Orphan\n", "villages.csv:2:");
    refuse("code,name\n21.01.06,Too high\n", "villages.csv:2:");
    refuse("code,name\n21.01.06.1008,\n", "villages.csv:2:");
    refuse("code,name\n21.01.06.1008,\"Quoted\"\n", "villages.csv:2:");
    refuse("code,name\n", "villages.csv");
}

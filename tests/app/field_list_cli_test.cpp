// field-list as the officer of the field team meets it: signing in by every rule, a list that is taken in whole or not at all.

#include <catch2/catch.hpp>

#include "devices/base/file.h"
#include "kiosk/app/core/core.h"
#include "kiosk/app/core/office_files.h"
#include "process.h"

using namespace loket;
using namespace loket::app;
using test::run_program;

namespace {

constexpr auto kPinTyped = "246810\n";
constexpr auto kListHead = "nik,golongan,lokasi,tanggal_pendataan,keadaan,kawin_tanpa_bukti\r\n";
constexpr auto kListRest = ",BENCANA_ALAM,POSKO,2026-01-04,HILANG,TIDAK\r\n";

bool says(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

/// An office of few people that nobody works at, and a list.
struct ListOffice {
    test::Folder folder{"field-list"};
    std::vector<std::string> niks;

    ListOffice() {
        const SystemClock clock;
        SystemRandom random;
        const auto reference = load_reference(find_assets()).value();
        auto core = Core::open({.data = folder.path() / "office", .assets = find_assets(), .residents = 60}, reference, clock, random);
        REQUIRE(core);
        REQUIRE((*core)->store().each_resident([&](const store::ResidentRow& row) -> Status {
            niks.push_back(row.nik);
            return {};
        }));
    }
    std::string list(const std::string& content) {
        const auto file = folder.path() / "daftar.csv";
        REQUIRE(write_text(file, content));
        return file.string();
    }
    std::string two() { return list(kListHead + niks[0] + kListRest + niks[1] + kListRest); }
    test::Outcome take_in(const std::string& file, const std::vector<std::string>& more = {}, const std::string& input = kPinTyped) {
        std::vector<std::string> arguments{"field-list", file, "--data", (folder.path() / "office").string()};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return run_program(arguments, true, input);
    }
    std::int64_t applications() {
        SystemRandom random;
        auto files = open_office_files(folder.path() / "office", random, Missing::Refuse).value();
        std::int64_t opened = 0;
        for (const auto& event : files.store->events(1, 100'000).value()) opened += event.kind == "CaseOpened" ? 1 : 0;
        return opened;
    }
    test::Outcome officer(const std::vector<std::string>& words) {
        std::vector<std::string> arguments{"officers", "--data", (folder.path() / "office").string()};
        arguments.insert(arguments.end(), words.begin(), words.end());
        return run_program(arguments);
    }
};

std::string trust_rule(const std::string& sign_in) { return R"({"sign_in": ")" + sign_in + R"(", "lock_after_minutes": 10})"; }

}  // namespace

TEST_CASE("field-list takes in everybody on the list after user name and PIN, the same list a second time is refused") {
    ListOffice office;
    const auto taken = office.take_in(office.two());
    INFO(taken.text);
    CHECK(taken.code == 0);
    CHECK(says(taken.text, "2 applications"));
    CHECK(office.applications() == 2);
    const auto again = office.take_in(office.two());
    CHECK(again.code == 1);
    CHECK(says(again.text, "daftar.csv line 2"));
    CHECK(office.applications() == 2);
}

TEST_CASE("field-list: a wrong line is named with file, number and reason, and nobody is taken in") {
    ListOffice office;
    const std::pair<std::string, std::string> wrong[] = {
        {kListHead + office.niks[0] + kListRest + "2101060101010099" + kListRest, "daftar.csv line 3: the number is not in the local register"},
        {kListHead + office.niks[0] + kListRest + "21010x" + kListRest, "daftar.csv line 3: the NIK is not sixteen digits"},
        {kListHead + office.niks[0] + kListRest + office.niks[1] + ",BANJIR,POSKO,2026-01-04,HILANG,TIDAK\r\n", "daftar.csv line 3"},
        {kListHead + office.niks[0] + kListRest + office.niks[0] + kListRest, "daftar.csv line 3 names somebody who is on the list already"},
        {std::string("nama\r\nX\r\n"), "the first column must be nik"}};
    for (const auto& [content, reason] : wrong) {
        const auto out = office.take_in(office.list(content));
        INFO(out.text);
        CHECK(out.code == 1);
        CHECK(says(out.text, reason));
        CHECK(says(out.text, "Tidak satu orang pun dimasukkan"));
    }
    CHECK(office.applications() == 0);
}

TEST_CASE("field-list: a wrong PIN and an officer of another desk take in nobody") {
    ListOffice office;
    const auto out = office.take_in(office.two(), {}, "111222\n");
    CHECK(out.code == 1);
    CHECK(says(out.text, "Tidak satu orang pun dimasukkan"));
    CHECK(office.take_in(office.two(), {"--user", "rina"}).code == 1);
    CHECK(office.applications() == 0);
}

TEST_CASE("field-list by officer card: instead of the user name, and where the office asks for it") {
    ListOffice office;
    REQUIRE(office.officer({"card", "intan", "--simulated", "04A1B2C3D4E5F6"}).code == 0);
    const auto by_card = office.take_in(office.two(), {"--user", "", "--card", "--simulated-card", "04A1B2C3D4E5F6"});
    INFO(by_card.text);
    CHECK(by_card.code == 0);
    const test::OtherAssets assets(office.folder, "trust.json", trust_rule("card+pin"));
    CHECK(office.take_in(office.list(kListHead + office.niks[2] + kListRest)).code == 1);  // no card on the reader
    CHECK(office.take_in(office.list(kListHead + office.niks[2] + kListRest), {"--simulated-card", "04FFFFFFFFFFFF"}).code == 1);
    CHECK(office.applications() == 2);
    CHECK(office.take_in(office.list(kListHead + office.niks[2] + kListRest), {"--simulated-card", "04A1B2C3D4E5F6"}).code == 0);
    CHECK(office.applications() == 3);
}

TEST_CASE("field-list where the office asks for a finger: refused until one is enrolled") {
    ListOffice office;
    const test::OtherAssets assets(office.folder, "trust.json", trust_rule("pin+finger"));
    CHECK(office.take_in(office.two()).code == 1);
    CHECK(office.applications() == 0);
    const auto enrolled = office.officer({"enrol", "intan"});
    INFO(enrolled.text);
    REQUIRE(enrolled.code == 0);
    const auto taken = office.take_in(office.two());
    INFO(taken.text);
    CHECK(taken.code == 0);
    CHECK(office.applications() == 2);
}

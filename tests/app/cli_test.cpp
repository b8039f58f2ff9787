// The command line as a person meets it: what it prints, how it refuses.

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "devices/base/file.h"
#include "kiosk/app/core/reference.h"
#include "process.h"

using namespace loket;
using test::run_program;

namespace {

bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("services --json gives KTP-el with ten steps, their actors and 128 minutes") {
    const auto out = run_program({"services", "--json"}, false);
    REQUIRE(out.code == 0);
    const auto services = nlohmann::json::parse(out.text);
    const auto& ktp = *std::find_if(services.begin(), services.end(), [](const auto& service) { return service["id"] == "S02"; });
    CHECK(ktp["minutes"] == 128);
    REQUIRE(ktp["steps"].size() == 10);
    std::string actors;
    for (const auto& step : ktp["steps"]) actors += step["actor"].get<std::string>() + " ";
    CHECK(actors == "PEMOHON FO FO PET KASI KABID OP_CETAK PET FO PEMOHON ");
}

TEST_CASE("nik check tells what a number says, or the rule it breaks") {
    const auto good = run_program({"nik", "check", "2101064107900001"});
    CHECK(good.code == 0);
    for (const auto* part : {"valid", "female", "1 July 1990", "Bintan Timur"}) CHECK(contains(good.text, part));
    for (const auto* bad : {"210106410790000", "2101064113900001", "2101067207900001", "2101063002900001", "2101064107900000", "9901064107900001", "21010641079x0001"}) {
        const auto out = run_program({"nik", "check", bad});
        INFO(bad << ": " << out.text);
        CHECK(out.code == 1);
        CHECK_FALSE(contains(out.text, ": valid"));
    }
}

TEST_CASE("every sub-command has help, and an unknown one is refused") {
    for (const auto* command : {"run", "demo", "services", "nik", "store", "devices", "bench"}) {
        const auto out = run_program({command, "--help"});
        CHECK(out.code == 0);
        CHECK(out.text.size() > 100);
    }
    const auto unknown = run_program({"fly"});
    CHECK(unknown.code == 1);
    CHECK(contains(unknown.text, "no command \"fly\""));
    CHECK(contains(run_program({"--version"}).text, "Loket "));
    CHECK(contains(run_program({"officers", "add", "--help"}).text, "KASUBAG_UMUM"));
    CHECK(run_program({"run", "--headless", "--display"}).code != 0);
    CHECK(run_program({"services", "s04"}).code == 0);
    CHECK(contains(run_program({"services", "S99"}).text, "loket services"));
    CHECK(contains(run_program({"verify-document", "LOKET:RESI:BTN-260302-KTP-0001-8"}).text, "resi"));
    CHECK(run_program({}).code != 0);
    CHECK(run_program({"demo", "--visits", "0"}).code != 0);
}

TEST_CASE("a device that is tested can be recorded without the person, and the recording is tested in its place") {
    const test::Folder folder("recording");
    for (const std::string driver : {"uru4000", "wacom_stu", "escpos"}) {
        CAPTURE(driver);
        const auto file = (folder.path() / (driver + ".txt")).string();
        const auto recorded = run_program({"devices", "test", "emulated:" + driver, "--record", file});
        INFO(recorded.text);
        REQUIRE(recorded.code == 0);
        const auto text = read_text(file, 1u << 24).value();
        CHECK(text.starts_with("# driver " + driver + "\n"));
        CHECK_FALSE(contains(text, "EMULATED-1"));  // its serial number
        const auto again = run_program({"devices", "test", "replay:" + file});
        INFO(again.text);
        CHECK(again.code == 0);
        auto other = text;
        other.replace(other.rfind("\n> "), 4, "\n> 05 out 00\n< -\n> ");  // something that the driver never says
        REQUIRE(write_text(file, other));
        CHECK(run_program({"devices", "test", "replay:" + file}).code == 1);
    }
    CHECK(run_program({"devices", "test", "sim_iris", "--record", (folder.path() / "none").string()}).code == 1);
    CHECK(run_program({"devices", "test", "replay:" + (folder.path() / "none").string()}).code == 1);
}

/// A copy whose keys lie in a box comes back by the code alone.
static void copy_and_come_back(const test::Folder& office) {
    const test::Folder copy("sealed"), fresh("fresh");
    const auto refused = run_program({"store", "backup", "--data", office.str(), "--out", copy.str(), "--sealed"});
    CHECK(refused.code == 1);
    CHECK(contains(refused.text, "recovery code"));
    const auto made = run_program({"store", "code", "--data", office.str()});
    REQUIRE(made.code == 0);
    const auto at = made.text.find(": ");
    const auto code = made.text.substr(at + 2, 39);
    REQUIRE(run_program({"store", "backup", "--data", office.str(), "--out", copy.str(), "--sealed"}).code == 0);
    const auto wrong = run_program({"store", "restore", copy.str(), "--data", fresh.str()}, true, "AAAA-AAAA-AAAA-AAAA-AAAA-AAAA-AAAA-AAAA\n");
    CHECK(wrong.code == 1);
    CHECK(contains(wrong.text, "does not open"));
    const auto right = run_program({"store", "restore", copy.str(), "--data", fresh.str()}, true, code + "\n");
    INFO(right.text);
    CHECK(right.code == 0);
    CHECK(run_program({"store", "verify", "--data", fresh.str()}).code == 0);
}

TEST_CASE("a missing, damaged or locked office is refused in words and left as it is") {
    const test::Folder folder("office");
    const auto missing = run_program({"store", "verify", "--data", folder.str()});
    CHECK(missing.code == 1);
    CHECK(contains(missing.text, "office.db"));
    REQUIRE(run_program({"demo", "--quiet", "--no-pictures", "--residents", "300", "--out", folder.str()}).code == 0);
    const auto whole = run_program({"store", "verify", "--data", folder.str()});
    CHECK(whole.code == 0);
    CHECK(contains(whole.text, "integrity_check ok"));
    copy_and_come_back(folder);
    auto bytes = read_file(folder.path() / "office.db").value();
    bytes[bytes.size() / 2] ^= 1;
    REQUIRE(write_file(folder.path() / "office.db", bytes));
    const auto damaged = run_program({"store", "verify", "--data", folder.str()});
    CHECK(damaged.code == 1);
    CHECK(read_file(folder.path() / "office.db").value() == bytes);
}

TEST_CASE("a service file that breaks the schema stops the start with file and place") {
    const test::Folder folder("schema");
    const auto text = read_text(app::find_assets() / "services" / "S02-ktp-el.json").value();
    auto broken = text;
    broken.replace(broken.find("\"KASI\""), 6, "\"CASY\"");
    const test::OtherAssets assets(folder, "services/S02-ktp-el.json", broken);
    const auto out = run_program({"services"});
    CHECK(out.code == 1);
    CHECK(contains(out.text, "S02-ktp-el.json"));
    CHECK(contains(out.text, "/steps/4/actor"));
    const auto demo = run_program({"demo", "--quiet", "--no-pictures", "--out", (folder.path() / "out").string()});
    CHECK(demo.code == 1);
}

TEST_CASE("a folder that takes no writes is said so, and nothing is half-written") {
    const auto out = run_program({"demo", "--quiet", "--no-pictures", "--residents", "300", "--out", "/proc/loket"});
    CHECK(out.code == 1);
    CHECK(contains(out.text, "/proc/loket"));
}

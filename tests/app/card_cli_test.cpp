// `loket card` on a card that a file plays.

#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

#include "devices/base/file.h"
#include "process.h"

using namespace loket;
using nlohmann::json;
using test::Folder;
using test::run_program;

TEST_CASE("a card in a file is written, judged, activated and ended from the command line") {
    const Folder folder("card-cli");
    const auto card = (folder.path() / "card.json").string(), office = (folder.path() / "office").string(), data = (folder.path() / "who.json").string();
    REQUIRE(write_text(data, R"({"nik":"2101064107900001","name":"SITI CONTOH","born":"1990-07-01","blanko":"B-000123"})"));
    const auto loket = [&](std::vector<std::string> words) {
        words.insert(words.begin(), "card");
        words.insert(words.end(), {"--card", card});
        return run_program(words, false);
    };
    CHECK(json::parse(loket({"inspect", "--json"}).text)["state"] == "created");
    CHECK(loket({"activate"}).code == 1);
    REQUIRE(loket({"encode", "--office", office, "--data", data}).code == 0);
    CHECK(json::parse(loket({"inspect", "--json"}).text)["blanko"] == "B-000123");
    const auto read = json::parse(loket({"read", "--office", office, "--json"}).text);
    CHECK(read["name"] == "SITI CONTOH");
    CHECK(read["state"] == "locked");
    const auto verified = loket({"verify", "--office", office, "--json"});
    CHECK(verified.code == 0);
    CHECK(verified.text.find("SITI") == std::string::npos);
    REQUIRE(loket({"activate"}).code == 0);
    CHECK(loket({"encode", "--office", office, "--data", data}).code == 1);

    auto changed = json::parse(*read_text(card, 1u << 20));
    auto memory = changed["memory"].get<std::string>();
    const auto at = memory.find("53495449");  // SITI
    REQUIRE(at != std::string::npos);
    memory[at + 1] = '4';
    changed["memory"] = memory;
    REQUIRE(write_text(card, changed.dump()));
    const auto altered = loket({"verify", "--office", office, "--json"});
    CHECK(altered.code == 1);
    CHECK(json::parse(altered.text)["altered"] == json::array({"biodata"}));

    REQUIRE(loket({"terminate"}).code == 0);
    CHECK(loket({"read", "--office", office}).code == 1);
    REQUIRE(write_text(card, "no card"));
    CHECK(run_program({"card", "inspect", "--card", card}).text.find("plays no card") != std::string::npos);
}

TEST_CASE("whatever happens to plastic, chips and people, every blank is accounted for and nobody has two active cards") {
    const Folder folder("card-demo");
    const auto run = run_program({"card", "demo", "--count", "12", "--faults", "--seed", "3", "--json", "--quiet", "--out", (folder.path() / "office").string()}, false);
    REQUIRE(run.code == 0);
    const auto said = json::parse(run.text);
    CHECK(said["handed_over"] == 12);
    CHECK(said["active"].get<int>() + said["revoked"].get<int>() == 12);
    CHECK(said["blanks_unaccounted"] == 0);
    CHECK(said["persons_with_two_active"] == 0);
    CHECK(said["mismatch_handed_over"] == 0);
    CHECK(said["spoiled"].get<int>() + said["refused"].get<int>() > 0);  // else nothing was tried
    CHECK(said["revoked"] == 1);
}

// `loket iris` as anybody meets it who checks the matcher.

#include <catch2/catch.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "devices/base/file.h"
#include "devices/biometrics/synth/synth.h"
#include "kiosk/app/desk/pictures.h"
#include "kiosk/app/iris_eer.h"
#include "process.h"

using namespace loket;
using namespace loket::app;
using nlohmann::json;
using test::run_program;

namespace {

std::string eye_file(const test::Folder& folder, std::uint64_t person, int take) {
    const auto path = folder.path() / fmt::format("{}_{}.png", person, take);
    const auto png = encode_png(biometrics::synth::iris(person, biometrics::Eye::Right, {.seed = person + static_cast<std::uint64_t>(take)}));
    REQUIRE(png);
    REQUIRE(write_file(path, *png));
    return path.string();
}

}  // namespace

TEST_CASE("an eye's name is told from its file's name") {
    CHECK(eye_of_name("12_3") == "12");
    CHECK(eye_of_name("a_left_2") == "a_left");
    CHECK(eye_of_name("001_2_4") == "001");
    CHECK(eye_of_name("010203") == "0102");
    CHECK(eye_of_name("1000105") == "10001");
    CHECK(eye_of_name("eye").empty());
    CHECK(eye_of_name("").empty());
}

TEST_CASE("iris: quality, code, comparison and error rates from files") {
    const test::Folder folder("iris-cli");
    const auto a = eye_file(folder, 61, 1), again = eye_file(folder, 61, 2), other = eye_file(folder, 62, 1);
    eye_file(folder, 62, 2);

    const auto quality = json::parse(run_program({"iris", "quality", a, other, "--json"}).text);
    REQUIRE(quality["pictures"].size() == 2);
    CHECK(quality["pictures"][0]["path"] == a);
    CHECK(quality["pictures"][0]["score"] >= 70);
    CHECK(quality["pictures"][0]["iris_across"] >= 210);

    const auto code = (folder.path() / "61.iris").string();
    CHECK(run_program({"iris", "encode", a, "--out", code}).code == 0);
    const auto itself = run_program({"iris", "match", code, a});
    CHECK(itself.text.ends_with("\tsame\n"));
    CHECK(run_program({"iris", "match", a, code}).text == itself.text);
    CHECK(json::parse(run_program({"iris", "match", code, again, "--json"}).text)["same"] == true);
    CHECK(json::parse(run_program({"iris", "match", code, other, "--json"}).text)["same"] == false);

    const auto rates = json::parse(run_program({"iris", "eer", "--set", folder.path().string(), "--json"}).text);
    CHECK(rates["pooled"]["eer"] == 0);
    CHECK(rates["pooled"]["genuine"] == 2);
    CHECK(rates["pooled"]["impostors"] == 4);
    CHECK(rates["pooled"]["failed"] == 0);
}

TEST_CASE("iris: a bad file is named, the others are judged") {
    const test::Folder folder("iris-bad");
    const auto good = eye_file(folder, 63, 1), bad = (folder.path() / "bad.png").string(), cut = (folder.path() / "cut.iris").string();
    REQUIRE(write_text(bad, "not a picture"));
    REQUIRE(write_text(cut, "LKIC\0\0\0\1 cut off"));
    const auto outcome = run_program({"iris", "quality", bad, good});
    CHECK(outcome.code == 1);
    CHECK(outcome.text.find("bad.png") != std::string::npos);
    CHECK(outcome.text.find(good + "\t") != std::string::npos);
    for (const auto& wrong : {bad, cut}) {
        const auto match = run_program({"iris", "match", good, wrong});
        CHECK(match.code == 1);
        CHECK(match.text.find(wrong) != std::string::npos);
    }
    CHECK(run_program({"iris", "eer", "--set", folder.path().string()}).code == 1);
}

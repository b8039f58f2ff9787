// `loket face` and `loket record` from files.

#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

#include "devices/base/file.h"
#include "devices/biometrics/iso/finger_record.h"
#include "devices/biometrics/iso/signature_picture.h"
#include "devices/biometrics/iso/signature_record.h"
#include "devices/biometrics/synth/synth.h"
#include "kiosk/app/desk/pictures.h"
#include "kiosk/app/picture_file.h"
#include "process.h"
#include "workflow/documents/portrait.h"

using namespace loket;
using namespace loket::app;
using nlohmann::json;
using test::run_program;

namespace {

std::string portrait_file(const test::Folder& folder, const std::string& name, const biometrics::synth::FaceConditions& look) {
    const auto path = folder.path() / name;
    const auto png = encode_png(biometrics::synth::face(71, {.female = true, .age = 30, .headscarf = false}, look));
    REQUIRE(png);
    REQUIRE(write_file(path, *png));
    return path.string();
}

}  // namespace

TEST_CASE("face: checks name what is wrong in a sentence") {
    const test::Folder folder("face-cli");
    const auto good = portrait_file(folder, "good.png", {.seed = 1}), dark = portrait_file(folder, "dark.png", {.seed = 1, .brightness = 0.3});
    const auto found = json::parse(run_program({"face", "check", good, dark, "--json"}).text)["pictures"];
    REQUIRE(found.size() == 2);
    CHECK(found[0]["found"] == true);
    CHECK(found[0]["causes"].empty());
    CHECK(found[0]["checks"].size() >= 11);
    CHECK(found[1]["causes"][0] == "face.too_dark");
    CHECK(found[1]["say"][0] == "Too dark. Add light.");
    const auto missing = run_program({"face", "check", (folder.path() / "none.png").string(), good});
    CHECK(missing.code == 1);
    CHECK(missing.text.find("none.png") != std::string::npos);
    CHECK(missing.text.find(good + "\t") != std::string::npos);
}

TEST_CASE("face: the card's photo has the colour of the birth year, in both shapes, and the picture stays") {
    const test::Folder folder("face-portrait");
    const auto photo = portrait_file(folder, "photo.png", {.seed = 2});
    const auto before = read_file(photo).value();
    for (const auto& [year, ratio, width] : {std::tuple{"1991", "2:3", 480}, std::tuple{"1990", "3:4", 540}}) {
        const auto out = (folder.path() / (std::string(year) + ".png")).string();
        REQUIRE(run_program({"face", "portrait", photo, "--birth-year", year, "--out", out, "--ratio", ratio}).code == 0);
        const auto portrait = read_colour(out);
        REQUIRE(portrait);
        CHECK(portrait->width == width);
        CHECK(portrait->height == 720);
        const auto ground = documents::portrait_ground(std::stoi(year));
        for (const int x : {3, portrait->width - 4}) {
            CHECK(std::abs(portrait->at(x, 5)[0] - ground.r) < 12);
            CHECK(std::abs(portrait->at(x, 5)[2] - ground.b) < 12);
        }
    }
    CHECK(read_file(photo).value() == before);
}

TEST_CASE("record info names formats, and what is wrong with a damaged one") {
    const test::Folder folder("record-cli");
    const auto put = [&](const char* name, const Bytes& bytes) {
        const auto path = folder.path() / name;
        REQUIRE(write_file(path, bytes));
        return path.string();
    };
    namespace iso = biometrics::iso;
    iso::FingerRecord record{.device = 0, .width = 100, .height = 100, .x_resolution = 197, .y_resolution = 197, .views = {}};
    record.views.push_back({biometrics::Finger::LeftRing, 0, iso::ImpressionKind::LivePlain, 50, {{1, 2, 3, biometrics::MinutiaType::Ending, 4}}, {}});
    const auto old = json::parse(run_program({"record", "info", put("a.fmr", iso::encode_record(record).value()), "--json"}).text);
    CHECK(old["format"] == "ISO/IEC 19794-2:2005 finger minutiae");
    CHECK(old["views"][0]["finger"] == "left ring");
    CHECK(old["views"][0]["endings"] == 1);
    const auto newer = iso::encode_record_2011(record).value();
    CHECK(json::parse(run_program({"record", "info", put("b.fmr", newer), "--json"}).text)["format"] == "ISO/IEC 19794-2:2011 finger minutiae");
    const auto pen = json::parse(run_program({"record", "info", put("c.sdi", iso::encode_signature(iso::signature_of({{0, 0, 1, 0}, {5, 5, 1, 20}}))), "--json"}).text);
    CHECK(pen["samples"] == 2);
    CHECK(pen["milliseconds"] == Approx(20).epsilon(1e-3));
    const auto drawn = iso::with_signature(encode_png(GrayImage(8, 8)).value(), iso::encode_signature(iso::signature_of({{0, 0, 1, 0}, {5, 5, 1, 20}}))).value();
    const auto both = json::parse(run_program({"record", "info", put("signature.png", drawn), "--json"}).text);
    CHECK(both["width"] == 8);
    CHECK(both["signature"]["samples"] == 2);

    const auto cut = run_program({"record", "info", put("cut.fmr", Bytes(newer.begin(), newer.end() - 3))});
    CHECK(cut.code == 1);
    CHECK(cut.text.find("cut.fmr") != std::string::npos);
    CHECK(cut.text.find("length") != std::string::npos);
    const auto unknown = run_program({"record", "info", put("text.txt", {'h', 'e', 'l', 'l', 'o'})});
    CHECK(unknown.code == 1);
    CHECK(unknown.text.find("text.txt") != std::string::npos);
}

// zxing_camera: codes in pictures, drawn by programs that are not ours, and which of them are news.

#include <catch2/catch.hpp>

#include <cstdlib>
#include <filesystem>
#include <opencv2/imgcodecs.hpp>
#include <unistd.h>

#include "drivers/zxing_camera/codes.h"
#include "drivers/zxing_camera/driver.h"
#include "tests/runtime/station.h"

namespace zxing_camera_test {

using namespace loket;
using namespace loket::test;
using namespace loket::drivers::zxing_camera;

namespace {

using Codes = std::vector<std::string>;

RgbaImage read_png(const std::filesystem::path& file, double turned = 0) {
    const cv::Mat grey = cv::imread(file.string(), cv::IMREAD_GRAYSCALE);
    const int border = 40;
    const bool upright = turned == 0;
    RgbaImage picture((upright ? grey.cols : grey.rows) + 2 * border, (upright ? grey.rows : grey.cols) + 2 * border);
    std::fill(picture.pixels.begin(), picture.pixels.end(), 255);
    for (int y = 0; y < grey.rows; ++y)
        for (int x = 0; x < grey.cols; ++x) std::fill_n(picture.at(border + (upright ? x : y), border + (upright ? y : grey.cols - 1 - x)), 3, grey.at<std::uint8_t>(y, x));
    return picture;
}

/// What zint draws of a kind of code ("58": QR, "20": Code 128, "55": PDF417).
std::filesystem::path drawn(const std::string& kind, const std::string& text) {
    const auto file = std::filesystem::temp_directory_path() / ("loket-code-" + std::to_string(getpid()) + ".png");
    const auto command = "zint --barcode=" + kind + " --scale=2 --notext -o '" + file.string() + "' -d '" + text + "'";
    REQUIRE(std::system(command.c_str()) == 0);
    return file;
}

}  // namespace

TEST_CASE("zxing_camera: QR, Code 128 and PDF417 as zint draws them, upright and on their side") {
    for (const auto* kind : {"58", "20", "55"})
        for (const std::string text : {"BTN-2026-000001-7", "21010112345600"})
            for (const double turned : {0.0, 90.0}) {
                CAPTURE(kind, text, turned);
                const auto file = drawn(kind, text);
                CHECK(codes_in(read_png(file, turned)) == Codes{text});
                std::filesystem::remove(file);
            }
}

TEST_CASE("zxing_camera: in an empty picture there is no code") {
    CHECK(codes_in({}).empty());
    CHECK(codes_in(RgbaImage(640, 480)).empty());
    CHECK(codes_in(RgbaImage(1, 1)).empty());
}

TEST_CASE("zxing_camera: a code that stays is told once, and again when it was away") {
    News news;
    CHECK(news.of({}).empty());
    CHECK(news.of({"a"}) == "a");
    CHECK(news.of({"a"}).empty());
    for (int i = 0; i < News::kAway; ++i) CHECK(news.of({}).empty());  // a hand trembles
    CHECK(news.of({"a"}).empty());
    CHECK(news.of({"a", "b"}) == "b");
    for (int i = 0; i <= News::kAway; ++i) CHECK(news.of({}).empty());
    CHECK(news.of({"b", "a"}) == "b");
    CHECK(news.of({"b", "a"}) == "a");
}

TEST_CASE("zxing_camera: reads what is held before it, one after the other") {
    model::Scene scene;
    scene.set_real_time(false);
    const auto box = emulate_at(scene);
    RememberingSink sink;
    const auto device = create({.scene = &scene, .address = box->address()});
    REQUIRE(device->open());
    for (const std::string text : {"BTN-2026-000001-7", "kode kedua", "kode kedua"}) {
        scene.hold_code(text);
        const auto content = device->perform(model::CodeRequest{}, sink, {});
        REQUIRE(content);
        CHECK(std::get<model::CodeOutcome>(*content).text == text);
    }
    CHECK_FALSE(sink.previews.empty());
    box->event("yuyv");
    device->close();
    REQUIRE(device->open());
    CHECK(device->perform(model::CodeRequest{}, sink, {}));
    box->event("stall");
    CHECK(device->perform(model::CodeRequest{}, sink, {}).error().fault == Fault::TimedOut);
}

TEST_CASE("zxing_camera: no camera reads codes that the station has not named") { CHECK(look({}, {})->empty()); }

}  // namespace zxing_camera_test

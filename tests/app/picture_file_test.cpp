// Pictures from files: every kind and depth comes to the same grey, and what is damaged or too large is refused before it costs anything.

#include <catch2/catch.hpp>

#include <fstream>
#include <opencv2/imgcodecs.hpp>

#include "devices/base/file.h"
#include "kiosk/app/picture_file.h"
#include "kiosk/app/picture_header.h"

using namespace loket;
using app::colour_of_file;
using app::grey_of_file;

namespace {

/// A slope with a corner, so that turned or mirrored pictures differ.
cv::Mat slope(int type = CV_8UC1) {
    cv::Mat grey(60, 80, CV_8UC1);
    for (int y = 0; y < grey.rows; ++y)
        for (int x = 0; x < grey.cols; ++x) grey.at<std::uint8_t>(y, x) = static_cast<std::uint8_t>(x < 10 && y < 10 ? 0 : x * 2 + y);
    if (type == CV_8UC1) return grey;
    cv::Mat wide;
    grey.convertTo(wide, CV_16U, 257);
    return wide;
}

Bytes encoded(const std::string& kind, const cv::Mat& picture) {
    Bytes out;
    cv::imencode(kind, picture, out);
    return out;
}

void check_slope(const Bytes& file) {
    const auto read = grey_of_file(file);
    REQUIRE(read);
    REQUIRE(read->image.width == 80);
    REQUIRE(read->image.height == 60);
    CHECK(read->dpi == 0);
    CHECK(read->image.dpi == 500);
    const auto truth = slope();
    for (int y = 0; y < 60; ++y)
        for (int x = 0; x < 80; ++x) REQUIRE(read->image.at(x, y) == truth.at<std::uint8_t>(y, x));
}

/// A PNG whose pHYs chunk says pixels a metre.
Bytes with_resolution(std::uint32_t a_metre) {
    const Bytes plain = encoded(".png", slope());
    ByteWriter chunk;
    chunk.u32(0x70485973).u32(a_metre).u32(a_metre).u8(1);
    std::uint32_t sum = 0xFFFFFFFF;
    for (const auto byte : chunk.bytes()) {
        sum ^= byte;
        for (int bit = 0; bit < 8; ++bit) sum = sum >> 1 ^ (sum & 1 ? 0xEDB88320 : 0);
    }
    constexpr std::size_t kAfterHeader = 33;
    ByteWriter out;
    out.raw(ByteView(plain).first(kAfterHeader)).u32(9).raw(chunk.bytes()).u32(~sum).raw(ByteView(plain).subspan(kAfterHeader));
    return out.take();
}

Bytes claims(std::uint32_t width, std::uint32_t height) {
    Bytes file = encoded(".png", slope());
    ByteWriter size;
    size.u32(width).u32(height);
    std::copy(size.bytes().begin(), size.bytes().end(), file.begin() + 16);
    return file;
}

}  // namespace

TEST_CASE("every kind of picture file without loss gives the same grey") {
    for (const auto* kind : {".png", ".bmp", ".tiff", ".pgm"}) {
        INFO(kind);
        check_slope(encoded(kind, slope()));
    }
    for (const auto* kind : {".png", ".tiff", ".pgm"}) {
        INFO(kind << " of 16 bits");
        check_slope(encoded(kind, slope(CV_16UC1)));
    }
    cv::Mat colour;
    cv::merge(std::vector<cv::Mat>(3, slope()), colour);
    check_slope(encoded(".png", colour));
    check_slope(encoded(".ppm", colour));
    for (const auto* kind : {".jpg", ".jp2"}) CHECK(grey_of_file(encoded(kind, slope()))->image.width == 80);
}

TEST_CASE("what is transparent is paper, and colours keep their places") {
    cv::Mat picture(2, 2, CV_8UC4, cv::Scalar(0, 0, 200, 255));  // blue, green, red, alpha
    picture.at<cv::Vec4b>(0, 1) = {0, 0, 0, 0};
    const auto colour = colour_of_file(encoded(".png", picture));
    REQUIRE(colour);
    CHECK(std::vector<int>(colour->at(0, 0), colour->at(0, 0) + 4) == std::vector<int>{200, 0, 0, 255});
    CHECK(std::vector<int>(colour->at(1, 0), colour->at(1, 0) + 4) == std::vector<int>{255, 255, 255, 255});
    CHECK(grey_of_file(encoded(".png", picture))->image.at(1, 0) == 255);
}

TEST_CASE("a resolution is taken from the header where scanners have it") {
    const auto dpi = [](std::uint32_t a_metre) { return grey_of_file(with_resolution(a_metre)).value(); };
    CHECK(dpi(19685).dpi == 500);
    CHECK(dpi(22402).dpi == 569);
    CHECK(dpi(39370).image.dpi == 1000);
    CHECK(dpi(2835).dpi == 0);  // 72: what programs write who do not know
    CHECK(dpi(2835).image.dpi == 500);
}

TEST_CASE("damaged, foreign and huge files are refused, each with its reason") {
    CHECK(grey_of_file({}).error().code == "picture.unknown");
    CHECK(grey_of_file(as_bytes("%PDF-1.7")).error().code == "picture.unknown");
    CHECK(grey_of_file(claims(10'000, 10'000)).error().code == "picture.too_large");
    CHECK(grey_of_file(claims(0xFFFFFFFF, 0xFFFFFFFF)).error().code == "picture.too_large");
    CHECK(grey_of_file(claims(8'000, 8'000)).error().code == "picture.too_large");
    CHECK(grey_of_file(claims(0, 60)).error().code == "picture.unreadable");
    CHECK(app::read_grey("/nowhere/picture.png").error().code == "file.missing");
    for (const auto* kind : {".png", ".bmp", ".tiff", ".pgm", ".jpg", ".jp2"}) {
        const Bytes whole = encoded(kind, slope());
        for (std::size_t length = 0; length < whole.size(); length += std::max<std::size_t>(1, length / 20)) {
            const auto cut = grey_of_file(ByteView(whole).first(length));  // an error or what came through, never a fault
            if (!cut) CHECK_FALSE(cut.error().code.empty());
            else CHECK(cut->image.width == 80);
        }
    }
}

TEST_CASE("an error of a file names the file") {
    const auto path = std::filesystem::temp_directory_path() / ("loket_picture_" + std::to_string(::getpid()) + ".png");
    REQUIRE(write_text(path, "no picture at all"));
    CHECK(app::read_grey(path).error().context.starts_with(path.string() + ": "));
    CHECK(app::read_colour(path).error().code == "picture.unknown");
    std::filesystem::remove(path);
}

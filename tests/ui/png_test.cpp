#include "kiosk/ui/png.h"

#include <catch2/catch.hpp>

using namespace loket;
using namespace loket::ui;

TEST_CASE("a picture survives PNG byte for byte") {
    RgbaImage image(13, 7);
    for (std::size_t i = 0; i < image.pixels.size(); ++i) image.pixels[i] = static_cast<std::uint8_t>(i * 37);
    const auto png = encode_png(image);
    REQUIRE(png.ok());
    const auto back = decode_png(*png);
    REQUIRE(back.ok());
    CHECK(back->width == 13);
    CHECK(back->pixels == image.pixels);
}

TEST_CASE("empty pictures and broken files are refused") {
    CHECK(encode_png(RgbaImage{}).error().fault == Fault::Rejected);
    const auto png = *encode_png(RgbaImage(20, 20));
    CHECK(decode_png({}).error().fault == Fault::Corrupt);
    CHECK(decode_png(as_bytes("not a png")).error().fault == Fault::Corrupt);
    CHECK(decode_png(ByteView(png).first(png.size() / 2)).error().fault == Fault::Corrupt);
}

#include "workflow/documents/signature.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

using namespace loket;
using namespace loket::documents;

namespace {

long ink(const GrayImage& image) {
    return std::count_if(image.pixels.begin(), image.pixels.end(), [](std::uint8_t v) { return v < 128; });
}

std::vector<PenPoint> wave(double pressure) {
    std::vector<PenPoint> points;
    for (int i = 0; i < 60; ++i)
        points.push_back({1000.0 + i * 40, 5000 + 600 * std::sin(i / 4.0), pressure});
    return points;
}

}  // namespace

TEST_CASE("a signature fills its picture without touching the border, in any units of the pad") {
    const auto image = signature_image(wave(0.7), 300, 120);
    CHECK(ink(image) > 400);
    for (int x = 0; x < image.width; ++x) CHECK((image.at(x, 0) == 255 && image.at(x, 119) == 255));
    CHECK(std::any_of(image.pixels.begin(), image.pixels.end(),
                      [](std::uint8_t v) { return v > 40 && v < 215; }));  // antialiased
}

TEST_CASE("pressure thickens the line, lifting the pen breaks it") {
    CHECK(ink(signature_image(wave(1), 300, 120)) > ink(signature_image(wave(0.1), 300, 120)));
    auto broken = wave(0.7);
    for (std::size_t i = 20; i < 40; ++i) broken[i].pressure = 0;
    CHECK(ink(signature_image(broken, 300, 120)) < ink(signature_image(wave(0.7), 300, 120)) * 0.8);
}

TEST_CASE("no ink, a dot, and senseless samples give sound pictures") {
    CHECK(ink(signature_image({}, 100, 40)) == 0);
    CHECK(ink(signature_image({{1, 1, 0}, {2, 2, 0}}, 100, 40)) == 0);
    CHECK(ink(signature_image({{5, 5, 1}}, 100, 40)) > 0);
    const auto odd =
        signature_image({{NAN, 1, 1}, {0, INFINITY, 1}, {0, 0, 1}, {10, 10, NAN}, {10, 10, 0.5}}, 100, 40);
    CHECK(ink(odd) > 0);
    CHECK(signature_image({{1, 1, 1}}, 0, -5).width == 1);
}

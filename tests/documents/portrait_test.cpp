#include "workflow/documents/portrait.h"

#include <catch2/catch.hpp>

#include "devices/base/random.h"
#include "tests/documents/samples.h"

using namespace loket;
using namespace loket::documents;

namespace {

bool is(const std::uint8_t* pixel, Colour colour, int tolerance = 3) {
    return std::abs(pixel[0] - colour.r) <= tolerance && std::abs(pixel[1] - colour.g) <= tolerance &&
           std::abs(pixel[2] - colour.b) <= tolerance;
}

}  // namespace

TEST_CASE("odd birth years stand before red, even ones before blue, the photo stays as it was") {
    const auto photo = samples::photo();
    const auto copy = photo;
    for (const int year : {2005, 2006}) {
        const auto portrait = portrait_for_card(photo, year).value();
        CHECK(portrait.ground_replaced);
        CHECK((portrait.image.width == 480 && portrait.image.height == 720));
        for (const auto& [x, y] : {std::pair{2, 2}, {477, 2}, {2, 300}, {477, 300}, {240, 40}})
            CHECK(is(portrait.image.at(x, y), portrait_ground(year)));
        CHECK(is(portrait.image.at(240, 370), {198, 146, 112}));  // the face
    }
    CHECK(portrait_ground(2005).r > portrait_ground(2005).b);
    CHECK(portrait_ground(2006).b > portrait_ground(2006).r);
    CHECK(photo == copy);
}

TEST_CASE("no rim of the old wall remains around the person") {
    const auto portrait = portrait_for_card(samples::photo(), 2005).value().image;
    int wall = 0;
    for (int y = 0; y < 480; ++y)
        for (int x = 0; x < portrait.width; ++x) {
            const auto* p = portrait.at(x, y);
            const int low = std::min({p[0], p[1], p[2]}), high = std::max({p[0], p[1], p[2]});
            wall += low > 90 && high - low < 40 ? 1 : 0;  // light and grey, as the wall was
        }
    CHECK(wall < 100);  // an untreated rim has 900
}

TEST_CASE("the cut follows the head when the person sits off the middle") {
    const auto centred = samples::photo();
    RgbaImage shifted(centred.width, centred.height, centred.dpi);
    constexpr int kShift = 60;
    for (int y = 0; y < centred.height; ++y)
        for (int x = 0; x < centred.width; ++x)
            std::copy_n(centred.at(std::clamp(x - kShift, 0, centred.width - 1), y), 4, shifted.at(x, y));
    const auto face_middle = [](const RgbaImage& image) {
        double sum = 0, count = 0;
        for (int x = 0; x < image.width; ++x)
            if (is(image.at(x, 400), {198, 146, 112}, 6)) {
                sum += x;
                count += 1;
            }
        return sum / count;
    };
    const double before = face_middle(portrait_for_card(centred, 2005).value().image);
    const double after = face_middle(portrait_for_card(shifted, 2005).value().image);
    CHECK(std::abs(before - 240) < 4);
    // 60 px of 480 scale to 67; the cut can follow by (480 - 427) / 2 = 26 px, scaled 30.
    CHECK(after - before < 45);
}

TEST_CASE("a restless ground is left alone and reported") {
    auto photo = samples::photo();
    SeededRandom random(3);
    for (int y = 0; y < photo.height; ++y)
        for (int x = 0; x < photo.width; ++x)
            if (x < 120 || x > 360 || y < 100)
                for (int c = 0; c < 3; ++c) photo.at(x, y)[c] = static_cast<std::uint8_t>(random.below(256));
    const auto portrait = portrait_for_card(photo, 2005).value();
    CHECK_FALSE(portrait.ground_replaced);
    CHECK_FALSE(is(portrait.image.at(2, 2), portrait_ground(2005)));
}

TEST_CASE("a shirt of the colour of the wall is not painted over") {
    const auto photo = samples::photo(480, 640, samples::Shirt::LikeTheWall);
    const auto portrait = portrait_for_card(photo, 2005).value();
    CHECK_FALSE(portrait.ground_replaced);
    CHECK_FALSE(is(portrait.image.at(240, 700), portrait_ground(2005)));
}

TEST_CASE("an empty wall is not painted over as if somebody stood there") {
    const RgbaImage wall(480, 640);
    CHECK_FALSE(portrait_for_card(wall, 2005).value().ground_replaced);
}

TEST_CASE("any shape of photo is cut to the wanted size, hopeless ones are refused") {
    for (const auto& [w, h] : {std::pair{96, 128}, {640, 480}, {300, 1200}}) {
        const auto portrait = portrait_for_card(samples::photo(w, h), 1990, {200, 300});
        REQUIRE(portrait);
        CHECK((portrait->image.width == 200 && portrait->image.height == 300));
        CHECK(portrait->image.at(100, 299)[3] == 255);
    }
    CHECK(portrait_for_card(RgbaImage(50, 80), 2000).error().code == "photo.too_small");
    CHECK(portrait_for_card(RgbaImage{}, 2000).error().code == "photo.too_small");
    CHECK(portrait_for_card(samples::photo(), 2000, {0, 10}).error().code == "photo.too_small");
}

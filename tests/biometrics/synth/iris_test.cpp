#include <catch2/catch.hpp>
#include <cmath>

#include "devices/biometrics/synth/eye_shape.h"
#include "devices/biometrics/synth/iris_texture.h"

using namespace loket;
using namespace loket::biometrics;
using namespace loket::biometrics::synth;

namespace {

double correlation(const Field& a, const Field& b) {
    double sa = 0, sb = 0, saa = 0, sbb = 0, sab = 0;
    for (std::size_t i = 0; i < a.values.size(); ++i) {
        const double p = a.values[i], q = b.values[i];
        sa += p, sb += q, saa += p * p, sbb += q * q, sab += p * q;
    }
    const auto n = static_cast<double>(a.values.size());
    return (sab - sa * sb / n) / std::sqrt((saa - sa * sa / n) * (sbb - sb * sb / n));
}

/// The picture between pupil and limbus below the middle, where no lid hides it, unrolled.
Field unrolled(const GrayImage& image, const EyeShape& shape) {
    Field strip(256, 32);
    for (int a = 0; a < strip.width; ++a) {
        for (int r = 0; r < strip.height; ++r) {
            const double angle = 3.14159 * (0.02 + 0.96 * a / strip.width),
                         radius = mix(shape.pupil_radius + 4, shape.iris_radius - 14, r / 31.0);
            strip.at(a, r) =
                image.at(static_cast<int>(shape.iris.x + shape.squash * radius * std::cos(angle)),
                         static_cast<int>(shape.iris.y + radius * std::sin(angle)));
        }
    }
    return strip;
}

/// The radial trend that all eyes share says nothing about a person.
Field without_trend(Field strip) {
    for (int r = 0; r < strip.height; ++r) {
        float sum = 0;
        for (int a = 0; a < strip.width; ++a) sum += strip.at(a, r);
        for (int a = 0; a < strip.width; ++a) strip.at(a, r) -= sum / static_cast<float>(strip.width);
    }
    return strip;
}

Field code(std::uint64_t person, Eye eye, const EyeConditions& conditions) {
    return without_trend(unrolled(iris(person, eye, conditions), shape_eye(person, eye, conditions)));
}

std::size_t black(const GrayImage& image) {
    return static_cast<std::size_t>(
        std::count_if(image.pixels.begin(), image.pixels.end(), [](std::uint8_t v) { return v < 32; }));
}

/// Mean squared step between neighbours.
double sharpness(const GrayImage& image) {
    double sum = 0;
    for (std::size_t i = 1; i < image.pixels.size(); ++i)
        sum += (image.pixels[i] - image.pixels[i - 1]) * (image.pixels[i] - image.pixels[i - 1]);
    return sum / static_cast<double>(image.pixels.size());
}

}  // namespace

TEST_CASE("An eye has the size of ISO/IEC 19794-6 and repeats") {
    const GrayImage picture = iris(1, Eye::Right, {.seed = 2});
    CHECK(picture.width == 640);
    CHECK(picture.height == 480);
    CHECK(picture == iris(1, Eye::Right, {.seed = 2}));
    CHECK(picture != iris(1, Eye::Right, {.seed = 3}));
    for (std::uint64_t person = 0; person < 50; ++person) {
        const EyeShape shape = shape_eye(person, Eye::Left, {});
        CHECK(2 * shape.iris_radius >= 220);
        CHECK(2 * shape.iris_radius <= 260);
        CHECK(shape.pupil_radius / shape.iris_radius > 0.25);
        CHECK(shape.pupil_radius / shape.iris_radius < 0.55);
    }
}

TEST_CASE("The tissue of an eye is its own in every picture") {
    for (const std::uint64_t person : {1, 2, 3}) {
        const Field first = code(person, Eye::Right, {.seed = 1});
        CHECK(correlation(first, code(person, Eye::Right, {.seed = 2})) > 0.6);
        CHECK(std::abs(correlation(first, code(person, Eye::Left, {.seed = 1}))) < 0.25);
        CHECK(std::abs(correlation(first, code(person + 50, Eye::Right, {.seed = 1}))) < 0.25);
    }
}

TEST_CASE("The pupil is dark and mirrors two lamps") {
    const EyeShape shape = shape_eye(4, Eye::Right, {});
    const GrayImage picture = iris(4, Eye::Right, {});
    CHECK(picture.at(static_cast<int>(shape.iris.x), static_cast<int>(shape.iris.y) + 25) < 40);
    CHECK(picture.at(static_cast<int>(shape.iris.x) + 13, static_cast<int>(shape.iris.y) - 9) > 220);
    CHECK(picture.at(static_cast<int>(shape.iris.x) - 17, static_cast<int>(shape.iris.y) - 9) > 220);
}

TEST_CASE("Blinking hides the pupil") {
    const std::size_t open = black(iris(5, Eye::Left, {}));
    CHECK(open > 4000);
    CHECK(black(iris(5, Eye::Left, {.blink = 0.6})) < open * 2 / 3);
    CHECK(black(iris(5, Eye::Left, {.blink = 1})) < open / 20);
}

TEST_CASE("Blur softens the picture and gaze moves the iris") {
    CHECK(sharpness(iris(6, Eye::Left, {.blur = 0.7})) < sharpness(iris(6, Eye::Left, {})) * 0.6);
    const EyeShape ahead = shape_eye(6, Eye::Left, {}), aside = shape_eye(6, Eye::Left, {.gaze = 1});
    CHECK(aside.iris.x > ahead.iris.x + 60);
    CHECK(iris(6, Eye::Left, {.gaze = 1})
              .at(static_cast<int>(aside.iris.x), static_cast<int>(aside.iris.y) + 25) < 40);
}

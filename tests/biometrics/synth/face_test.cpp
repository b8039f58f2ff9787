#include <catch2/catch.hpp>
#include <cmath>
#include <thread>

#include "devices/biometrics/synth/face_plan.h"

using namespace loket;
using namespace loket::biometrics::synth;

namespace {

double mean(const RgbaImage& image) {
    double sum = 0;
    for (std::size_t i = 0; i < image.pixels.size(); i += 4)
        sum += image.pixels[i] + image.pixels[i + 1] + image.pixels[i + 2];
    return sum / (static_cast<double>(image.pixels.size()) / 4 * 3);
}

/// Mean difference of grey over a box.
double difference(const RgbaImage& a, const RgbaImage& b, Point low, Point high) {
    double sum = 0, count = 0;
    for (int y = static_cast<int>(low.y); y < high.y; ++y)
        for (int x = static_cast<int>(low.x); x < high.x; ++x, ++count)
            sum += std::abs(a.at(x, y)[1] - b.at(x, y)[1]);
    return sum / count;
}

/// Mean difference of green between two faces at the same places of the face.
double face_difference(const RgbaImage& a, const FacePlan& plan_a, const RgbaImage& b,
                       const FacePlan& plan_b) {
    double sum = 0, count = 0;
    for (double v = -1.2; v < 2.4; v += 0.04) {
        for (double u = -1.5; u < 1.5; u += 0.04, ++count) {
            const Point p = plan_a.at(u, v), q = plan_b.at(u, v);
            sum += std::abs(a.at(static_cast<int>(p.x), static_cast<int>(p.y))[1] -
                            b.at(static_cast<int>(q.x), static_cast<int>(q.y))[1]);
        }
    }
    return sum / count;
}

/// Dark pixels within a box of face units.
int dark(const RgbaImage& image, const FacePlan& plan, double u, double v, double half_u, double half_v,
         int limit) {
    const Point low = plan.at(u - half_u, v - half_v), high = plan.at(u + half_u, v + half_v);
    int count = 0;
    for (int y = static_cast<int>(low.y); y < high.y; ++y)
        for (int x = static_cast<int>(low.x); x < high.x; ++x) count += image.at(x, y)[1] < limit;
    return count;
}

constexpr FaceTraits kMan = {.female = false, .age = 30};
constexpr FaceTraits kWoman = {.female = true, .age = 30};

}  // namespace

TEST_CASE("A portrait has its size and repeats, also on other threads") {
    const RgbaImage here = face(1, kWoman, {.seed = 5});
    CHECK(here.width == 720);
    CHECK(here.height == 960);
    RgbaImage there;
    std::thread([&] { there = face(1, kWoman, {.seed = 5}); }).join();
    CHECK(here == there);
    CHECK(here != face(1, kWoman, {.seed = 6}));
    CHECK(std::all_of(here.pixels.begin() + 3, here.pixels.end(),
                      [i = 0](std::uint8_t v) mutable { return i++ % 4 != 0 || v == 255; }));
}

TEST_CASE("People differ more than pictures of one person") {
    const auto compare = [](std::uint64_t a, std::uint64_t b) {
        const FaceConditions first{.seed = 1}, second{.seed = 2};
        return face_difference(face(a, kMan, first), plan_face(a, kMan, first), face(b, kMan, second),
                               plan_face(b, kMan, second));
    };
    for (const std::uint64_t person : {1, 2, 3, 4})
        CHECK(compare(person, person + 20) > 2 * compare(person, person));
}

TEST_CASE("Framing follows ISO/IEC 19794-5 full frontal") {
    for (std::uint64_t person = 0; person < 40; ++person) {
        const FacePlan plan = plan_face(person, kWoman, {.seed = person});
        const double eyes_from_bottom = 1 - plan.at(plan.eye_gap, 0).y / 960;
        CHECK(eyes_from_bottom > 0.5);
        CHECK(eyes_from_bottom < 0.7);
        CHECK(std::abs(plan.middle.x - 360) < 0.05 * 720);
        CHECK(plan.px(2 * plan.eye_gap) >= 120);  // px between the eyes
        const double head_width = plan.px(2 * plan.width) / 720;
        CHECK(head_width > 0.5);
        CHECK(head_width < 5.0 / 7);
    }
}

TEST_CASE("Closed eyes lose their pupils") {
    for (const std::uint64_t person : {3, 4, 5}) {
        const FacePlan plan = plan_face(person, kMan, {});
        const RgbaImage open = face(person, kMan, {}), closed = face(person, kMan, {.eyes_closed = true});
        for (const double side : {-1.0, 1.0}) {
            const int pupil = dark(open, plan, side * plan.eye_gap, 0, 0.12, 0.1, 60);
            CHECK(pupil > 60);
            CHECK(dark(closed, plan, side * plan.eye_gap, 0, 0.12, 0.06, 60) < pupil / 4);
        }
    }
}

TEST_CASE("An open mouth is dark inside") {
    const FacePlan plan = plan_face(8, kWoman, {});
    const int shut = dark(face(8, kWoman, {}), plan, 0, plan.mouth + 0.18, 0.3, 0.1, 60);
    CHECK(dark(face(8, kWoman, {.mouth_open = true}), plan, 0, plan.mouth + 0.18, 0.3, 0.1, 60) > shut + 300);
}

TEST_CASE("Light, focus, background and turning change the picture") {
    const RgbaImage plain = face(9, kMan, {});
    CHECK(mean(face(9, kMan, {.brightness = 0.5})) == Approx(mean(plain) * 0.5).epsilon(0.05));
    CHECK(difference(plain, face(9, kMan, {.blur = 0.8}), {100, 100}, {620, 700}) > 2);
    const RgbaImage red = face(9, kMan, {.background = 0xCC2222});
    CHECK(red.at(20, 20)[0] > 150);
    CHECK(red.at(20, 20)[1] < 60);
    // The nose moves towards the side the head turns to, the background stays.
    const RgbaImage right = face(9, kMan, {.yaw = 1});
    CHECK(difference(plain, right, {0, 0}, {60, 900}) < 1.5);
    CHECK(difference(plain, right, {240, 350}, {480, 650}) > 8);
}

TEST_CASE("Traits show") {
    const auto hair_is_dark = [](int age) {
        int count = 0;
        for (std::uint64_t person = 0; person < 6; ++person)
            count += plan_face(person, {.age = age}, {}).hair_color.g < 0.3F;
        return count;
    };
    CHECK(hair_is_dark(20) == 6);
    CHECK(hair_is_dark(80) == 0);
    CHECK(plan_face(1, {.age = 6}, {}).chin < plan_face(1, {.age = 30}, {}).chin);
    const RgbaImage bare = face(12, kWoman, {}),
                    scarf = face(12, {.female = true, .age = 30, .headscarf = true}, {});
    CHECK(difference(bare, scarf, {200, 130}, {520, 200}) > 15);
    for (std::uint64_t person = 0; person < 60; ++person)
        CHECK_FALSE(plan_face(person, kWoman, {}).moustache);
}

#include <catch2/catch.hpp>

#include <chrono>
#include <numeric>

#include "drivers/sim_camera/driver.h"
#include "drivers/sim_iris/driver.h"
#include "drivers/sim_signature_pad/driver.h"
#include "tests/runtime/station.h"

using namespace loket;
using namespace loket::test;
using namespace std::chrono_literals;
using biometrics::Eye;

namespace {

const model::IrisRequest kBoth{{Eye::Right, Eye::Left}};

RgbaImage photo(Bench& bench) {
    auto result = bench.perform(model::PhotoRequest{});
    REQUIRE(result);
    return std::get<model::PhotoOutcome>(*result).image;
}
double brightness(const RgbaImage& image) {
    return std::accumulate(image.pixels.begin(), image.pixels.end(), 0.0) /
           static_cast<double>(image.pixels.size());
}

}  // namespace

TEST_CASE("both eyes in the order requested, different from each other and from take to take") {
    Bench bench(drivers::sim_iris::kDriver);
    const auto result = bench.perform(kBoth);
    REQUIRE(result);
    const auto& eyes = std::get<model::IrisOutcome>(*result).eyes;
    REQUIRE(eyes.size() == 2);
    CHECK(eyes[0].eye == Eye::Right);
    CHECK(eyes[1].eye == Eye::Left);
    CHECK(eyes[0].image.width == 640);
    CHECK(eyes[0].image.height == 480);
    CHECK(eyes[0].image != eyes[1].image);
    CHECK(std::get<model::IrisOutcome>(*bench.perform(kBoth)).eyes[0].image != eyes[0].image);
    CHECK(bench.sink.previews.front().width == 640);
}

TEST_CASE("what the iris camera cannot segment it refuses, once, with words") {
    Bench bench(drivers::sim_iris::kDriver);
    const std::pair<const char*, const char*> cases[] = {
        {"blink", "iris.blink"}, {"blur", "iris.blurred"}, {"far", "iris.too_far"},
        {"near", "iris.too_near"}, {"glasses", "iris.glasses"}};
    for (const auto& [fault, code] : cases) {
        bench.fault(fault);
        CHECK(bench.perform(kBoth).error().code == code);
        CHECK(bench.perform(kBoth).ok());
    }
    bench.fault("no_face");
    CHECK(bench.perform(kBoth).error().fault == Fault::TimedOut);
    CHECK(bench.perform(model::IrisRequest{}).error().fault == Fault::Unsupported);
}

TEST_CASE("an eye that is not there is named") {
    Bench bench(drivers::sim_iris::kDriver);
    bench.scene.set_person({.seed = 7, .missing_fingers = {}, .missing_eyes = {Eye::Left}});
    const auto refused = bench.perform(kBoth);
    CHECK(refused.error().code == "iris.missing");
    CHECK(refused.error().context == "left_eye");
    CHECK(bench.perform(model::IrisRequest{{Eye::Right}}).ok());
}

TEST_CASE("the camera shows the person as he is, and does not judge") {
    Bench bench(drivers::sim_camera::kDriver);
    const auto good = photo(bench);
    CHECK(good.width >= 480);
    CHECK(good.height >= 640);
    for (const char* fault : {"eyes_closed", "mouth_open", "blur", "wrong_person"}) {
        CAPTURE(fault);
        Bench other(drivers::sim_camera::kDriver);  // the same take
        other.fault(fault);
        CHECK(photo(other) != good);
    }
    Bench night(drivers::sim_camera::kDriver);
    night.fault("dark");
    CHECK(brightness(photo(night)) < brightness(good) - 20);
}

TEST_CASE("in real time the camera streams at least 15 frames a second") {
    CHECK(once_in_three([] {
        Bench bench(drivers::sim_camera::kDriver);
        bench.scene.set_real_time(true);
        (void)stopping_time(bench, model::PhotoRequest{}, 1200ms);
        const auto& shown = bench.sink.previews;
        if (shown.size() < 8 || shown.front().width != 360 || shown[0] == shown[3]) return false;
        const std::chrono::duration<double> streamed =
            std::chrono::steady_clock::now() - bench.sink.first_preview;
        return static_cast<double>(shown.size()) >= 15 * streamed.count();
    }));
}

TEST_CASE("a signature is the person's own, never the same twice, and may be missing") {
    Bench bench(drivers::sim_signature_pad::kDriver);
    const auto first = bench.perform(model::SignatureRequest{});
    const auto second = bench.perform(model::SignatureRequest{});
    REQUIRE((first && second));
    const auto& a = std::get<model::SignatureOutcome>(*first);
    const auto& b = std::get<model::SignatureOutcome>(*second);
    CHECK(a.width == 1000);
    CHECK(a.height == 600);
    const auto same = [](const model::PenSample& x, const model::PenSample& y) {
        return x.x == y.x && x.y == y.y;
    };
    CHECK_FALSE(std::equal(a.samples.begin(), a.samples.end(), b.samples.begin(), b.samples.end(), same));
    const auto& ink = bench.sink.previews.back();
    CHECK(std::count_if(ink.pixels.begin(), ink.pixels.end(), [](int v) { return v < 128; }) > 500);
    bench.fault("no_signature");
    CHECK(bench.perform(model::SignatureRequest{}).error().code == "signature.empty");
}

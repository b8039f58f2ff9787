// wacom_stu: the reports, the driver against the emulated pad.

#include <catch2/catch.hpp>

#include <thread>

#include "devices/biometrics/synth/synth.h"
#include "drivers/wacom_stu/driver.h"
#include "drivers/wacom_stu/model.h"
#include "tests/runtime/station.h"

namespace wacom_stu_test {

using namespace loket;
using namespace loket::drivers::wacom_stu;
using std::chrono_literals::operator""ms;

namespace {

namespace synth = biometrics::synth;

Bytes report(std::initializer_list<int> bytes) {
    Bytes out;
    for (const int each : bytes) out.push_back(static_cast<std::uint8_t>(each));
    return out;
}

/// A pad of its own, with nobody before it.
struct Pad {
    explicit Pad(std::uint16_t product) : wire(std::make_unique<Model>(nullptr, product)), device(create({&wire, nullptr, nullptr})) { REQUIRE(device->open()); }
    void sign(std::vector<synth::Pen> strokes) {
        wire.with<Model>([&](Model& model) { model.sign(strokes); });
    }
    runtime::EmulatedTransport wire;
    std::unique_ptr<model::Device> device;
    test::RememberingSink sink;
};

}  // namespace

TEST_CASE("wacom_stu: pen reports") {
    const auto pen = *parse_report(report({0x01, 0x93, 0xFF, 0x12, 0x34, 0x0A, 0x0B}));
    REQUIRE(pen);
    CHECK(*pen == Pen{.near = true, .pressure = 0x3FF, .x = 0x1234, .y = 0x0A0B, .millis = {}});
    const auto timed = *parse_report(report({0x34, 0x00, 0x00, 0, 1, 0, 2, 0xFF, 0xFE, 0, 7}));
    REQUIRE(timed);
    CHECK(*timed == Pen{.near = false, .pressure = 0, .x = 1, .y = 2, .millis = 0xFFFE});
    CHECK_FALSE(*parse_report(report({0x02, 1, 2})));
    CHECK(parse_report(report({0x01, 0x93, 0xFF, 0, 0, 0})).error().fault == Fault::Corrupt);
    CHECK(parse_report(report({0x34, 0x93, 0xFF, 0, 0, 0, 0, 0})).error().fault == Fault::Corrupt);
    CHECK(parse_report({}).error().fault == Fault::Corrupt);
    CHECK(parse_report(report({0x10, 1, 2, 3})).error().fault == Fault::Unsupported);
}

TEST_CASE("wacom_stu: what a pad says of itself") {
    const auto info = parse_information(report({0x08, 'S', 'T', 'U', '-', '5', '3', '0', 0, 0, 1, 21, 1, 0, 0, 0, 0}));
    REQUIRE(info);
    CHECK(info->name == "STU-530");
    CHECK(info->firmware == "1.21");
    const auto can = parse_capability(report({0x09, 0x2A, 0x30, 0x19, 0x50, 0x03, 0xFF, 0x03, 0x20, 0x01, 0xE0, 200, 9, 0xEC, 2, 0, 0}));
    REQUIRE(can);
    CHECK(can->max_x == 10'800);
    CHECK(can->max_y == 6'480);
    CHECK(can->max_pressure == 1023);
    CHECK(can->width == 800);
    CHECK_FALSE(parse_capability(Bytes(17)));
    CHECK_FALSE(parse_capability(report({0x09, 1})));
    CHECK_FALSE(parse_capability(report({0x09, 0xFF, 0xFF, 0x00, 0x01, 0x03, 0xFF, 0, 1, 0, 1, 200, 9, 0xEC, 2, 0, 0})));
    CHECK_FALSE(parse_information(report({0x08, 'S'})));
}

TEST_CASE("wacom_stu: the signature is the pen's path, in the pad's units and time") {
    test::Bench bench(kDriver);
    REQUIRE(bench.opened);
    const auto content = bench.perform(model::SignatureRequest{});
    REQUIRE(content);
    const auto& outcome = std::get<model::SignatureOutcome>(*content);
    CHECK(outcome.width == 10'800);
    CHECK(outcome.height == 6'480);
    CHECK(outcome.samples.size() > 100);
    CHECK(outcome.samples.front().millis == 0);
    CHECK(outcome.samples.front().pressure > 0);
    CHECK(std::is_sorted(outcome.samples.begin(), outcome.samples.end(), [](const auto& a, const auto& b) { return a.millis < b.millis; }));
    CHECK(bench.sink.hints == std::vector<std::string>{"signature.sign_here"});
    CHECK_FALSE(bench.sink.previews.empty());
    CHECK(bench.wire->with<Model>([](Model& model) { return model.clean() && !model.ink(); }));
    CHECK(bench.device->identity().product == "Wacom STU-530");
    CHECK(bench.device->identity().firmware == "1.21");
}

TEST_CASE("wacom_stu: known strokes come out point by point, on pads with a clock and without") {
    const std::vector<synth::Pen> strokes = [] {
        std::vector<synth::Pen> all;
        for (int i = 0; i < 20; ++i) all.push_back({10 * i, 600 - 30 * i, 100 + i, 5 * i});
        all.push_back({200, 0, 0, 100});
        return all;
    }();
    for (const std::uint16_t product : {0x00A5, 0x00A1}) {
        CAPTURE(product);
        Pad pad(product);
        std::jthread hand([&] {
            wait_for(30ms, {});
            pad.sign(strokes);
        });
        const auto content = pad.device->perform(model::SignatureRequest{}, pad.sink, {});
        REQUIRE(content);
        const auto& samples = std::get<model::SignatureOutcome>(*content).samples;
        REQUIRE(samples.size() == strokes.size());
        for (std::size_t i = 0; i < samples.size(); ++i) {
            CHECK(samples[i].x == strokes[i].x * 10'800 / 1000);
            CHECK(samples[i].y == strokes[i].y * 6'480 / 600);
            CHECK(samples[i].pressure == strokes[i].pressure);
            if (product == 0x00A5) CHECK(samples[i].millis == strokes[i].millis);
        }
        CHECK(pad.device->identity().product == (product == 0x00A5 ? "Wacom STU-530" : "Wacom STU-500"));
    }
}

TEST_CASE("wacom_stu: a dot is no signature, encrypted reports are not taken for one") {
    Pad pad(0x00A5);
    std::jthread finger([&] {
        wait_for(30ms, {});
        pad.wire.event("dot");
    });
    CHECK(pad.device->perform(model::SignatureRequest{}, pad.sink, {}).error().code == "signature.empty");
    finger.join();
    pad.wire.event("encrypts");
    std::jthread again([&] {
        wait_for(30ms, {});
        pad.wire.event("dot");
    });
    CHECK(pad.device->perform(model::SignatureRequest{}, pad.sink, {}).error().fault == Fault::Unsupported);
}

}  // namespace wacom_stu_test

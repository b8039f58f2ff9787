#pragma once
// A station for tests: a scene at full speed, the drivers of this build, and a sink that remembers.

#include <catch2/catch.hpp>

#include <chrono>
#include <cstdlib>
#include <set>
#include <string>
#include <vector>

#include <spdlog/spdlog.h>

#include "devices/base/log.h"
#include "devices/base/wait.h"
#include "devices/model/scene.h"
#include "devices/model/address_model.h"
#include "devices/runtime/emulated_transport.h"
#include "devices/runtime/registry.h"
#include "devices/runtime/run.h"
#include "devices/runtime/session.h"
#include "drivers/table.h"
#include "tests/runtime/threaded.h"

namespace loket::test {

/// Tests make stations by the hundred; nobody wants to read of each device.
inline const bool kQuiet = [] {
    spdlog::set_level(spdlog::level::off);
    return true;
}();

/// Scanners of the machine that tests happen to run on are none of their business.
inline const bool kOwnScanners = [] { return setenv("SANE_CONFIG_DIR", LOKET_SOURCE_DIR "/tests/drivers/peers/sane.d", 1) == 0; }();

inline constexpr Instant kNow{Millis{1'795'392'000'000}};

class RememberingSink final : public model::Sink {
  public:
    void preview(const RgbaImage& frame) override {
        if (previews.empty()) first_preview = std::chrono::steady_clock::now();
        previews.push_back(frame);
    }
    void hint(std::string_view code) override { hints.emplace_back(code); }
    void progress(int percent) override { percents.push_back(percent); }

    std::chrono::steady_clock::time_point first_preview;
    std::vector<RgbaImage> previews;
    std::vector<std::string> hints;
    std::vector<int> percents;
};

enum class Manner : std::uint8_t { Direct, Isolated };

/// A device driven directly, without runtime: opened, at full speed. Drivers of real boxes find an emulated one on their wire or address.
/// Isolated: behind the line of devices/isolation, with the same scene.
struct Bench {
    explicit Bench(const model::Driver& driver, std::uint64_t station = 0, Manner manner = Manner::Direct)
        : scene(station),
          wire(driver.emulate != nullptr ? std::make_unique<runtime::EmulatedTransport>(driver.emulate(scene)) : nullptr),
          place(driver.emulate_at != nullptr ? driver.emulate_at(scene) : nullptr),
          device(make(driver, {.transport = wire.get(), .scene = &scene, .clock = &clock, .address = place ? place->address() : ""}, manner)),
          id(driver.id) {
        scene.set_real_time(false);
        scene.set_person({.seed = 7, .missing_fingers = {}, .missing_eyes = {}});
        opened = device->open().ok();
    }
    static std::unique_ptr<model::Device> make(const model::Driver& driver, const model::Surroundings& around, Manner manner) {
        if (manner == Manner::Direct) return driver.create(around);
        return std::make_unique<isolation::IsolatedDevice>(driver, around, served_on_a_thread(driver, around));
    }
    Result<model::Content> perform(const model::Request& request) {
        return device->perform(request, sink, {});
    }
    void fault(const std::string& name, int times = 1, int value = 0) {
        scene.add_fault({id, name, times, value});
    }
    void unplug() { wire ? wire->unplug() : place ? place->unplug() : fault("unplugged"); }
    void plug() {
        if (wire) wire->plug();
        if (place) place->plug();
    }

    model::Scene scene;
    ManualClock clock{kNow};
    std::unique_ptr<runtime::EmulatedTransport> wire;
    std::unique_ptr<model::AddressModel> place;
    std::unique_ptr<model::Device> device;
    std::string id;
    RememberingSink sink;
    bool opened = false;
};

struct Station {
    Station() {
        scene.set_real_time(false);
        scene.set_person({.seed = 7, .missing_fingers = {}, .missing_eyes = {}});
    }
    model::Scene scene;
    ManualClock clock{kNow};
    runtime::Registry registry{drivers::all(), clock, &scene};
};

/// A request that a device of the kind can do, with a job id of its own.
inline model::Request sample_request(model::Kind kind) {
    static int job = 0;
    switch (kind) {
        case model::Kind::FingerScanner:
            return model::FingerRequest{{model::Finger::RightIndex}, {}};
        case model::Kind::IrisScanner:
            return model::IrisRequest{{model::Eye::Right, model::Eye::Left}};
        case model::Kind::Camera:
            return model::PhotoRequest{};
        case model::Kind::SignaturePad:
            return model::SignatureRequest{};
        case model::Kind::CardPrinter:
            return model::CardPrintRequest{"job-" + std::to_string(++job), RgbaImage(1011, 638, 300), {}};
        case model::Kind::CardReader:
            return model::ApduRequest{
                {{0x00, 0xA4, 0x04, 0x00, 0x07, 0xF0, 0x4C, 0x4F, 0x4B, 0x45, 0x54, 0x02}}};
        case model::Kind::DocumentCamera:
            return model::PaperRequest{};
        case model::Kind::PaperPrinter:
            return model::SheetRequest{"sheet-1", {0x25, 0x50, 0x44, 0x46}, 1};
        case model::Kind::Headset:
            return model::HeadsetRequest{};
        case model::Kind::CodeReader:
            return model::CodeRequest{};
        case model::Kind::Keypad:
            return model::KeypadRequest{};
        case model::Kind::StatusLight:
            return model::LightRequest{model::Sign::InUse};
        default:
            return model::ReceiptRequest{"slip-1", GrayImage(576, 400, 203)};
    }
}

/// One that it cannot do.
inline model::Request foreign_request(model::Kind kind) {
    if (kind == model::Kind::ReceiptPrinter) return model::PhotoRequest{};
    return model::ReceiptRequest{"slip-1", GrayImage(576, 400, 203)};
}

/// How long a device works on after it was asked to stop, `after` the beginning. It must not finish before.
inline std::chrono::nanoseconds stopping_time(Bench& bench, const model::Request& request, Millis after) {
    std::stop_source stop;
    std::chrono::steady_clock::time_point asked;
    std::jthread canceller([&] {
        wait_for(after, {});
        asked = std::chrono::steady_clock::now();
        stop.request_stop();
    });
    const auto result = bench.device->perform(request, bench.sink, stop.get_token());
    const auto returned = std::chrono::steady_clock::now();
    canceller.join();
    REQUIRE_FALSE(result);
    CHECK(result.error().fault == Fault::Cancelled);
    return returned - asked;
}

/// True when it holds in one of three tries: a machine that is busy with something else proves nothing about
/// us.
template <class Try>
bool once_in_three(const Try& attempt) {
    return attempt() || attempt() || attempt();
}

/// Waits for the result of a job; events before it are dropped.
inline Result<model::Outcome> result_of(runtime::Session& session, runtime::JobId job) {
    while (auto event = session.events().pop({})) {
        auto* done = std::get_if<runtime::Done>(&event->body);
        if (done != nullptr && event->job == job) return std::move(done->result);
    }
    return internal("no result");
}

/// Waits until `holds` or two seconds have passed; whether it holds.
template <class Condition>
bool eventually(const Condition& holds) {
    for (int i = 0; i < 400 && !holds(); ++i) wait_for(Millis{5}, {});
    return holds();
}

}  // namespace loket::test

// sbi: the device before its emulated box: what it takes, whom it believes, what every fault ends with, how it stops; and the finder.

#include <catch2/catch.hpp>

#include <algorithm>
#include <atomic>
#include <fstream>

#include "devices/biometrics/synth/synth.h"
#include "drivers/sbi/driver.h"
#include "drivers/sbi/maker.h"
#include "drivers/sbi/model.h"
#include "drivers/sbi/sbi.h"
#include "drivers/sbi_face/driver.h"
#include "drivers/sbi_iris/driver.h"
#include "tests/drivers/umock/run.h"
#include "tests/runtime/station.h"

namespace sbi_box_test {

using namespace loket;
using namespace loket::test;
using namespace loket::drivers::sbi;
using namespace std::chrono_literals;
using biometrics::Eye, biometrics::Finger, biometrics::Slap;

namespace {

const model::Driver* const kRows[] = {&drivers::sbi::kDriver, &drivers::sbi_iris::kDriver, &drivers::sbi_face::kDriver};

/// A device before an emulated box of its own, which every test may treat as it likes.
struct Counter {
    explicit Counter(const model::Driver& of = drivers::sbi::kDriver) : row(of), box(scene, {of.kind}), device(of.create({.transport = nullptr, .scene = nullptr, .clock = &clock, .address = box.address()})) {
        scene.set_real_time(false);
        scene.set_person({.seed = 7, .missing_fingers = {}, .missing_eyes = {}});
        REQUIRE(device->open());
    }
    Result<model::Content> ask(const model::Request& request, std::stop_token stop = {}) { return device->perform(request, sink, std::move(stop)); }
    Result<model::Content> ask() { return ask(sample_request(row.kind)); }
    /// From a fresh opening; a box that is asked while it captures for somebody says so.
    Result<model::Content> afresh() {
        box.event("reset");
        LOKET_TRY(device->open());
        return ask();
    }
    const model::Driver& row;
    model::Scene scene;
    ManualClock clock{kNow};
    Box box;
    RememberingSink sink;
    std::unique_ptr<model::Device> device;
};

std::string word(const Result<model::Content>& result) {
    if (result) return "ok";
    return std::string(to_string(result.error().fault)) + (result.error().code.empty() ? "" : " " + result.error().code);
}

struct Authorities {
    explicit Authorities(const std::string& pem = Maker::only().authority()) {
        std::filesystem::create_directories(path());
        std::ofstream(path() / "authority.pem") << pem;
    }
    [[nodiscard]] std::filesystem::path path() const { return folder.path / "trust"; }
    Folder folder;
};

}  // namespace

TEST_CASE("sbi: slaps with and without exceptions, one finger, thumbs") {
    Counter counter;
    const auto right = counter.ask(model::FingerRequest{{Finger::RightIndex, Finger::RightMiddle, Finger::RightRing, Finger::RightLittle}, Slap::RightFour});
    REQUIRE(right);
    const auto& four = std::get<model::FingerOutcome>(*right);
    REQUIRE(four.fingers.size() == 4);
    CHECK(four.fingers[3].finger == Finger::RightLittle);
    CHECK(four.fingers[0].image.width == biometrics::synth::kFingerprintWidth);
    CHECK(four.fingers[0].image.dpi == 500);
    CHECK(four.plate.width > 4 * 300);
    CHECK_FALSE(counter.sink.previews.empty());
    CHECK(counter.sink.hints == std::vector<std::string>{"finger.place_right_four", "finger.lift"});
    const auto left = counter.ask(model::FingerRequest{{Finger::LeftLittle, Finger::LeftIndex}, Slap::LeftFour});  // two are excused
    REQUIRE(left);
    CHECK(std::get<model::FingerOutcome>(*left).fingers[0].finger == Finger::LeftLittle);
    CHECK(counter.ask(model::FingerRequest{{Finger::LeftThumb, Finger::RightThumb}, Slap::Thumbs}));
    CHECK(counter.ask(model::FingerRequest{{Finger::LeftThumb}, {}}));
    for (const auto& wrong : {model::FingerRequest{{}, Slap::Thumbs}, model::FingerRequest{{Finger::LeftThumb, Finger::RightThumb}, {}}, model::FingerRequest{{Finger::LeftIndex}, Slap::RightFour}})
        CHECK(word(counter.ask(wrong)) == "unsupported device.unsupported");
    counter.scene.set_person({.seed = 7, .missing_fingers = {Finger::RightRing}, .missing_eyes = {}});
    CHECK(word(counter.ask(model::FingerRequest{{Finger::RightIndex, Finger::RightRing}, Slap::RightFour})) == "rejected finger.missing");
    CHECK(word(counter.ask(model::FingerRequest{{Finger::RightRing}, {}})) == "timed_out finger.no_finger");
    const auto who = counter.device->identity();
    CHECK(who.vendor == "Loket");
    CHECK(who.serial == "SIM-1");
    CHECK(who.simulated);
}

TEST_CASE("sbi: both eyes, one eye, a face") {
    Counter iris(drivers::sbi_iris::kDriver);
    const auto both = iris.ask(model::IrisRequest{{Eye::Right, Eye::Left}});
    REQUIRE(both);
    const auto& eyes = std::get<model::IrisOutcome>(*both).eyes;
    REQUIRE(eyes.size() == 2);
    CHECK(eyes[0].eye == Eye::Right);
    CHECK(eyes[0].image.width == 640);
    CHECK_FALSE(eyes[0].image == eyes[1].image);
    const auto one = iris.ask(model::IrisRequest{{Eye::Left}});
    REQUIRE(one);
    CHECK(std::get<model::IrisOutcome>(*one).eyes[0].eye == Eye::Left);
    Counter face(drivers::sbi_face::kDriver);
    const auto photo = face.ask();
    REQUIRE(photo);
    CHECK(std::get<model::PhotoOutcome>(*photo).image.height >= 640);
}

TEST_CASE("sbi: every fault of a box ends in a word of the contract, and the next capture works") {
    Counter counter;
    const model::FingerRequest thumbs{{Finger::LeftThumb, Finger::RightThumb}, Slap::Thumbs};
    const std::pair<const char*, const char*> faults[] = {{"garbage", "corrupt"},
                                                          {"stream_closed", "ok"},
                                                          {"nobody", "timed_out finger.no_finger"},
                                                          {"expired", "needs_operator device.certificate_expired"},
                                                          {"foreign", "needs_operator device.untrusted"},
                                                          {"tampered", "corrupt"},
                                                          {"wrong_hash", "corrupt"},
                                                          {"truncated", "corrupt"},
                                                          {"wsq", "corrupt picture.unreadable"},
                                                          {"swapped", "corrupt"},
                                                          {"stale", "corrupt"},
                                                          {"replayed", "corrupt"},
                                                          {"slow", "ok"}};
    for (const auto& [fault, expected] : faults) {
        CAPTURE(fault);
        REQUIRE(counter.box.event(fault));
        CHECK(word(fault == std::string_view("swapped") ? counter.ask(thumbs) : counter.ask()) == expected);
        counter.box.event("reset");
        CHECK(word(counter.ask()) == "ok");
    }
    CHECK_FALSE(counter.box.event("no such word"));
    for (const auto& [fault, code] : {std::pair{"foreign", "device.untrusted"}, std::pair{"expired", "device.certificate_expired"}, std::pair{"staging", "device.untrusted"}, std::pair{"tampered", ""}}) {
        CAPTURE(fault);
        counter.box.event(fault);
        const auto opened = counter.device->open();
        REQUIRE_FALSE(opened);
        CHECK(opened.error().code == code);
        counter.box.event("reset");
        CHECK(counter.device->open());
    }
}

TEST_CASE("sbi: an answer that breaks off or is changed anywhere ends in time, and the next capture works") {
    Counter counter;
    constexpr int kPlaces = 12;
    for (const auto* which : {"deviceInfo", "biometrics"})
        for (int at = 0; at < kPlaces; ++at)
            for (const bool cut : {true, false}) {
                CAPTURE(which, at, cut);
                counter.box.meddle(nullptr);
                const bool capture = which == std::string_view("biometrics");
                if (capture) REQUIRE(counter.device->open());
                counter.box.meddle([=](std::string& text) {
                    if (text.find(which) == std::string::npos) return;
                    const auto place = text.size() * static_cast<std::size_t>(at) / kPlaces;
                    if (cut) text.resize(place);
                    else text[place] = static_cast<char>(text[place] ^ 0x15);
                });
                const auto opened = capture ? Status{} : counter.device->open();
                const auto result = opened ? counter.ask() : Result<model::Content>(opened.error());
                if (!result) CHECK(result.error().fault != Fault::Internal);
                if (cut) CHECK_FALSE(result);
            }
    counter.box.meddle(nullptr);
    CHECK(word(counter.afresh()) == "ok");
}

TEST_CASE("sbi: stopped in each phase it stops at once, though the box is silent, and works again") {
    for (const auto* row : kRows) {
        Counter counter(*row);
        counter.scene.set_real_time(true);
        for (const bool silent : {true, false}) {
            CAPTURE(row->id, silent);
            if (silent) counter.box.event("silent");
            CHECK(once_in_three([&] {
                std::stop_source stop;
                std::chrono::steady_clock::time_point asked;
                std::jthread impatient([&] {
                    wait_for(100ms, {});
                    asked = std::chrono::steady_clock::now();
                    stop.request_stop();
                });
                const auto result = counter.ask(sample_request(row->kind), stop.get_token());
                const auto returned = std::chrono::steady_clock::now();
                impatient.join();
                CHECK(word(result) == "cancelled");
                return returned - asked < 100ms;
            }));
            counter.box.event("reset");
        }
        counter.scene.set_real_time(false);
        CHECK(word(counter.ask()) == "ok");
    }
}

TEST_CASE("sbi: a box that captures on for nobody is waited for") {
    /// Stops with the third picture: the capture is under way then.
    class Impatient final : public model::Sink {
      public:
        void preview(const RgbaImage&) override {
            if (++seen == 3) stop.request_stop();
        }
        void hint(std::string_view) override {}
        void progress(int) override {}
        int seen = 0;
        std::stop_source stop;
    };
    Counter counter;
    counter.scene.set_real_time(true);
    counter.box.event("stubborn");
    Impatient sink;
    CHECK(word(counter.device->perform(sample_request(counter.row.kind), sink, sink.stop.get_token())) == "cancelled");
    std::atomic<int> captures = 0;
    counter.box.meddle([&](std::string& text) { captures += text.find("biometrics") != std::string::npos ? 1 : 0; });
    CHECK(word(counter.ask()) == "ok");
    CHECK(captures > 2);  // it was busy at first
    counter.box.meddle(nullptr);
}

TEST_CASE("sbi: how a box is") {
    Counter counter;
    CHECK(counter.device->health().ready);
    counter.box.event("busy");
    CHECK(counter.device->health().ready);
    counter.box.event("not_ready");
    CHECK_FALSE(counter.device->health().ready);
    counter.box.event("reset");
    counter.box.unplug();
    CHECK(counter.device->health().reasons == std::vector<std::string>{"offline"});
    CHECK(word(counter.ask()) == "gone device.gone");
}

TEST_CASE("sbi: the station says whom it trusts, and which test boxes it permits") {
    model::Scene scene;
    scene.set_real_time(false);
    Box box(scene, {model::Kind::FingerScanner});
    const SystemClock clock;  // certificates of the box are valid now, too
    const auto opened = [&](const model::Settings& settings) {
        const auto device = drivers::sbi::create({.transport = nullptr, .scene = nullptr, .clock = &clock, .address = address_of(box.place()), .name = {}, .settings = settings});
        const auto status = device->open();
        if (!status) return status.error().code;
        RememberingSink sink;
        return word(device->perform(sample_request(model::Kind::FingerScanner), sink, {}));
    };
    const Authorities authorities;
    const auto trust = authorities.path().string();
    CHECK(opened({}) == "device.untrusted");
    CHECK(opened({{kTrustSetting, "/nowhere"}}) == "device.untrusted");
    CHECK(opened({{kTrustSetting, trust}}) == "ok");
    box.event("staging");
    CHECK(opened({{kTrustSetting, trust}}) == "device.untrusted");
    CHECK(opened({{kTrustSetting, trust}, {kEnvSetting, "Staging"}}) == "ok");
    std::ofstream(authorities.path() / "authority.pem") << "nothing";
    CHECK(opened({{kTrustSetting, trust}}) == "device.untrusted");
}

TEST_CASE("sbi: several devices behind one port are found, each by its row, a service that hangs is asked ever more rarely") {
    model::Scene scene;
    Box box(scene, {model::Kind::FingerScanner, model::Kind::IrisScanner, model::Kind::Camera}, kFirstPort, kLastPort);
    const auto port = box.place().port;
    REQUIRE(port >= kFirstPort);
    // Only this port: other programs of the machine may serve on the others.
    Ports fingers(kFinger, port, port), irises(kIris, port, port), faces(kFace, port, port);
    const auto addresses = [](Ports& ports) {
        std::vector<std::string> all;
        for (const auto& each : ports.look({}).value_or({})) all.push_back(each.address);
        return all;
    };
    const auto offered = [&](Ports& ports, std::size_t device) { return eventually([&] { return addresses(ports) == std::vector{address_of(box.place(device))}; }); };
    CHECK(offered(fingers, 0));
    CHECK(offered(irises, 1));
    CHECK(offered(faces, 2));
    CHECK(fingers.look({})->front().name == "Loket Emulated Finger");
    CHECK(eventually([&] {  // all hundred ports
        const auto all = drivers::sbi::look({}, {});
        return all && std::ranges::count(*all, address_of(box.place(0)), &model::Sighting::address) == 1;
    }));

    box.event("silent");
    CHECK(addresses(fingers).size() == 1);  // in vain, and still there
    const auto begin = std::chrono::steady_clock::now();
    CHECK(addresses(fingers).size() == 1);  // not asked
    CHECK(std::chrono::steady_clock::now() - begin < 300ms);
    box.event("reset");
    box.unplug();
    CHECK(eventually([&] { return addresses(fingers).empty(); }));
    box.plug();
    CHECK(offered(fingers, 0));
    std::stop_source stopped;
    stopped.request_stop();
    CHECK(fingers.look(stopped.get_token()).error().fault == Fault::Cancelled);
}

}  // namespace sbi_box_test

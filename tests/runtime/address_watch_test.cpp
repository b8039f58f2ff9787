// Boxes found by address: what the registry hears when they come, go, cannot be told, and come back.

#include "devices/runtime/address_watch.h"

#include <catch2/catch.hpp>

#include <unistd.h>

#include <atomic>
#include <mutex>

#include "devices/base/file.h"
#include "devices/runtime/settings.h"
#include "tests/runtime/fake.h"
#include "tests/runtime/log_lines.h"
#include "tests/runtime/station.h"

using namespace loket;
using namespace loket::test;
using namespace std::chrono_literals;

namespace {

/// What the finder of `kPlaced` answers, and how often it was asked.
struct Shelf {
    void put(Result<std::vector<model::Sighting>> what) {
        const std::lock_guard lock(mutex);
        answer = std::move(what);
    }
    Result<std::vector<model::Sighting>> look() {
        const std::lock_guard lock(mutex);
        ++looks;
        if (throws) throw std::runtime_error("no such luck");
        return answer;
    }
    std::mutex mutex;
    Result<std::vector<model::Sighting>> answer = std::vector<model::Sighting>{};
    std::atomic<int> looks = 0;
    std::atomic<bool> throws = false, broken = false;
};
Shelf* shelf = nullptr;

class PlacedDevice final : public model::Device {
  public:
    explicit PlacedDevice(const model::Surroundings& around) : around_(around) {}
    Status open() override { return {}; }
    Result<model::Content> perform(const model::Request&, model::Sink&, std::stop_token) override { return model::Content{model::PhotoOutcome{}}; }
    model::Health health() override { return {}; }
    [[nodiscard]] model::Identity identity() const override { return {.driver = "placed", .vendor = {}, .product = around_.name, .serial = around_.address, .firmware = around_.settings.count("placed.key") != 0 ? "told" : ""}; }
    void close() override {}

  private:
    const model::Surroundings around_;
};

std::unique_ptr<model::Device> make_placed(const model::Surroundings& around) {
    if (shelf->broken) throw std::runtime_error("nothing can be made of it");
    return std::make_unique<PlacedDevice>(around);
}

constexpr model::Setting kPlacedSettings[] = {{"placed.trust", "a folder"}};
constexpr model::Driver kPlaced{.id = "placed",
                                .kind = model::Kind::Camera,
                                .usb = {},
                                .rank = 10,
                                .create = make_placed,
                                .finder = {.period = 10ms, .look = [](const model::Settings&, const std::stop_token&) { return shelf->look(); }},
                                .settings = kPlacedSettings};
constexpr model::Driver kPlacedStandIn{.id = "stand_in_camera",
                                       .kind = model::Kind::Camera,
                                       .usb = {},
                                       .rank = -1,
                                       .create = [](const model::Surroundings& around) -> std::unique_ptr<model::Device> { return std::make_unique<PlacedDevice>(around); }};
constexpr model::Driver resting(model::Driver driver) {
    driver.finder.rest = 1h;
    return driver;
}
constexpr auto kResting = resting(kPlaced);
constexpr const model::Driver* kPlacedDrivers[] = {&kPlaced, &kPlacedStandIn};
constexpr const model::Driver* kRestingDrivers[] = {&kResting};

struct PlacedStation {
    explicit PlacedStation(std::span<const model::Driver* const> drivers = kPlacedDrivers) : registry(drivers, clock, &scene, {{"placed.key", "value"}}) { shelf = &boxes; }
    [[nodiscard]] std::vector<std::string> ids() const {
        std::vector<std::string> all;
        for (const auto& each : registry.list()) all.push_back(each.id);
        return all;
    }
    Shelf boxes;
    model::Scene scene;
    ManualClock clock{kNow};
    runtime::Registry registry;
};
using Ids = std::vector<std::string>;

}  // namespace

TEST_CASE("a box that its finder sees takes the stand-in's place, knows where it is, and leaves when it is seen no more") {
    PlacedStation s;
    s.boxes.put(std::vector<model::Sighting>{{"/dev/video0", "Kamera A"}});
    runtime::AddressWatch watch(s.registry);
    REQUIRE(watch.looked(2s));
    REQUIRE(s.ids() == Ids{"placed:/dev/video0"});
    const auto who = s.registry.list().front().identity;
    CHECK(who.product == "Kamera A");
    CHECK(who.serial == "/dev/video0");
    CHECK(who.firmware == "told");
    s.boxes.put(std::vector<model::Sighting>{{"/dev/video2", "Kamera B"}, {"/dev/video0", "Kamera A"}});
    CHECK(eventually([&] { return s.ids() == Ids{"placed:/dev/video0", "placed:/dev/video2"}; }));
    s.boxes.put(std::vector<model::Sighting>{{"/dev/video2", "Kamera B"}});
    CHECK(eventually([&] { return s.ids() == Ids{"placed:/dev/video2"}; }));
    s.boxes.put(std::vector<model::Sighting>{});
    CHECK(eventually([&] { return s.ids().empty(); }));
    s.boxes.put(std::vector<model::Sighting>{{"/dev/video2", "Kamera B"}});
    CHECK(eventually([&] { return s.ids() == Ids{"placed:/dev/video2"}; }));
}

TEST_CASE("a session on a box that is seen no more ends as when a plug is pulled") {
    PlacedStation s;
    s.boxes.put(std::vector<model::Sighting>{{"a", ""}});
    runtime::AddressWatch watch(s.registry);
    REQUIRE(watch.looked(2s));
    auto session = runtime::Session::open(s.registry, model::Kind::Camera);
    REQUIRE(session);
    s.boxes.put(std::vector<model::Sighting>{});
    REQUIRE(eventually([&] { return (*session)->events().size() > 0; }));
    const auto last = (*session)->events().try_pop();
    CHECK(std::holds_alternative<runtime::Removed>(last->body));
}

TEST_CASE("a finder that cannot tell, or throws, changes nothing, is asked ever more rarely and says so once") {
    PlacedStation s;
    s.boxes.put(std::vector<model::Sighting>{{"a", ""}});
    const LogLines lines;
    auto watch = std::make_unique<runtime::AddressWatch>(s.registry);
    REQUIRE(watch->looked(2s));
    s.boxes.put(Error{Fault::TimedOut, "the service is busy"});
    const int before = s.boxes.looks;
    wait_for(400ms, {});
    CHECK(s.boxes.looks - before <= 6);  // 10, 20, 40 … instead of forty times
    s.boxes.throws = true;
    wait_for(100ms, {});
    CHECK(s.ids() == Ids{"placed:a"});
    s.boxes.throws = false;
    s.boxes.put(std::vector<model::Sighting>{});
    CHECK(eventually([&] { return s.ids().empty(); }));
    watch.reset();
    CHECK(lines.with("cannot tell") == 1);
    CHECK(lines.with("can be told again") == 1);
}

TEST_CASE("a finder whose look costs much rests while nothing comes or goes on USB") {
    const auto usb = std::filesystem::temp_directory_path() / ("loket-usb-" + std::to_string(::getpid()));
    std::filesystem::create_directory(usb);
    PlacedStation s(kRestingDrivers);
    runtime::AddressWatch watch(s.registry, usb);
    REQUIRE(watch.looked(2s));
    wait_for(300ms, {});
    CHECK(s.boxes.looks == 1);
    s.boxes.put(std::vector<model::Sighting>{{"a", ""}});
    std::filesystem::create_directory(usb / "1-1");
    CHECK(eventually([&] { return s.ids() == Ids{"placed:a"}; }));
    CHECK(eventually([&] { return s.boxes.looks > 5; }));  // goes on looking: a box may need a moment
    std::filesystem::remove_all(usb);
}

TEST_CASE("a box that a driver can make nothing of is said once, tried again, and ends nothing else") {
    PlacedStation s;
    s.boxes.broken = true;
    s.boxes.put(std::vector<model::Sighting>{{"a", ""}});
    const LogLines lines;
    runtime::AddressWatch watch(s.registry);
    REQUIRE(watch.looked(2s));
    const int before = s.boxes.looks;
    CHECK(eventually([&] { return s.boxes.looks > before + 3; }));
    CHECK(s.ids().empty());
    CHECK(lines.with("nothing can be made of it") == 1);
    s.boxes.broken = false;
    CHECK(eventually([&] { return s.ids() == Ids{"placed:a"}; }));
}

TEST_CASE("when the watch ends its boxes leave") {
    PlacedStation s;
    s.boxes.put(std::vector<model::Sighting>{{"a", ""}, {"a", "the same again"}});
    {
        runtime::AddressWatch watch(s.registry);
        REQUIRE(watch.looked(2s));
        CHECK(s.ids() == Ids{"placed:a"});
    }
    CHECK(s.ids().empty());
}

TEST_CASE("settings of boxes: absent, good, not an object, for nobody, not a text") {
    const auto file = std::filesystem::temp_directory_path() / ("loket-settings-" + std::to_string(::getpid()));
    const auto loaded = [&](std::string_view text) {
        REQUIRE(write_text(file, text));
        return runtime::load_settings(file, kPlacedDrivers);
    };
    CHECK(runtime::load_settings(file / "none", kPlacedDrivers)->empty());
    CHECK(*loaded(R"({"placed.trust": "folder"})") == model::Settings{{"placed.trust", "folder"}});
    for (const auto* wrong : {"[]", "{", R"({"plaecd.trust": "folder"})", R"({"placed.turst": "folder"})", R"({"placed": "folder"})", R"({"placed.trust": 1})"}) {
        CAPTURE(wrong);
        CHECK(loaded(wrong).error().code == "settings.invalid");
    }
    std::filesystem::remove(file);
}

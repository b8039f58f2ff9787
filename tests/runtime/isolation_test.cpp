// Devices that live in a process of their own: the line to it, and what the kiosk does when that process does not behave.

#include <catch2/catch.hpp>

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "devices/isolation/pack.h"
#include "tests/runtime/log_lines.h"
#include "tests/runtime/station.h"
#include "tests/runtime/threaded.h"

using namespace loket;
using namespace loket::test;
using namespace loket::isolation;
using namespace std::chrono_literals;
using Catch::Matchers::Contains;

namespace {

const std::string kHelper = std::string(LOKET_BINARY_DIR) + "/tests/device_helper";

constexpr model::Driver kFar{.id = "naughty", .kind = model::Kind::DocumentCamera, .usb = {}, .rank = 1, .create = nullptr, .isolated = true};

struct Far {
    explicit Far(std::string how, std::string driver = "naughty") : far(kFar), device(named(std::move(driver)), {.address = std::move(how)}, launch(kHelper)) {}
    const model::Driver& named(std::string driver) {
        id = std::move(driver);
        far.id = id;
        return far;
    }
    Result<model::Content> perform(std::stop_token stop = {}) { return device.perform(model::PaperRequest{}, sink, stop); }

    std::string id;
    model::Driver far;
    IsolatedDevice device;
    RememberingSink sink;
};

std::string contents(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

/// The helpers of this process that live, by number.
std::vector<pid_t> helpers(pid_t parent = getpid()) {
    std::vector<pid_t> all;
    for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
        const auto name = entry.path().filename().string();
        if (!std::all_of(name.begin(), name.end(), [](unsigned char c) { return std::isdigit(c) != 0; })) continue;
        const auto state = contents(entry.path() / "stat");
        const auto after = state.rfind(')');
        if (after == std::string::npos) continue;
        char letter = 0;
        int above = 0;
        if (std::sscanf(state.c_str() + after + 1, " %c %d", &letter, &above) == 2 && above == parent) all.push_back(std::stoi(name));
    }
    return all;
}

std::size_t open_files() { return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator("/proc/self/fd"), {})); }

template <class T>
T there_and_back(const T& value) {
    auto back = unpack<T>(pack(value));
    REQUIRE(back);
    return std::move(*back);
}

RgbaImage picture() {
    RgbaImage image(3, 2, 200);
    for (std::size_t i = 0; i < image.pixels.size(); ++i) image.pixels[i] = static_cast<std::uint8_t>(i * 7);
    return image;
}

/// One of each kind, with something in every field.
std::vector<model::Request> all_requests() {
    const GrayImage slip(5, 2, 203, 9);
    return {model::FingerRequest{{model::Finger::RightIndex, model::Finger::LeftThumb}, model::Slap::LeftFour}, model::IrisRequest{{model::Eye::Right, model::Eye::Left}},
            model::PhotoRequest{}, model::SignatureRequest{}, model::CardPrintRequest{"job", picture(), {}}, model::ApduRequest{{{1, 2, 3}, {}}},
            model::ReceiptRequest{"slip", slip}, model::PaperRequest{7}, model::SheetRequest{"a", {0x25, 0x50}, 3}, model::HeadsetRequest{true},
            model::CodeRequest{}, model::KeypadRequest{}, model::LightRequest{model::Sign::Help}};
}
std::vector<model::Content> all_contents() {
    const GrayImage grey(4, 3, 500, 77);
    return {model::FingerOutcome{grey, {{model::Finger::LeftRing, grey}}}, model::IrisOutcome{{{model::Eye::Left, grey}}}, model::PhotoOutcome{picture()},
            model::SignatureOutcome{10, 20, {{1, -2, 3, 4}}}, model::CardPrintOutcome{"04aa"}, model::ApduOutcome{"04aa", {{0x90, 0}}}, model::ReceiptOutcome{},
            model::PaperOutcome{picture(), {picture(), picture()}}, model::SheetOutcome{}, model::HeadsetOutcome{true},
            model::CodeOutcome{"a code"}, model::KeypadOutcome{model::PadKey::Help, true}, model::LightOutcome{}};
}

Answer full_answer(model::Content content) {
    return {.error = Error{Fault::NeedsOperator, "c", "printer.media-empty"},
            .identity = {.driver = "d", .vendor = "v", .product = "p", .serial = "s", .firmware = "f", .simulated = true},
            .health = {.ready = false, .reasons = {"media-jam", "cover-open"}, .supplies = {{"paper", 40, 12}}},
            .content = std::move(content),
            .sightings = {{"escl:1", "Scanner"}}};
}

}  // namespace

TEST_CASE("isolation: every request and every outcome arrives as it was sent") {
    REQUIRE(all_requests().size() == std::variant_size_v<model::Request>);
    REQUIRE(all_contents().size() == std::variant_size_v<model::Content>);
    for (const auto& request : all_requests()) {
        CAPTURE(request.index());
        const auto back = there_and_back(request);
        CHECK(back.index() == request.index());
        CHECK(pack(back) == pack(request));
    }
    for (const auto& content : all_contents()) {
        CAPTURE(content.index());
        const auto answer = full_answer(content), back = there_and_back(answer);
        CHECK(pack(back) == pack(answer));
        CHECK(back.content->index() == content.index());
    }
    const auto paper = there_and_back(all_contents()[7]);
    CHECK(std::get<model::PaperOutcome>(paper).further.back() == picture());
    const auto answer = there_and_back(full_answer(model::ReceiptOutcome{}));
    CHECK(answer.error->code == "printer.media-empty");
    CHECK(answer.health.supplies.front().units == 12);
    CHECK(answer.sightings.front().name == "Scanner");
    CHECK(there_and_back(Begin{"d", "a", "n", {{"k", "v"}}}).settings.at("k") == "v");
}

TEST_CASE("isolation: what is cut, longer or changed is Corrupt or harmless, never more") {
    for (const auto& content : all_contents()) {
        const auto good = pack(full_answer(content));
        for (std::size_t size = 0; size < good.size(); ++size) {
            const auto cut = unpack<Answer>(ByteView(good).first(size));
            REQUIRE_FALSE(cut);
            CHECK(cut.error().fault == Fault::Corrupt);
        }
        auto longer = good;
        longer.push_back(0);
        CHECK_FALSE(unpack<Answer>(longer));
        for (std::size_t at = 0; at < good.size(); ++at)
            for (const std::uint8_t other : {0x00, 0x01, 0x7F, 0x80, 0xFF}) {
                auto changed = good;
                changed[at] = other;
                if (const auto read = unpack<Answer>(changed); read && read->content)
                    if (const auto* paper = std::get_if<model::PaperOutcome>(&*read->content)) CHECK(paper->image.pixels.size() == 4ull * paper->image.width * paper->image.height);
            }
    }
    CHECK_FALSE(unpack<model::Request>(pack(std::uint8_t{200})));
    CHECK_FALSE(unpack<bool>(pack(std::uint8_t{2})));
    CHECK_FALSE(unpack<model::Eye>(pack(std::uint8_t{0})));
    CHECK_FALSE(unpack<Fault>(pack(std::uint8_t{99})));
}

TEST_CASE("isolation: a device in a process of its own is opened, works, says who it is, and leaves nothing behind") {
    const auto files = open_files();
    {
        Far far("well");
        CHECK(far.device.identity().driver == "naughty");
        CHECK_FALSE(far.device.health().ready);
        CHECK(far.perform().error().fault == Fault::Gone);
        for (int round = 0; round < 3; ++round) {
            REQUIRE(far.device.open());
            CHECK(helpers().size() == 1);
            CHECK(far.device.identity().product == "well");
            CHECK(far.device.health().ready);
            CHECK(far.perform());
            CHECK(far.perform());
            far.device.close();
            far.device.close();
            CHECK(helpers().empty());  // not even one that waits to be buried
        }
        REQUIRE(far.device.open());
        CHECK(far.sink.hints.size() == 6);
    }
    CHECK(helpers().empty());
    CHECK(open_files() == files);
}

TEST_CASE("isolation: a process that misbehaves costs its job, and the next job works with a new one") {
    struct Case { std::string how; Fault fault; };
    for (const auto& [how, fault] : {Case{"crash", Fault::Gone}, Case{"exit", Fault::Gone}, Case{"half", Fault::Gone}, Case{"noise", Fault::Corrupt},
                                     Case{"oversized", Fault::Corrupt}, Case{"throw", Fault::Internal}}) {
        CAPTURE(how);
        Far far(how);
        REQUIRE(far.device.open());
        const auto before = helpers();
        const auto result = far.perform();
        REQUIRE_FALSE(result);
        CHECK(result.error().fault == fault);
        if (how == "crash") CHECK_THAT(result.error().context, Contains("signal 6"));
        if (how == "exit") CHECK_THAT(result.error().context, Contains("exit code 3"));
        if (how != "throw") {
            CHECK(helpers().empty());
            CHECK_FALSE(far.device.health().ready);
        }
        far.device.close();
        REQUIRE(far.device.open());
        CHECK(helpers() != before);
        CHECK(far.device.health().ready);
    }
}

TEST_CASE("isolation: whoever does not obey is ended within 100 ms, and the next request finds a new process") {
    for (const std::string how : {"deaf", "flood", "slow"}) {
        CAPTURE(how);
        Far far(how);
        REQUIRE(far.device.open());
        const auto stop_takes = [&] {
            std::stop_source stop;
            std::chrono::steady_clock::time_point asked;
            std::jthread hand([&] {
                wait_for(50ms, {});
                asked = std::chrono::steady_clock::now();
                stop.request_stop();
            });
            const auto result = far.perform(stop.get_token());
            const auto took = std::chrono::steady_clock::now() - asked;
            if (how != "flood") CHECK(result.error().fault == Fault::Cancelled);
            return took;
        };
        CHECK(once_in_three([&] { return stop_takes() < 100ms; }));
        CHECK(helpers().size() == (how == "deaf" ? 0 : 1));
        CHECK(far.device.health().ready);
        CHECK(helpers().size() == 1);
    }
}

TEST_CASE("isolation: a process that hangs or crashes while it is opened, looked at or closed is ended in bounded time") {
    {
        Far far("crash in open");
        CHECK(far.device.open().error().fault == Fault::Gone);
        CHECK(helpers().empty());
    }
    {
        Far far("hang in health");
        REQUIRE(far.device.open());
        CHECK_FALSE(far.device.health().ready);
        CHECK(helpers().empty());
        CHECK(far.perform());
    }
    {
        Far far("hang in close");
        REQUIRE(far.device.open());
        far.device.close();
        CHECK(helpers().empty());
    }
    Far nobody("well", "no_such_driver");
    CHECK(nobody.device.open().error().fault == Fault::Gone);
    Far still("x");
    IsolatedDevice missing(still.far, {}, launch("/nonexistent"));
    CHECK(missing.open().error().fault == Fault::Internal);
}

TEST_CASE("isolation: nothing of a person stands in the command line or the environment, and no file of ours is open there") {
    const int ours = dup(0);  // of those that would be inherited
    Far far("well");
    REQUIRE(far.device.open());
    CHECK(far.perform());
    const auto place = std::filesystem::path("/proc") / std::to_string(helpers().at(0));
    auto said = contents(place / "cmdline");
    std::replace(said.begin(), said.end(), '\0', ' ');
    CHECK(said == "loket device-helper naughty ");
    std::string ours_said;
    for (char** word = environ; *word != nullptr; ++word) ours_said += std::string(*word) + '\0';
    const bool same_environment = contents(place / "environ") == ours_said;  // not shown when it differs: it is the tester's own
    CHECK(same_environment);
    std::vector<std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator(place / "fd")) {
        const auto target = std::filesystem::read_symlink(entry.path()).string();
        if (std::stoi(entry.path().filename().string()) > isolation::kHelperSocket && target.find("anon_inode") == std::string::npos) files.push_back(target);
    }
    CAPTURE(files);
    CHECK(files.empty());
    close(ours);
}

TEST_CASE("isolation: memory of messages is overwritten before it is given back") {
    SecretBytes secret(64, 0x5A);
    const auto* place = secret.data();
    std::vector<std::uint8_t> seen(64);
    WipingAllocator<std::uint8_t> allocator;
    auto* room = allocator.allocate(64);
    std::fill(room, room + 64, 0x5A);
    wipe(room, 64);
    CHECK(std::all_of(room, room + 64, [](auto byte) { return byte == 0; }));
    allocator.deallocate(room, 64);
    static_assert(std::is_same_v<decltype(Message::body), SecretBytes>);
    static_assert(std::is_same_v<decltype(pack(1)), SecretBytes>);
    CHECK(secret.data() == place);
}

namespace {

/// As `eventually`, with patience for a process that starts on a busy machine.
template <class Condition>
bool soon(const Condition& holds) {
    for (int i = 0; i < 10 && !eventually(holds); ++i) {}
    return holds();
}

/// A station that has nothing but one isolated device.
struct IsolatedStation {
    explicit IsolatedStation(const std::string& address, std::string_view id = "naughty") : driver(kFar) {
        driver.id = id;
        REQUIRE(registry.arrive({.id = "far:1", .usb = {}, .driver = std::string(id), .transport = nullptr, .seen = {address}}));
        session = std::move(*runtime::Session::open(registry, "far:1", {.first_retry = 10ms, .longest_retry = 40ms, .health_period = 20ms}));
    }
    Result<model::Outcome> run(Millis limit = 5s) { return result_of(*session, *session->submit(model::PaperRequest{}, limit)); }
    bool ready() {
        return soon([&] { return session->device().state == runtime::State::Ready; });
    }

    model::Driver driver;
    const model::Driver* drivers[1] = {&driver};
    ManualClock clock{kNow};
    runtime::Registry registry{drivers, clock, nullptr, {}, launch(kHelper)};
    std::unique_ptr<runtime::Session> session;
};

}  // namespace

TEST_CASE("isolation: killed in mid-capture, the session tells it, the kiosk lives on and the next job works") {
    IsolatedStation station("", "sim_document_camera");  // takes a second for a picture
    REQUIRE(station.ready());
    CHECK(station.session->device().identity.simulated);
    for (int round = 0; round < 2; ++round) {
        const auto job = station.session->submit(model::PaperRequest{}, 20s);
        REQUIRE(job);
        while (auto event = station.session->events().pop({}))
            if (std::holds_alternative<runtime::Preview>(event->body)) break;
        const auto before = helpers();
        REQUIRE(before.size() == 1);
        REQUIRE(kill(before.front(), SIGKILL) == 0);
        const auto result = result_of(*station.session, *job);
        REQUIRE_FALSE(result);
        CHECK(result.error().fault == Fault::Gone);
        CHECK_THAT(result.error().context, Contains("signal 9"));
        const auto again = station.run(20s);
        REQUIRE(again);
        CHECK(std::get<model::PaperOutcome>(again->content).image.width >= 1000);
        CHECK(helpers().size() == 1);
        CHECK(helpers() != before);
    }
    station.session.reset();
    CHECK(helpers().empty());
}

TEST_CASE("isolation: a process that dies between two jobs is not even noticed by the next") {
    IsolatedStation station("well");
    REQUIRE(station.ready());
    const auto before = helpers();
    kill(before.at(0), SIGKILL);
    CHECK(soon([&] {
        const auto now = helpers();
        return now.size() == 1 && now != before;
    }));
    CHECK(station.run());
}

TEST_CASE("isolation: one that can never be opened is tried ever more rarely and logged once") {
    const LogLines lines;
    IsolatedStation station("crash in open");
    wait_for(300ms, {});
    CHECK(station.run().error().fault == Fault::Gone);
    CHECK(lines.with("does not answer") == 1);
    station.session.reset();
    CHECK(helpers().empty());
}

TEST_CASE("isolation: the helper dies with the kiosk, even when that is killed") {
    int ends[2];
    REQUIRE(pipe(ends) == 0);
    const pid_t kiosk = fork();
    if (kiosk == 0) {
        Far far("deaf");
        const bool opened = far.device.open().ok();
        const pid_t child = opened ? helpers().front() : 0;
        (void)!write(ends[1], &child, sizeof child);
        (void)far.perform();
        _exit(0);
    }
    pid_t helper = 0;
    REQUIRE(read(ends[0], &helper, sizeof helper) == sizeof helper);
    REQUIRE(helper > 0);
    REQUIRE(kill(helper, 0) == 0);
    wait_for(50ms, {});
    kill(kiosk, SIGKILL);
    waitpid(kiosk, nullptr, 0);
    // Nobody may be there to bury it: dead is enough.
    CHECK(eventually([&] {
        const auto state = contents(std::filesystem::path("/proc") / std::to_string(helper) / "stat");
        return state.empty() || state.find(") Z ") != std::string::npos;
    }));
    close(ends[0]), close(ends[1]);
}

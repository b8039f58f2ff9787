// Recorded traffic: written, read back, replayed; and the recordings in the tree against the drivers of today.

#include <catch2/catch.hpp>

#include <fstream>
#include <set>

#include "devices/base/file.h"
#include "devices/runtime/recording.h"
#include "tests/drivers/record.h"
#include "tests/runtime/station.h"

namespace recording_test {

using namespace loket;
using namespace loket::test;

namespace {

const std::filesystem::path kRecordings = std::filesystem::path(LOKET_SOURCE_DIR) / "tests/drivers/recordings";

/// What a driver and its emulated box say to each other in one run: opened, one request, closed.

runtime::Recording record(const model::Driver& driver) { return test::record(driver, sample_request(driver.kind)); }

}  // namespace

TEST_CASE("a recording is text that reads back as it was") {
    for (const auto* driver : drivers::all()) {
        if (driver->emulate == nullptr) continue;
        CAPTURE(driver->id);
        const auto text = runtime::to_text(record(*driver));
        const auto again = runtime::parse_recording(text);
        REQUIRE(again);
        CHECK(runtime::to_text(*again) == text);
    }
}

TEST_CASE("a box may call itself anything, and its recording reads back") {
    runtime::Step opened;
    opened.opening = true;
    opened.box = {.vendor_id = 1, .product_id = 2, .vendor = "3\" paper", .product = "two\nlines", .serial = "\""};
    const auto again = runtime::parse_recording(runtime::to_text({opened}));
    REQUIRE(again);
    CHECK(again->front().box.vendor == "3' paper");
    CHECK(again->front().box.product == "two lines");
    CHECK_FALSE(runtime::parse_recording("> open\n< 0001:0002 0100 0 81 02 00 A\"B C D\n"));
}

TEST_CASE("recordings that are not whole are refused by line") {
    CHECK(runtime::parse_recording("# nothing\n\n"));
    for (const auto* bad : {"< 00\n", "> 81 max 4\n", "> 81 max 4\n> 81 max 4\n", "> 81 max 4\n< 0\n", "> 81 max 4\n< 00*9999999999\n", "> 81 max x\n< -\n",
                            "> 00 1 2\n< -\n", "> open\n< 1:2\n", "> open\n< 05ba000a 1 0 0 0 0 \"\" \"\" \"\"\n", "> open\n< 05ba:000a 1 0 0 0 0 \"\" \"\n", "> 81\n! nonsense\n", "hello\n"}) {
        CAPTURE(bad);
        CHECK_FALSE(runtime::parse_recording(bad));
    }
}

TEST_CASE("a replay answers strictly in order and says where somebody strays") {
    const auto recording = runtime::parse_recording("> open\n< 0001:0002 0100 0 81 02 00 \"\" \"Box\" \"\"\n> 02 out 0102\n< -\n> 81 max 4\n< 05*3\n> 81 max 4\n! gone\n");
    REQUIRE(recording);
    const auto later = std::chrono::steady_clock::now() + std::chrono::seconds(1);
    runtime::Replayer right(*recording);
    CHECK(right.open({})->product == "Box");
    const Bytes said{1, 2};
    CHECK(right.exchange({.endpoint = 2, .out = said}, later, {}));
    CHECK(*right.exchange({.endpoint = 0x81, .max = 4}, later, {}) == Bytes{5, 5, 5});
    CHECK_FALSE(right.finished());
    CHECK(right.exchange({.endpoint = 0x81, .max = 4}, later, {}).error().fault == Fault::Gone);
    CHECK(right.finished());

    runtime::Replayer wrong(*recording);
    CHECK(wrong.open({}));
    CHECK(wrong.exchange({.endpoint = 0x81, .max = 4}, later, {}).error().fault == Fault::Internal);
    CHECK(wrong.mistake()->find("step 2") != std::string::npos);
    CHECK_FALSE(wrong.finished());
}

namespace {

/// Pieces of what came from endpoints, long enough to be nobody else's. The head of a picture says how large it is, and stays.
std::set<Bytes> pieces_of(const runtime::Recording& recording) {
    constexpr std::size_t kPiece = 6, kPicture = 1000, kHead = 64;
    std::set<Bytes> pieces;
    for (auto step : recording) {
        const auto* bytes = step.heard();
        for (std::size_t i = bytes != nullptr && bytes->size() > kPicture ? kHead : 0; bytes != nullptr && i + kPiece <= bytes->size(); ++i) {
            const Bytes piece(bytes->begin() + static_cast<std::ptrdiff_t>(i), bytes->begin() + static_cast<std::ptrdiff_t>(i + kPiece));
            if (std::set<std::uint8_t>(piece.begin(), piece.end()).size() > 3) pieces.insert(piece);
        }
    }
    return pieces;
}

}  // namespace

TEST_CASE("a recording without persons replays step for step, and nothing of the person is in it") {
    int checked = 0;
    for (const auto* driver : drivers::all()) {
        if (driver->anonymise == nullptr) continue;
        CAPTURE(driver->id);
        const auto raw = record(*driver);
        const auto clean = runtime::without_persons(*driver, raw);
        REQUIRE(clean);
        REQUIRE(clean->size() == raw.size());
        for (std::size_t i = 0; i < raw.size(); ++i) {
            CHECK((*clean)[i].answer.ok() == raw[i].answer.ok());
            if (raw[i].answer) CHECK((*clean)[i].answer->size() == raw[i].answer->size());
            CHECK((*clean)[i].box.serial.empty());
        }
        CHECK(runtime::to_text(*clean).find(to_hex(as_bytes("EMULATED-1"))) == std::string::npos);  // its serial number
        if (driver->kind != model::Kind::CardPrinter) {  // what is printed is said, not heard: evolis_test, magicard_test
            const auto person = pieces_of(raw), kept = pieces_of(*clean);
            CHECK(person.size() > 100);
            CHECK(std::none_of(kept.begin(), kept.end(), [&](const auto& piece) { return person.contains(piece); }));
        }

        runtime::Replayer replay(*runtime::parse_recording(runtime::to_text(*clean)));
        ManualClock clock{kNow};
        const auto device = driver->create({.transport = &replay, .clock = &clock});
        RememberingSink sink;
        REQUIRE(device->open());
        CHECK(device->perform(sample_request(driver->kind), sink, {}));
        device->close();
        if (replay.mistake()) FAIL(*replay.mistake());
        CHECK(replay.finished());
        ++checked;
    }
    CHECK(checked >= 2);
}

TEST_CASE("what a driver cannot take persons out of is not recorded") {
    constexpr model::Driver kCamera{.id = "camera", .kind = model::Kind::Camera, .usb = {}, .create = nullptr};
    constexpr model::Driver kSlips{.id = "slips", .kind = model::Kind::ReceiptPrinter, .usb = {}, .create = nullptr};
    CHECK(runtime::without_persons(kCamera, {}).error().fault == Fault::Unsupported);
    CHECK(runtime::without_persons(kSlips, {}));
}

/// LOKET_RENEW_RECORDINGS=1 writes them anew: look at the difference before you keep it.
TEST_CASE("every driver says today what it said when it was recorded") {
    for (const auto* driver : drivers::all()) {
        if (driver->emulate == nullptr) continue;
        CAPTURE(driver->id);
        const auto path = kRecordings / (std::string(driver->id) + ".txt");
        if (std::getenv("LOKET_RENEW_RECORDINGS") != nullptr) REQUIRE(write_text(path, runtime::to_text(record(*driver))));
        const auto text = read_text(path, 1u << 22);
        REQUIRE(text);
        const auto recording = runtime::parse_recording(*text);
        REQUIRE(recording);
        runtime::Replayer replay(*recording);
        ManualClock clock{kNow};
        const auto device = driver->create({&replay, nullptr, &clock});
        RememberingSink sink;
        REQUIRE(device->open());
        const auto content = device->perform(sample_request(driver->kind), sink, {});
        device->close();
        if (replay.mistake()) FAIL(*replay.mistake());
        CHECK(content);
        CHECK(replay.finished());
    }
}

}  // namespace recording_test

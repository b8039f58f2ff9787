// uru4000: the wire codec, the driver against the emulated box.

#include <catch2/catch.hpp>

#include <numeric>

#include "devices/base/random.h"
#include "devices/biometrics/synth/synth.h"
#include "drivers/uru4000/driver.h"
#include "drivers/uru4000/model.h"
#include "tests/runtime/station.h"

namespace uru4000_test {

using namespace loket;
using namespace loket::drivers::uru4000;
using loket::test::Bench;

namespace {

const model::Request kOneFinger = model::FingerRequest{{model::Finger::RightIndex}, {}};

Bytes frame_bytes(int lines, std::vector<std::pair<int, int>> blocks) {
    Bytes bytes(kHeaderSize);
    bytes[4] = static_cast<std::uint8_t>(lines);
    bytes[5] = static_cast<std::uint8_t>(lines >> 8);
    bytes[6] = 7;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        bytes[16 + 2 * i] = static_cast<std::uint8_t>(blocks[i].first);
        bytes[17 + 2 * i] = static_cast<std::uint8_t>(blocks[i].second);
    }
    for (std::size_t i = 0; i < static_cast<std::size_t>(lines) * kWidth; ++i) bytes.push_back(static_cast<std::uint8_t>(mix64(i)));
    return bytes;
}

/// The pixels of `lines` lines without the last one of each block, which never travels.
Bytes sent(Bytes pixels, std::initializer_list<int> blocks) {
    std::size_t end = 0;
    for (const int lines : blocks) pixels[(end += static_cast<std::size_t>(lines) * kWidth) - 1] = 0;
    return pixels;
}

struct Glass : Bench {
    Glass() : Bench(kDriver) {}
    template <class Act>
    auto box(const Act& act) { return wire->with<Model>(act); }
    model::FingerOutcome capture() {
        auto content = perform(kOneFinger);
        REQUIRE(content);
        return std::get<model::FingerOutcome>(*content);
    }
    GrayImage seen() {
        return box([](Model& model) { return model.glass(); });
    }
};

}  // namespace

TEST_CASE("uru4000: one step of the shift register is the parity of its taps") {
    for (const std::uint32_t key : {0u, 1u, 0x80000000u, 0x9248144Du, 0xDEADBEEFu, 0x12345678u}) {
        unsigned parity = 0;
        for (const int tap : {1, 3, 4, 7, 11, 13, 20, 23, 26, 29, 32}) parity ^= key >> (tap - 1) & 1;
        CHECK(next_key(key) == (key >> 1 | parity << 31));
    }
    CHECK(mask_of(1u << 4) == 0x01);
    CHECK(mask_of(1u << 29) == 0x80);
    CHECK(mask_of(0xFFFFFFFF) == 0xFF);
}

TEST_CASE("uru4000: a descrambled frame is what was scrambled, but for the last pixel of each block") {
    auto frame = *parse_frame(frame_bytes(40, {{kScrambled, 10}, {kKeyStays, 5}, {0, 5}, {kScrambled, 20}}));
    const Bytes plain = frame.pixels;
    std::uint32_t key = 0xCAFE1234;
    const auto block = [&](int from, int lines) { return std::span(frame.pixels).subspan(static_cast<std::size_t>(from) * kWidth, static_cast<std::size_t>(lines) * kWidth); };
    key = scramble(block(0, 10), key);
    for (int i = 0; i < 5 * kWidth; ++i) key = next_key(key);  // a plain block, unless its key stays, turns the register on
    scramble(block(20, 20), key);
    Descrambler descrambler(frame);
    REQUIRE(descrambler.wanted() == 7);
    descrambler.apply(0xCAFE1234);
    CHECK_FALSE(descrambler.wanted());
    Bytes expected = plain;
    expected[10 * kWidth - 1] = expected[40 * kWidth - 1] = 0;
    CHECK(frame.pixels == expected);
}

TEST_CASE("uru4000: a block may bring a new key, even the first") {
    auto frame = *parse_frame(frame_bytes(20, {{kScrambled | kNewKey, 10}, {kScrambled | kNewKey, 10}}));
    const Bytes plain = frame.pixels;
    scramble(std::span(frame.pixels).first(10 * kWidth), 111);
    scramble(std::span(frame.pixels).subspan(10 * kWidth), 222);
    Descrambler descrambler(frame);
    descrambler.apply(0);
    REQUIRE(descrambler.wanted() == 8);
    descrambler.apply(111);
    REQUIRE(descrambler.wanted() == 9);
    descrambler.apply(222);
    CHECK_FALSE(descrambler.wanted());
    CHECK(frame.pixels == sent(plain, {10, 10}));
}

TEST_CASE("uru4000: frames that are not whole are corrupt, blocks that did not travel are ground") {
    CHECK_FALSE(parse_frame({}));
    CHECK_FALSE(parse_frame(Bytes(kHeaderSize)));
    CHECK_FALSE(parse_frame(frame_bytes(kMostLines + 1, {})));
    auto bytes = frame_bytes(kMostLines, {{0, 200}, {0, 89}});
    CHECK(parse_frame(bytes));
    bytes.pop_back();
    CHECK_FALSE(parse_frame(bytes));

    const auto frame = *parse_frame(frame_bytes(20, {{0, 10}, {kAbsent, 4}, {0, 10}}));
    const auto picture = picture_of(frame, false);
    CHECK(picture.height == 24);
    CHECK(picture.dpi == 500);
    CHECK(picture.at(3, 9) == 255 - frame.pixels[9 * kWidth + 3]);
    CHECK(picture.at(3, 10) == 255);
    CHECK(picture.at(3, 14) == 255 - frame.pixels[10 * kWidth + 3]);
    CHECK(picture_of(frame, true).at(kWidth - 1 - 3, 23 - 9) == picture.at(3, 9));
    CHECK(picture_of(*parse_frame(frame_bytes(5, {})), false).height == 5);
}

TEST_CASE("uru4000: lines that are said to be scrambled, and are not, are left alone") {
    auto bytes = frame_bytes(20, {{0, 10}, {kScrambled, 10}});
    CHECK(says_scrambled(*parse_frame(bytes)));
    CHECK(looks_scrambled(*parse_frame(bytes)));
    std::fill(bytes.begin() + kHeaderSize, bytes.begin() + kHeaderSize + 10 * kWidth, std::uint8_t{30});
    CHECK(looks_scrambled(*parse_frame(bytes)));  // only the second block says so
    std::fill(bytes.begin() + kHeaderSize, bytes.end(), std::uint8_t{30});
    CHECK(says_scrambled(*parse_frame(bytes)));
    CHECK_FALSE(looks_scrambled(*parse_frame(bytes)));
}

TEST_CASE("uru4000: interrupts and information are whole or corrupt") {
    Bytes packet(kIrqSize);
    packet[0] = 0x56, packet[1] = 0xAA;
    CHECK(*parse_irq(packet) == kPowerOn);
    packet.pop_back();
    CHECK_FALSE(parse_irq(packet));
    CHECK_FALSE(parse_info(packet));
}

TEST_CASE("uru4000: a scrambled and a plain capture, and one of an older box, are what the glass sees") {
    Glass glass;
    REQUIRE(glass.opened);
    for (const auto* how : {"scrambled", "plain", "older"}) {
        glass.device->close();
        CAPTURE(how);
        REQUIRE(glass.wire->event(how));
        REQUIRE(glass.device->open());
        const auto outcome = glass.capture();
        CHECK(outcome.plate == glass.seen());
        REQUIRE(outcome.fingers.size() == 1);
        CHECK(outcome.fingers[0].finger == model::Finger::RightIndex);
        CHECK(outcome.fingers[0].image == outcome.plate);
    }
    CHECK(glass.sink.hints == std::vector<std::string>{"finger.place_one", "finger.lift", "finger.place_one", "finger.lift", "finger.place_one", "finger.lift"});
    CHECK(glass.sink.previews.size() == 3);
    CHECK(glass.box([](Model& model) { return model.mode(); }) == kOff);
}

TEST_CASE("uru4000: two captures of a finger show the same person") {
    Glass glass;
    const auto first = glass.capture(), second = glass.capture();
    CHECK_FALSE(first.plate == second.plate);  // laid down twice
}

TEST_CASE("uru4000: an empty glass is refused, a failing scanner is not trusted") {
    Glass glass;
    model::Scene empty;
    runtime::EmulatedTransport wire(std::make_unique<Model>());
    const auto device = create({&wire, nullptr, nullptr});
    REQUIRE(device->open());
    wire.event("finger_on");  // somebody touched it, and nothing can be seen
    std::jthread lifting([&] {
        wait_for(Millis{50}, {});
        wire.event("finger_off");
    });
    CHECK(device->perform(kOneFinger, glass.sink, {}).error().code == "finger.no_finger");
    wire.event("fault");
    CHECK(device->perform(kOneFinger, glass.sink, {}).error().fault == Fault::Corrupt);
}

TEST_CASE("uru4000: one finger at a time, named by its box") {
    Glass glass;
    CHECK(glass.perform(model::FingerRequest{{model::Finger::RightIndex, model::Finger::RightMiddle}, {}}).error().fault == Fault::Unsupported);
    CHECK(glass.perform(model::FingerRequest{{model::Finger::RightIndex}, biometrics::Slap::RightFour}).error().fault == Fault::Unsupported);
    const auto identity = glass.device->identity();
    CHECK(identity.product == "DigitalPersona U.are.U 4000B / 4500");
    CHECK(identity.firmware == "0110 / 0405");
    CHECK(identity.serial == "EMULATED-1");
    CHECK(glass.device->health().ready);
    glass.device->close();
    CHECK_FALSE(glass.box([](Model& model) { return model.powered(); }));
    CHECK_FALSE(glass.device->health().ready);
}

}  // namespace uru4000_test

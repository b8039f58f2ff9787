#include <catch2/catch.hpp>

#include <cstdlib>
#include <filesystem>
#include <iostream>

#include "devices/base/file.h"
#include "devices/base/random.h"
#include "devices/biometrics/iso/finger_record.h"

using namespace loket;
using namespace loket::biometrics;
using namespace loket::biometrics::iso;

namespace {

FingerTemplate sample_finger(std::uint64_t seed, int count) {
    SeededRandom random(seed);
    FingerTemplate finger{320, 400, {}};
    for (int i = 0; i < count; ++i)
        finger.minutiae.push_back({static_cast<std::uint16_t>(random.below(320)), static_cast<std::uint16_t>(random.below(400)),
                                   static_cast<std::uint8_t>(random.below(256)), static_cast<MinutiaType>(random.below(3)),
                                   static_cast<std::uint8_t>(random.below(101))});
    return finger;
}

Bytes sample_record() {
    FingerRecord record = record_of(sample_finger(1, 7), Finger::LeftIndex, 66);
    record.views[0].extended = {0x01, 0x00, 0x00, 0x06, 0xAB, 0xCD};
    record.views.push_back(record.views[0]);
    record.views[1].number = 1;
    return *encode_record(record);
}

std::filesystem::path real_records() {
    const char* set = std::getenv("LOKET_BIOMETRICS");
    return std::filesystem::path(set ? set : LOKET_SOURCE_DIR "/../shared/biometrics") / "iso";
}

}  // namespace

TEST_CASE("the record of a known finger has the bytes of the standard") {
    FingerTemplate finger{300, 400, {}};
    finger.minutiae.push_back({165, 48, 107, MinutiaType::Bifurcation, 90});
    const auto bytes = encode_record(record_of(finger, Finger::RightIndex, 80));
    REQUIRE(bytes);
    CHECK(to_hex(*bytes) == "464d520020323000000000240000012c019000c500c50100" "02005001" "80a500306b5a" "0000");
}

TEST_CASE("records come back as they were") {
    const Bytes bytes = sample_record();
    const auto record = decode_record(bytes);
    REQUIRE(record);
    CHECK(record->views.size() == 2);
    CHECK(record->views[0].position == Finger::LeftIndex);
    CHECK(*encode_record(*record) == bytes);
    CHECK(*template_of(*record, 1) == sample_finger(1, 7));
    CHECK(template_of(*record, 2).error().fault == Fault::Rejected);
}

TEST_CASE("a record of another resolution gives a template at 500 dpi") {
    FingerRecord record = record_of(sample_finger(2, 1), Finger::RightThumb, 50);
    record.x_resolution = record.y_resolution = 394;
    record.views[0].minutiae[0].x = 200;
    record.views[0].minutiae[0].y = 101;
    const auto finger = template_of(record);
    REQUIRE(finger);
    CHECK(finger->width == 160);
    CHECK(finger->minutiae[0].x == 100);
    CHECK(finger->minutiae[0].y == 51);
    record.x_resolution = 0;
    CHECK(template_of(record).error().fault == Fault::Unsupported);
}

TEST_CASE("what a record cannot say is refused") {
    CHECK(encode_record({}).error().fault == Fault::Unsupported);
    CHECK(encode_record(record_of(sample_finger(3, 256), Finger::RightThumb, 50)).error().fault == Fault::Unsupported);
    FingerTemplate far = sample_finger(3, 1);
    far.minutiae[0].x = 1 << 14;
    CHECK(encode_record(record_of(far, Finger::RightThumb, 50)).error().fault == Fault::Unsupported);
}

TEST_CASE("every truncation and every changed header byte of a record is caught or harmless") {
    const Bytes good = sample_record();
    for (std::size_t length = 0; length < good.size(); ++length) {
        const auto record = decode_record(ByteView(good).first(length));
        REQUIRE_FALSE(record);
        CHECK(record.error().fault == (length >= 4 && length < 8 ? Fault::Unsupported : Fault::Corrupt));
    }
    for (std::size_t at = 0; at < good.size(); ++at)
        for (int value = 0; value < 256; ++value) {
            Bytes bad = good;
            bad[at] = static_cast<std::uint8_t>(value);
            if (const auto record = decode_record(bad)) CHECK(*encode_record(*record) == bad);
        }
}

TEST_CASE("random bytes after a good header never get through by accident") {
    SeededRandom random(99);
    for (int round = 0; round < 2000; ++round) {
        Bytes bytes = sample_record();
        for (int i = 0; i < 6; ++i) bytes[24 + random.below(bytes.size() - 24)] = static_cast<std::uint8_t>(random.next());
        const auto record = decode_record(bytes);
        if (record)
            CHECK(*encode_record(*record) == bytes);
        else
            CHECK(record.error().fault == Fault::Corrupt);
    }
}

TEST_CASE("the compact card format keeps position to 0.1 mm and direction to a sixty-fourth") {
    const FingerTemplate finger = sample_finger(4, 40);
    const Bytes bytes = encode_card(finger);
    REQUIRE(bytes.size() == 120);
    const auto back = decode_card(bytes);
    REQUIRE(back);
    CHECK(encode_card(*back) == bytes);
    for (std::size_t i = 0; i < 40; ++i) {
        const Minutia &was = finger.minutiae[i], &is = back->minutiae[i];
        CHECK(std::abs(was.x - is.x) <= 1);
        CHECK(std::abs(was.y - is.y) <= 1);
        CHECK(std::abs(static_cast<std::int8_t>(was.angle - is.angle)) <= 2);
        CHECK(was.type == is.type);
    }
}

TEST_CASE("all card bytes: decoded ones encode to themselves, others are corrupt") {
    for (int x = 0; x < 256; ++x)
        for (int last = 0; last < 256; ++last) {
            const Bytes bytes = {static_cast<std::uint8_t>(x), static_cast<std::uint8_t>(255 - x), static_cast<std::uint8_t>(last)};
            const auto finger = decode_card(bytes);
            REQUIRE(finger.ok() == (last < 192));
            if (finger) REQUIRE(encode_card(*finger) == bytes);
            else REQUIRE(finger.error().fault == Fault::Corrupt);
        }
    CHECK(decode_card(Bytes(4)).error().fault == Fault::Corrupt);
    CHECK(decode_card(Bytes(768)).error().fault == Fault::Corrupt);
    CHECK(decode_card({}).value().minutiae.empty());
}

TEST_CASE("a card takes the first minutiae that fit, and a rolled finger from its own corner") {
    CHECK(encode_card(sample_finger(5, 200)).size() == 3 * kCardMinutiae);
    FingerTemplate rolled{800, 800, {}};
    for (std::uint16_t x : {300, 500, 780, 1100}) rolled.minutiae.push_back({x, 700, 0, MinutiaType::Ending, 50});
    const auto back = decode_card(encode_card(rolled));
    REQUIRE(back);
    REQUIRE(back->minutiae.size() == 3);
    CHECK(back->minutiae[0].x == 0);
    CHECK(std::abs(back->minutiae[1].x - 200) <= 1);
    CHECK(std::abs(back->minutiae[2].x - 480) <= 1);
}

TEST_CASE("records of other makers decode and encode to the same bytes") {
    if (!std::filesystem::exists(real_records())) {
        std::cerr << "SKIPPED: no real records at " << real_records() << "\n";
        return;
    }
    int seen = 0;
    for (const auto& entry : std::filesystem::directory_iterator(real_records())) {
        const auto bytes = read_file(entry.path());
        REQUIRE(bytes);
        if (bytes->size() < 4 || as_text(ByteView(*bytes).first(4)) != std::string_view("FMR\0", 4)) continue;
        INFO(entry.path().filename());
        const auto record = decode_record(*bytes);
        REQUIRE(record);
        CHECK(*encode_record(*record) == *bytes);
        CHECK(template_of(*record)->minutiae.size() >= 5);
        ++seen;
    }
    CHECK(seen == 33);
}

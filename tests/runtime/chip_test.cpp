#include "devices/model/chip.h"

#include <catch2/catch.hpp>

#include "devices/base/random.h"

using namespace loket;
using model::chip::Chip;

namespace {

const std::string kSelect = "00a4040007f04c4f4b455401";

/// Commands and responses in hexadecimal, as a protocol analyser shows them.
struct Wire {
    model::SimCard card{.uid = "04aa", .file = {}};
    Chip chip{card};
    std::string send(const std::string& command) { return to_hex(chip.answer(*from_hex(command))); }
};

}  // namespace

TEST_CASE("the application is selected by its name and by nothing else") {
    Wire wire;
    CHECK(wire.send("00b0000000") == "6986");
    CHECK(wire.send("00a4040007f04c4f4b455402") == "6a82");
    CHECK(wire.send("00a4000007f04c4f4b455401") == "6a82");
    CHECK(wire.send(kSelect) == "9000");
    CHECK(wire.send(kSelect + "00") == "9000");
}

TEST_CASE("what is written can be read, in pieces and past the end") {
    Wire wire;
    wire.send(kSelect);
    CHECK(wire.send("00b0000000") == "6b00");  // nothing written yet
    CHECK(wire.send("00d6000003112233") == "9000");
    CHECK(wire.send("00d60002024455") == "9000");
    CHECK(wire.send("00b0000000") == "112244559000");
    CHECK(wire.send("00b0000102") == "22449000");
    CHECK(wire.send("00b0000305") == "556282");
    CHECK(wire.send("00b0000401") == "6b00");
    CHECK(wire.send("00b00000") == "6700");
    CHECK(wire.send("00d60000") == "6700");
}

TEST_CASE("the file ends at its capacity") {
    Wire wire;
    wire.send(kSelect);
    CHECK(wire.send("00d61fff01aa") == "9000");
    CHECK(wire.card.file.size() == 8192);
    CHECK(wire.send("00d61fff02aabb") == "6700");
    CHECK(wire.send("00d6200001aa") == "6b00");
    CHECK(wire.send("00d6ffff01aa") == "6b00");
}

TEST_CASE("activation changes the life cycle and locks the file") {
    Wire wire;
    wire.send(kSelect);
    wire.send("00d600000111");
    CHECK(wire.send("00ca008a00") == "039000");
    CHECK(wire.send("00440000") == "9000");
    CHECK(wire.send("00ca008a00") == "059000");
    CHECK(wire.send("00d600000122") == "6982");
    CHECK(wire.send("00b0000000") == "119000");
    CHECK((wire.card.active && wire.card.write_locked));
    CHECK(wire.send("00ca008b00") == "6a88");
}

TEST_CASE("a locked card refuses writing before activation too") {
    Wire wire;
    wire.card.write_locked = true;
    wire.send(kSelect);
    CHECK(wire.send("00d600000122") == "6982");
}

TEST_CASE("unknown and malformed commands have their own answers") {
    Wire wire;
    CHECK(wire.send("00200000") == "6d00");
    CHECK(wire.send("80b0000000") == "6e00");
    CHECK(wire.send("") == "6700");
    CHECK(wire.send("00a404") == "6700");
    CHECK(wire.send("00a4040007f04c") == "6700");
    CHECK(wire.send("00d60000000001aa") == "6700");  // extended length
}

TEST_CASE("any bytes get an answer of at least a status word") {
    Wire wire;
    SeededRandom random(3);
    for (int i = 0; i < 20'000; ++i) {
        Bytes command(random.below(12));
        for (auto& byte : command) byte = static_cast<std::uint8_t>(random.next());
        if (command.size() > 1 && random.chance(0.8)) {
            command[0] = 0;
            command[1] = std::array<std::uint8_t, 5>{0xA4, 0xB0, 0xD6, 0x44, 0xCA}[random.below(5)];
        }
        if (random.chance(0.1)) command = *from_hex(kSelect);
        REQUIRE(wire.chip.answer(command).size() >= 2);
        REQUIRE(wire.card.file.size() <= 8192);
    }
}

#include "devices/base/bytes.h"

#include <catch2/catch.hpp>

#include "devices/base/random.h"
#include "devices/base/sha256.h"

using namespace loket;

TEST_CASE("hexadecimal round trips and refuses what is not hexadecimal") {
    const Bytes bytes{0x00, 0x9f, 0xff};
    CHECK(to_hex(ByteView{bytes}) == "009fff");
    CHECK(from_hex("009FfF") == bytes);
    CHECK_FALSE(from_hex("0"));
    CHECK_FALSE(from_hex("0g"));
}

TEST_CASE("a reader past the end yields zero and stays failed") {
    ByteWriter writer;
    writer.u8(1).u16(0x0203).u32(0x04050607).u64(0x08090a0b0c0d0e0fULL).sized(as_bytes("ab"));
    ByteReader reader(writer.bytes());
    CHECK(reader.u8() == 1);
    CHECK(reader.u16() == 0x0203);
    CHECK(reader.u32() == 0x04050607);
    CHECK(reader.u64() == 0x08090a0b0c0d0e0fULL);
    CHECK(reader.u32() == 2);
    CHECK(as_text(reader.take(2)) == "ab");
    CHECK(reader.ok());
    CHECK(reader.u16() == 0);
    CHECK_FALSE(reader.ok());
}

TEST_CASE("SHA-256 of the FIPS 180-4 example") {
    CHECK(to_hex(sha256(as_bytes("abc"))) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("a seed reproduces its numbers, and purposes do not share them") {
    SeededRandom first(7, "queue"), again(7, "queue"), other(7, "print");
    const auto value = first.next();
    CHECK(again.next() == value);
    CHECK(other.next() != value);
    for (int i = 0; i < 1000; ++i) {
        const int roll = first.between(-3, 3);
        CHECK((roll >= -3 && roll <= 3));
    }
}

// Records that came later: minutiae of 2011, signatures, transactions. A second decoder, driven by tables of the standards' layouts, reads
// what ours wrote.

#include <catch2/catch.hpp>

#include <cstdlib>
#include <filesystem>

#include "devices/base/file.h"
#include "devices/biometrics/iso/finger_record.h"
#include "devices/biometrics/iso/signature_picture.h"
#include "devices/biometrics/iso/signature_record.h"
#include "devices/biometrics/iso/transaction.h"

using namespace loket;
using namespace loket::biometrics;
using namespace loket::biometrics::iso;

namespace {

/// Fields by name and width in bytes; what a table reads it also counts.
struct Cell {
    const char* name;
    int bytes;
};
struct TableReader {
    ByteView bytes;
    std::size_t at = 0;
    std::map<std::string, std::uint64_t> read(std::initializer_list<Cell> table) {
        std::map<std::string, std::uint64_t> out;
        for (const auto& [name, width] : table) {
            std::uint64_t value = 0;
            for (int i = 0; i < width; ++i) {
                REQUIRE(at < bytes.size());
                value = value << 8 | bytes[at++];
            }
            out[name] = value;
        }
        return out;
    }
};

FingerRecord two_fingers() {
    FingerRecord record{.device = 0, .width = 300, .height = 400, .x_resolution = 197, .y_resolution = 197, .views = {}};
    record.views.push_back({Finger::RightIndex, 0, ImpressionKind::LivePlain, 81, {{10, 20, 30, MinutiaType::Ending, 40}, {299, 399, 255, MinutiaType::Bifurcation, 100}}, {}});
    record.views.push_back({Finger::LeftThumb, 1, ImpressionKind::LiveRolled, 7, {}, {0, 1, 0, 4}});
    return record;
}

std::vector<PenSample> scribble() { return {{0, 0, 0.5, 0}, {12, -7, 1, 5}, {900, 300, 0.25, 10}, {905, 310, 0, 15}}; }

/// A transaction of two records: text of 57 bytes and a raw finger of 2 x 3.
Bytes small_transaction() {
    std::string first = "1.002:0400\x1D" "1.003:1\x1F" "2\x1E" "2\x1F" "00\x1E" "4\x1F" "01\x1C";
    const std::string head = "1.001:" + std::to_string(first.size() + 9) + "\x1D";
    REQUIRE(head.size() == 9);
    std::string text = "2.001:26\x1D" "2.002:00\x1D" "2.003:a\x1C";
    REQUIRE(text.size() == 26);
    ByteWriter out;
    out.raw(as_bytes(head)).raw(as_bytes(first)).raw(as_bytes(text));
    out.u32(24).u8(1).u8(0).u8(7).u8(255).u8(255).u8(255).u8(255).u8(255).u8(0).u16(2).u16(3).u8(0);
    for (int i = 0; i < 6; ++i) out.u8(static_cast<std::uint8_t>(i));
    return out.take();
}

template <class Decode>
void refuses_every_cut(const Bytes& bytes, const Decode& decode) {
    for (std::size_t length = 0; length < bytes.size(); ++length) {
        CAPTURE(length);
        CHECK_FALSE(decode(ByteView(bytes).first(length)).ok());
    }
    auto longer = bytes;
    longer.push_back(0);
    CHECK_FALSE(decode(longer).ok());
}

std::filesystem::path samples() {
    const char* set = std::getenv("LOKET_BIOMETRICS");
    return std::filesystem::path(set ? set : LOKET_SOURCE_DIR "/../shared/biometrics") / "iso";
}

}  // namespace

TEST_CASE("minutiae of 2011: the table reads what was written, and so do we") {
    const auto record = two_fingers();
    const auto bytes = encode_record_2011(record);
    REQUIRE(bytes);
    TableReader table{*bytes};
    const auto head = table.read({{"magic", 4}, {"version", 4}, {"length", 4}, {"representations", 2}, {"certified", 1}});
    CHECK(head.at("magic") == 0x464D5200);
    CHECK(head.at("version") == 0x30333000);
    CHECK(head.at("length") == bytes->size());
    CHECK(head.at("representations") == 2);
    for (const auto& view : record.views) {
        const auto start = table.at;
        const auto fields = table.read({{"length", 4}, {"date", 9}, {"technology", 1}, {"vendor", 2}, {"device", 2}, {"blocks", 1}, {"quality", 1}, {"by", 2}, {"algorithm", 2}, {"finger", 1},
                                        {"number", 1}, {"across", 2}, {"down", 2}, {"impression", 1}, {"width", 2}, {"height", 2}, {"sizes", 1}, {"count", 1}});
        CHECK(fields.at("blocks") == 1);
        CHECK(fields.at("quality") == view.quality);
        CHECK(fields.at("finger") == static_cast<std::uint64_t>(view.position));
        CHECK(fields.at("across") == 197);
        CHECK(fields.at("width") == 300);
        CHECK(fields.at("sizes") == 0x60);
        REQUIRE(fields.at("count") == view.minutiae.size());
        for (const auto& m : view.minutiae) {
            const auto cell = table.read({{"x", 2}, {"y", 2}, {"angle", 1}, {"quality", 1}});
            CHECK(cell.at("x") == (static_cast<std::uint64_t>(m.type) << 14 | m.x));
            CHECK(cell.at("y") == m.y);
            CHECK(cell.at("angle") == m.angle);
            CHECK(cell.at("quality") == m.quality);
        }
        table.at += table.read({{"extended", 2}}).at("extended");
        CHECK(table.at - start == fields.at("length"));
    }
    CHECK(table.at == bytes->size());
    const auto back = decode_record_2011(*bytes);
    REQUIRE(back);
    CHECK(*back == record);
    CHECK(*encode_record_2011(*back) == *bytes);
    refuses_every_cut(*bytes, decode_record_2011);
    CHECK(decode_record_2011(*encode_record(record)).error().fault == Fault::Unsupported);
}

TEST_CASE("signatures: written and read to the byte, every cut refused") {
    const auto record = signature_of(scribble());
    const auto bytes = encode_signature(record);
    TableReader table{bytes};
    const auto head = table.read({{"magic", 4}, {"version", 4}, {"channels", 2}, {"x", 1}, {"x scale", 2}, {"y", 1}, {"y scale", 2}, {"time", 1}, {"time scale", 2}, {"force", 1}, {"down", 1}, {"reserved", 1}, {"samples", 3}});
    CHECK(head.at("magic") == 0x53444900);
    CHECK(head.at("version") == 0x20313000);
    CHECK(head.at("channels") == 0xC160);
    CHECK(head.at("samples") == 4);
    const auto second = (table.read({{"x", 2}, {"y", 2}, {"time", 2}, {"force", 2}, {"down", 1}}), table.read({{"x", 2}, {"y", 2}, {"time", 2}, {"force", 2}, {"down", 1}}));
    CHECK(second.at("x") == 32768 + 12);
    CHECK(second.at("y") == 32768 - 7);
    CHECK(second.at("time") == 5);
    CHECK(second.at("force") == 65535);
    CHECK(second.at("down") == 1);
    const auto back = decode_signature(bytes);
    REQUIRE(back);
    CHECK(*back == record);
    CHECK(encode_signature(*back) == bytes);
    const auto pens = samples_of(*back);
    REQUIRE(pens);
    REQUIRE(pens->size() == 4);
    CHECK((*pens)[2].x == Approx(900).epsilon(1e-3));
    CHECK((*pens)[2].pressure == Approx(0.25).margin(1e-4));
    CHECK((*pens)[3].pressure == 0);
    CHECK((*pens)[3].millis == Approx(15).epsilon(1e-3));
    refuses_every_cut(bytes, decode_signature);
}

TEST_CASE("signatures: the record lies in the picture's own file, which stays a picture") {
    // a picture of one white pixel, by the byte
    const auto png = from_hex("89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a49444154789c63f80f00010101001bb6ee560000000049454e44ae426082").value();
    const auto record = encode_signature(signature_of(scribble()));
    const auto both = with_signature(png, record).value();
    CHECK(both.size() == png.size() + record.size() + 12);
    CHECK(std::ranges::equal(*signature_within(both), record));
    CHECK(std::ranges::equal(ByteView(both).last(12), ByteView(png).last(12)));
    CHECK_FALSE(signature_within(png));
    for (std::size_t length = 0; length < both.size() - 12; ++length)
        if (const auto found = signature_within(ByteView(both).first(length))) CHECK(std::ranges::equal(*found, record));
    CHECK(with_signature(record, png).error().fault == Fault::Corrupt);
    CHECK(with_signature(ByteView(png).first(40), record).error().fault == Fault::Corrupt);
}

TEST_CASE("transactions: text and a finger, every cut refused") {
    const auto bytes = small_transaction();
    const auto transaction = decode_transaction(bytes);
    REQUIRE(transaction);
    CHECK(transaction->version == "0400");
    REQUIRE(transaction->records.size() == 3);
    CHECK(transaction->records[1].fields.at(3) == "a");
    const auto& finger = transaction->records[2];
    CHECK(finger.finger == Finger::LeftIndex);
    CHECK(finger.dpi == 500);
    REQUIRE(finger.image);
    CHECK(finger.image->width == 2);
    CHECK(finger.image->picture == Bytes{0, 1, 2, 3, 4, 5});
    refuses_every_cut(bytes, decode_transaction);
}

TEST_CASE("transactions of NIST are read") {
    const auto folder = samples();
    if (!std::filesystem::exists(folder / "type-4-tpcard.an2")) {
        WARN("skipped: no transactions at hand");
        return;
    }
    const auto read = [&](const char* name) { return decode_transaction(read_file(folder / name).value()); };
    const auto card = read("type-4-tpcard.an2");
    REQUIRE(card);
    REQUIRE(card->records.size() == 16);
    CHECK(card->records[2].finger == Finger::RightThumb);
    CHECK(card->records[2].image->coding == Coding::Wsq);
    CHECK(card->records[2].image->width == 804);
    const auto iris = read("type-17-iris.an2");
    REQUIRE(iris);
    CHECK(iris->records[2].eye == Eye::Left);
    CHECK(iris->records[2].image->coding == Coding::Png);
    for (const char* other : {"type-8-sig-raw.an2", "type-9-14-std.an2", "type-10-sap10.an2"}) CHECK(read(other));
}

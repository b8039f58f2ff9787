// magicard: the job format, the driver against the emulated printer, and the card that comes out of it.

#include <catch2/catch.hpp>

#include "devices/base/random.h"
#include "devices/runtime/recording.h"
#include "drivers/magicard/driver.h"
#include "drivers/magicard/model.h"
#include "tests/drivers/record.h"
#include "tests/runtime/station.h"

namespace magicard_test {

using namespace loket;
using namespace loket::drivers::magicard;

namespace {

RgbaImage picture(int shift) {
    RgbaImage side(1011, 638, 300);
    for (int y = 0; y < side.height; ++y) {
        for (int x = 0; x < side.width; ++x) {
            auto* p = side.at(x, y);
            p[0] = static_cast<std::uint8_t>(60 + (x + shift) * 190 / (side.width + shift));
            p[1] = static_cast<std::uint8_t>(60 + y * 190 / side.height);
            p[2] = static_cast<std::uint8_t>(60 + (x + y + shift) % 190);
            if (x > 100 + shift && x < 300 && y > 100 && y < 140) p[0] = p[1] = p[2] = 10;
        }
    }
    return side;
}

int difference(const RgbaImage& card, const RgbaImage& wanted) {
    const auto got = kHead.picture_on(card);
    REQUIRE(got.width == wanted.width);
    int most = 0;
    for (std::size_t i = 0; i < wanted.pixels.size(); ++i) most = std::max(most, std::abs(got.pixels[i] - wanted.pixels[i]));
    return most;
}

struct Desk : test::Bench {
    Desk() : Bench(kDriver) {}
    std::vector<Card> tray() {
        return wire->with<Model>([](Model& model) { return model.tray(); });
    }
};

}  // namespace

TEST_CASE("magicard: questions and answers") {
    CHECK(to_hex(question("MSR")) == "050505050505050505" "01" "5245512c5354412c4d53522c" "1c03");
    const auto said = [](std::string_view text) { return parse_answer(as_bytes(text), "TCQ"); };
    CHECK(*said("\x01STA,TCQ117,\x03") == "117");
    CHECK(said("\x01STA,TCQ,\x03")->empty());
    for (const auto* bad : {"", "\x01STA,TCQ117,", "\x01STA,DFR117,\x03", "STA,TCQ117,\x03", "\x01STA,TCQ\x02,\x03"}) CHECK_FALSE(said(bad));
    CHECK(*parse_number("0") == 0);
    for (const auto* bad : {"", "-1", "1x", "99999999999"}) CHECK_FALSE(parse_number(bad));
}

TEST_CASE("magicard: a job is fill, tags, planes bit by bit, end") {
    RgbaImage side(1011, 638, 300);
    side.at(0, 637)[2] = 0;  // lower left dot: full yellow on line 2, dot 2
    for (int i = 0; i < 3; ++i) side.at(0, 636)[i] = 0;  // the one above it: resin
    const auto bytes = job(side, 1, false);
    const auto head = parse_head(bytes);
    REQUIRE(head);
    REQUIRE(*head);
    CHECK((*head)->value("HGT") == "1016");
    CHECK((*head)->value("WID") == "642");
    CHECK((*head)->value("SZB") == "512064");
    CHECK((*head)->value("SZK") == "85344");
    CHECK((*head)->value("DPX") == "OFF");
    CHECK_FALSE((*head)->value("MAG"));
    CHECK(bytes.size() == (*head)->size + 3 * (512'064 + 3) + 85'344 + 3 + 1);
    const auto yellow = ByteView(bytes).subspan((*head)->size, kDyeSize);
    for (std::size_t bit = 0; bit < 6; ++bit) CHECK(yellow[(2 * 6 + bit) * 84] == 0x20);
    CHECK(std::count(yellow.begin(), yellow.end(), 0) == 512'064 - 6);
    CHECK(to_hex(ByteView(bytes).subspan((*head)->size + kDyeSize, 3)) == "1c423a");
    const auto resin = ByteView(bytes).last(1 + 3 + kResinSize).first(kResinSize);
    CHECK(resin[2 * 84] == 0x10);
    CHECK(bytes.back() == 0x03);
    for (std::size_t cut : {std::size_t{0}, std::size_t{64}, (*head)->size - 1}) {
        const auto part = parse_head(ByteView(bytes).first(cut));
        REQUIRE(part);
        CHECK_FALSE(part->has_value());
    }
    CHECK_FALSE(parse_head(Bytes(5000, 0x05)));
    CHECK_FALSE(parse_head(Bytes{0x05, 0x02}));
}

TEST_CASE("magicard: the card that comes out carries both pictures") {
    Desk desk;
    REQUIRE(desk.opened);
    const model::CardPrintRequest both{"a", picture(0), picture(40)};
    REQUIRE(desk.perform(both));
    REQUIRE(desk.tray().size() == 1);
    CHECK(difference(desk.tray()[0].front, both.data_side) <= 10);
    CHECK(difference(desk.tray()[0].back, both.emblem_side) <= 10);
    CHECK(std::is_sorted(desk.sink.percents.begin(), desk.sink.percents.end()));
    CHECK(desk.perform(both).error().code == "printer.job_repeated");
    REQUIRE(desk.perform(model::CardPrintRequest{"b", picture(3), {}}));
    CHECK(desk.tray().at(1).back.empty());
    const auto who = desk.device->identity();
    CHECK(who.serial == "EMULATED-1");
    CHECK(who.firmware == "2.41");
    CHECK(desk.device->health().supplies.at(0).units == Model::kPanels - 15);
}

TEST_CASE("magicard: a card that does not come out is no success") {
    for (const auto* event : {"jam", "feeder_empty"}) {
        CAPTURE(event);
        Desk desk;
        REQUIRE(desk.wire->event(event));
        std::stop_source stop;
        std::jthread patience([&](const std::stop_token& over) {
            if (wait_for(Millis{1500}, over)) stop.request_stop();
        });
        const auto stopped = desk.device->perform(model::CardPrintRequest{"a", picture(0), {}}, desk.sink, stop.get_token());
        REQUIRE_FALSE(stopped);
        CHECK(stopped.error().fault == Fault::Cancelled);
        CHECK(stopped.error().code == "printer.outcome_unknown");
        CHECK(desk.tray().empty());
        desk.wire->event("repaired");
        CHECK(desk.perform(model::CardPrintRequest{"b", picture(0), {}}));
        CHECK(desk.tray().size() == 1);
    }
}

TEST_CASE("magicard: a card in recorded traffic becomes a white one") {
    const auto printed = [](const model::CardPrintRequest& job) { return test::record(kDriver, job); };
    const RgbaImage white(1011, 638, 300);
    const auto clean = runtime::without_persons(kDriver, printed({"a", picture(0), picture(9)}));
    const auto blank = runtime::without_persons(kDriver, printed({"a", white, white}));
    REQUIRE(clean);
    REQUIRE(blank);
    CHECK(runtime::to_text(*clean) == runtime::to_text(*blank));
    const auto raw = printed({"a", white, white});
    REQUIRE(raw.size() == blank->size());
    for (std::size_t i = 0; i < raw.size(); ++i) CHECK(raw[i].out == (*blank)[i].out);  // a white card is said as it was
}

TEST_CASE("magicard: an emulated printer survives any bytes") {
    Model model;
    Bytes noise;
    for (std::uint64_t i = 0; i < 60'000; ++i) noise.push_back(i % 5 == 0 ? kFill : i % 7 == 0 ? kBegin : i % 11 == 0 ? kEndOfText : static_cast<std::uint8_t>(mix64(i)));
    for (std::size_t at = 0; at + 100 <= noise.size(); at += 100) (void)model.out(0x01, ByteView(noise).subspan(at, 100));
    (void)model.setup(kSoftReset, {}, 0);
    (void)model.out(0x01, question("MSR"));
    CHECK(*parse_answer(model.in(0x82, 256).bytes, "MSR") == "EMULATED-1");
}

}  // namespace magicard_test

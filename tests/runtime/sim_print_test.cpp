#include <catch2/catch.hpp>

#include "drivers/sim_card_printer/driver.h"
#include "drivers/sim_card_reader/driver.h"
#include "drivers/sim_receipt_printer/driver.h"
#include "tests/runtime/station.h"

using namespace loket;
using namespace loket::test;

namespace {

model::CardPrintRequest job(const std::string& id) {
    model::CardPrintRequest ask{id, RgbaImage(1011, 638, 300), RgbaImage(1011, 638, 300)};
    ask.data_side.at(3, 4)[0] = 9;
    return ask;
}
std::string uid_of(const Result<model::Content>& result) {
    REQUIRE(result);
    return std::get<model::CardPrintOutcome>(*result).card_uid;
}
int units(Bench& bench, std::size_t supply) { return bench.device->health().supplies.at(supply).units; }

}  // namespace

TEST_CASE("each job makes a new card with a known uid, the same job is never printed twice") {
    Bench bench(drivers::sim_card_printer::kDriver);
    const auto first = uid_of(bench.perform(job("a")));
    CHECK(first.size() == 14);
    CHECK(uid_of(bench.perform(job("b"))) != first);
    CHECK(bench.perform(job("a")).error().code == "printer.job_repeated");
    bench.device->close();
    REQUIRE(bench.device->open());
    CHECK(bench.perform(job("a")).error().code == "printer.job_repeated");
    CHECK(units(bench, 0) == 98);
    CHECK(units(bench, 1) == 196);
    REQUIRE(bench.scene.card(first));
    CHECK(bench.scene.card(first)->memory.empty());
    CHECK(bench.scene.last_print()->job == "b");
    CHECK(bench.scene.last_print()->data_side == job("b").data_side);
    CHECK(bench.sink.percents.back() == 100);
}

TEST_CASE("uids repeat from run to run") {
    Bench one(drivers::sim_card_printer::kDriver);
    Bench two(drivers::sim_card_printer::kDriver);
    CHECK(uid_of(one.perform(job("a"))) == uid_of(two.perform(job("a"))));
}

TEST_CASE("a jam spoils the card, the same job may then be printed on the next one") {
    Bench bench(drivers::sim_card_printer::kDriver);
    bench.fault("jam");
    const auto jammed = bench.perform(job("a"));
    CHECK(jammed.error().fault == Fault::NeedsOperator);
    CHECK(jammed.error().code == "printer.media-jam");
    CHECK(bench.device->health().reasons == std::vector<std::string>{"media-jam"});
    CHECK_FALSE(bench.scene.last_print());
    CHECK(units(bench, 0) == 99);
    CHECK(bench.perform(job("a")).ok());
    CHECK(bench.device->health().ready);
    CHECK(units(bench, 0) == 98);
}

TEST_CASE("a dead chip, an open cover and missing supplies need the operator") {
    Bench bench(drivers::sim_card_printer::kDriver);
    const std::pair<const char*, const char*> cases[] = {{"chip_error", "printer.chip_error"},
                                                         {"cover_open", "printer.cover-open"},
                                                         {"media_empty", "printer.media-empty"},
                                                         {"ribbon_out", "printer.marker-supply-empty"}};
    for (const auto& [fault, code] : cases) {
        bench.fault(fault);
        const auto refused = bench.perform(job(fault));
        CHECK(refused.error().fault == Fault::NeedsOperator);
        CHECK(refused.error().code == code);
        CHECK(bench.perform(job(fault)).ok());
    }
}

TEST_CASE("the printer has the chip encoded at its station before it prints, and leaves that to the desk where it has none") {
    Station station;
    std::string met;
    Status answer;
    auto ask = job("a");
    ask.encode = [&](const std::string& uid, const model::ApduCarry& carry) -> Status {
        met = uid;
        LOKET_TRY(carry(Bytes{0x00, 0xCA, 0x00, 0x8A, 0x00}));
        return answer;
    };
    const auto print = [&] {
        runtime::SilentSink sink;
        return runtime::run(station.registry, model::Kind::CardPrinter, ask, sink);
    };
    const auto first = print();
    REQUIRE(first);
    const auto outcome = std::get<model::CardPrintOutcome>(first->content);
    CHECK(outcome.encoded);
    CHECK(outcome.card_uid == met);
    station.scene.add_fault({"sim_card_printer", "no_station", 1, 0});
    ask.job = "b";
    const auto second = print();
    REQUIRE(second);
    CHECK_FALSE(std::get<model::CardPrintOutcome>(second->content).encoded);
    CHECK(met == outcome.card_uid);
    answer = rejected("card.refused", "no");
    ask.job = "c";
    CHECK(print().error().code == "printer.chip_error");
    CHECK(station.scene.last_print()->job == "b");
    CHECK_FALSE(station.scene.card_on_reader());
}

TEST_CASE("the hopper and the ribbon run out and are refilled") {
    Bench bench(drivers::sim_card_printer::kDriver);
    for (int i = 0; i < 100; ++i) REQUIRE(bench.perform(job(std::to_string(i))).ok());
    CHECK(bench.perform(job("next")).error().code == "printer.media-empty");
    CHECK(bench.perform(job("next")).error().code == "printer.marker-supply-empty");
    CHECK(bench.perform(job("next")).ok());
    CHECK(units(bench, 0) == 99);
}

TEST_CASE("pictures of the wrong size are not printed") {
    Bench bench(drivers::sim_card_printer::kDriver);
    auto wrong = job("a");
    wrong.emblem_side = RgbaImage(638, 1011);
    CHECK(bench.perform(wrong).error().fault == Fault::Unsupported);
    wrong.data_side = {};
    CHECK(bench.perform(wrong).error().fault == Fault::Unsupported);
    CHECK(units(bench, 0) == 100);
}

TEST_CASE("the reader talks to the card that lies on it, and stops after a refusal") {
    Bench bench(drivers::sim_card_reader::kDriver);
    const Bytes select{0x00, 0xA4, 0x04, 0x00, 0x07, 0xF0, 0x4C, 0x4F, 0x4B, 0x45, 0x54, 0x02};
    CHECK(bench.perform(model::ApduRequest{{select}}).error().code == "card.not_on_reader");
    bench.scene.place_card("04aabbccddeeff");
    const auto wrote = bench.perform(
        model::ApduRequest{{select, {0, 0xCA, 0, 0x8A, 0}, {0, 0x20, 0, 0}, {0, 0x44, 0, 0}}});
    REQUIRE(wrote);
    const auto& outcome = std::get<model::ApduOutcome>(*wrote);
    CHECK(outcome.card_uid == "04aabbccddeeff");
    REQUIRE(outcome.responses.size() == 3);
    CHECK(outcome.responses[1] == Bytes{0x8A, 0x01, 0x01, 0x90, 0x00});  // its life: created
    CHECK(outcome.responses[2] == Bytes{0x6D, 0x00});
    CHECK_FALSE(bench.scene.card("04aabbccddeeff")->memory.empty());
    int said = 0;
    const auto talk = [&](const std::string& uid, const model::ApduCarry& carry) -> Status {
        CHECK(uid == "04aabbccddeeff");
        LOKET_ASSIGN(answer, carry(Bytes{0, 0xCA, 0, 0x8A, 0}));
        CHECK(answer.size() == 2);  // nothing is selected after a power-up
        return ++said == 1 ? Status{} : Status{rejected("card.refused", "as the conversation ends")};
    };
    CHECK(bench.perform(model::ApduRequest{{}, Millis{0}, talk}));
    CHECK(bench.perform(model::ApduRequest{{}, Millis{0}, talk}).error().code == "card.refused");
    bench.fault("chip_error");
    CHECK(bench.perform(model::ApduRequest{{select}}).error().code == "card.chip_error");
}

TEST_CASE("slips use up paper and can be looked at") {
    Bench bench(drivers::sim_receipt_printer::kDriver);
    const GrayImage slip(8, 200'000, 203, 255);  // half a roll
    REQUIRE(bench.perform(model::ReceiptRequest{"a", slip}).ok());
    CHECK(bench.scene.last_slip() == slip);
    CHECK(bench.device->health().supplies.front().percent == 50);
    REQUIRE(bench.perform(model::ReceiptRequest{"b", slip}).ok());
    CHECK(bench.perform(model::ReceiptRequest{"c", slip}).error().code == "printer.media-empty");
    CHECK(bench.perform(model::ReceiptRequest{"c", slip}).ok());
    CHECK(bench.perform(model::ReceiptRequest{"d", GrayImage(577, 10)}).error().fault == Fault::Unsupported);
    CHECK(bench.perform(model::ReceiptRequest{"d", {}}).error().fault == Fault::Unsupported);
}

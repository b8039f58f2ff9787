// Blanks, printing, activation: every blank ends somewhere, and a card goes to its owner or to nobody.

#include <catch2/catch.hpp>
#include <limits>

#include "tests/engine/world.h"

using namespace loket;
using namespace loket::engine;
using namespace loket::engine::test;

namespace {

const FingerCompared kMatch{.finger = 2, .score = 0.8, .threshold = 0.3, .match = true};
const FingerCompared kMismatch{.finger = 2, .score = 0.1, .threshold = 0.3, .match = false};

std::string at_print(World& world, int person = 1) {
    const auto id = world.open_case(person);
    world.walk_to(id, 7);
    world.begin(id);
    return id;
}

std::string at_activation(World& world, int person = 1) {
    const auto id = world.open_case(person);
    world.walk_to(id, 8);
    world.begin(id);
    return id;
}

void print_and_encode(World& world, const std::string& id) {
    world.must(ReserveBlanko{id}, kPrinter);
    world.must(ReportPrinted{id, "CHIP-" + world.at(id).card.serial}, kPrinter);
    world.must(ReportEncoded{id, world.at(id).card.uid}, kPrinter);
}

}  // namespace

TEST_CASE("only a PRINT_READY_RECORD is printed") {
    World world;
    world.people[nik(1)].record_state = "RECEIVED_AT_CENTRAL";
    const auto id = world.open_case(1);
    for (int step = 1; step <= 6; ++step) world.do_step(id);
    CHECK(world.refusal(BeginStep{id}, kPrinter) == "record.not_ready");
    CHECK(world.refusal(ReserveBlanko{id}, kPrinter) == "step.not_begun");
    world.must(ReportRecordState{id, "ADJUDICATE_RECORD"}, kCentre);
    CHECK(world.refusal(BeginStep{id}, kPrinter) == "record.not_ready");
    world.must(ReportRecordState{id, "PRINT_READY_RECORD"}, kCentre);
    world.must(BeginStep{id}, kPrinter);
    world.do_step(id);
    CHECK(world.at(id).record_state == kCardPrinted);
}

TEST_CASE("a record that stops being ready after the step was begun gets no blank") {
    World world;
    const auto id = at_print(world);
    world.office = evolve(std::move(world.office), {case_stream(id), RecordStateChanged{"DUPLICATE_RECORD"}, kCentre, world.clock.now()});
    CHECK(world.refusal(ReserveBlanko{id}, kPrinter) == "record.not_ready");
}

TEST_CASE("a duplicate record is never printed") {
    World world;
    world.people[nik(1)].record_state = "ADJUDICATE_RECORD";
    const auto id = world.open_case(1);
    for (int step = 1; step <= 6; ++step) world.do_step(id);
    world.must(ReportRecordState{id, "DUPLICATE_RECORD"}, kCentre);
    CHECK(world.refusal(ReportRecordState{id, "PRINT_READY_RECORD"}, kCentre) == "record.order");
    CHECK(world.refusal(BeginStep{id}, kPrinter) == "record.not_ready");
    world.must(CancelCase{id, "rekaman ganda"}, kFront);
}

TEST_CASE("printing: reserved, printed, encoded, in this order and only once") {
    World world;
    const auto id = at_print(world);
    CHECK(world.refusal(ReportPrinted{id, "CHIP"}, kPrinter) == "card.not_reserved");
    CHECK(world.refusal(ReleaseBlanko{id}, kPrinter) == "card.not_reserved");
    CHECK(world.refusal(ReportSpoiled{id, "x"}, kPrinter) == "card.not_reserved");
    CHECK(world.refusal(CompleteStep{id}, kPrinter) == "card.not_encoded");
    world.must(ReserveBlanko{id}, kPrinter);
    CHECK(world.at(id).card.serial == "KEP000001");
    CHECK(world.office.stock.free.size() == 9);
    CHECK(world.refusal(ReserveBlanko{id}, kPrinter) == "card.already_reserved");
    CHECK(world.refusal(ReportEncoded{id, "CHIP"}, kPrinter) == "card.not_printed");
    CHECK(world.refusal(ReportPrinted{id, ""}, kPrinter) == "card.no_chip");
    world.must(ReportPrinted{id, "CHIP"}, kPrinter);
    CHECK(world.refusal(ReportPrinted{id, "CHIP"}, kPrinter) == "card.not_reserved");
    CHECK(world.refusal(ReleaseBlanko{id}, kPrinter) == "card.not_reserved");
    CHECK(world.refusal(ReportEncoded{id, "OTHER"}, kPrinter) == "card.other");
    world.must(ReportEncoded{id, "CHIP"}, kPrinter);
    CHECK(world.refusal(ReserveBlanko{id}, kPrinter) == "card.already_reserved");
    world.must(CompleteStep{id}, kPrinter);
    CHECK(world.office.stock.printed == 1);
    CHECK(world.office.stock.spoiled == 0);
}

TEST_CASE("spoiled blanks stay accounted for and never come back, a released one does") {
    World world;
    const auto id = at_print(world);
    world.must(ReserveBlanko{id}, kPrinter);
    CHECK(world.refusal(ReportSpoiled{id, ""}, kPrinter) == "return.reason_missing");
    world.must(ReportSpoiled{id, "kartu macet"}, kPrinter);  // before it was printed
    world.must(ReserveBlanko{id}, kPrinter);
    CHECK(world.at(id).card.serial == "KEP000002");
    world.must(ReportPrinted{id, "CHIP-2"}, kPrinter);
    world.must(ReportSpoiled{id, "warna luntur"}, kPrinter);  // after
    world.must(ReserveBlanko{id}, kPrinter);
    CHECK(world.at(id).card.serial == "KEP000003");
    world.must(ReleaseBlanko{id}, kPrinter);
    CHECK(world.at(id).card.stage == CardStage::None);
    print_and_encode(world, id);
    CHECK(world.at(id).card.serial == "KEP000003");
    CHECK(world.at(id).card.uid == "CHIP-KEP000003");
    world.must(ReportSpoiled{id, "laminasi bergelembung"}, kPrinter);  // even when encoded
    CHECK(world.at(id).record_state == kCardPrinted);
    print_and_encode(world, id);  // and the record may be printed again
    CHECK(world.at(id).card.serial == "KEP000004");
    CHECK(world.at(id).card.spoiled == 3);
    CHECK(world.office.stock.spoiled == 3);
    CHECK(world.office.stock.printed == 3);
    CHECK(world.office.stock.free == std::set<int>{5, 6, 7, 8, 9, 10});
    CHECK(world.at(id).card.job == id + "#KEP000004");
}

TEST_CASE("with no blank left an operator is asked for, and a delivery helps") {
    World world(1);
    const auto first = at_print(world, 1), second = at_print(world, 2);
    world.must(ReserveBlanko{first}, kPrinter);
    const auto empty = world.attempt(ReserveBlanko{second}, kPrinter);
    REQUIRE_FALSE(empty.ok());
    CHECK(empty.error().fault == Fault::NeedsOperator);
    CHECK(empty.error().code == "stock.blanko_empty");
    world.must(ReceiveBlanko{2}, kPrinter);
    world.must(ReserveBlanko{second}, kPrinter);
    CHECK(world.at(second).card.serial == "KEP000002");
}

TEST_CASE("a delivery is counted by the print operator and stays within six places") {
    World world(0);
    for (const auto& other : {kKiosk, kFront, kKasi, kCentre}) CHECK(world.refusal(ReceiveBlanko{5}, other) == "trust.role");
    for (const int count : {0, -1, kLargestDelivery + 1}) CHECK(world.refusal(ReceiveBlanko{count}, kPrinter) == "stock.count");
    world.office.stock.received = kLastBlankoSerial - 5;
    CHECK(world.refusal(ReceiveBlanko{6}, kPrinter) == "stock.count");
    world.must(ReceiveBlanko{5}, kPrinter);
    CHECK(*world.office.stock.free.rbegin() == kLastBlankoSerial);
}

TEST_CASE("serials are written and read") {
    CHECK(blanko_serial(42) == "KEP000042");
    CHECK(blanko_number("KEP000042") == 42);
    CHECK(blanko_number("KEP") == 0);
    CHECK(blanko_number("") == 0);
    CHECK(blanko_number("KEPabc") == 0);
}

TEST_CASE("the applicant's own finger activates their own card") {
    World world;
    const auto id = at_activation(world);
    const auto uid = world.at(id).card.uid;
    CHECK(world.refusal(CompleteStep{id}, kPetugas) == "card.not_active");
    CHECK(world.refusal(ActivateCard{id, uid}, kPetugas) == "activation.no_match");
    world.must(ReportComparison{id, kMismatch}, kPetugas);
    CHECK(world.refusal(ActivateCard{id, uid}, kPetugas) == "activation.no_match");
    world.must(ReportComparison{id, kMatch}, kPetugas);
    CHECK(world.refusal(ActivateCard{id, "OTHER"}, kPetugas) == "card.other");
    CHECK(world.refusal(RefuseActivation{id, "x"}, kPetugas) == "activation.matched");
    world.must(ActivateCard{id, uid}, kPetugas);
    CHECK(world.refusal(ActivateCard{id, uid}, kPetugas) == "card.not_encoded");
    CHECK(world.refusal(ReportComparison{id, kMatch}, kPetugas) == "card.not_encoded");
    world.must(CompleteStep{id}, kPetugas);
    CHECK(world.at(id).step == 9);
}

TEST_CASE("three mismatches: the card is refused and not handed over, until the owner's finger fits another day") {
    World world;
    const auto id = at_activation(world);
    const auto uid = world.at(id).card.uid;
    for (int tried = 0; tried < kMaxTries; ++tried) world.must(ReportComparison{id, kMismatch}, kPetugas);
    CHECK(world.refusal(ReportComparison{id, kMatch}, kPetugas) == "activation.no_tries_left");
    CHECK(world.refusal(ActivateCard{id, uid}, kPetugas) == "activation.no_match");
    CHECK(world.refusal(RefuseActivation{id, ""}, kPetugas) == "return.reason_missing");
    world.must(RefuseActivation{id, "jari tidak cocok tiga kali"}, kPetugas);
    CHECK(world.at(id).card.stage == CardStage::Refused);
    CHECK(world.at(id).step == 8);
    CHECK(world.refusal(ReportComparison{id, kMatch}, kPetugas) == "step.not_begun");
    CHECK(world.refusal(CompleteStep{id}, kPetugas) == "step.not_begun");
    CHECK(world.refusal(PresentResi{id, world.at(id).resi}, kFront) == "step.order");

    world.wait(std::chrono::hours(24));
    world.must(BeginStep{id}, kPetugas);
    CHECK(world.at(id).card.comparisons == 0);
    CHECK(world.at(id).card.uid == uid);
    CHECK(world.refusal(ActivateCard{id, uid}, kPetugas) == "activation.no_match");
    world.walk_to(id, 11);
    CHECK(world.office.handed_over == 1);
}

TEST_CASE("a colleague who takes over gets no new tries") {
    World world;
    const auto id = at_activation(world);
    for (int tried = 0; tried < kMaxTries; ++tried) world.must(ReportComparison{id, kMismatch}, kPetugas);
    const Actor colleague{"budi", Role::Petugas};
    world.must(BeginStep{id, true}, colleague);
    CHECK(world.refusal(ReportComparison{id, kMatch}, colleague) == "activation.no_tries_left");
}

TEST_CASE("an outcome that cannot come from comparing a finger is refused") {
    World world;
    const auto id = at_activation(world);
    const auto with = [&](int finger, double score, double threshold, bool match) {
        return world.refusal(ReportComparison{id, {finger, score, threshold, match}}, kPetugas);
    };
    CHECK(with(2, 0.1, 0.3, true) == "activation.implausible");  // a match below its own threshold
    CHECK(with(2, 0.5, 0.3, false) == "activation.implausible");
    CHECK(with(0, 0.5, 0.3, true) == "activation.implausible");
    CHECK(with(11, 0.5, 0.3, true) == "activation.implausible");
    CHECK(with(2, std::numeric_limits<double>::quiet_NaN(), 0.3, false) == "activation.implausible");  // could not be stored
    CHECK(with(2, std::numeric_limits<double>::infinity(), 0.3, true) == "activation.implausible");
    CHECK(world.at(id).card.comparisons == 0);
    CHECK(with(10, 0.3, 0.3, true) == "accepted");
}

TEST_CASE("a chip that is dead at the activation desk sends the case back to the printer") {
    World world;
    const auto id = at_activation(world);
    CHECK(world.refusal(ReportSpoiled{id, "x"}, kPrinter) == "trust.role");
    CHECK(world.refusal(ReportSpoiled{id, ""}, kPetugas) == "return.reason_missing");
    world.must(ReportSpoiled{id, "chip tidak terbaca"}, kPetugas);
    CHECK(world.at(id).step == 7);
    CHECK(world.at(id).card.stage == CardStage::None);
    CHECK(world.at(id).returns.back().from == 8);
    CHECK(world.office.stock.spoiled == 1);
    world.walk_to(id, 8);
    CHECK(world.at(id).card.serial == "KEP000002");
    world.begin(id);
    world.must(ReportComparison{id, kMatch}, kPetugas);
    world.must(ActivateCard{id, world.at(id).card.uid}, kPetugas);
    CHECK(world.refusal(ReportSpoiled{id, "x"}, kPetugas) == "card.active");
}

TEST_CASE("a card in the printer or in its owner's hands keeps a case from being cancelled, one in the safe is destroyed with it") {
    World world;
    const auto id = at_print(world);
    world.must(ReserveBlanko{id}, kPrinter);
    CHECK(world.refusal(CancelCase{id, "x"}, kFront) == "case.card_exists");
    world.must(ReportPrinted{id, "CHIP"}, kPrinter);
    CHECK(world.refusal(CancelCase{id, "x"}, kFront) == "case.card_exists");
    world.must(ReportEncoded{id, "CHIP"}, kPrinter);
    CHECK(world.refusal(CancelCase{id, "x"}, kFront) == "case.card_exists");
    world.must(CompleteStep{id}, kPrinter);

    SECTION("never collected") {}
    SECTION("refused") {
        world.begin(id);
        world.must(RefuseActivation{id, "bukan pemiliknya"}, kPetugas);
    }
    world.must(CancelCase{id, "tidak diambil"}, kFront);
    CHECK(world.office.stock.spoiled == 1);
    CHECK(world.office.stock.free.size() == 9);
    CHECK(world.office.last_closed->card.stage == CardStage::None);
    CHECK(world.office.last_closed->card.spoiled == 1);
    CHECK(world.office.last_closed->outcome == "cancelled");
}

TEST_CASE("an active card is its owner's: the case can only be handed over") {
    World world;
    const auto id = at_activation(world);
    world.walk_to(id, 9);
    CHECK(world.refusal(CancelCase{id, "x"}, kFront) == "case.card_exists");
}

namespace {

const std::string kPicture(64, 'd');

/// A case at the activation, of somebody whose fingers could not be recorded.
std::string without_fingers(World& world) {
    world.people[nik(1)].record_state = std::string(kUnregistered);
    const auto id = world.open_case(1);
    for (int finger = 1; finger <= 10; ++finger) world.must(ExcuseSample{id, finger_slot(finger), "AMPUTASI", kPicture}, kRecorder);
    world.walk_to(id, 8);
    world.begin(id);
    return id;
}

}  // namespace

TEST_CASE("without any finger the card is activated by the eye, and the log says so") {
    World world;
    const auto id = without_fingers(world);
    CHECK(world.refusal(ReportComparison{id, {.finger = 2, .score = 1, .threshold = 0.3, .match = true, .eye = 1}}, kPetugas) == "activation.implausible");
    CHECK(world.refusal(ReportComparison{id, {.finger = 0, .score = 1, .threshold = 0.3, .match = true, .eye = 3}}, kPetugas) == "activation.implausible");
    world.must(ReportComparison{id, {.finger = 0, .score = 0.9, .threshold = 0.3, .match = true, .eye = 1}}, kPetugas);
    const auto facts = world.must(ActivateCard{id, world.at(id).card.uid}, kPetugas);
    CHECK(std::get<CardActivated>(facts.front().event).how == "iris");
}

TEST_CASE("without finger or eye two officers look at the person and the card") {
    World world;
    const auto id = without_fingers(world);
    const auto uid = world.at(id).card.uid;
    CHECK(world.refusal(ActivateByOfficers{id, "other", kFront, "AMPUTASI", kPicture}, kPetugas) == "card.other");
    CHECK(world.refusal(ActivateByOfficers{id, uid, {"yusuf", Role::Kasi}, "AMPUTASI", kPicture}, kPetugas) == "activation.second");
    CHECK(world.refusal(ActivateByOfficers{id, uid, kKiosk, "AMPUTASI", kPicture}, kPetugas) == "activation.second");
    CHECK(world.refusal(ActivateByOfficers{id, uid, kFront, "MALAS", kPicture}, kPetugas) == "sample.reason");
    CHECK(world.refusal(ActivateByOfficers{id, uid, kFront, "AMPUTASI", ""}, kPetugas) == "activation.photo");
    SECTION("nothing was compared") {
        const auto facts = world.must(ActivateByOfficers{id, uid, kFront, "AMPUTASI", kPicture}, kPetugas);
        const auto& activated = std::get<CardActivated>(facts.front().event);
        CHECK(activated.how == "officers");
        CHECK(activated.second == "rina");
        CHECK(activated.photo == kPicture);
        CHECK(world.at(id).card.stage == CardStage::Active);
    }
    SECTION("an eye did not match") {
        world.must(ReportComparison{id, {.finger = 0, .score = 0.1, .threshold = 0.3, .match = false, .eye = 2}}, kPetugas);
        CHECK(world.refusal(ActivateByOfficers{id, uid, kFront, "AMPUTASI", kPicture}, kPetugas) == "activation.mismatch");
    }
}

TEST_CASE("against three mismatches only a superior beside the officer activates a card, and the log says so") {
    World world;
    const auto id = world.open_case(1);
    world.walk_to(id, 8);
    world.begin(id);
    const auto uid = world.at(id).card.uid;
    const Actor superior{"ratna", Role::Kasi};
    const auto mismatch = [&] { world.must(ReportComparison{id, {.finger = 2, .score = 0.1, .threshold = 0.3, .match = false}}, kPetugas); };
    mismatch();
    mismatch();
    CHECK(world.refusal(ActivateByOfficers{id, uid, superior, "AUS", kPicture}, kPetugas) == "activation.mismatch");
    mismatch();
    CHECK(world.refusal(ActivateByOfficers{id, "other", superior, "AUS", kPicture}, kPetugas) == "card.other");
    CHECK(world.refusal(ActivateByOfficers{id, uid, kFront, "AUS", kPicture}, kPetugas) == "activation.superior");
    CHECK(world.refusal(ActivateByOfficers{id, uid, {kPetugas.user, Role::Kasi}, "AUS", kPicture}, kPetugas) == "activation.second");
    CHECK(world.refusal(ActivateByOfficers{id, uid, superior, "", kPicture}, kPetugas) == "sample.reason");
    CHECK(world.refusal(ActivateByOfficers{id, uid, superior, "AUS", "x"}, kPetugas) == "activation.photo");
    const auto facts = world.must(ActivateByOfficers{id, uid, superior, "AUS", kPicture}, kPetugas);
    const auto& activated = std::get<CardActivated>(facts.front().event);
    CHECK(activated.how == "override");
    CHECK(activated.second == "ratna");
    CHECK(activated.reason == "AUS");
    CHECK(activated.photo == kPicture);
    CHECK(world.at(id).card.stage == CardStage::Active);
}

TEST_CASE("who was recorded with a finger is activated with it") {
    World world;
    world.people[nik(1)].record_state = std::string(kUnregistered);
    const auto id = world.open_case(1);
    world.walk_to(id, 8);
    world.begin(id);
    CHECK(world.refusal(ActivateByOfficers{id, world.at(id).card.uid, kFront, "AUS", kPicture}, kPetugas) == "activation.finger_first");
    CHECK(world.refusal(ReportComparison{id, {.finger = 0, .score = 1, .threshold = 0.3, .match = true, .eye = 1}}, kPetugas) == "activation.finger_first");
}

TEST_CASE("where the office wants it so, who printed a card does not activate it") {
    World world;
    const auto id = world.open_case(1);
    world.walk_to(id, 8);
    const Actor both{kPrinter.user, Role::Petugas};
    OfficeRules rules;
    world.rules = &rules;
    rules.print_and_activate_apart = true;
    CHECK(world.refusal(BeginStep{id}, both) == "trust.same_person");
    rules.print_and_activate_apart = false;
    world.must(BeginStep{id}, both);
}

// Recording of biometrics, and the centre's word on it.

#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "tests/engine/world.h"
#include "workflow/population/record_state.h"

using namespace loket;
using namespace loket::engine;
using namespace loket::engine::test;

namespace {

KeepSample sample(const std::string& id, const std::string& slot, int tries = 1, int quality = 70) {
    return {id, {slot, "digest", quality, "nfiq 2", tries, "sim", true}};
}

std::string unregistered(World& world) {
    world.people[nik(1)].record_state = std::string(kUnregistered);
    return world.open_case(1);
}

ExcuseSample excuse(const std::string& id, const std::string& slot, const std::string& reason) { return {id, slot, reason, "picture"}; }

VerifySample comparison(const std::string& id, const std::string& slot, double score) { return {id, {slot, score, 40, score >= 40, 1}}; }

ApproveRecording approval(const std::string& id) { return {id, "signature"}; }

void verify_all(World& world, const std::string& id) {
    for (const auto& slot : world.at(id).unverified_slots()) world.must(comparison(id, slot, 90), kRecorder);
}

void record_all(World& world, const std::string& id) {
    for (const auto& slot : recording_slots()) world.must(sample(id, slot), kRecorder);
    verify_all(world, id);
}

}  // namespace

TEST_CASE("a whole recording: photo, signature, ten fingers, two irises") {
    CHECK(recording_slots().size() == 14);
    CHECK(recording_slots().front() == "photo");
    for (int finger = 1; finger <= 10; ++finger)
        CHECK(std::ranges::count(recording_slots(), finger_slot(finger)) == 1);
    World world;
    const auto id = unregistered(world);
    CHECK(world.at(id).missing_slots() == recording_slots());
    for (const auto& slot : recording_slots()) {
        CHECK(world.refusal(approval(id), kRecorder) == "record.incomplete");
        world.must(sample(id, slot), kRecorder);
    }
    CHECK(world.at(id).recording_complete());
    CHECK(world.refusal(approval(id), kRecorder) == "record.unverified");
    verify_all(world, id);
    CHECK(world.refusal(ApproveRecording{id, ""}, kRecorder) == "record.unsigned");
    world.must(approval(id), kRecorder);
    CHECK(world.at(id).record_state == kBioCaptured);
    CHECK(world.at(id).recording_approved);
    CHECK(world.refusal(sample(id, "photo"), kRecorder) == "record.exists");
    CHECK(world.refusal(excuse(id, "iris:1", "CACAT"), kRecorder) == "record.exists");
    CHECK(world.refusal(approval(id), kRecorder) == "record.exists");
}

TEST_CASE("a sample is retaken at will until the recording is approved") {
    World world;
    const auto id = unregistered(world);
    world.must(sample(id, "finger:2", 3, 20), kRecorder);
    world.must(sample(id, "finger:2", 1, 90), kFront);  // the front office may help out
    CHECK(world.at(id).samples.at("finger:2").quality == 90);
    CHECK(world.at(id).samples.size() == 1);
}

TEST_CASE("what cannot be recorded is excused with a reason, but everybody has a face") {
    World world;
    const auto id = unregistered(world);
    CHECK(world.refusal(excuse(id, "photo", "CACAT"), kRecorder) == "sample.photo_needed");
    CHECK(world.refusal(excuse(id, "finger:2", ""), kRecorder) == "sample.reason");
    CHECK(world.refusal(excuse(id, "finger:2", "MALAS"), kRecorder) == "sample.reason");
    CHECK(world.refusal(excuse(id, "finger:11", "AUS"), kRecorder) == "sample.slot");
    CHECK(world.refusal(ExcuseSample{id, "finger:2", "AUS", ""}, kRecorder) == "sample.evidence");
    world.must(sample(id, "photo"), kRecorder);
    for (const auto& slot : recording_slots())
        if (slot != "photo") world.must(excuse(id, slot, "AMPUTASI"), kRecorder);
    CHECK(world.at(id).samples.at("iris:2").excused == "AMPUTASI");
    CHECK(world.at(id).samples.at("iris:2").digest == "picture");
    CHECK(world.at(id).unverified_slots().empty());
    world.must(ApproveRecording{id, ""}, kRecorder);  // who cannot sign left a thumb mark or a picture
}

TEST_CASE("the fingers for the chip are captured once more before the applicant approves") {
    World world;
    const auto id = unregistered(world);
    for (const auto& slot : recording_slots()) world.must(sample(id, slot), kRecorder);
    CHECK(world.at(id).unverified_slots() == std::vector<std::string>{"finger:2", "finger:7"});
    CHECK(world.refusal(comparison(id, "finger:3", 90), kRecorder) == "sample.slot");
    CHECK(world.refusal(VerifySample{id, {"finger:2", 90, 40, false, 1}}, kRecorder) == "sample.comparison");
    CHECK(world.refusal(VerifySample{id, {"finger:2", 90, 40, true, 4}}, kRecorder) == "sample.tries");
    world.must(comparison(id, "finger:2", 90), kRecorder);
    CHECK(world.refusal(comparison(id, "finger:2", 90), kRecorder) == "sample.slot");
    world.must(sample(id, "finger:2"), kRecorder);  // recorded anew, so it must be seen anew
    CHECK(world.at(id).unverified_slots() == std::vector<std::string>{"finger:2", "finger:7"});
    verify_all(world, id);
    world.must(approval(id), kRecorder);
}

TEST_CASE("a finger that does not match opens its hand again, exceptions stay") {
    World world;
    const auto id = unregistered(world);
    world.must(excuse(id, "finger:5", "AMPUTASI"), kRecorder);
    for (const auto& slot : recording_slots())
        if (slot != "finger:5") world.must(sample(id, slot), kRecorder);
    verify_all(world, id);
    world.must(sample(id, "finger:2"), kRecorder);
    world.must(comparison(id, "finger:2", 12), kRecorder);
    CHECK(world.at(id).missing_slots() == std::vector<std::string>{"finger:2", "finger:3", "finger:4"});
    CHECK(world.at(id).samples.at("finger:7").verified);
}

TEST_CASE("where an index finger is missing the next finger goes on the chip and is verified") {
    World world;
    const auto id = unregistered(world);
    world.must(excuse(id, "finger:2", "LUKA"), kRecorder);
    world.must(excuse(id, "finger:1", "LUKA"), kRecorder);
    for (const auto& slot : world.at(id).missing_slots()) world.must(sample(id, slot), kRecorder);
    CHECK(chip_slots(world.at(id).samples) == std::vector<std::string>{"finger:7", "finger:6"});
    world.must(comparison(id, "finger:6", 12), kRecorder);
    CHECK(world.at(id).missing_slots() == std::vector<std::string>{"finger:6"});
}

TEST_CASE("in the place of a missing index finger the best of the others goes on the chip") {
    World world;
    const auto id = unregistered(world);
    world.must(excuse(id, "finger:2", "LUKA"), kRecorder);
    for (const auto& slot : world.at(id).missing_slots()) world.must(sample(id, slot, 1, slot == "finger:9" ? 90 : slot == "finger:7" ? 62 : 60), kRecorder);
    CHECK(chip_slots(world.at(id).samples) == std::vector<std::string>{"finger:7", "finger:9"});
}

TEST_CASE("index fingers go on the chip though others are better") {
    World world;
    const auto id = unregistered(world);
    for (const auto& slot : world.at(id).missing_slots()) world.must(sample(id, slot, 1, slot == "finger:9" ? 90 : 60), kRecorder);
    CHECK(chip_slots(world.at(id).samples) == std::vector<std::string>{"finger:2", "finger:7"});
}

TEST_CASE("a sample that cannot be is refused") {
    World world;
    const auto id = unregistered(world);
    for (const std::string slot : {"", "finger:0", "finger:11", "iris:3", "palm", "Photo"}) CHECK(world.refusal(sample(id, slot), kRecorder) == "sample.slot");
    CHECK(world.refusal(sample(id, "photo", 0), kRecorder) == "sample.tries");
    CHECK(world.refusal(sample(id, "finger:2", kMaxTries + 1), kRecorder) == "sample.tries");
    CHECK(world.refusal(sample(id, "photo", 1, -1), kRecorder) == "sample.quality");
    CHECK(world.refusal(sample(id, "photo", 1, 101), kRecorder) == "sample.quality");
    CHECK(world.refusal(KeepSample{id, {"photo", "", 50, "", 1, "", false}}, kRecorder) == "sample.empty");
    for (const auto& other : {kKiosk, kPetugas, kKasi, kKabid, kPrinter, kCentre}) CHECK(world.refusal(sample(id, "photo"), other) == "trust.role");
}

TEST_CASE("the photo is taken until the applicant likes it") {
    World world;
    const auto id = unregistered(world);
    world.must(sample(id, "photo", 7), kRecorder);
    CHECK(world.at(id).samples.at("photo").tries == 7);
}

TEST_CASE("who is recorded already is not recorded again") {
    World world;
    const auto id = world.open_case(1);  // print-ready
    CHECK(world.refusal(sample(id, "photo"), kRecorder) == "record.exists");
    CHECK(world.refusal(approval(id), kRecorder) == "record.exists");
}

TEST_CASE("a recording the centre cannot use is done anew, wholly") {
    World world;
    const auto id = unregistered(world);
    record_all(world, id);
    world.must(approval(id), kRecorder);
    world.must(ReportRecordState{id, "PROCESSING"}, kCentre);
    world.must(ReportRecordState{id, "ENROLL_FAILURE_AT_REGIONAL"}, kCentre);
    CHECK(world.at(id).samples.empty());
    CHECK_FALSE(world.at(id).recording_approved);
    record_all(world, id);
    world.must(approval(id), kRecorder);
    CHECK(world.at(id).record_state == kBioCaptured);
    world.walk_to(id, 11);
    CHECK(world.office.handed_over == 1);
}

TEST_CASE("only the centre speaks for the record, and only along the known ways") {
    World world;
    const auto id = unregistered(world);
    CHECK(world.refusal(ReportRecordState{id, "PRINT_READY_RECORD"}, kCentre) == "record.order");
    CHECK(world.refusal(ReportRecordState{id, "BIO_CAPTURED"}, kCentre) == "record.order");
    record_all(world, id);
    world.must(approval(id), kRecorder);
    for (const auto& other : {kKiosk, kFront, kRecorder, kKabid, kPrinter}) CHECK(world.refusal(ReportRecordState{id, "PROCESSING"}, other) == "trust.role");
    CHECK(world.refusal(ReportRecordState{id, "PRINT_READY_RECORD"}, kCentre) == "record.order");
    CHECK(world.refusal(ReportRecordState{id, ""}, kCentre) == "record.order");
    for (const std::string state : {"PROCESSING", "SENT_FOR_ENROLLMENT", "RECEIVED_AT_CENTRAL", "SEARCH_FAILURE_AT_CENTRAL", "RECEIVED_AT_CENTRAL", "ADJUDICATE_RECORD",
                                    "PRINT_READY_RECORD"})
        world.must(ReportRecordState{id, state}, kCentre);
    CHECK(world.refusal(ReportRecordState{id, "PROCESSING"}, kCentre) == "record.order");
}

TEST_CASE("the engine and the register speak of the same states") {
    std::set<std::string_view> reached = {kBioCaptured};
    std::vector<population::RecordState> states;
    for (int i = 0; i <= static_cast<int>(population::RecordState::CardPrinted); ++i) states.push_back(static_cast<population::RecordState>(i));
    for (std::size_t round = 0; round < states.size(); ++round)
        for (const auto from : states)
            for (const auto to : states)
                if (reached.contains(population::to_string(from)) && may_follow(population::to_string(from), population::to_string(to)))
                    reached.insert(population::to_string(to));
    // Every state but the first is reached from a capture along ways the engine knows.
    for (const auto state : states) CHECK(reached.contains(population::to_string(state)) == (state != population::RecordState::Unregistered));
    for (const auto state : states) {
        const auto name = population::to_string(state);
        CHECK(is_print_ready(name) == (state == population::RecordState::PrintReadyRecord || state == population::RecordState::CardPrinted));
        CHECK(is_recorded(name) == (state != population::RecordState::Unregistered && !must_record_again(name)));
        CHECK_FALSE(may_follow(name, name));
        CHECK_FALSE(may_follow(name, "UNREGISTERED"));
    }
    CHECK_FALSE(is_recorded(""));
    CHECK_FALSE(is_print_ready("print_ready_record"));
}

TEST_CASE("a recording that a verifying officer sends back is made again, and nothing is printed before the centre has the new one") {
    World world;
    const auto id = unregistered(world);
    record_all(world, id);
    world.must(approval(id), kRecorder);
    world.walk_to(id, 5);
    while (world.at(id).record_state != kPrintReady) {
        const std::string next = world.at(id).record_state == kBioCaptured ? "PROCESSING"
                                 : world.at(id).record_state == "PROCESSING" ? "SENT_FOR_ENROLLMENT"
                                 : world.at(id).record_state == "SENT_FOR_ENROLLMENT" ? "RECEIVED_AT_CENTRAL" : std::string(kPrintReady);
        world.must(ReportRecordState{id, next}, kCentre);
    }
    world.begin(id);
    world.must(ReturnCase{id, "foto buram", true}, kKasi);
    CHECK(world.at(id).record_state == kFailedHere);
    CHECK(world.at(id).samples.empty());
    CHECK(world.at(id).recorded_by.empty());
    CHECK_FALSE(world.at(id).recording_approved);
    CHECK(std::ranges::count_if(world.facts, [](const auto& fact) { return std::holds_alternative<SampleKept>(fact.event); }) == 14);
    world.walk_to(id, 7);
    CHECK(world.refusal(BeginStep{id}, kPrinter) == "record.not_ready");
    world.walk_to(id, 99);  // recorded again on the way
    CHECK(world.office.last_closed->outcome == "handed_over");
}

TEST_CASE("only a recording that was made is sent back") {
    World world;
    const auto id = unregistered(world);
    world.walk_to(id, 5);
    world.begin(id);
    CHECK(world.refusal(ReturnCase{id, "foto buram", true}, kKasi) == "record.none");
}

TEST_CASE("who recorded an applicant does not verify them") {
    World world;
    const auto id = unregistered(world);
    record_all(world, id);
    world.must(sample(id, "photo"), {"ratna", Role::OperatorRekam});
    world.walk_to(id, 5);
    CHECK(world.refusal(BeginStep{id}, kKasi) == "trust.same_person");
    world.must(BeginStep{id}, {"budi", Role::Kasi});
}

TEST_CASE("the picture that shows why a finger is excused is kept") {
    World world;
    const auto id = unregistered(world);
    world.must(ExcuseSample{id, "finger:2", "AMPUTASI", "photo"}, kRecorder);
    CHECK(world.at(id).samples.at("finger:2").digest == "photo");
    CHECK(world.at(id).samples.at("finger:2").excused == "AMPUTASI");
}

TEST_CASE("who was recorded early applies without waiting for the centre, whose answer reaches both files") {
    World world;
    const int young = kFirstChild + 7;
    const auto early = std::get<CaseOpened>(world.must(OpenRecording{nik(young)}, kRecorder).front().event).case_id;
    world.people[nik(young)].born = world.people[nik(1)].born;  // seventeen in the meantime
    CHECK(world.refusal(TakeTicket{"S02", Errand::Apply, false, nik(young), {{"alasan", "HILANG"}}, ""}, kKiosk) == "case.already_open");  // not recorded yet: that goes first
    record_all(world, early);
    world.must(approval(early), kRecorder);
    world.people[nik(young)].record_state = std::string(kBioCaptured);
    const auto id = world.open_case(young);
    CHECK(world.is_open(early));
    CHECK(world.at(id).record_state == kBioCaptured);
    world.walk_to(id, 7);
    CHECK(world.refusal(BeginStep{id}, kPrinter) == "record.not_ready");
    for (const auto* state : {"PROCESSING", "SENT_FOR_ENROLLMENT", "RECEIVED_AT_CENTRAL", "PRINT_READY_RECORD"}) world.must(ReportRecordState{early, state}, kCentre);
    CHECK_FALSE(world.is_open(early));
    CHECK(world.at(id).record_state == kPrintReady);
    CHECK_FALSE(world.at(id).centre_since);
    CHECK(world.office.find_case_of(nik(young), "S02")->id == id);
    world.walk_to(id, 99);
    CHECK(world.office.last_closed->outcome == "handed_over");
    CHECK(describe(replay(world.facts)) == describe(world.office));
}

TEST_CASE("from sixteen a recording is made without an application, and ends with the centre's answer") {
    World world;
    const int young = kFirstChild + 7, child = kFirstChild + 6;  // 16 and 14 years old
    CHECK(world.refusal(OpenRecording{nik(child)}, kRecorder) == "applicant.underage");
    CHECK(world.refusal(OpenRecording{nik(1)}, kRecorder) == "record.exists");
    CHECK(world.refusal(OpenRecording{nik(99)}, kRecorder) == "nik.unknown");
    CHECK(world.refusal(OpenRecording{nik(young)}, kKiosk) == "trust.role");
    CHECK(world.refusal(OpenRecording{nik(young), "S01"}, kRecorder) == "record.not_asked");
    const auto id = std::get<CaseOpened>(world.must(OpenRecording{nik(young)}, kRecorder).front().event).case_id;
    CHECK(id == "2026-11-23/R-001");
    CHECK(world.refusal(OpenRecording{nik(young)}, kRecorder) == "case.already_open");
    CHECK(world.refusal(BeginStep{id}, kFront) == "case.record_only");
    record_all(world, id);
    world.must(approval(id), kRecorder);
    for (const auto* state : {"PROCESSING", "SENT_FOR_ENROLLMENT", "RECEIVED_AT_CENTRAL", "PRINT_READY_RECORD"}) world.must(ReportRecordState{id, state}, kCentre);
    CHECK_FALSE(world.is_open(id));
    CHECK(world.office.last_closed->outcome == "recorded");
    CHECK(world.office.handed_over == 0);
}

TEST_CASE("a person who may be on record under another number gets no card before an officer has judged it") {
    World world;
    const auto id = world.open_case(1);
    const Actor machine{"loket", Role::Sistem};
    const Suspect other{.nik = nik(2), .score = 80, .threshold = 60, .fingers = 2};
    CHECK(world.refusal(ReportDuplicates{id, {other}}, kKasi) == "trust.role");
    CHECK(world.refusal(ReportDuplicates{id, {{.nik = nik(1), .score = 80, .threshold = 60}}}, machine) == "duplicate.implausible");  // oneself
    CHECK(world.refusal(ReportDuplicates{id, {{.nik = nik(2), .score = 50, .threshold = 60}}}, machine) == "duplicate.implausible");
    CHECK(world.refusal(JudgeDuplicate{id, false, "kembar"}, kKasi) == "duplicate.none");
    world.must(ReportDuplicates{id, {other}}, machine);
    CHECK(world.at(id).duplicates.in_doubt());
    CHECK(world.refusal(JudgeDuplicate{id, false, "kembar"}, kFront) == "trust.role");
    world.must(JudgeDuplicate{id, true, "satu orang"}, kKasi);
    CHECK(world.at(id).duplicates.in_doubt());
    world.must(JudgeDuplicate{id, false, "kembar"}, kKasi);
    CHECK_FALSE(world.at(id).duplicates.in_doubt());
    world.must(ReportDuplicates{id, {}}, machine);
    CHECK(world.at(id).duplicates.sought);
    CHECK_FALSE(world.at(id).duplicates.in_doubt());
}

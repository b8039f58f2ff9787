// Complaints: filed, looked after, answered, traced to a resi.

#include <catch2/catch.hpp>

#include "devices/base/sha256.h"
#include "tests/engine/world.h"

using namespace loket;
using namespace loket::engine;
using namespace loket::engine::test;

namespace {

std::string file(World& world, const FileComplaint& complaint, const Actor& actor = kKiosk) {
    return std::get<ComplaintFiled>(world.must(complaint, actor).front().event).number;
}

}  // namespace

TEST_CASE("a complaint gets a number of the year that says nothing of a person, and three working days") {
    World world;
    CHECK(file(world, {"WAKTU", "Sudah empat hari.", "", "0812", "KIOS"}) == "ADU-2026-0001");
    CHECK(file(world, {"DATA", "Nama salah.", "", "", "SMS"}, kFront) == "ADU-2026-0002");
    const auto& complaint = world.office.house.complaints.at("ADU-2026-0001");
    CHECK(complaint.is_open());
    CHECK(iso_date(*complaint.due) == "2026-11-26");
    CHECK_FALSE(complaint.is_late(*parse_iso_date("2026-11-26")));
    CHECK(complaint.is_late(*parse_iso_date("2026-11-27")));
    world.wait(std::chrono::hours(24 * 60));
    CHECK(file(world, {"SARAN", "x"}) == "ADU-2027-0001");
}

TEST_CASE("no fact holds what people wrote: it names content that can be erased") {
    World world;
    const auto number = file(world, {"WAKTU", "Sudah empat hari.", "", "0812 3456", "KIOS"});
    world.must(AnswerComplaint{number, "Besok selesai."}, kKasi);
    for (const auto& fact : world.facts)
        for (const auto* words : {"empat", "0812", "Besok"}) CHECK(encode(fact.event).find(words) == std::string::npos);
    const auto& complaint = world.office.house.complaints.at(number);
    CHECK(complaint.text.digest == to_hex(sha256(as_bytes(std::string("Sudah empat hari.")))));
    CHECK(complaint.contact.digest == to_hex(sha256(as_bytes(std::string("0812 3456")))));
    CHECK(complaint.answer.digest == to_hex(sha256(as_bytes(std::string("Besok selesai.")))));
    CHECK(world.facts.back().stream == complaint_stream(number));
    CHECK(world.office.house.complaints.at(file(world, {"SARAN", "x"})).contact.empty());
}

TEST_CASE("a log from before that holds the words still gives them") {
    Office office;
    const auto old = [&](const std::string& name, const std::string& body) {
        const auto event = decode_event(name, body);
        REQUIRE(event);
        office = evolve(std::move(office), {kComplaintStream, *event, kFront, from_millis(1'767'600'000'000)});
    };
    old("ComplaintFiled", R"({"number":"ADU-2026-0001","category":"WAKTU","channel":"KIOS","text":"lama","contact":"0812","resi":"","due":"2026-01-08"})");
    old("ComplaintAnswered", R"({"number":"ADU-2026-0001","answer":"besok"})");
    const auto& complaint = office.house.complaints.at("ADU-2026-0001");
    CHECK(complaint.text.plain == "lama");
    CHECK(complaint.contact.plain == "0812");
    CHECK(complaint.answer.plain == "besok");
    CHECK(complaint.answer.digest.empty());
    CHECK_FALSE(complaint.is_open());
}

TEST_CASE("what is no complaint is refused") {
    World world;
    CHECK(world.refusal(FileComplaint{"MARAH", "x"}, kKiosk) == "complaint.category");
    CHECK(world.refusal(FileComplaint{"WAKTU", ""}, kKiosk) == "complaint.text");
    CHECK(world.refusal(FileComplaint{"WAKTU", std::string(2001, 'x')}, kKiosk) == "complaint.text");
    CHECK(world.refusal(FileComplaint{"WAKTU", "x", "", std::string(121, '1')}, kKiosk) == "complaint.contact");
    CHECK(world.refusal(FileComplaint{"WAKTU", "x", "", "", "SURAT"}, kFront) == "complaint.channel");
    CHECK(world.refusal(FileComplaint{"WAKTU", "x", "", "", "SMS"}, kKiosk) == "complaint.channel");
    CHECK(world.refusal(FileComplaint{"WAKTU", "x"}, kFront) == "complaint.channel");
    CHECK(world.refusal(FileComplaint{"WAKTU", "x", "BTN-1"}, kKiosk) == "resi.unreadable");
    CHECK(world.refusal(FileComplaint{"WAKTU", "x"}, kCentre) == "trust.role");
}

TEST_CASE("a complaint about an application is seen at it until it is answered") {
    World world;
    const auto id = world.open_case(1);
    world.walk_to(id, 5);
    const auto resi = world.at(id).resi;
    auto typed = resi;
    std::erase(typed, '-');
    const auto number = file(world, {"WAKTU", "Kapan selesai?", typed});
    REQUIRE(world.office.open_complaint(resi) != nullptr);
    CHECK(world.office.open_complaint(resi)->number == number);
    CHECK(world.office.open_complaint("") == nullptr);
    world.must(AnswerComplaint{number, "Besok."}, kKasi);
    CHECK(world.office.open_complaint(resi) == nullptr);
    CHECK(world.office.house.complaints.at(number).answered_by == "ratna");
}

TEST_CASE("one officer looks after a complaint, those above the counter may step in") {
    World world;
    const auto number = file(world, {"PERILAKU", "x"});
    CHECK(world.refusal(TakeComplaint{number}, kPrinter) == "trust.role");
    CHECK(world.refusal(TakeComplaint{"ADU-2026-0009"}, kFront) == "complaint.unknown");
    world.must(TakeComplaint{number}, kFront);
    CHECK(world.refusal(TakeComplaint{number}, kFront) == "complaint.yours");
    CHECK(world.refusal(TakeComplaint{number}, kFront2) == "complaint.taken");
    CHECK(world.refusal(AnswerComplaint{number, "y"}, kFront2) == "complaint.taken");
    CHECK(world.refusal(AnswerComplaint{number, ""}, kFront) == "complaint.answer");
    world.must(TakeComplaint{number}, kKabid);
    CHECK(world.office.house.complaints.at(number).taken_by == "iskandar");
    CHECK(world.refusal(AnswerComplaint{number, "y"}, kFront) == "complaint.taken");
    world.must(AnswerComplaint{number, "y"}, kKasi);
    CHECK(world.refusal(AnswerComplaint{number, "z"}, kKasi) == "complaint.answered");
}

TEST_CASE("answered complaints are kept for the report of the semester, open ones for good") {
    World world;
    const auto answered = file(world, {"WAKTU", "x"}), open = file(world, {"WAKTU", "y"});
    world.must(AnswerComplaint{answered, "z"}, kFront);
    world.wait(std::chrono::hours(24 * 60));  // January: the report of the last semester is due
    file(world, {"SARAN", "x"});
    CHECK(world.office.house.complaints.contains(answered));
    world.wait(std::chrono::hours(24 * 180));  // the semester after the next
    file(world, {"SARAN", "x"});
    CHECK_FALSE(world.office.house.complaints.contains(answered));
    CHECK(world.office.house.complaints.contains(open));
    CHECK(describe(replay(world.facts)) == describe(world.office));
}

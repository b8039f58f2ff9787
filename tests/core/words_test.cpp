// What people write is content beside the log: shown while it is kept, taken away by retention, never part of a fact.

#include <catch2/catch.hpp>

#include "devices/base/sha256.h"
#include "office.h"
#include "tests/engine/world.h"
#include "workflow/trust/retention.h"

using namespace loket;
using namespace loket::app;
using namespace loket::app::test;
using engine::test::kFront;
using engine::test::kKiosk;

namespace {

std::string filed(CoreOffice& office, const engine::FileComplaint& wish, const engine::Actor& by) {
    const auto stored = office.core().execute(wish, by);
    REQUIRE(stored);
    return std::get<engine::ComplaintFiled>(*engine::decode_event(stored->front().kind, stored->front().body)).number;
}

engine::Complaint complaint(CoreOffice& office, const std::string& number) { return office.core().snapshot()->office.house.complaints.at(number); }

/// Everything that is done when nobody asks.
void rest(CoreOffice& office) {
    while (office.core().tend() == Millis{0}) {
    }
}

}  // namespace

TEST_CASE("what a complaint says is read from its content, also after a start, and goes when its time is over") {
    CoreOffice office;
    const auto number = filed(office, {"WAKTU", "Sudah empat hari.", "", "0812 555", "KIOS"}, kKiosk);
    REQUIRE(office.core().execute(engine::AnswerComplaint{number, "Besok selesai."}, kFront));
    for (const auto& event : office.core().store().events(1, 100'000).value())
        for (const auto* words : {"empat hari", "0812", "Besok"}) CHECK(event.body.find(words) == std::string::npos);
    const auto says = [&](const engine::Words& words) { return office.core().snapshot()->text_of(words); };
    for (const bool again : {false, true}) {
        if (again) office.restart();
        CHECK(says(complaint(office, number).text) == "Sudah empat hari.");
        CHECK(says(complaint(office, number).contact) == "0812 555");
        CHECK(says(complaint(office, number).answer) == "Besok selesai.");
    }
    // A digest stays for ever: whoever tries all telephone numbers must not find it.
    CHECK(complaint(office, number).contact.digest != to_hex(sha256(as_bytes(std::string("0812 555")))));

    rest(office);
    office.clock.advance(std::chrono::days(91));
    rest(office);
    CHECK(says(complaint(office, number).contact).empty());
    CHECK(says(complaint(office, number).text) == "Sudah empat hari.");
    office.clock.advance(std::chrono::days(700));
    rest(office);
    office.restart();
    CHECK(says(complaint(office, number).text).empty());
    CHECK(says(complaint(office, number).answer).empty());
    const auto check = trust::check_content(office.core().store(), office.core().reference().retention).value();
    CHECK(check.named == 3);
    CHECK(check.erased == 3);
    CHECK(check.findings.empty());
    CHECK(office.core().store().verify().value().sound());
}

TEST_CASE("a complaint that nobody has answered keeps its words, and one answered long ago takes no other with it") {
    CoreOffice office;
    const auto open = filed(office, {"WAKTU", "Masih menunggu.", "", "0811", "KIOS"}, kKiosk), done = filed(office, {"SARAN", "Tambah kursi.", "", "0813", "SMS"}, kFront);
    REQUIRE(office.core().execute(engine::AnswerComplaint{done, "Ya."}, kFront));
    office.clock.advance(std::chrono::days(800));
    rest(office);
    const auto snapshot = office.core().snapshot();
    CHECK(snapshot->text_of(complaint(office, open).text) == "Masih menunggu.");
    CHECK(snapshot->text_of(complaint(office, open).contact) == "0811");
    CHECK(snapshot->text_of(complaint(office, done).text).empty());
}

TEST_CASE("a log from before, whose facts hold the words, opens and shows them") {
    CoreOffice office;
    store::Batch batch;
    const auto add = [&](const char* kind, const std::string& body) { batch.add(store::NewEvent{"aduan", kind, "FO:rina", body, office.clock.now()}); };
    add("ComplaintFiled", R"({"number":"ADU-2026-0001","category":"DATA","channel":"SMS","text":"Nama salah.","contact":"0812","resi":"","due":"2026-11-26"})");
    add("ComplaintAnswered", R"({"number":"ADU-2026-0001","answer":"Sudah diperbaiki."})");
    REQUIRE(office.core().store().commit(batch));
    office.restart();
    const auto old = complaint(office, "ADU-2026-0001");
    CHECK(office.core().snapshot()->text_of(old.text) == "Nama salah.");
    CHECK(office.core().snapshot()->text_of(old.answer) == "Sudah diperbaiki.");
    CHECK(filed(office, {"SARAN", "Lagi.", "", "", "KIOS"}, kKiosk) == "ADU-2026-0002");
}

TEST_CASE("a snapshot shares its parts with the next until they change") {
    CoreOffice office;
    const auto before = office.core().snapshot();
    const auto nik = office.opening().front().members.front().nik;
    REQUIRE(office.core().resident(nik, kFront, "uji"));
    const auto looked = office.core().snapshot();
    CHECK(&looked->office == &before->office);  // a look changes no state
    CHECK(looked->people.contains(nik));
    CHECK_FALSE(before->people.contains(nik));  // and what was shown stays as it was
    REQUIRE(office.core().resident(nik, kFront, "uji"));
    CHECK(&office.core().snapshot()->people == &looked->people);
    filed(office, {"SARAN", "Lagi.", "", "", "KIOS"}, kKiosk);
    CHECK(&office.core().snapshot()->office != &looked->office);
    CHECK(looked->office.house.complaints.empty());
}

// What the centre says becomes facts of the office, each once.

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "devices/base/file.h"
#include "kiosk/app/centre/centre_orders.h"
#include "kiosk/app/core/last_good.h"
#include "kiosk/app/centre/packet_contents.h"
#include "tests/core/office.h"
#include "workflow/sync/carry/change_book.h"
#include "workflow/sync/carry/outbox.h"
#include "workflow/sync/carry/packet_book.h"

using namespace loket;
using namespace loket::app;
using namespace loket::app::test;
using nlohmann::json;

namespace {

/// As the sender keeps what the centre said.
void say(Core& core, const std::string& kind, const json& body) {
    auto exchange = sync::load_exchange(core.store()).value();
    store::Batch batch;
    batch.put_meta("sync.directive." + std::to_string(++exchange.progress.feed), json{{"kind", kind}, {"body", body.dump()}, {"at", 0}}.dump());
    sync::put_exchange(batch, exchange);
    REQUIRE(core.store().commit(batch));
}

std::string record_state(Core& core, const std::string& id) { return core.snapshot()->office.find_case(id)->record_state; }

const engine::Actor kRecorder{"wulan", engine::Role::OperatorRekam};

/// An early recording with every sample, approved.
std::string recorded(CoreOffice& office, const std::string& nik) {
    auto& core = office.core();
    REQUIRE(core.execute(engine::OpenRecording{nik}, kRecorder));
    const auto id = core.snapshot()->office.find_case_of(nik, "S02")->id;
    const Bytes picture{1, 2, 3};
    for (const auto& slot : engine::recording_slots())
        REQUIRE(core.execute(engine::KeepSample{id, engine::SampleKept{slot, to_hex(sha256(picture)), 80, "test", 1, "test", true}}, kRecorder, {{"png", picture}}));
    for (auto open = core.snapshot()->office.find_case(id)->unverified_slots(); !open.empty(); open = core.snapshot()->office.find_case(id)->unverified_slots())
        REQUIRE(core.execute(engine::VerifySample{id, engine::SampleVerified{open.front(), 90, 40, true, 1}}, kRecorder));
    REQUIRE(core.execute(engine::ApproveRecording{id, to_hex(sha256(picture))}, kRecorder));
    return id;
}

}  // namespace

TEST_CASE("centre: receipts and answers move the record, permission to print among them, each once") {
    CoreOffice office;
    auto& core = office.core();
    std::string nik;
    for (const auto& family : office.opening())
        for (const auto& member : family.members)
            if (nik.empty() && member.record_state == population::RecordState::Unregistered && age_on(member.born, office.today()) >= 17) nik = member.nik;
    REQUIRE_FALSE(nik.empty());
    const auto id = recorded(office, nik);
    const auto events = core.store().events("perkara:" + id).value();
    std::optional<sync::Contents> contents;
    std::int64_t approval = 0;
    for (const auto& event : events)
        if (auto found = packet_contents(core.store(), event).value()) contents = std::move(found), approval = event.seq;
    REQUIRE(contents);
    CHECK(contents->nik == nik);
    CHECK(contents->parts.size() == engine::recording_slots().size() + 2);  // the applicant's approval and the person

    REQUIRE(obey_centre(core));
    CHECK(record_state(core, id) == "BIO_CAPTURED");  // the packet still waits
    sync::PacketBook book{.upto = approval, .entries = {{.event = approval, .case_id = id, .received = office.clock.now()}}};
    store::Batch batch;
    sync::put_packets(batch, book);
    REQUIRE(core.store().commit(batch));
    REQUIRE(obey_centre(core));
    CHECK(record_state(core, id) == "RECEIVED_AT_CENTRAL");

    say(core, "record", {{"case", id}, {"state", "ADJUDICATE_RECORD"}});
    say(core, "from a newer centre", {});
    say(core, "record", {{"case", "nobody's"}, {"state", "PRINT_READY_RECORD"}});
    say(core, "record", {{"case", id}, {"state", "BIO_CAPTURED"}});
    REQUIRE(obey_centre(core));
    CHECK(record_state(core, id) == "ADJUDICATE_RECORD");
    say(core, "record", {{"case", id}, {"event", approval + 1}, {"state", "PRINT_READY_RECORD"}});  // of a line that was lost with a disk
    say(core, "record", {{"case", id}, {"event", "x"}, {"state", "PRINT_READY_RECORD"}});
    REQUIRE(obey_centre(core));
    CHECK(record_state(core, id) == "ADJUDICATE_RECORD");
    say(core, "record", {{"case", id}, {"event", approval}, {"state", "PRINT_READY_RECORD"}});
    REQUIRE(obey_centre(core));
    CHECK_FALSE(core.snapshot()->office.find_case(id));  // an early recording is done with the answer
    CHECK(office.row(nik).record_state == population::RecordState::PrintReadyRecord);
    const auto head = core.store().event_head().seq;
    REQUIRE(obey_centre(core));
    CHECK(core.store().event_head().seq == head);

    say(core, "officer", {{"user", "rina"}, {"suspended", true}});
    REQUIRE(obey_centre(core));
    CHECK(core.accounts().sign_in({.user = "rina", .pin = "246810"}).error().code == "sign_in.suspended");
}

TEST_CASE("centre: reference data is taken in its newest version and only where the office can work with it") {
    CoreOffice office;
    auto& core = office.core();
    const auto take = [&](const json& body) {
        const auto done = take_reference(core.store(), core.folder(), find_assets(), body.dump());
        return done ? std::string("taken") : done.error().code.empty() ? "corrupt" : done.error().code;
    };
    const auto text = read_text(find_assets() / "recording.json").value();
    auto changed = text;
    changed.replace(changed.find("\"tries\": 3"), 10, "\"tries\": 2");
    CHECK(take({{"file", "recording.json"}, {"version", 2}, {"content", "{"}}) != "taken");
    CHECK(take({{"file", "recording.json"}, {"version", 2}, {"content", changed}}) == "taken");
    CHECK(take({{"file", "recording.json"}, {"version", 2}, {"content", text}}) == "reference.old");
    CHECK(take({{"file", "../office.key"}, {"version", 9}, {"content", "x"}}) == "reference.name");
    CHECK(take({{"file", "strings/id.json"}, {"version", 9}, {"content", "x"}}) == "reference.name");
    CHECK(take({{"version", 9}}) != "taken");
    CHECK(load_reference_or_last_good(find_assets(), core.folder()).value().reference.recording.tries == 2);
    REQUIRE(write_text(core.folder() / kFromCentre / "recording.json", "{"));  // what the office cannot work with any more is left out
    CHECK(load_reference_or_last_good(find_assets(), core.folder()).value().reference.recording.tries == 3);
}

TEST_CASE("centre: a change that waits for a person there is noted, then what was decided, again is harmless") {
    CoreOffice office;
    auto& core = office.core();
    const json waits{{"nik", "2101064107900001"}, {"case", "S05-1"}, {"event", 7}, {"ver", 3}, {"taken", false}, {"waits", true}};
    say(core, "person", waits);
    REQUIRE(obey_centre(core));
    say(core, "person", waits);
    say(core, "person", {{"nik", "2101064107900001"}, {"case", "S05-2"}, {"event", 9}, {"ver", 3}, {"taken", false}, {"waits", true}});
    say(core, "person", {{"nik", "2101064107900002"}, {"ver", 3}, {"taken", true}, {"reason", "of a register without events"}});
    REQUIRE(obey_centre(core));
    CHECK(sync::load_changes(core.store()).value().held() == 2);
    say(core, "person", {{"nik", "2101064107900001"}, {"case", "S05-1"}, {"event", 7}, {"ver", 3}, {"taken", false}, {"reason", "akta lain"}});
    say(core, "person", waits);  // told late once more
    REQUIRE(obey_centre(core));
    const auto book = sync::load_changes(core.store()).value();
    CHECK(book.held() == 1);
    REQUIRE(book.entries.size() == 2);
    CHECK((book.entries.front().settled && !book.entries.front().taken && book.entries.front().reason == "akta lain"));
}

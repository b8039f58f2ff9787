// Sticks on the technician's page: an office without a network finds its register by two cards, and exchanges with it while it goes on working.

#include <thread>

#include <unistd.h>

#include "desk_station.h"
#include "devices/base/file.h"
#include "kiosk/app/desk/link.h"
#include "kiosk/app/update/machine.h"
#include "workflow/register/gateway/packet_files.h"
#include "workflow/register/sticks/counter.h"
#include "workflow/sync/carry/outbox.h"
#include "workflow/sync/codes.h"

using namespace loket;
using namespace loket::app;
using test::DeskStation;

namespace {

/// A stick that the desktop mounted, and a register in one file that somebody takes it to.
struct StickHere {
    std::filesystem::path root = std::filesystem::temp_directory_path() / ("loket-stick-" + std::to_string(::getpid()));
    std::filesystem::path stick = root / "media" / "STIK KANTOR";
    sync::RegisterKeys keys{store::Key{1}, store::Key{2}};
    ManualClock clock{Instant{}};
    std::unique_ptr<centre::Ledger> ledger;

    StickHere() {
        std::filesystem::remove_all(root);
        std::filesystem::create_directories(root / "media");
        auto opened = centre::open_file_ledger(root / "register.db", store::Key{3});
        REQUIRE(opened);
        ledger = std::move(*opened);
    }
    ~StickHere() { std::filesystem::remove_all(root); }
    [[nodiscard]] std::filesystem::path mounts() const { return root / "mounts"; }
    [[nodiscard]] centre::Counter counter() const { return centre::Counter({*ledger, nullptr, std::make_shared<centre::PacketFiles>(root / "packets"), keys, clock}); }
};

viewmodels::Maintenance::Stick look(DeskStation& desk) {
    const auto shown = [&] { return desk.station->maintenance().view().stick.value(); };
    for (int i = 0; i < 3; ++i) {
        desk.office.clock.advance(std::chrono::seconds(2));
        desk.station->maintenance().watch();
        do desk.station->poll();
        while (desk.station->busy());
    }
    return shown();
}

std::string fact(const viewmodels::Maintenance::Stick& shown, const std::string& label) {
    for (const auto& row : shown.facts)
        if (row.label == label) return row.value;
    return {};
}

}  // namespace

TEST_CASE("find_stick: a disk that the desktop mounted, or what the appliance's system says") {
    const StickHere here;
    CHECK(find_stick(nullptr, here.mounts()) == StickPlace{StickState::Waiting});
    REQUIRE(write_text(here.mounts(), "/dev/sda1 / ext4 rw 0 0\n/dev/sdb1 /media/rina/STIK\\040KANTOR vfat rw 0 0\n/dev/sdc1 /run/media/x vfat rw 0 0\n"));
    CHECK(find_stick(nullptr, here.mounts()) == StickPlace{StickState::Open, "/media/rina/STIK KANTOR"});
    const update::Machine machine{"0.3.0", "loket-a", "1A2B-3C4D-5E6F", {}, here.root / "data/office/requests", here.root};
    CHECK(find_stick(&machine).state == StickState::Closed);
    REQUIRE(make_folder(here.root / "run/loket"));
    for (const auto& [word, state] : {std::pair("waiting\n", StickState::Waiting), {"open\n", StickState::Open}, {"unreadable\n", StickState::Unreadable}, {"closed\n", StickState::Closed}}) {
        REQUIRE(write_text(machine.stick_word(), word));
        CHECK(find_stick(&machine).state == state);
    }
    REQUIRE(ask_for_stick(&machine));
    CHECK(read_text(machine.requests / update::kStick).value().empty());
    REQUIRE(let_stick_go(&machine));
    CHECK(read_text(machine.requests / update::kStick).value() == update::kStickDone);
    CHECK(ask_for_stick(nullptr));
}

TEST_CASE("maintenance: by stick, two cards make office and register known to each other, then answers come and what waits goes") {
    StickHere here;
    DeskStation desk;
    here.clock.set(desk.office.clock.now());
    desk.office.equipment().machine = std::make_shared<const update::Machine>(update::Machine{"0.3.0", "loket-a", "1A2B-3C4D-5E6F", {}, here.root / "data/office/requests", here.root});
    REQUIRE(make_folder(here.root / "run/loket/stick"));
    const auto stick = here.root / "run/loket/stick";
    const auto door = [&](const char* word) { REQUIRE(write_text(here.root / "run/loket/stick-word", word)); };
    desk.sit("bagus", "maintenance");
    desk.say("show", "stick");
    CHECK(look(desk).may_seek);
    CHECK_FALSE(look(desk).may_trade);
    desk.say("stick_seek");
    CHECK(look(desk).may_let_go);  // the system has not answered yet
    door("open\n");
    const auto unknown = look(desk);
    CHECK(unknown.may_card);
    CHECK_FALSE(unknown.may_enrol);
    desk.say("stick_card");
    CHECK(look(desk).tone == viewmodels::Tone::Good);

    // At the register: the office's card is taken, its own is put beside it.
    const auto own = card_of_office(desk.office.equipment().core).value();
    const auto brought = sync::read_card(read_text(sync::card_in(stick, own.origin)).value()).value();
    CHECK(brought == own);
    REQUIRE(here.ledger->admit(brought.origin, brought.key));
    REQUIRE(write_text(stick / "register.card", to_json(here.keys.card())));

    const auto asked = look(desk);
    CHECK(asked.may_enrol);
    CHECK(fact(asked, desk.strings.in("id").text("stick.fact.register")) == sync::spoken(here.keys.card()));
    desk.say("stick_enrol");
    CHECK_FALSE(desk.office.equipment().link);
    desk.type_pin(trust::kDemoPin);
    REQUIRE(desk.office.equipment().link);

    const auto trade = [&] {
        REQUIRE(look(desk).may_trade);
        desk.station->handle({"stick_trade", ""});
        desk.station->maintenance().watch();
        CHECK_FALSE(desk.station->maintenance().view().stick->may_let_go);  // the trip before was another one
        desk.rest();
        CHECK_FALSE(look(desk).may_seek);
        for (int tries = 0; tries < 2000 && !look(desk).may_let_go; ++tries) std::this_thread::sleep_for(std::chrono::milliseconds(5));
        const auto done = look(desk);
        CHECK(done.tone == viewmodels::Tone::Good);
        CHECK(done.may_let_go);
        desk.say("stick_let_go");
        door("closed\n");
        CHECK(look(desk).may_seek);
        return done;
    };
    trade();
    const auto file = sync::shipment_in(stick, own.origin);
    auto counter = here.counter();
    const auto arrival = counter.take_in(sync::stick_at(file));
    REQUIRE(arrival);
    CHECK(arrival->fresh == desk.office.equipment().core.ask([](Core& core) { return core.store().event_head().seq; }).get());
    REQUIRE(sync::write_stick(file.string() + ".receipt", [&](const auto& sink) { return counter.hand_out(*arrival, sink); }));

    desk.say("stick_seek");
    door("open\n");
    trade();
    CHECK(desk.office.equipment().link->view()->acked == arrival->total);
    const auto audits = desk.office.equipment().core.ask([](Core& core) { return core.store().audits(0, 1000); }).get().value();
    CHECK(std::ranges::count(audits, "sync.enrol", &store::StoredAudit::action) == 1);
    CHECK(std::ranges::count(audits, "sync.stick", &store::StoredAudit::action) == 2);

    // Who leaves lets go of the stick; a station has none.
    desk.say("stick_seek");
    door("open\n");
    look(desk);
    desk.sit("rina");
    CHECK(read_text(here.root / "data/office/requests/stick").value() == update::kStickDone);
}

TEST_CASE("maintenance: where the centre contradicts this office, two officers say that its disk is the office, the kiosk starts anew") {
    const StickHere here;
    DeskStation desk;
    auto& equipment = desk.office.equipment();
    REQUIRE(enrol_by_card(equipment.core, here.keys.card(), {"bagus", engine::Role::Adb}));
    const auto stopped = equipment.core.ask([](Core& core) -> Status {
        LOKET_ASSIGN(exchange, sync::load_exchange(core.store()));
        exchange.standing.code = sync::kBehind;
        exchange.standing.stopped = true;
        exchange.standing.register_epoch = 3;
        return sync::save_exchange(core.store(), exchange);
    }).get();
    REQUIRE(stopped);
    equipment.link = start_link(equipment.core, desk.office.clock).value();
    while (equipment.link->view()->origin.empty()) std::this_thread::sleep_for(std::chrono::milliseconds(2));
    desk.sit("bagus", "maintenance");
    desk.say("show", "sync");
    REQUIRE(desk.station->maintenance().view().may_epoch);
    desk.say("show", "epoch");
    const auto officers = desk.station->maintenance().view().officers;
    REQUIRE_FALSE(officers.empty());
    desk.say("second", officers.front().label);
    desk.type_pin(trust::kDemoPin);
    CHECK_FALSE(desk.station->maintenance().exit_requested());
    desk.type_pin(trust::kDemoPin);
    CHECK(desk.station->maintenance().exit_requested());
    const auto [epoch, audits] = equipment.core.ask([](Core& core) { return std::pair(core.store().identity().epoch, core.store().audits(0, 1000).value()); }).get();
    CHECK(epoch == 4);
    const auto line = std::ranges::find(audits, "sync.new_epoch", &store::StoredAudit::action);
    REQUIRE(line != audits.end());
    CHECK(line->purpose == std::string(sync::kBehind) + ", " + officers.front().label);
}

// The office's copy on a stick: made on the technician's page while the office works, and brought back to a machine by the code alone.

#include <unistd.h>

#include <fstream>

#include <thread>

#include "desk_station.h"
#include "devices/base/file.h"
#include "kiosk/app/core/office_files.h"
#include "kiosk/app/update/machine.h"

using namespace loket;
using namespace loket::app;
using test::DeskStation;

namespace {

struct CopyPlace {
    std::filesystem::path root = std::filesystem::temp_directory_path() / ("loket-backup-" + std::to_string(::getpid()));
    std::filesystem::path stick = root / "run/loket/stick", fresh = root / "fresh";
    CopyPlace() {
        std::filesystem::remove_all(root);
        REQUIRE(make_folder(stick));
    }
    ~CopyPlace() { std::filesystem::remove_all(root); }
    void door(const char* word) const { REQUIRE(write_text(root / "run/loket/stick-word", word)); }
};

viewmodels::Maintenance::Backup look_at_copy(DeskStation& desk) {
    for (int i = 0; i < 3; ++i) {
        desk.office.clock.advance(std::chrono::seconds(2));
        desk.station->maintenance().watch();
        do desk.station->poll();
        while (desk.station->busy());
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    return desk.station->maintenance().view().backup.value();
}

/// Makes a code and a copy; the code.
std::string copy_office(DeskStation& desk, const CopyPlace& here) {
    desk.office.equipment().machine = std::make_shared<const update::Machine>(update::Machine{"0.3.0", "loket-a", "1A2B-3C4D-5E6F", {}, here.root / "data/office/requests", here.root});
    desk.sit("bagus", "maintenance");
    desk.say("show", "storage");
    CHECK(desk.station->maintenance().view().may_backup);
    desk.say("show", "backup");
    const auto first = look_at_copy(desk);
    CHECK((first.may_code && !first.may_seek));
    desk.say("backup_make");
    desk.say("backup_code");
    CHECK_FALSE(look_at_copy(desk).may_noted);
    desk.type_pin(trust::kDemoPin);
    const auto shown = look_at_copy(desk);
    REQUIRE(shown.may_noted);
    const auto code = shown.code;  // as it stands on the screen, to be written down
    desk.say("backup_noted");
    REQUIRE(look_at_copy(desk).may_seek);
    desk.say("backup_seek");
    CHECK(look_at_copy(desk).may_let_go);
    here.door("open\n");
    REQUIRE(look_at_copy(desk).may_make);
    desk.say("backup_make");
    for (int tries = 0; tries < 200 && look_at_copy(desk).tone != viewmodels::Tone::Good; ++tries) std::this_thread::sleep_for(std::chrono::milliseconds(50));
    return code;
}

}  // namespace

TEST_CASE("maintenance: a copy of the office on a stick comes back to a new machine by the code that was written down, in a new epoch") {
    const CopyPlace here;
    DeskStation desk;
    const auto code = copy_office(desk, here);
    const auto made = look_at_copy(desk);
    INFO(made.text);
    REQUIRE(made.tone == viewmodels::Tone::Good);
    CHECK_FALSE(made.may_make);
    desk.say("backup_let_go");
    CHECK(read_text(here.root / "data/office/requests" / update::kStick).value() == update::kStickDone);
    const auto copies = backups_on(here.stick);
    REQUIRE(copies.size() == 1);
    const auto there = desk.office.equipment().core.ask([](Core& core) { return std::pair(core.store().identity().uuid, core.store().event_head().seq); }).get();
    CHECK(copies.front().note.uuid == there.first);
    CHECK(copies.front().note.event.seq <= there.second);

    SystemRandom random;
    SeededRandom other_random(9);
    const auto now = desk.office.clock.now();
    const auto wrong = restore_from(copies.front().folder, here.fresh, sync::new_recovery_code(other_random), now, random);
    CHECK((!wrong && wrong.error().code == "backup.code"));
    CHECK_FALSE(std::filesystem::exists(here.fresh));

    auto restored = restore_from(copies.front().folder, here.fresh, code, now, random);
    if (!restored) FAIL(restored.error().code << " " << restored.error().context);
    CHECK(restored->store->identity().uuid == there.first);
    CHECK(restored->epoch > 1);
    CHECK(restored->store->events(copies.front().note.event.seq + 1).value().front().kind == "EpochBegun");
    restored->store.reset();
    const auto files = open_office_files(here.fresh, random, Missing::Refuse);
    if (!files) FAIL(files.error().code << " " << files.error().context);
    CHECK(files->store->verify().value().sound());
    CHECK(recovery_reader(here.fresh).value().has_value());  // the next copy opens to the same code
    CHECK(read_file(here.fresh / "office.key", 100).value() == read_file(desk.office.equipment().core.ask([](Core& core) { return core.folder(); }).get() / "office.key", 100).value());
}

TEST_CASE("a copy takes the place of a damaged store, not of another office, and a damaged copy takes nobody's") {
    const CopyPlace here;
    DeskStation desk;
    const auto code = copy_office(desk, here);
    const auto copy = backups_on(here.stick).at(0).folder;
    const auto now = desk.office.clock.now();
    SystemRandom random;
    REQUIRE(restore_from(copy, here.fresh, code, now, random));
    {  // a bad disk
        std::fstream file(here.fresh / "office.db", std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(5000);
        file.write("damage", 6);
    }
    const auto broken = open_office_files(here.fresh, random, Missing::Refuse);
    REQUIRE((!broken && broken.error().code == "store.corrupt"));
    auto back = restore_from(copy, here.fresh, code, now + Millis(60'000), random);
    if (!back) FAIL(back.error().code << " " << back.error().context);
    CHECK(std::filesystem::exists(back->aside / "office.db"));
    CHECK(back->store->verify().value().sound());
    back->store.reset();

    REQUIRE(make_folder(here.root / "other"));
    REQUIRE(write_text(here.root / "other/office.key", std::string(32, 'x')));
    const auto other = restore_from(copy, here.root / "other", code, now, random);
    CHECK((!other && other.error().code == "backup.other_office"));
    CHECK_FALSE(std::filesystem::exists(here.root / "other/office.db"));

    std::filesystem::resize_file(copy / "office.db", 30'000);
    const auto cut = restore_from(copy, here.root / "third", code, now, random);
    REQUIRE_FALSE(cut);
    CHECK_FALSE(has_office(here.root / "third"));
}

// The pages about the office: verification, dashboard, delegation, maintenance.

#include <algorithm>

#include <unistd.h>

#include "desk_station.h"
#include "devices/base/file.h"
#include "kiosk/app/update/installer.h"
#include "kiosk/app/update/machine.h"
#include "kiosk/app/update/outcome.h"
#include "workflow/trust/looks.h"

using namespace loket;
using namespace loket::app;
using test::DeskStation;

namespace {

using Tiles = std::vector<viewmodels::Dashboard::Tile>;

const viewmodels::Dashboard::Tile& tile(const Tiles& tiles, const std::string& id) {
    const auto found = std::ranges::find(tiles, id, &viewmodels::Dashboard::Tile::id);
    REQUIRE(found != tiles.end());
    return *found;
}

std::vector<std::string> ids(const std::vector<viewmodels::WorkItem>& items) {
    std::vector<std::string> out;
    for (const auto& item : items) out.push_back(item.id);
    return out;
}

}  // namespace

TEST_CASE("verification: the most urgent file comes first and says so") {
    DeskStation desk;
    const auto old = desk.at_verification("S04", 1);
    desk.office.clock.advance(std::chrono::days(9));
    const auto fresh = desk.at_verification("S01", 2);
    desk.sit("ratna", "verify");
    const auto view = desk.station->verify().view();
    REQUIRE(ids(view.desk.items) == std::vector<std::string>{old, fresh});
    CHECK(view.desk.items[0].tone == viewmodels::Tone::Bad);
    CHECK(view.desk.items[0].state.starts_with("Terlambat"));
    CHECK(view.filters.size() == 2);
    desk.say("filter", "S01");
    CHECK(ids(desk.station->verify().view().desk.items) == std::vector<std::string>{fresh});
}

TEST_CASE("verification: two people with like fingers stand beside each other until the Kasi has decided") {
    DeskStation desk;
    const auto id = desk.at_verification("S02", 1);
    const auto other = desk.office.household().mother == desk.office.at(id)->nik ? desk.office.household().father : desk.office.household().mother;
    desk.office.must(engine::ReportDuplicates{id, {{.nik = other, .score = 90, .threshold = 60, .fingers = 2}}}, {"loket", engine::Role::Sistem});
    desk.sit("ratna", "verify");
    CHECK(desk.station->verify().view().desk.items.front().state == desk.station->words("verify.alike.state"));
    desk.say("open", id);
    const auto before = desk.station->verify().view();
    REQUIRE(before.alike.size() == 1);
    CHECK(before.alike[0].number == other);
    CHECK_FALSE(before.alike[0].name.empty());
    CHECK(before.may_judge);
    desk.say("paraf");
    REQUIRE(desk.office.at(id)->step == 5);  // refused
    desk.say("judge", "two:" + before.verdicts.front().value);
    CHECK(desk.station->verify().view().verdict == desk.station->words("verify.alike.two"));
    CHECK(desk.office.at(id)->duplicates.verdict == engine::Duplicates::Verdict::TwoPeople);
    desk.say("paraf");
    CHECK(desk.office.at(id)->step == 6);
    const auto looks = desk.office.equipment().core.ask([other](Core& core) { return core.store().audits(trust::subject_of(core.store().identity(), other)); }).get().value();
    CHECK(std::ranges::any_of(looks, [](const auto& line) { return line.purpose == "dugaan rekam ganda"; }));
}

TEST_CASE("verification: the page shows what the service will change, and only that") {
    DeskStation desk;
    const auto id = desk.at_verification("S04", 1);
    desk.sit("ratna", "verify");
    desk.say("open", id);
    const auto view = desk.station->verify().view();
    REQUIRE(view.file);
    REQUIRE_FALSE(view.changes.empty());
    for (const auto& change : view.changes) CHECK(change.before != change.after);
    const auto lines = desk.office.equipment().core.ask([nik = desk.office.at(id)->nik](Core& core) { return core.store().audits(trust::subject_of(core.store().identity(), nik)); }).get().value();
    CHECK(std::ranges::any_of(lines, [&](const auto& line) { return line.actor == "KASI:ratna" && line.purpose == "verifikasi"; }));
    // Nothing of the look is kept.
    CHECK(desk.office.at(id)->effects_due.empty());
}

TEST_CASE("verification: files that were begun are decided together, others never") {
    DeskStation desk;
    const auto first = desk.at_verification("S04", 1), second = desk.at_verification("S01", 2);
    desk.sit("ratna", "verify");
    desk.say("open", first);
    desk.say("collect");
    CHECK(desk.station->verify().view().set_aside == 1);
    CHECK(desk.station->verify().view().file->case_id == second);  // on to the next one
    desk.say("open", first);
    desk.say("uncollect");
    CHECK(desk.station->verify().view().set_aside == 0);
    desk.say("collect");
    desk.say("open", second);
    desk.say("collect");
    desk.say("open");
    desk.say("batch");
    REQUIRE(desk.station->verify().view().together);
    CHECK(desk.station->verify().view().together->lines.size() == 2);
    const int before = desk.office.at(first)->step;
    desk.say("decide_all");
    CHECK(desk.office.at(first)->step == before + 1);
    CHECK_FALSE(desk.office.at(second)->begun);
    CHECK(desk.notice() == "2 berkas sudah diputuskan.");
    desk.say("decisions");
    const auto decided = desk.station->verify().view();
    REQUIRE(decided.decisions);
    CHECK(decided.decisions->lines.size() == 2);
}

TEST_CASE("verification: a batch of signatures wants the PIN once, and a wrong one signs nothing") {
    DeskStation desk;
    const auto id = desk.office.open(*desk.office.services().find("S04"), 1);
    desk.office.walk_to(id, engine::StepKind::Sign);
    desk.sit("iskandar", "verify");  // the Kabid signs S04
    desk.say("open", id);
    desk.say("collect");
    desk.say("open");
    desk.say("batch");
    desk.say("decide_all");
    REQUIRE(desk.station->verify().view().pin);
    desk.type_pin("135791");
    REQUIRE(desk.station->verify().view().pin);
    CHECK(desk.station->verify().view().pin->notice);
    CHECK_FALSE(desk.office.at(id)->papers.front().is_signed());
    desk.type_pin(trust::kDemoPin);
    CHECK_FALSE(desk.station->verify().view().pin);
    CHECK(desk.office.at(id)->papers.front().is_signed());
}

TEST_CASE("dashboard: what waits, what was done, what is late, with the list behind each") {
    DeskStation desk;
    const auto& move = *desk.office.services().find("S04");
    desk.at_verification("S01", 2);  // before the family has moved away
    desk.office.finish(desk.office.open(move, 1));
    desk.sit("zainal", "dashboard");
    auto view = desk.station->dashboard().view();
    CHECK(tile(view.tiles, "served").value == "1");
    CHECK(tile(view.tiles, "late").value == "0");
    CHECK(tile(view.tiles, "open").value == "1");
    CHECK_FALSE(view.stale);
    CHECK(view.steps.size() >= 5);
    CHECK(view.operators.size() >= 3);
    desk.say("show", "served");
    REQUIRE(desk.station->dashboard().view().list);
    CHECK(desk.station->dashboard().view().list->lines.size() == 1);
    for (const auto* part : {"waiting", "late", "soon", "open", "complaints", "steps", "ikm", "stock", "devices", "operators"}) {
        desk.say("show", part);
        const auto list = desk.station->dashboard().view().list;
        REQUIRE(list);
        for (const auto& line : list->lines) CHECK(line.cells.size() == list->columns.size());
    }
    desk.say("leave");
    desk.office.clock.advance(std::chrono::days(8));
    view = desk.station->dashboard().view();
    CHECK(tile(view.tiles, "late").value == "1");
    CHECK(view.stale);  // nobody counted since
    desk.say("tab", "dashboard");
    CHECK(tile(desk.station->dashboard().view().tiles, "served").value == "0");  // another day
    desk.say("period", "semester");
    CHECK(tile(desk.station->dashboard().view().tiles, "served").value == "1");
}

TEST_CASE("what is soon late is the office's own rule, on the dashboard and in the list of files") {
    DeskStation desk;
    const auto id = desk.at_verification("S04");  // promised in three working days
    desk.sit("zainal", "dashboard");
    const auto soon = [&] { return tile(desk.station->dashboard().view().tiles, "soon").value; };
    desk.office.rules().soon_late_days = 0;
    CHECK(soon() == "0");
    desk.office.rules().soon_late_days = 5;
    CHECK(soon() == "1");
    desk.sit("ratna", "verify");
    REQUIRE(desk.station->verify().view().desk.items.size() == 1);
    CHECK(desk.station->verify().view().desk.items.front().state == desk.station->words("verify.due_soon"));
    desk.office.rules().soon_late_days = 0;
    CHECK(desk.station->verify().view().desk.items.front().state != desk.station->words("verify.due_soon"));
}

TEST_CASE("delegation: the Kasi names who stands in, in the own role only") {
    DeskStation desk;
    desk.sit("ratna", "delegation");
    desk.say("officer", "yusuf");
    desk.say("to", "1");
    desk.say("from", "-7");  // never before today
    desk.say("save", "800/123/SPT/2026");
    const auto view = desk.station->delegation().view();
    REQUIRE(view.notice);
    CHECK(view.notice->tone == viewmodels::Tone::Good);
    REQUIRE(view.present.lines.size() == 1);
    const auto officers = desk.office.equipment().core.ask([](Core& core) { return core.accounts().all(); }).get().value();
    const auto yusuf = std::ranges::find(officers, "yusuf", &trust::Officer::user);
    const auto today = wib_date(desk.office.clock.now());
    CHECK(trust::roles_on(*yusuf, today) == std::vector{engine::Role::Petugas, engine::Role::Kasi});
    CHECK(trust::roles_on(*yusuf, Date{std::chrono::sys_days{today} + std::chrono::days{2}}).size() == 1);
    desk.say("officer", "yusuf");
    desk.say("save", "");
    CHECK(desk.station->delegation().view().notice->tone == viewmodels::Tone::Warning);
}

TEST_CASE("maintenance: real numbers, a store that is checked, a report that is written") {
    DeskStation desk;
    desk.sit("bagus", "maintenance");
    CHECK(desk.station->maintenance().view().tiles.size() == 12);
    desk.say("show", "data");
    const auto files = desk.station->maintenance().view().list;
    REQUIRE(files);
    CHECK(std::ranges::any_of(files->lines, [](const auto& line) { return line.cells[0] == "calendar/2026.csv" && line.cells[1] == "Sah" && line.cells[2].size() == 12; }));
    desk.say("show", "storage");
    CHECK(desk.station->maintenance().view().storage.size() > 8);
    desk.say("show", "sync");
    CHECK(desk.station->maintenance().view().sync.empty());
    CHECK_FALSE(desk.station->maintenance().view().sync_alone.empty());
    desk.say("check");
    REQUIRE(desk.station->maintenance().view().notice);
    CHECK(desk.station->maintenance().view().notice->tone == viewmodels::Tone::Good);
    desk.say("leave");
    desk.say("report");
    CHECK(desk.station->maintenance().view().notice->tone == viewmodels::Tone::Good);
    int written = 0;
    for (const auto& entry : std::filesystem::directory_iterator(desk.office.folder() / "laporan")) written += entry.path().extension() == ".pdf" ? 1 : 0;
    CHECK(written == 1);
    desk.say("touch_tested", "pass");
    desk.say("show", "history");
    const auto history = desk.station->maintenance().view().list;
    REQUIRE(history);
    CHECK(std::ranges::any_of(history->lines, [](const auto& line) { return line.cells[1] == "Layar sentuh" && line.cells[2] == "Uji mandiri lulus"; }));
}

TEST_CASE("maintenance: a panel that is askew is set right, and stays so after a start") {
    DeskStation desk;
    desk.sit("bagus", "maintenance");
    desk.say("aimed", "20:30:1.000000,1.000000,-0.010000,0.000000");
    CHECK(desk.station->maintenance().touch_map() == ui::TouchMap{});  // three millimetres are fair
    desk.say("aimed", "90:99:1.050000,1.000000,-0.020000,0.010000");
    REQUIRE(desk.station->maintenance().view().notice);
    CHECK(desk.station->maintenance().view().notice->tone == viewmodels::Tone::Good);
    desk.say("aimed", "60:61:1.000000,1.000000,0.010000,0.000000");  // measured again: on top of the first
    CHECK(desk.station->maintenance().touch_map().scale.x == Approx(1.05f));
    CHECK(desk.station->maintenance().touch_map().offset.x == Approx(-0.01f));
    desk.say("aimed", "99:99");  // misses without a rule
    CHECK(desk.station->maintenance().view().notice->tone == viewmodels::Tone::Warning);
    const auto kept = desk.station->maintenance().touch_map();
    Station next(desk.office.equipment(), desk.strings);
    while (next.busy()) next.poll();
    CHECK(next.maintenance().touch_map().offset.x == Approx(kept.offset.x).margin(1e-5));
}

TEST_CASE("maintenance: the kiosk ends only when two officers have typed their PIN") {
    DeskStation desk;
    desk.sit("bagus", "maintenance");
    desk.say("show", "exit");
    desk.say("second", "zainal");
    desk.type_pin(trust::kDemoPin);
    CHECK_FALSE(desk.station->exit_requested());
    REQUIRE(desk.station->maintenance().view().pin);
    desk.type_pin("135791");
    CHECK_FALSE(desk.station->exit_requested());
    desk.type_pin(trust::kDemoPin);
    CHECK(desk.station->exit_requested());
}

TEST_CASE("maintenance: two officers empty the appliance, a plain computer has nothing to prove and nothing to erase") {
    DeskStation desk;
    desk.sit("bagus", "maintenance");
    desk.say("show", "appliance");
    CHECK_FALSE(desk.station->maintenance().view().may_reset);
    CHECK_FALSE(desk.station->maintenance().view().attestation.image);
    const auto requests = std::filesystem::temp_directory_path() / ("loket-requests-" + std::to_string(::getpid()));
    std::filesystem::remove_all(requests);
    desk.office.equipment().machine = std::make_shared<const update::Machine>(update::Machine{"0.3.0.1", "loket-a", "1A2B-3C4D-5E6F", {}, requests});
    desk.say("show", "appliance");
    const auto view = desk.station->maintenance().view();
    CHECK(view.attestation.image);
    REQUIRE(view.appliance.size() == 4);
    CHECK(view.appliance[0].value == "0.3.0.1");
    desk.say("show", "reset");
    CHECK_FALSE(desk.station->maintenance().view().officers.empty());
    desk.say("second", "zainal");
    desk.type_pin(trust::kDemoPin);
    CHECK_FALSE(std::filesystem::exists(requests / update::kReset));
    desk.type_pin(trust::kDemoPin);
    CHECK(std::filesystem::exists(requests / update::kReset));
    CHECK_FALSE(desk.station->exit_requested());
    std::filesystem::remove_all(requests);
}

namespace {

/// An appliance in a folder, with a publisher's key, and a stick that an officer let in.
struct ApplianceHere {
    std::filesystem::path root = std::filesystem::temp_directory_path() / ("loket-appliance-" + std::to_string(::getpid()));
    const sync::SigningKey publisher{std::array<std::uint8_t, 32>{7}};
    std::shared_ptr<const update::Machine> machine;

    ApplianceHere() {
        std::filesystem::remove_all(root);
        for (const auto* folder : {"usr/lib/loket", "data/office", "data/update", "run/loket/stick"}) std::filesystem::create_directories(root / folder);
        write("usr/lib/loket/update.pub", to_hex(publisher.public_key()) + "\n");
        machine = std::make_shared<const update::Machine>(update::Machine{"0.3.0", "loket-a", "1A2B-3C4D-5E6F", {}, root / "data/office/requests", root});
    }
    ~ApplianceHere() { std::filesystem::remove_all(root); }
    void write(const std::string& file, const std::string& text) const { REQUIRE(write_text(root / file, text)); }
    [[nodiscard]] bool has(const std::string& file) const { return std::filesystem::exists(root / file); }
    void bring(const std::string& version) const {
        write("kernel", "kernel");
        write("slot", std::string(100'000, 'r'));
        const update::Manifest manifest{.version = version, .root_hash = std::string(64, 'a'), .kernel = {}, .root = {}, .changes = {"Cetak lebih cepat"}, .touches = {"pencetak kartu"}};
        REQUIRE(update::make_bundle(root / "run/loket/stick/loket.bundle", manifest, root / "kernel", root / "slot", publisher));
        write("run/loket/stick-word", "open\n");
    }
    void tell(const update::Outcome& outcome) const { REQUIRE(update::write_outcome(machine->outcome(), outcome)); }
};

/// What the page shows once everything there is to see was looked at.
viewmodels::Maintenance::Update look(DeskStation& desk) {
    for (int i = 0; i < 2; ++i) {
        desk.office.clock.advance(std::chrono::seconds(1));
        desk.station->maintenance().watch();
        do desk.station->poll();
        while (desk.station->busy());
    }
    return desk.station->maintenance().view().update.value();
}

}  // namespace

TEST_CASE("maintenance: a newer version on a stick is shown, taken after a PIN and followed until it is known to work") {
    DeskStation desk;
    const ApplianceHere here;
    desk.office.equipment().machine = here.machine;
    desk.sit("bagus", "maintenance");
    desk.say("show", "update");
    CHECK(look(desk).may_seek);
    desk.say("update_seek");
    CHECK(here.has("data/office/requests/stick"));
    here.write("run/loket/stick-word", "open\n");
    CHECK(look(desk).tone == viewmodels::Tone::Bad);  // nothing of ours on it
    here.bring("0.2.9");
    CHECK_FALSE(look(desk).may_take);
    here.bring("0.3.1");
    const auto offered = look(desk);
    CHECK(offered.may_take);
    CHECK(offered.changes == std::vector<std::string>{"Cetak lebih cepat"});
    CHECK(offered.facts.at(2).value.ends_with("pencetak kartu"));
    desk.say("update_take");
    CHECK_FALSE(here.has("data/office/update.bundle"));
    desk.type_pin(trust::kDemoPin);
    look(desk);
    CHECK(here.has("data/office/update.bundle"));
    CHECK(read_text(here.root / "data/office/requests/stick").value() == update::kStickDone);
    std::filesystem::remove(here.machine->bundle());
    here.write("run/loket/stick-word", "closed\n");
    here.tell({update::Stage::Installing, "0.3.1", 45, {}});
    CHECK(look(desk).percent == 45);
    here.tell({update::Stage::Installed, "0.3.1", 100, {}});
    CHECK(look(desk).may_restart);
    CHECK(desk.station->maintenance().update_waits());
    desk.say("update_restart");
    CHECK(here.has("data/office/requests/restart"));
    here.tell({update::Stage::WentBack, "0.3.1", 100, "update.no_start"});
    CHECK(look(desk).tone == viewmodels::Tone::Bad);
    here.tell({update::Stage::Good, "0.3.1", 100, {}});
    CHECK(look(desk).tone == viewmodels::Tone::Good);
    look(desk);
    const auto audits = desk.office.equipment().core.ask([](Core& core) { return core.store().audits(0, 1000); }).get();
    REQUIRE(audits);
    CHECK(std::ranges::count(*audits, "update_take", &store::StoredAudit::action) == 1);
    CHECK(std::ranges::count(*audits, "update_outcome", &store::StoredAudit::action) == 2);
}

TEST_CASE("maintenance: two officers open the appliance for service, the system hears that, and the audit who") {
    DeskStation desk;
    const ApplianceHere here;
    desk.office.equipment().machine = here.machine;
    desk.sit("bagus", "maintenance");
    desk.say("show", "service");
    const auto officers = desk.station->maintenance().view().officers;
    REQUIRE_FALSE(officers.empty());
    desk.say("second", officers.front().label);
    desk.type_pin(trust::kDemoPin);
    CHECK_FALSE(here.has("data/office/requests/service"));
    desk.type_pin(trust::kDemoPin);
    CHECK(read_text(here.root / "data/office/requests/service").value() == here.machine->number);
    CHECK_FALSE(desk.station->maintenance().exit_requested());
    const auto audits = desk.office.equipment().core.ask([](Core& core) { return core.store().audits(0, 1000); }).get().value();
    const auto line = std::ranges::find(audits, "service_login", &store::StoredAudit::action);
    REQUIRE(line != audits.end());
    CHECK(line->purpose == officers.front().label);
}

TEST_CASE("maintenance: how the screen hangs and how bright it is holds over a start") {
    DeskStation desk;
    const ApplianceHere here;
    std::filesystem::create_directories(here.root / "sys/class/backlight/panel");
    desk.office.equipment().machine = here.machine;
    desk.sit("bagus", "maintenance");
    desk.say("show", "screen");
    CHECK(desk.station->maintenance().view().screen->turn.empty());
    CHECK(desk.station->maintenance().view().screen->may_dim);
    desk.say("turn", "90");
    desk.say("brightness", "-10");
    CHECK(read_text(here.root / "data/office/requests/brightness").value() == "90");
    const auto office = desk.office.equipment().core.ask([](Core& core) { return core.folder(); }).get();
    CHECK(load_screen(office) == ScreenSettings{ui::Turn::Right, 90});
    CHECK(desk.station->maintenance().screen() == std::optional(load_screen(office)));
    for (int i = 0; i < 12; ++i) desk.say("brightness", "-10");
    CHECK(load_screen(office).brightness == kDimmest);
    REQUIRE(write_text(office / "screen.json", "{\"turn\":45,\"brightness\":\"bright\"}"));
    CHECK(load_screen(office) == ScreenSettings{});
}

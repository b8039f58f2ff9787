// The induk dies; the technician presses one button at another machine: the office goes on there, and the old induk hears of it.

#include <set>

#include "kiosk/app/demo/puppet.h"
#include "kiosk/app/desk/equipment.h"
#include "tests/killable.h"
#include "tests/lan/machines.h"

using namespace loket;
using namespace loket::app;
using namespace loket::app::test;

namespace {

/// A station with a screen that is touched.
struct TouchedStation {
    LanFolder folder, pictures;
    SystemClock clock;
    SeededRandom random{8};
    model::Scene scene;
    StationStrings strings = StationStrings::load(LOKET_SOURCE_DIR "/assets").value();
    std::unique_ptr<OpenOffice> office;
    std::unique_ptr<Station> station;
    std::unique_ptr<Puppet> hand;

    void open() {
        scene.set_real_time(false);
        auto opened = open_office(lan_options(folder.path, false), clock, random, &scene);
        INFO((opened ? std::string() : opened.error().context));
        REQUIRE(opened);
        office = std::move(*opened);
        station = std::make_unique<Station>(*office->equipment, strings);
        const char* keep = std::getenv("LOKET_PICTURES");
        hand = Puppet::create(*station, {.width = 1920, .height = 1080}, keep != nullptr ? std::filesystem::path(keep) : pictures.path).value();
    }
    ~TouchedStation() {
        hand.reset();
        station.reset();
    }
    void touch(const std::string& name, const std::string& value = {}) {
        const auto done = hand->act(name, value);
        INFO(name << " " << value << ": " << (done ? std::string() : done.error().context));
        REQUIRE(done);
    }
    [[nodiscard]] std::shared_ptr<OfficeLine> line() const { return office->equipment->lan; }
    [[nodiscard]] std::shared_ptr<const Snapshot> now() const { return office->core->snapshot(); }
};

}  // namespace

TEST_CASE("an induk is killed, one button makes the standby the induk, and no number is ever given twice") {
    Machine induk, station;
    TouchedStation standby;
    induk.found();
    const auto code = induk.line->induk->new_code().value().written;
    REQUIRE(join_office({.folder = standby.folder.path, .address = induk.address(), .code = code, .name = "Siaga", .role = "loket", .port = free_port()}));
    station.join(induk, "Loket 2");
    const auto people = grown_ups(induk, 6);
    induk.down();
    loket::test::Killable process(LOKET_BINARY_DIR "/tests/induk_process");
    REQUIRE_FALSE(process.start({LOKET_SOURCE_DIR "/assets", induk.folder.path.string()}).empty());
    standby.open();
    std::size_t given = 0;
    const auto give = [&] { REQUIRE(station.run(ticket_for(people[given++]), kSelf).empty()); };
    REQUIRE(Machine::wait([&] { return !station.line->station->alone() && !standby.line()->station->alone(); }));
    give();
    give();
    REQUIRE(Machine::wait([&] { return standby.now()->office.queue.tickets.size() == 2; }));

    process.kill();
    give();  // the station alone
    REQUIRE(Machine::wait([&] { return standby.now()->line == lan::kNoInduk; }));
    REQUIRE(standby.hand->sign_in("bagus"));
    standby.touch("tab", "maintenance");
    standby.touch("show", "office");
    REQUIRE(standby.hand->snap("induk-lost"));
    standby.touch("office_promote");
    REQUIRE(standby.hand->snap("promote-pin"));
    REQUIRE(standby.hand->type(trust::kDemoPin));
    standby.touch("pin.confirm");
    REQUIRE(Machine::wait([&] {
        (void)standby.hand->settle();
        return standby.line()->induk != nullptr;
    }));
    REQUIRE(standby.hand->snap("promoted"));

    REQUIRE(Machine::wait([&] { return !station.line->station->alone() && station.now()->aside == 0; }));
    give();
    CHECK(standby.office->core->ask([](Core& owner) { return owner.store().identity().epoch; }).get() == 2);
    CHECK(station.core->ask([](Core& owner) { return owner.store().identity().epoch; }).get() == 2);
    REQUIRE(Machine::wait([&] { return standby.now()->office.queue.tickets.size() == given; }));
    std::set<std::string> holders;
    for (const auto& [number, ticket] : standby.now()->office.queue.tickets) CHECK(holders.insert(ticket.nik).second);
    CHECK(station.now()->office.queue.tickets.size() == given);
    REQUIRE(standby.hand->snap("goes-on"));

    induk.up();  // it has been repaired and knows nothing
    REQUIRE(Machine::wait([&] { return induk.now()->line == lan::kDeposed; }));
    CHECK(induk.run(ticket_for(people[given]), kSelf) == lan::kDeposed);
    CHECK_FALSE(station.line->station->alone());
    CHECK(standby.now()->office.queue.tickets.size() == given);
}

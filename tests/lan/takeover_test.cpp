// An office whose store lies on a server (scale C): another box takes the induk's place without anybody's hand, and stations hardly notice.

#include <set>

#include "devices/base/file.h"
#include "kiosk/app/core/office_files.h"
#include "machines.h"
#include "tests/killable.h"
#include "tests/store/server.h"
#include "workflow/store/key_file.h"
#include "workflow/store/move.h"

using namespace loket;
using namespace loket::app;
using namespace loket::app::test;

namespace {

/// Takes a closed office's store to a server, as `loket store move` does.
void move_office(const std::filesystem::path& folder, const std::string& place) {
    SystemRandom random;
    const auto key = store::load_or_create_key(folder / "office.key", random).value();
    const auto moved = store::move_to_server({.path = folder / "office.db", .key = key}, {.path = {}, .key = key, .server = place, .owner = "move"}, random);
    INFO((moved ? std::string() : moved.error().context));
    REQUIRE(moved);
    std::filesystem::remove(folder / "office.db");
    REQUIRE(write_text(folder / kServerFile, place + "\n"));
}

/// Nobody owns the office any more.
bool is_free(const std::filesystem::path& folder) {
    SystemRandom random;
    return open_office_files(folder, random, Missing::Refuse, store::PageCheck::Never).ok();
}

}  // namespace

TEST_CASE("the induk's box dies, another box of the office takes its place by itself, and no station loses or doubles anything") {
    store::test::Server server;
    Machine induk, station, spare;
    induk.found();
    const auto people = grown_ups(induk, 40);
    induk.down();
    move_office(induk.folder.path, server.database("office"));
    induk.up();
    station.join(induk, "Loket 1");
    CHECK_FALSE(std::filesystem::exists(station.folder.path / kServerFile));  // a station keeps its copy in a file, and the server to itself
    for (int n = 0; n < 10; ++n) REQUIRE(station.run(ticket_for(people[static_cast<std::size_t>(n)]), kSelf).empty());
    induk.down();
    std::filesystem::copy(induk.folder.path, spare.folder.path, std::filesystem::copy_options::recursive);

    loket::test::Killable process(LOKET_BINARY_DIR "/tests/induk_process");
    REQUIRE_FALSE(process.start({LOKET_SOURCE_DIR "/assets", induk.folder.path.string()}).empty());
    REQUIRE(Machine::wait([&] { return !station.line->station->alone(); }));
    CHECK_FALSE(is_free(spare.folder.path));
    for (std::size_t n = 10; n < people.size(); ++n) {
        if (n == 25) process.kill();
        REQUIRE(station.run(ticket_for(people[n]), kSelf).empty());  // with the induk, then alone
    }
    CHECK(station.now()->aside > 0);
    REQUIRE(Machine::wait([&] { return is_free(spare.folder.path); }));
    spare.up();
    REQUIRE(Machine::wait([&] { return station.now()->aside == 0 && station.now()->line.empty() && station.head() == spare.head(); }));
    std::set<std::string> holders;
    for (const auto& [number, ticket] : spare.now()->office.queue.tickets)
        if (ticket.is_live()) CHECK(holders.insert(ticket.nik).second);
    CHECK(holders.size() == people.size());
    CHECK(spare.verify().sound());
    CHECK(station.verify().sound());
    REQUIRE(station.core->execute(engine::CallTicket{"1", {}}, kCounter).get());
    CHECK(Machine::wait([&] { return station.head() == spare.head(); }));
}

// Pictures of papers: on the ticket first, then beside the requirements of the file.

#include <catch2/catch.hpp>

#include "tests/engine/world.h"

using namespace loket;
using namespace loket::engine;
using namespace loket::engine::test;

namespace {

std::string scan_digest(char of) { return std::string(64, of); }

}  // namespace

TEST_CASE("pictures of papers go from the ticket to the check-list of its file, and are judged there") {
    World world;
    const auto ticket = world.take_ticket(1);
    world.must(AttachScan{ticket, 1, scan_digest('a')}, kKiosk);
    world.must(AttachScan{ticket, 1, scan_digest('b')}, kKiosk);  // taken again
    CHECK(world.office.queue.find(ticket)->scans == std::map<int, std::string>{{1, scan_digest('b')}});
    world.must(CallTicket{"1", ""}, kFront);
    world.must(ReceiveFile{ticket}, kFront);
    const auto id = world.office.case_by_nik.at(nik(1));
    CHECK(world.at(id).marks.at(1).scan == scan_digest('b'));
    CHECK(world.at(id).marks.at(1).mark == Mark::Open);
    CHECK(world.refusal(AttachScan{ticket, 1, scan_digest('c')}, kKiosk) == "scan.closed");
    CHECK(describe(replay(world.facts)) == describe(world.office));
}

TEST_CASE("a picture needs a ticket of today, a paper that is asked for, and a digest") {
    World world;
    const auto ticket = world.take_ticket(1);
    CHECK(world.refusal(AttachScan{"A-099", 1, scan_digest('a')}, kKiosk) == "ticket.unknown");
    CHECK(world.refusal(AttachScan{ticket, 99, scan_digest('a')}, kKiosk) == "requirement.unknown");
    CHECK(world.refusal(AttachScan{ticket, 6, scan_digest('a')}, kKiosk) == "requirement.unknown");  // what a machine knows
    CHECK(world.refusal(AttachScan{ticket, 1, "a picture"}, kKiosk) == "scan.digest");
    CHECK(world.refusal(AttachScan{ticket, 1, scan_digest('a')}, kKadis) == "trust.role");
    world.wait(std::chrono::hours(24));
    CHECK(world.refusal(AttachScan{ticket, 1, scan_digest('a')}, kKiosk) == "ticket.unknown");
}

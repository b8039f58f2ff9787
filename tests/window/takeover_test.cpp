// Two machines of one office whose store lies on a server: one works, the other waits and takes its place.

#include "kiosk/app/core/office_files.h"
#include "stand.h"
#include "tests/store/server.h"

namespace window_test {
namespace {

constexpr int kWidth = 1280, kHeight = 800;

/// An office of three hundred residents that has just moved to a server.
void make_office(const std::filesystem::path& folder, const std::string& place) {
    { const Twin first(folder, kWidth, kHeight); }
    REQUIRE(write_text(folder.parent_path() / "place", place + "\n"));
    const auto log = folder.parent_path() / "move.log";
    const int moved = Child::start({LOKET_BINARY_DIR "/kiosk/loket", "store", "move", "--data", folder.string(), "--server", (folder.parent_path() / "place").string()}, log).wait();
    INFO(read_text(log).value_or(""));
    REQUIRE(moved == 0);
    CHECK_FALSE(std::filesystem::exists(folder / "office.db"));
}

bool comes_to(const std::function<bool()>& wanted) {
    for (int tries = 0; tries < 400; ++tries) {
        if (wanted()) return true;
        std::this_thread::sleep_for(100ms);
    }
    return false;
}

/// Kinds of the events of a store that nobody owns now.
std::vector<std::string> kinds_of(const std::filesystem::path& office) {
    SystemRandom random;
    Result<OfficeFiles> files = Error{};
    REQUIRE(comes_to([&] { return (files = open_office_files(office, random, Missing::Refuse)).ok(); }));
    CHECK(files->store->verify()->sound());
    std::vector<std::string> kinds;
    for (const auto& event : files->store->events(1, 1000).value()) kinds.push_back(event.kind);
    return kinds;
}

void take_number(Stand& stand) {
    for (const auto* node : {"begin", "service:S02", "next"}) stand.touch(node);
    stand.type(stand.twin->adult());
    for (const auto* node : {"next", "confirm", "answer:RUSAK", "next"}) stand.touch(node);
    for (int pages = 0; stand.twin->page() != Page::Ticket && pages < 12; ++pages) {
        if (stand.twin->page() == Page::Priority) stand.touch("answer:none");
        stand.touch("next");
    }
    REQUIRE(stand.twin->page() == Page::Ticket);
}

}  // namespace

TEST_CASE("a second machine of the office waits, says so, and goes on with everything when the first loses its power") {
    store::test::Server server;
    const auto place = server.database("office");
    std::filesystem::path shared;
    Stand first(kWidth, kHeight, {"--fullscreen"}, [&](const auto& office) { make_office(shared = office, place); });
    if (!first.there()) return;
    REQUIRE(first.agrees());
    Stand second(kWidth, kHeight, {"--fullscreen"}, [&](const auto& office) { std::filesystem::copy(shared, office, std::filesystem::copy_options::recursive); });
    REQUIRE(comes_to([&] { return second.log().find("store.locked") != std::string::npos; }));
    take_number(first);
    CHECK_FALSE(second.shows());
    first.kiosk().kill();
    REQUIRE(second.agrees());
    CHECK(second.kiosk().stop() == 0);
    CHECK(std::ranges::count(kinds_of(second.office()), "TicketIssued") == 1);
}

TEST_CASE("a machine that was cut off while another took its place gives the office up by itself and waits for its turn") {
    store::test::Server server;
    const auto place = server.database("office");
    std::filesystem::path shared;
    Stand first(kWidth, kHeight, {"--fullscreen"}, [&](const auto& office) { make_office(shared = office, place); });
    if (!first.there()) return;
    REQUIRE(first.agrees());
    first.kiosk().signal(SIGSTOP);
    server.say("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'office'");
    Stand second(kWidth, kHeight, {"--fullscreen"}, [&](const auto& office) { std::filesystem::copy(shared, office, std::filesystem::copy_options::recursive); });
    REQUIRE(second.agrees());
    first.kiosk().signal(SIGCONT);
    REQUIRE(comes_to([&] { return first.log().find("given up") != std::string::npos; }));
    CHECK_FALSE(first.shows());
    take_number(second);
    CHECK(second.kiosk().stop() == 0);
    REQUIRE(first.agrees());
    CHECK(first.kiosk().stop() == 0);
    CHECK(std::ranges::count(kinds_of(first.office()), "TicketIssued") == 1);
}

}  // namespace window_test

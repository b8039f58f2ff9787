// What goes wrong with the machine while somebody stands before it is told in words, and they go on where they were.

#include "kiosk.h"
#include "tests/store/full_disk.h"

using namespace loket;
using namespace loket::app;
using namespace loket::app::test;

TEST_CASE("a disk that is full at the end of a form takes no answer away: with room again the same touch gives the one ticket") {
    Kiosk kiosk;
    kiosk.fill_in("S01", kiosk.adult(), {"HILANG", "TIDAK"});
    const auto answers = kiosk.station->form().answers();
    {
        const loket::test::FullDisk full(1);
        kiosk.tap("next");
        INFO(kiosk.text());
        CHECK(kiosk.page() == Page::Review);
        CHECK(kiosk.shows(kiosk.say("ticket.not_stored")));
        CHECK(kiosk.station->form().answers() == answers);
        CHECK(kiosk.state().queue.tickets.empty());
        kiosk.tap("next");  // whoever tries again is told again
        CHECK(kiosk.shows(kiosk.say("ticket.not_stored")));
    }
    kiosk.tap("next");
    REQUIRE(kiosk.page() == Page::Ticket);
    CHECK(kiosk.state().queue.tickets.size() == 1);
    const auto verified = kiosk.equipment().core.ask([](Core& core) { return core.store().verify(); }).get();
    REQUIRE(verified);
    CHECK(verified->sound());
}

TEST_CASE("a full disk refuses what an officer does, the state stays, and with room again the day goes on") {
    Kiosk kiosk;
    const auto ticket = kiosk.take_ticket("S01", kiosk.adult(), {"HILANG", "TIDAK"});
    const auto before = kiosk.equipment().core.snapshot()->head;
    {
        const loket::test::FullDisk full(1);
        const auto refused = kiosk.equipment().core.execute(engine::CallTicket{}, {"yusuf", engine::Role::FrontOffice}).get();
        REQUIRE_FALSE(refused);
        CHECK(refused.error().code == "disk.full");
        CHECK(kiosk.equipment().core.snapshot()->head == before);
    }
    const auto case_id = kiosk.register_file(ticket);
    CHECK_FALSE(case_id.empty());
}

TEST_CASE("a kiosk without room says so instead of its first page, officers get in, and it serves again by itself") {
    Kiosk kiosk;
    const auto look = [&] { (void)kiosk.equipment().core.ask([](Core& core) { return core.tend(); }).get(); };
    kiosk.settle();
    REQUIRE_FALSE(kiosk.shows(kiosk.say("trouble.disk.full")));
    kiosk.room = 1;
    look();
    kiosk.settle();
    CHECK(kiosk.shows(kiosk.say("trouble.disk.full")));
    CHECK_FALSE(kiosk.shows(kiosk.say("error.disk.full")));  // once is enough
    kiosk.station->handle({"staff", ""});
    CHECK(kiosk.page() == Page::SignIn);
    kiosk.station->handle({"home", ""});
    kiosk.room = 1ULL << 30U;
    look();
    kiosk.settle();
    CHECK_FALSE(kiosk.shows(kiosk.say("trouble.disk.full")));
    CHECK_FALSE(kiosk.take_ticket("S01", kiosk.adult(), {"HILANG", "TIDAK"}).empty());
}

TEST_CASE("a touch screen that is unplugged is told on the page until it is back") {
    Kiosk kiosk;
    kiosk.station->touch_missing(true);
    kiosk.settle();
    CHECK(kiosk.shows(kiosk.say("error.ui.touch_gone")));
    kiosk.station->touch_missing(false);
    kiosk.settle();
    CHECK_FALSE(kiosk.shows(kiosk.say("error.ui.touch_gone")));
}

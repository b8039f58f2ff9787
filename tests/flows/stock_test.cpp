// Supplies and the end of the day; what a superior may allow; a resi that is lost.

#include "counter.h"
#include "kiosk/app/desk/spoiled.h"
#include "kiosk/app/flows/day_books.h"

using namespace loket;
using namespace loket::app;
using app::test::Counter;

TEST_CASE("supplies: blanks received and counted, ribbon used, the day is closed only when all of it is counted") {
    Counter desk("hendra");
    desk.say("tab", "stock");
    REQUIRE(desk.station->page() == Page::Stock);
    const auto before = desk.now()->office.stock.received;
    desk.say("kind", "KEP");
    desk.say("receive", "250");
    CHECK(desk.now()->office.stock.received == before + 250);
    desk.say("kind", "RIBBON");
    desk.say("receive", "4");
    desk.say("use", "1");
    CHECK(desk.now()->office.house.supplies.at("RIBBON") == 3);
    desk.say("spoil", "1");
    CHECK(desk.now()->office.house.supplies.at("RIBBON") == 2);
    desk.say("close_day");
    CHECK(desk.now()->office.house.day_closed.empty());
    CHECK_FALSE(desk.notice().empty());  // count first
    const auto today = wib_date(desk.office.clock.now());
    for (const std::string kind : {"KEP", "KIA"}) {
        desk.say("kind", kind);
        desk.say("count", std::to_string(desk.now()->office.stock_of(kind).free.size()));
        CHECK(desk.now()->office.stock_of(kind).on(today).counted == desk.now()->office.stock_of(kind).on(today).expected);
    }
    desk.say("close_day");
    CHECK(desk.now()->office.house.day_closed.empty());  // the ribbon, too
    desk.say("kind", "RIBBON");
    desk.say("count", "2");
    desk.say("close_day");
    CHECK(desk.now()->office.house.day_closed == iso_date(today));
    CHECK(print_day_books(desk.office.equipment(), today).value() >= 4);  // each says at least NIHIL
}

TEST_CASE("the ledger of spoiled blanks names blank, case, officer and reason, newest first, and stops at the first of the month") {
    Counter desk;
    const auto id = desk.office.open(*desk.office.services().find("S03"));
    desk.office.walk_to(id, engine::StepKind::Print);
    const auto printer = desk.office.worker(*desk.office.at(id));
    std::vector<std::string> serials;
    for (const auto* reason : {"macet", "kotor"}) {
        if (desk.office.at(id)->card.stage == engine::CardStage::None) desk.office.must(engine::ReserveBlanko{id}, printer);
        serials.push_back(desk.office.at(id)->card.serial);
        desk.office.must(engine::ReportSpoiled{id, reason}, printer);
    }
    const auto read = [&](Instant since) {
        SpoiledRead all{{}, desk.now()->head};
        while (all.next > 0) all = desk.office.equipment().core.ask([&](Core& core) { return read_spoiled(core.store(), all, since); }).get().value();
        return all.found;
    };
    const auto found = read(desk.office.clock.now() - std::chrono::hours(24));
    REQUIRE(found.size() == 2);
    CHECK(found[0].serial == serials[1]);
    CHECK(found[0].reason == "kotor");
    CHECK(found[1].resi == desk.office.at(id)->resi);
    CHECK(found[1].user == printer.user);
    CHECK(read(desk.office.clock.now() + std::chrono::hours(1)).empty());
}

TEST_CASE("a superior allows at the same screen what was refused: own PIN, a reason, and the officer stays signed in") {
    Counter desk;
    const auto& home = desk.office.household();
    const auto number = desk.take_ticket(home.father);
    const auto miss = [&] {
        desk.say("call");
        desk.say("call", number);
        desk.say("call", number);
        desk.say("miss", number);
    };
    miss();
    desk.say("requeue", number);
    miss();
    desk.say("requeue", number);  // twice missed
    REQUIRE(desk.station->session().refused);
    CHECK(desk.ticket(number).status == engine::TicketStatus::NoShow);
    for (const auto& officer : desk.station->session().refused->superiors) CHECK(officer.user != "yusuf");
    const auto pin = [&](const std::string& digits) {
        for (const char digit : digits) desk.say("override.digit", std::string(1, digit));
        desk.say("override.allow", "Sudah saya periksa");
    };
    desk.say("override.user", "ratna");
    pin("000001");
    REQUIRE(desk.station->session().refused);  // a wrong PIN allows nothing
    CHECK(desk.station->session().refused->pin.empty());
    CHECK(desk.ticket(number).status == engine::TicketStatus::NoShow);
    pin(trust::kDemoPin);
    CHECK_FALSE(desk.station->session().refused);
    CHECK(desk.ticket(number).status == engine::TicketStatus::Waiting);
    CHECK(desk.station->session().officer->user == "rina");
    miss();
    desk.say("requeue", number);
    desk.say("override.close");
    CHECK_FALSE(desk.station->session().refused);
    CHECK(desk.ticket(number).status == engine::TicketStatus::NoShow);
}

TEST_CASE("hand-over without a resi: three facts of the register and a statement on paper") {
    Counter desk;
    const auto id = desk.office.open(*desk.office.services().find("S04"));
    desk.office.walk_to(id, engine::StepKind::HandOver);
    REQUIRE(desk.station->sign_in_as(desk.office.at(id)->begun_by));
    desk.say("tab", "hand_over");
    desk.say("open", id);
    desk.say("lost");
    desk.say("accept_statement");  // nothing printed yet
    CHECK_FALSE(desk.office.at(id)->resi_presented);
    desk.say("knows", "nama_ibu");
    desk.say("knows", "alamat");
    desk.say("print_statement");
    desk.say("accept_statement");
    CHECK(desk.station->session().refused);  // two are too few, unless a superior allows it
    desk.say("override.close");
    desk.say("knows", "alamat");  // taken back
    desk.say("knows", "tanggal_lahir");
    desk.say("knows", "nomor_kk");
    desk.say("accept_statement");
    CHECK(desk.office.at(id)->resi_lost);
    CHECK(desk.office.at(id)->resi_presented);
    desk.say("hand_over");
    CHECK(desk.office.services().find("S04")->step(desk.office.at(id)->step).kind == engine::StepKind::Collect);
}

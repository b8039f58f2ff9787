// The front office at its station: the queue, codes held before the reader, more than one application, a colleague's file.

#include "counter.h"
#include "kiosk/app/desk/papers.h"
#include "workflow/engine/resi.h"

using namespace loket;
using namespace loket::app;
using app::test::Counter;
using engine::TicketStatus;

TEST_CASE("queue: recalled three times, missed, queued once more, put aside and taken up, sent on and sent back") {
    Counter desk;
    const auto first = desk.take_ticket(desk.office.household().father), second = desk.take_ticket(desk.office.household().mother);
    desk.say("call");
    CHECK(desk.ticket(first).loket == desk.station->session().loket);
    desk.say("miss", first);
    CHECK_FALSE(desk.notice().empty());  // three calls first
    desk.say("call", first);
    desk.say("call", first);
    desk.say("miss", first);
    CHECK(desk.ticket(first).status == TicketStatus::NoShow);
    desk.say("requeue", first);
    CHECK(desk.ticket(first).status == TicketStatus::Waiting);
    desk.say("call");
    REQUIRE(desk.ticket(second).status == TicketStatus::Called);
    desk.say("hold", "Mengambil fotokopi");
    CHECK(desk.ticket(second).status == TicketStatus::Held);
    desk.say("resume", second);
    desk.say("call");
    REQUIRE(desk.ticket(second).status == TicketStatus::Called);
    CHECK(desk.notice().find("Mengambil fotokopi") != std::string::npos);  // why they come back
    desk.say("transfer", "PET:salah meja");
    CHECK(desk.ticket(second).desk == engine::Role::Petugas);

    REQUIRE(desk.station->sign_in_as("yusuf"));
    desk.say("tab", "activation");
    desk.say("call");
    REQUIRE(desk.ticket(second).status == TicketStatus::Called);
    CHECK(desk.notice().find("salah meja") != std::string::npos);
    desk.say("transfer", "FO:mengajukan berkas");
    CHECK(desk.ticket(second).desk == engine::Role::FrontOffice);
    CHECK(desk.ticket(second).status == TicketStatus::Waiting);
}

TEST_CASE("a ticket held before the reader is received, taken up again or told how long, a resi opens its file or says where it is") {
    Counter desk;
    const auto& home = desk.office.household();
    const auto first = desk.take_ticket(home.father), second = desk.take_ticket(home.mother);
    const auto code = [&](const std::string& number) { return ticket_qr(desk.now()->office.queue.stream, number); };
    desk.read(code(second));
    CHECK(desk.ticket(second).status == TicketStatus::Waiting);
    CHECK(desk.notice().find(second) != std::string::npos);
    desk.say("call");
    desk.say("hold", "Menjemput anak");
    desk.read(code(first));
    CHECK(desk.ticket(first).status == TicketStatus::Waiting);
    CHECK(desk.ticket(first).returning);
    desk.say("call");
    const auto called = desk.ticket(first).status == TicketStatus::Called ? first : second;
    desk.read(code(called));
    CHECK(desk.station->page() == Page::CheckFile);
    const auto id = opened_by(*desk.now(), called);
    REQUIRE(desk.office.at(id));
    desk.say("tab", "front_office");
    desk.read(code(called));  // again: the file it opened
    CHECK(desk.station->page() == Page::CheckFile);
    desk.read("LOKET:antrean:2020-01-01/A-001");  // a number of another day says nothing
    CHECK_FALSE(desk.notice().empty());
    desk.office.walk_to(id, engine::StepKind::Verify);
    const auto resi = desk.office.at(id)->resi;
    desk.read(engine::resi_qr(resi));
    CHECK(desk.notice().find(desk.station->words("role.KASI")) != std::string::npos);
    REQUIRE(desk.station->sign_in_as("ratna"));
    desk.read(engine::resi_qr(resi));
    CHECK(desk.station->page() == Page::Verify);
}

TEST_CASE("several applications on one ticket: the same service for another member of the family, its form filled in at the counter") {
    Counter desk;
    const auto& home = desk.office.household();
    const auto first = desk.received(home.father);
    REQUIRE(desk.office.at(first)->begun_by == "rina");
    desk.say("add_service");
    REQUIRE(desk.station->page() == Page::AddService);
    desk.say("person", home.mother);
    desk.say("service", "S02");
    desk.say("next");
    desk.say("answer", "RUSAK");
    desk.say("next");
    const auto second = desk.now()->office.find_case_of(home.mother, "S02");
    REQUIRE(second);
    CHECK(second->ticket == desk.office.at(first)->ticket);
    CHECK(second->answers.at("alasan") == "RUSAK");
    CHECK(second->begun_by == "rina");
    CHECK(desk.station->page() == Page::CheckFile);
    CHECK(desk.office.services().find("S02")->step(second->step).kind == engine::StepKind::Check);
    // The same once more is refused in words, and nothing is lost.
    desk.say("add_service");
    desk.say("person", home.father);
    desk.say("service", "S02");
    desk.say("next");
    desk.say("answer", "RUSAK");
    desk.say("next");
    CHECK_FALSE(desk.notice().empty());
    CHECK(desk.station->page() == Page::AddService);
    desk.say("leave");
    CHECK(desk.station->page() == Page::CheckFile);
}

TEST_CASE("a colleague's file is taken over, and then belongs to whoever took it") {
    Counter desk("dewi");
    const auto id = desk.received(desk.office.household().father);
    REQUIRE(desk.office.at(id)->begun_by == "dewi");
    REQUIRE(desk.station->sign_in_as("rina"));
    desk.say("tab", "check_file");
    desk.say("open", id);
    CHECK(desk.office.at(id)->begun_by == "dewi");
    desk.say("mark", "4:present");
    CHECK_FALSE(desk.notice().empty());
    desk.say("take_over", "Petugasnya sedang tidak di tempat");
    CHECK(desk.office.at(id)->begun_by == "rina");
    const auto lines = desk.office.equipment().core.ask([&](Core& core) { return core.store().audits(id); }).get().value();
    REQUIRE_FALSE(lines.empty());
    CHECK(lines.back().action == "take_over");
    CHECK(lines.back().purpose == "dewi: Petugasnya sedang tidak di tempat");
    desk.say("mark", "4:present");
    CHECK(desk.office.at(id)->marks.at(4).mark == engine::Mark::Present);
}

TEST_CASE("a whole simple KTP-el is checked and registered with six presses of one key") {
    Counter desk;
    desk.take_ticket(desk.office.household().father);
    auto made = ui::Headless::create([&](ui::Ui& ui) { desk.station->draw(ui); }, {});
    REQUIRE(made);
    auto& screen = **made;
    int presses = 0;
    const auto enter = [&] {
        ++presses;
        screen.wait(Millis{400});
        screen.key(ui::Key::Enter);
        desk.settle();
        screen.settle();
    };
    screen.settle();
    enter();  // call
    enter();  // receive
    while (desk.station->page() == Page::CheckFile && presses < 20) enter();  // each paper, then register
    REQUIRE(desk.station->page() == Page::Resi);
    const auto c = desk.now()->office.find_case_of(desk.office.household().father, "S02");
    REQUIRE(c);
    CHECK_FALSE(c->resi.empty());
    enter();  // next person
    CHECK(presses == 2 + 2 + 1 + 1);
    CHECK(desk.station->page() != Page::Resi);
}

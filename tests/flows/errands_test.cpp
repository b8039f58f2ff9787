// What people come for besides applying: complaints and their answers, appointments.

#include "kiosk.h"
#include "kiosk/app/desk/papers.h"

using namespace loket;
using namespace loket::app;
using loket::app::test::Kiosk;

namespace {

std::string only_complaint(Kiosk& kiosk) {
    const auto state = kiosk.state();
    REQUIRE(state.house.complaints.size() == 1);
    return state.house.complaints.begin()->first;
}

}  // namespace

TEST_CASE("a complaint is told at the kiosk, answered at a desk, and its answer read with its number") {
    Kiosk kiosk;
    kiosk.tap("begin");
    kiosk.tap("complain");
    kiosk.tap("answer", "make");
    kiosk.tap("answer", "WAKTU");
    kiosk.tap("next");
    kiosk.snap("complaint-text");
    kiosk.write("SUDAH LIMA HARI");
    kiosk.tap("next");
    kiosk.tap("next");  // no resi
    kiosk.tap("next");  // no contact
    kiosk.snap("complaint-review");
    REQUIRE(kiosk.has("edit:1"));
    kiosk.tap("edit", "1");
    kiosk.write(" LEBIH");
    kiosk.tap("next");
    CHECK(kiosk.shows("SUDAH LIMA HARI LEBIH"));
    kiosk.tap("next");
    const auto number = only_complaint(kiosk);
    kiosk.snap("complaint-number");
    CHECK(kiosk.shows(number));
    CHECK(kiosk.scene.last_slip());
    kiosk.tap("done");

    REQUIRE(kiosk.hands->sign_in("rina"));
    kiosk.tap("tab", "complaints");
    kiosk.snap("complaints");
    kiosk.tap("open", number);
    CHECK(kiosk.shows("SUDAH LIMA HARI LEBIH"));
    kiosk.snap("complaint-file");
    kiosk.tap("take");
    CHECK(kiosk.state().house.complaints.at(number).taken_by == "rina");
    kiosk.station->handle({"reply", "Berkas selesai besok."});
    kiosk.settle();
    CHECK(kiosk.state().house.complaints.at(number).answered);
    kiosk.tap("sign_out");

    kiosk.station->code_read(number);
    kiosk.settle();
    kiosk.snap("complaint-answer");
    CHECK(kiosk.page() == Page::Complain);
    CHECK(kiosk.shows("Berkas selesai besok."));
    CHECK_FALSE(kiosk.shows("LIMA HARI"));  // the text is nobody else's business
}

TEST_CASE("an officer writes down what came by SMS, asked the questions of the kiosk") {
    Kiosk kiosk;
    REQUIRE(kiosk.hands->sign_in("rina"));
    kiosk.tap("tab", "complaints");
    kiosk.tap("write");
    CHECK_FALSE(kiosk.has("answer:KIOS"));
    kiosk.tap("answer", "SMS");
    kiosk.tap("next");
    kiosk.tap("answer", "DATA");
    kiosk.tap("next");
    kiosk.write("NAMA SALAH DI KK");
    kiosk.tap("next");
    kiosk.tap("next");  // no resi
    kiosk.write("0812");
    kiosk.tap("next");
    const auto number = only_complaint(kiosk);
    CHECK(kiosk.state().house.complaints.at(number).channel == "SMS");
    CHECK(kiosk.shows(number));
    kiosk.tap("open", number);
    CHECK(kiosk.shows("NAMA SALAH DI KK"));
    CHECK(kiosk.shows("0812"));
}

TEST_CASE("a promise into a year without a calendar says so: on the resi, to the applicant, on the file") {
    Kiosk kiosk;
    while (wib_date(kiosk.clock.now()) < *parse_iso_date("2026-12-30")) kiosk.clock.advance(std::chrono::hours(24));
    kiosk.settle();
    const auto ticket = kiosk.take_ticket("S01", kiosk.adult(), {"HILANG", "TIDAK"});
    kiosk.tap("done");
    const auto resi = kiosk.register_file(ticket);
    const auto c = kiosk.state().find_resi(resi);
    REQUIRE(c);
    REQUIRE(c->calendar_missing == 2027);
    CHECK(resi_paper(kiosk.equipment(), *c, *applicant_of(*kiosk.equipment().core.snapshot(), *c)).promise_note.find("2027") != std::string::npos);
    kiosk.station->code_read(resi);
    kiosk.settle();
    CHECK(kiosk.shows("tanpa kalender libur 2027"));
    kiosk.tap("done");
    REQUIRE(kiosk.hands->sign_in("yusuf"));
    kiosk.tap("tab", "work");
    kiosk.tap("open", c->id);
    CHECK(kiosk.shows("tanpa kalender libur 2027"));
}

TEST_CASE("a complaint about an application carries its resi to the desk") {
    Kiosk kiosk;
    const auto ticket = kiosk.take_ticket("S01", kiosk.adult(), {"HILANG", "TIDAK"});
    kiosk.tap("done");
    const auto resi = kiosk.register_file(ticket);
    kiosk.station->code_read(resi);
    kiosk.settle();
    kiosk.tap("complain");
    kiosk.tap("answer", "PERILAKU");
    kiosk.tap("next");
    kiosk.write("TIDAK DIBANTU");
    kiosk.tap("next");
    kiosk.tap("next");  // no contact; the resi is known and not asked for
    kiosk.tap("next");
    const auto number = only_complaint(kiosk);
    CHECK(kiosk.state().house.complaints.at(number).resi == resi);
    REQUIRE(kiosk.hands->sign_in("ratna"));
    kiosk.tap("tab", "complaints");
    kiosk.tap("open", number);
    kiosk.snap("complaint-with-case");
    CHECK(kiosk.shows(resi));
}

TEST_CASE("an unknown complaint number is told kindly") {
    Kiosk kiosk;
    kiosk.tap("begin");
    kiosk.tap("complain");
    kiosk.tap("answer", "follow");
    kiosk.write("ADU-2026-0009");
    kiosk.tap("next");
    CHECK(kiosk.shows(kiosk.say("complaint.not_found")));
}

TEST_CASE("an appointment is made, kept with its code and the NIK, and gives a ticket") {
    Kiosk kiosk;
    const auto nik = kiosk.adult();
    kiosk.tap("begin");
    kiosk.tap("appointment");
    kiosk.tap("answer", "make");
    kiosk.tap("answer", "S01");
    REQUIRE(kiosk.page() == Page::Identity);
    kiosk.type(nik);
    kiosk.tap("next");
    kiosk.tap("confirm");
    for (const auto* answer : {"HILANG", "TIDAK", "none"}) {
        kiosk.tap("answer", answer);
        kiosk.tap("next");
    }
    kiosk.tap("next");  // what to bring
    kiosk.tap("next");  // the review
    REQUIRE(kiosk.page() == Page::Appointment);
    kiosk.snap("appointment-day");
    CHECK(kiosk.has("day:2026-11-25"));
    kiosk.tap("day", "2026-11-25");
    kiosk.tap("day", "2026-11-24");
    kiosk.snap("appointment-slot");
    kiosk.tap("answer", "540");
    kiosk.snap("appointment-made");
    REQUIRE(kiosk.state().house.appointments.size() == 1);
    const auto code = kiosk.state().house.appointments.begin()->first;
    CHECK(kiosk.shows(code));
    CHECK(kiosk.scene.last_slip());
    kiosk.tap("done");

    kiosk.clock.set(wib_instant(Date{std::chrono::year(2026), std::chrono::month(11), std::chrono::day(24)}, 9));
    kiosk.settle();  // a clock that jumps ends nobody's visit: home is still there
    kiosk.tap("appointment");
    kiosk.tap("answer", "come");
    kiosk.write(code.substr(3));
    kiosk.tap("next");
    kiosk.type(nik);
    kiosk.tap("next");
    REQUIRE(kiosk.page() == Page::Ticket);
    CHECK(kiosk.state().house.appointments.empty());
}

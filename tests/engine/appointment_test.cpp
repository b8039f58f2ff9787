// Appointments: slots, codes, who keeps one and who does not.

#include <catch2/catch.hpp>

#include "tests/engine/world.h"
#include "workflow/engine/appointments.h"

using namespace loket;
using namespace loket::engine;
using namespace loket::engine::test;
using std::chrono::hours;
using std::chrono::minutes;

namespace {

Date november(unsigned day) { return Date{std::chrono::year(2026), std::chrono::month(11), std::chrono::day(day)}; }

OfficeRules with_slots(int per_slot) {
    OfficeRules rules;
    rules.appointments.per_slot = {{"S02", per_slot}};
    return rules;
}

MakeAppointment at(int person, unsigned day, int minute) { return {"S02", november(day), minute, nik(person), {{"alasan", "RUSAK"}}}; }

std::string make(World& world, const MakeAppointment& wish) { return std::get<AppointmentMade>(world.must(wish, kKiosk).front().event).code; }

TakeTicket keep(const std::string& code, int person) {
    TakeTicket wish;
    wish.nik = nik(person);
    wish.appointment = code;
    return wish;
}

}  // namespace

TEST_CASE("codes are readable, checked and say nothing of a person") {
    const auto code = make_appointment_code(november(28), 7);
    CHECK(code.starts_with("JT-2811-0007-"));
    CHECK(parse_appointment_code(appointment_qr(code)).value() == code);
    CHECK(parse_appointment_code("jt2811 0007" + code.substr(13)).value() == code);
    CHECK(parse_appointment_code("JT-2811-0070-" + code.substr(13)).error().code == "appointment.check");
    for (const auto* text : {"", "JT", "BTN-261123-KTP-0001-C", "JT-28X1-0007-A"}) CHECK(parse_appointment_code(text).error().code == "appointment.unreadable");
}

TEST_CASE("slots fill up, within the hours of a working day that is not too far away") {
    World world;
    const auto rules = with_slots(2);
    world.rules = &rules;
    const auto slots = [&](unsigned day) { return appointment_slots(world.office, rules, "S02", november(day), world.clock.now(), world.working_days); };
    REQUIRE(slots(24).ok());
    CHECK(slots(24)->size() == 17);
    CHECK(slots(24)->front().minute == 7 * 60 + 30);
    CHECK(slots(24)->front().left == 2);
    CHECK(slots(28)->empty());  // Saturday
    CHECK(slots(23).error().code == "appointment.day");
    CHECK(slots(22).error().code == "appointment.day");
    CHECK(make(world, at(1, 24, 450)).starts_with("JT-2411-0001-"));
    CHECK(make(world, at(2, 24, 450)).starts_with("JT-2411-0002-"));
    CHECK(slots(24)->front().left == 0);
    CHECK(world.refusal(at(3, 24, 450), kKiosk) == "appointment.full");
    CHECK(world.refusal(at(3, 24, 455), kKiosk) == "appointment.slot");
    CHECK(world.refusal(at(3, 23, 600), kKiosk) == "appointment.day");
    CHECK(world.refusal(at(1, 25, 450), kKiosk) == "appointment.already");
    auto wish = at(3, 24, 480);
    wish.answers.clear();
    CHECK(world.refusal(wish, kKiosk) != "accepted");
    wish.service = "S01";
    CHECK(world.refusal(wish, kKiosk) == "appointment.none");
    CHECK(world.refusal(at(3, 24, 480), kPrinter) == "trust.role");
}

TEST_CASE("an appointment is kept by its person on its day and about its time, with the answers given before") {
    World world;
    const auto rules = with_slots(2);
    world.rules = &rules;
    const auto code = make(world, at(1, 24, 9 * 60));
    CHECK(world.refusal(keep(code, 1), kKiosk) == "appointment.other_day");
    world.wait(hours(24) + minutes(30));  // 08:30
    CHECK(world.refusal(keep(code, 1), kKiosk) == "appointment.early");
    world.wait(minutes(15));
    CHECK(world.refusal(keep(code, 2), kKiosk) == "appointment.other_person");
    const auto issued = std::get<TicketIssued>(world.must(keep(code, 1), kKiosk).front().event);
    CHECK(issued.service == "S02");
    CHECK(issued.answers.at("alasan") == "RUSAK");
    CHECK(world.office.queue.find(issued.number)->returning);
    CHECK(world.refusal(keep(code, 1), kKiosk) == "appointment.unknown");
    CHECK(world.office.appointment_of(nik(1), "S02") == nullptr);
}

TEST_CASE("who keeps an appointment is called after at most two others, and more appointments do not stop the queue") {
    World world(40);
    const auto rules = with_slots(9);
    world.rules = &rules;
    std::vector<std::string> codes;
    for (int person = 1; person <= 6; ++person) codes.push_back(make(world, at(person, 24, 9 * 60)));
    world.wait(hours(24) + minutes(50));
    for (int person = 11; person <= 16; ++person) world.take_ticket(person);
    std::set<std::string> kept;
    for (int person = 1; person <= 6; ++person)
        kept.insert(std::get<TicketIssued>(world.must(keep(codes[static_cast<std::size_t>(person) - 1], person), kKiosk).front().event).number);
    std::string order;
    for (int call = 0; call < 12; ++call) order += kept.contains(std::get<TicketCalled>(world.must(CallTicket{"1", ""}, kFront).front().event).number) ? 'j' : 'a';
    CHECK(order == "jaajaajaajjj");
}

TEST_CASE("a place is held for an appointment until it is missed, a supervisor may still let its person in") {
    World world(30);
    auto rules = with_slots(1);
    rules.quota = {{"S02", 1}};
    world.rules = &rules;
    const auto code = make(world, at(1, 24, 9 * 60));
    world.wait(hours(24) + minutes(50));
    const auto walk_in = [&](int person) { return TakeTicket{"S02", Errand::Apply, false, nik(person), {{"alasan", "RUSAK"}}, ""}; };
    CHECK(world.refusal(walk_in(2), kKiosk) == "queue.quota");
    world.wait(minutes(26));  // 09:16
    CHECK(world.refusal(keep(code, 1), kKiosk) == "appointment.missed");
    world.must(walk_in(2), kKiosk);
    world.override_by = Override{kKasi, "kapal terlambat"};
    world.must(keep(code, 1), kFront);
    CHECK(std::get<RuleOverridden>(world.facts.back().event).code == "appointment.missed");
}

TEST_CASE("an appointment is called off by its person, and those of past days are forgotten") {
    World world;
    const auto rules = with_slots(1);
    world.rules = &rules;
    const auto code = make(world, at(1, 24, 450));
    CHECK(world.refusal(CancelAppointment{code, nik(2)}, kKiosk) == "appointment.other_person");
    world.must(CancelAppointment{code, nik(1)}, kKiosk);
    CHECK(world.refusal(CancelAppointment{code, nik(1)}, kKiosk) == "appointment.unknown");
    const auto stale = make(world, at(2, 24, 450));
    world.wait(hours(48));
    make(world, at(3, 26, 450));
    CHECK_FALSE(world.office.house.appointments.contains(stale));
    CHECK(world.office.house.appointments.size() == 1);
}

#include "counter.h"

#include <thread>

#include "kiosk/app/core/reference.h"
#include "tests/engine/world.h"

namespace loket::app::test {

Counter::Counter(const std::string& user) : strings(StationStrings::load(find_assets()).value()), station(std::make_unique<Station>(office.equipment(), strings)) {
    REQUIRE(station->sign_in_as(user));
    settle();
}

void Counter::settle() {
    station->poll();
    while (station->busy()) {
        std::this_thread::sleep_for(std::chrono::microseconds(300));
        station->poll();
    }
}

void Counter::say(const std::string& name, const std::string& value) {
    station->handle({name, value});
    settle();
}

void Counter::read(const std::string& code) {
    station->code_read(code);
    settle();
}

std::string Counter::take_ticket(const std::string& nik, const std::string& service, const engine::Answers& answers) {
    const auto before = now();
    office.must(engine::TakeTicket{service, engine::Errand::Apply, false, nik, answers, ""}, engine::test::kKiosk);
    for (const auto& [number, ticket] : now()->office.queue.tickets)
        if (before->office.queue.find(number) == nullptr) return number;
    return {};
}

std::string Counter::received(const std::string& nik) {
    const auto number = take_ticket(nik);
    say("call");
    REQUIRE(ticket(number).status == engine::TicketStatus::Called);
    say("receive", number);
    return opened_by(*now(), number);
}

}  // namespace loket::app::test

#pragma once
// The counter of front_office_test, at which other officers sit down.

#include <thread>

#include "counter.h"

namespace loket::app::test {

class DeskStation : public Counter {
  public:
    void sit(const std::string& user, const std::string& tab = {}) {
        REQUIRE(station->sign_in_as(user));
        if (!tab.empty()) station->handle({"tab", tab});
        rest();
    }
    void say(const std::string& name, const std::string& value = {}) {
        Counter::say(name, value);
        rest();
    }
    void type_pin(const std::string& pin) {
        for (const char digit : pin) say("digit", std::string(1, digit));
        say("pin.confirm");
    }
    /// Until the figures of the dashboard are counted, too.
    void rest() {
        settle();
        while (station->dashboard().counting()) {
            std::this_thread::sleep_for(std::chrono::microseconds(300));
            settle();
        }
    }
    /// A file that stands, begun by the Kasi, at its verification.
    std::string at_verification(const std::string& service, std::uint64_t seed = 1) {
        const auto id = office.open(*office.services().find(service), seed);
        office.walk_to(id, engine::StepKind::Verify);
        return id;
    }
};

}  // namespace loket::app::test

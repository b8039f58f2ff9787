#pragma once
// A station in a small real office at which officers sit down: said intents in, view models out.

#include <catch2/catch.hpp>
#include <thread>

#include "kiosk/app/flows/station.h"
#include "tests/desk/office.h"

namespace loket::app::test {

class DeskStation {
  public:
    DeskStation() : strings(StationStrings::load(LOKET_SOURCE_DIR "/assets").value()), station(std::make_unique<Station>(office.equipment(), strings)) {}

    void sit(const std::string& user, const std::string& tab = {}) {
        REQUIRE(station->sign_in_as(user));
        if (!tab.empty()) say("tab", tab);
        settle();
    }
    /// Says an intent and waits for what follows.
    void say(const std::string& name, const std::string& value = {}) {
        station->handle({name, value});
        settle();
    }
    void type_pin(const std::string& pin) {
        for (const char digit : pin) say("digit", std::string(1, digit));
        say("pin.confirm");
    }
    void settle() {
        for (int i = 0; i < 20'000; ++i) {
            station->poll();
            if (!station->busy() && !station->dashboard().counting()) return;
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
        FAIL("the station does not come to rest");
    }
    [[nodiscard]] std::string notice() const { return station->session().notice ? station->session().notice->text : ""; }
    /// A file that stands, begun by the Kasi, at its verification.
    std::string at_verification(const std::string& service, std::uint64_t seed = 1) {
        const auto id = office.open(*office.services().find(service), seed);
        office.walk_to(id, engine::StepKind::Verify);
        return id;
    }

    DeskOffice office{"SOP2019"};
    StationStrings strings;
    std::unique_ptr<Station> station;
};

}  // namespace loket::app::test

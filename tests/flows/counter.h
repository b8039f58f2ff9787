#pragma once
// A station in a small real office, driven by the intents that its pages say, or by the keys of its buttons.

#include <catch2/catch.hpp>

#include "kiosk/app/demo/puppet.h"
#include "tests/desk/office.h"

namespace loket::app::test {

class Counter {
  public:
    explicit Counter(const std::string& user = "rina");

    /// Says an intent and waits for what follows.
    void say(const std::string& name, const std::string& value = {});
    void read(const std::string& code);
    void settle();
    [[nodiscard]] std::shared_ptr<const Snapshot> now() { return office.equipment().core.snapshot(); }
    [[nodiscard]] engine::Ticket ticket(const std::string& number) { return *now()->office.queue.find(number); }
    [[nodiscard]] std::string notice() const { return station->session().notice ? station->session().notice->text : ""; }
    /// A ticket for this service, taken at the kiosk; its number.
    std::string take_ticket(const std::string& nik, const std::string& service = "S02", const engine::Answers& answers = {{"alasan", "HILANG"}});
    /// Takes a ticket, calls it, receives its file: the id of the case, which is being checked.
    std::string received(const std::string& nik);

    DeskOffice office{"SOP2019"};
    StationStrings strings;
    std::unique_ptr<Station> station;
};

}  // namespace loket::app::test

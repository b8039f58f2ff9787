#pragma once
// A whole office with one station and simulated devices, driven by touching the semantic nodes of the drawn screens.

#include <catch2/catch.hpp>

#include <atomic>

#include "devices/base/random.h"
#include "devices/model/scene.h"
#include "kiosk/app/demo/puppet.h"
#include "kiosk/app/desk/equipment.h"

namespace loket::app::test {

class Kiosk {
  public:
    Kiosk();
    ~Kiosk();

    void tap(const std::string& name, const std::string& value = {});
    void type(const std::string& digits);
    void write(const std::string& text);
    void settle();
    /// Time goes by, second after second, and nobody touches anything.
    void pass(std::chrono::seconds span);
    /// Keeps the present screen as a picture where $LOKET_PICTURES names a folder.
    void snap(const std::string& name);
    [[nodiscard]] Page page() const { return station->page(); }
    /// What the screen says: labels and values of all nodes, a line each.
    [[nodiscard]] std::string text();
    [[nodiscard]] bool shows(const std::string& words) { return text().find(words) != std::string::npos; }
    [[nodiscard]] bool has(const std::string& node);
    [[nodiscard]] std::string say(const std::string& key) const { return station->words(key); }

    [[nodiscard]] Equipment& equipment() { return *office->equipment; }
    [[nodiscard]] engine::Office state() { return office->core->snapshot()->office; }
    /// An adult with a family card, by NIK.
    [[nodiscard]] std::string adult();
    /// From the attract page to the first question or, where there is none, the priority page.
    void identify(const std::string& service, const std::string& nik);
    /// On from there to the review; the questions answered with `choices`, in order, nobody to be let first.
    void fill_in(const std::string& service, const std::string& nik, const std::vector<std::string>& choices);
    /// The same, and the ticket.
    std::string take_ticket(const std::string& service, const std::string& nik, const std::vector<std::string>& choices);
    /// Officers without a screen: the ticket becomes a file with a resi.
    std::string register_file(const std::string& ticket);
    void must(engine::Command command, const engine::Actor& actor);

    ManualClock clock;
    model::Scene scene;
    std::atomic<std::uintmax_t> room = 1ULL << 40U;  ///< that the disk has left
    std::unique_ptr<OpenOffice> office;
    std::unique_ptr<StationStrings> strings;
    std::unique_ptr<Station> station;
    std::unique_ptr<Puppet> hands;

  private:
    std::filesystem::path folder_;
    SeededRandom random_{5};
};

}  // namespace loket::app::test

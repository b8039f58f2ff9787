#pragma once
// What stands before the simulated devices of one station: a synthetic person, the cards, and the faults of the moment.

#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "devices/base/bytes.h"
#include "devices/base/image.h"
#include "devices/biometrics/position.h"

namespace loket::model {

/// The synthetic person at the station. Every picture the simulated devices give is a pure function of this.
struct SimPerson {
    std::uint64_t seed = 0;
    bool female = false;
    int age = 30;
    bool headscarf = false;
    std::set<biometrics::Finger> missing_fingers;
    std::set<biometrics::Eye> missing_eyes;
    bool operator==(const SimPerson&) const = default;
};

/// One misbehaviour, consumed `times` times by the device it names, oldest rule first.
struct SimFault {
    std::string driver;  ///< "sim_fingerprint"
    std::string fault;   ///< "dry_finger", "wet_finger", "missing_finger", "wrong_person", "blink", "jam", "ribbon_out", "media_empty", "unplugged", "slow", …
    int times = 1;
    int value = 0;  ///< meaning depends on the fault: finger code, milliseconds
};

/// A simulated contactless card; lives in the scene so that printer and reader see the same piece of plastic.
struct SimCard {
    std::string uid;
    Bytes memory = {};  ///< of its chip, from one power-up to the next; empty: a blank from the factory
    bool compares = false;  ///< its chip compares fingers itself and lets none out
};

/// What the simulated card printer put on the last card: proof for the director of a demo.
struct SimPrint {
    std::string job, card_uid;
    RgbaImage data_side, emblem_side;  ///< the emblem side is empty where it stays as pre-printed
};

/// Shared by the simulated devices and the director of a demo. Safe from any thread.
class Scene {
  public:
    /// `station` keeps the small variations of a capture (placement, noise) apart between stations with scenes of their own;
    /// without it the first finger here and the first finger there would be the very same picture.
    explicit Scene(std::uint64_t station = 0) : station_(station) {}

    void set_person(SimPerson person);
    [[nodiscard]] SimPerson person() const;
    void add_fault(SimFault fault);
    void clear_faults();
    /// Takes one use of a matching fault, if there is one. `fits` narrows it down by value; it must not call the scene.
    std::optional<SimFault> take_fault(const std::string& driver, const std::string& fault,
                                       const std::function<bool(const SimFault&)>& fits = nullptr);
    /// A seed for the next capture of a driver: a function of the station, the person and the number of captures so far.
    std::uint64_t next_take(const std::string& driver);

    /// Whether simulated devices take the time real ones would (the default), with previews at their frame rate, or work at
    /// full speed: headless demos and tests.
    void set_real_time(bool real_time);
    [[nodiscard]] bool real_time() const;

    /// Puts a card (known by uid, created blank when new) on the reader; empty uid takes it away.
    void place_card(const std::string& uid);
    /// Copy of the card on the reader.
    [[nodiscard]] std::optional<SimCard> card_on_reader() const;
    void store_card(const SimCard& card);
    [[nodiscard]] std::optional<SimCard> card(const std::string& uid) const;
    /// All plastic there is, by uid: also what lies in the reject box.
    [[nodiscard]] std::map<std::string, SimCard> cards() const;

    void store_print(SimPrint print);
    [[nodiscard]] std::optional<SimPrint> last_print() const;
    /// The slip that the simulated receipt printer printed last.
    void store_slip(GrayImage slip);
    [[nodiscard]] std::optional<GrayImage> last_slip() const;
    /// What lies under the document camera; an empty picture: a paper of its own invention.
    void lay_paper(RgbaImage paper);
    [[nodiscard]] RgbaImage paper() const;
    /// The sheets (PDF) that the simulated A4 printer printed last.
    void store_sheets(Bytes pdf);
    [[nodiscard]] Bytes last_sheets() const;
    /// A headset is put into the socket, or taken out.
    void plug_headset(bool plugged);
    [[nodiscard]] bool headset_plugged() const;
    /// What the person holds before code readers; "LOKET 1" where nobody said anything else.
    void hold_code(std::string text);
    [[nodiscard]] std::string held_code() const;

  private:
    const std::uint64_t station_;
    mutable std::mutex mutex_;
    SimPerson person_;
    std::map<std::string, std::uint64_t> takes_;  // by driver
    std::vector<SimFault> faults_;
    std::map<std::string, SimCard> cards_;
    std::string on_reader_;
    std::optional<SimPrint> print_;
    std::optional<GrayImage> slip_;
    RgbaImage paper_;
    Bytes sheets_;
    bool headset_ = false;
    std::string code_ = "LOKET 1";
    bool real_time_ = true;
};

}  // namespace loket::model

#pragma once
// The technician's page: what works, what is kept where, and the way out of the kiosk.

#include "kiosk/viewmodels/dashboard.h"
#include "kiosk/viewmodels/pin.h"

namespace loket::viewmodels {

/// Intents: "show" (a part: "devices", "history", "log", "storage", "data", "network", "sync", "stick", "backup", "epoch", "recordings", "notices", "office", "sound", "screen", "touch",
/// "aim", "appliance", "update", "service", "reset", "exit"), "leave" (back); "test" (device id, empty: all), "check" (the store), "report" (readiness as PDF), "sync_now" (try the register at
/// once), "enrol" (a register is to take this office in), "office_open" (this machine becomes the induk of several), "office_code" (lets one machine in), "office_promote" (this station becomes the
/// induk), "office_look", "update_seek" (a stick is to be let in), "update_take" (what it brings is to be installed), "update_let_go" (the stick is done with), "update_restart" (what was installed is tried now), "stick_seek", "stick_let_go" (as for updates), "stick_trade" (answers are read, what waits is written), "stick_card" (this office's card is written), "stick_enrol" (the register
/// whose card is on it is this office's), "backup_seek", "backup_let_go" (as for updates), "backup_code" (a code is made that opens copies), "backup_noted" (it was written down), "backup_make" (the copy), "tone", "volume", "brightness" ("-10", "10"), "turn" (degrees), "touch_tested" ("pass", or how many fields were not reached), "aimed" ("mean:largest" in
/// tenths of a millimetre, ":" and what mends them where something does), "second" (user of the second officer who lets the kiosk end, be emptied, be opened for service, or begin an epoch); those of
/// pin.h while a PIN is asked for.
struct Maintenance {
    struct Device {
        std::string id{}, name{}, product{}, state{}, tested{};
        Tone tone = Tone::Good;
        bool testing = false;
    };
    /// The appliance's next version.
    struct Update {
        std::string text{};                ///< how it stands, and what to do
        Tone tone = Tone::Info;
        int percent = -1;                  ///< of what is under way; -1: nothing is
        std::vector<Row> facts{};          ///< of the version that is offered
        std::vector<std::string> changes{};
        bool may_seek = false, may_take = false, may_let_go = false, may_restart = false;
    };
    /// A stick that goes between this office and its register.
    struct Stick {
        std::string text{};                ///< how it stands, and what to do
        Tone tone = Tone::Info;
        int percent = -1;                  ///< of what is written; -1: nothing is
        std::vector<Row> facts{};
        bool may_seek = false, may_let_go = false, may_trade = false, may_card = false, may_enrol = false;
    };
    /// The office's copy on a stick.
    struct Backup {
        std::string text{};                ///< how it stands, and what to do
        Tone tone = Tone::Info;
        std::string code{};                ///< to be written down
        std::vector<Row> facts{};
        bool may_seek = false, may_let_go = false, may_make = false, may_code = false, may_noted = false;
    };
    /// How the bare screen hangs.
    struct Screen {
        std::string turn{};                ///< "0", "90", "180", "270"; empty: as the panel says
        int brightness = 100;              ///< percent
        bool may_dim = false;              ///< the machine can
    };
    Desk desk{};
    std::string part{};                     ///< shown; empty: the overview
    std::vector<Dashboard::Tile> tiles{};   ///< of the overview
    std::vector<Device> devices{};
    bool working = false;                   ///< something is being tried
    std::optional<Listing> list{};          ///< of history, log, data, network
    std::vector<Row> storage{};
    std::vector<Row> sync{};                ///< the exchange with the register; empty: this machine stands alone
    std::string sync_alone{};               ///< then: what to do about it
    std::vector<Row> office{};              ///< the machines of the office; empty: this is the only one, or nobody knows just now
    std::string office_text{};              ///< what this machine is, and what can be done
    std::string pairing{}, pairing_text{};  ///< the code that lets a machine in, and what to do with it; empty: none is open
    bool may_open = false, may_pair = false, may_promote = false;
    bool may_enrol = false;                 ///< a register may take this office in
    bool may_epoch = false;                 ///< the register contradicts this office: two people may say that this disk is it
    bool may_stick = false;                 ///< the exchange may go by stick
    std::optional<Stick> stick{};
    bool may_backup = false;                ///< the office's store is this machine's to copy
    std::optional<Backup> backup{};
    std::vector<Row> appliance{};           ///< what this machine is
    std::string appliance_text{};           ///< what to do with its code, or why it has none
    Picture attestation{};                  ///< the code for a telephone
    bool may_reset = false;                 ///< and be opened for service: on the appliance
    std::optional<Update> update{};         ///< nothing on a plain computer
    std::optional<Screen> screen{};         ///< of its part
    int volume = 80;                        ///< percent
    std::string caption{};                  ///< of the tone that was just played
    std::vector<Row> officers{};            ///< user and name of those who may be the second
    std::optional<Notice> notice{};
    std::optional<PinAsk> pin{};
};

}  // namespace loket::viewmodels

#pragma once
// The appliance that this program runs on, and what the kiosk asks of its system, which it may not do itself.

#include <filesystem>
#include <optional>
#include <string>

#include "devices/base/result.h"
#include "devices/base/sha256.h"
#include "kiosk/app/update/supply.h"

namespace loket::update {

struct Machine {
    std::string version;             ///< of the image: "0.3.0.202611291912"
    std::string slot;                ///< "loket-a" or "loket-b"
    std::string number;              ///< made from the board's numbers: "1A2B-3C4D-5E6F"
    Sha256 root_hash{};              ///< dm-verity's, as the signed command line named it
    std::filesystem::path requests;  ///< folder that units of the system watch
    std::filesystem::path root = {}; ///< "/" but in tests
    /// Where a whole bundle is taken from, what became of it, and where the register's grows.
    [[nodiscard]] std::filesystem::path bundle() const { return root / "data/office/update.bundle"; }
    [[nodiscard]] std::filesystem::path fetched() const { return root / "data/office/update.fetched"; }
    /// What an officer took from a stick, on its way there.
    [[nodiscard]] std::filesystem::path brought() const { return root / "data/office/update.brought"; }
    [[nodiscard]] std::filesystem::path outcome() const { return root / "data/update/outcome"; }
    /// A stick that an officer let in; and a word of the service that waits for one: "waiting", "open", "unreadable", "closed".
    [[nodiscard]] std::filesystem::path stick() const { return root / "run/loket/stick"; }
    [[nodiscard]] std::filesystem::path stick_word() const { return root / "run/loket/stick-word"; }
    [[nodiscard]] Gate gate() const { return {root / "usr/lib/loket/update.pub", version, root / "data/update/floor"}; }
};

/// Nothing on a machine that was not started from an appliance's image. `root`: where its files are; "/" but in tests.
std::optional<Machine> this_machine(const std::filesystem::path& root = "/");
/// IMAGE_VERSION of an os-release file; empty without.
std::string image_version(const std::filesystem::path& release);

/// Whether a version that somebody offers is worth fetching: newer than what runs, and not one that was tried here already.
bool is_wanted(const Machine& machine, const std::string& version);

/// Whether that version runs here and was marked good.
bool is_proven(const Machine& machine, const std::string& version);

/// Everything on the data partition is made unreadable for ever, and the machine starts as on its first day.
inline constexpr auto kReset = "reset";
/// Sleep until the second since 1970 that the request holds.
inline constexpr auto kSleep = "sleep";
/// Start anew: what is installed is tried.
inline constexpr auto kRestart = "restart";
/// The clock is set to the second since 1970 that the request holds, also that of the board.
inline constexpr auto kClock = "clock";
/// The percent of its brightness that the screen is to have.
inline constexpr auto kBrightness = "brightness";
/// Whoever presses the power button within a minute gets a shell on the serial line for a quarter of an hour, outside the office's data.
inline constexpr auto kService = "service";
/// For some minutes a stick is let in that is nothing but storage; with kStickDone for its content: the stick is let go.
inline constexpr auto kStick = "stick";
inline constexpr auto kStickDone = "done";
/// Lays the request down for the system (`image/rootfs`: loket-NAME.path). As write_file.
Status ask_system(const Machine& machine, const std::string& name, const std::string& content);

}  // namespace loket::update

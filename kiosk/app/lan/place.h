#pragma once
// A machine's place in its office: induk or station, by which keys. A file beside the store (office.lan), which no other machine gets.

#include <filesystem>
#include <optional>
#include <string>

#include "devices/base/clock.h"
#include "devices/base/result.h"
#include "workflow/sync/link/https_link.h"

namespace loket::app {

inline constexpr std::uint16_t kLanPort = 7373;

/// Of the induk's own machine only: a new pairing code; a machine that is let in no more (its number as After::n).
inline constexpr std::string_view kCodeCall = "/v1/code", kRemoveCall = "/v1/remove";

struct LanPlace {
    bool induk = false;
    std::string name;        ///< of this machine, as people call it
    std::string role;        ///< what the station is for, in the office's words
    std::int64_t number = 0; ///< of the station; 0: the first induk
    std::string address;     ///< host:port of the induk; of the induk itself: where it listens
    std::uint16_t port = kLanPort;  ///< this machine listens at, if it is or becomes the induk
    std::string authority, certificate, key;  ///< PEM
};

/// Nothing for an office of one machine. Corrupt for a file that is none.
Result<std::optional<LanPlace>> load_place(const std::filesystem::path& folder);
Status save_place(const std::filesystem::path& folder, const LanPlace& place);

/// "192.168.1.5" → "192.168.1.5:7373". Rejected "lan.address".
Result<std::string> whole_address(const std::string& typed);
/// To speak to the induk at `address`.
sync::LinkKeys lan_keys(const LanPlace& place, const std::string& address);
/// Where others of this network find this machine: "192.168.1.5:7373,…", loopback last.
std::string own_addresses(std::uint16_t port);

std::vector<std::string> split_addresses(const std::string& list);

/// Makes this machine the induk of its office, with the office's own authority. `folder` has an office.
Result<LanPlace> found_office_lan(const std::filesystem::path& folder, const std::string& name, std::uint16_t port, const Clock& clock);

struct JoinWish {
    std::filesystem::path folder;  ///< without an office
    std::string address, code;     ///< of the induk; the code from its screen
    std::string name, role;
    std::uint16_t port = kLanPort;
    std::function<void(int percent)> progress = {};
};
/// Takes this machine into the office of that induk: a certificate, its keys and a copy of its store. Rejected "lan.has_office",
/// "lan.code", "sync.code_shape", "sync.register_unknown" (another office answers), "sync.no_link" … Leaves nothing of an office that
/// was not joined wholly. The role lan::kDisplayRole brings a certificate and no copy: that machine shows numbers.
Result<LanPlace> join_office(const JoinWish& wish);

}  // namespace loket::app

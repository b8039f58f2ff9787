#pragma once
// Who may sign in: officers with a role, a PIN kept as an Argon2id hash, an officer card, fingers, and the roles they act in for
// somebody else for a while (Pelaksana Harian, Pelaksana Tugas).

#include <string>
#include <vector>

#include "devices/base/bytes.h"
#include "devices/base/clock.h"
#include "devices/base/result.h"
#include "devices/biometrics/position.h"
#include "workflow/engine/role.h"

namespace loket::trust {

/// PLH stands in for an officer who is away, PLT for one who is not appointed yet (UU 30/2014 Pasal 14).
enum class DelegationKind { Plh, Plt };

struct Delegation {
    DelegationKind kind = DelegationKind::Plh;
    engine::Role role = engine::Role::Kasi;  ///< acted in
    Date from, to;                           ///< both days included
    std::string decree;                      ///< number of the surat perintah
    bool operator==(const Delegation&) const = default;
};

/// A finger that an officer signs in with; never leaves the encrypted store.
struct EnrolledFinger {
    biometrics::Finger position = biometrics::Finger::Unknown;
    Bytes record;  ///< ISO/IEC 19794-2 finger minutiae record
    bool operator==(const EnrolledFinger&) const = default;
};

struct Officer {
    std::string user;  ///< short login name: 2 to 20 small letters and digits, beginning with a letter
    std::string name;
    engine::Role role = engine::Role::FrontOffice;
    std::string pin_hash;  ///< crypto_pwhash string (Argon2id)
    std::vector<Delegation> delegations = {};
    bool suspended = false;  ///< may not sign in; kept, because the log names them
    std::string card = {};   ///< as card_token gives it; empty: no officer card
    std::vector<EnrolledFinger> fingers = {};
};

std::string encode(const Officer& officer);
Result<Officer> decode_officer(const std::string& document);

/// Roles the officer may act in on a day: the own one first, then those delegated. Empty while suspended.
std::vector<engine::Role> roles_on(const Officer& officer, Date day);

/// Rejected "officer.user", "officer.name", "officer.role" (people only), or "officer.taken".
Status may_add(const Officer& officer, const std::vector<Officer>& others);
/// A delegation of at most a year, in a role that verifies or signs and is not the officer's own, under a decree.
/// Rejected "delegation.dates", "delegation.role", "delegation.decree".
Status may_delegate(const Officer& officer, const Delegation& delegation);
inline constexpr std::size_t kPinLength = 6;  ///< what the sign-in page has room for
/// Six digits, not all alike and not a run (123456). Rejected "pin.weak".
Status may_use_pin(const std::string& pin);

/// What a second officer vouches for at a colleague's desk.
enum class Authority {
    Override,     ///< a decision against the rule: Kasi, Kabid, Kadis, Sekretaris (as the engine asks)
    Maintenance,  ///< the machine itself (leaving the kiosk): those and ADB
    Witness,      ///< that both saw the same: any officer
};
bool may_vouch(engine::Role role, Authority authority);

/// Under which an officer card is known: SHA-256 of its number, bound to the office so that lists of two offices do not compare.
std::string card_token(const std::string& office_uuid, const std::string& card_uid);

/// Argon2id, interactive limits: about 50 ms, 64 MiB.
Result<std::string> hash_pin(const std::string& pin);
bool pin_fits(const std::string& hash, const std::string& pin);

/// The synthetic officers of a new office. All share kDemoPin, which the sign-in page shows while devices are simulated.
inline constexpr auto kDemoPin = "246810";
Result<std::vector<Officer>> demo_officers();

}  // namespace loket::trust

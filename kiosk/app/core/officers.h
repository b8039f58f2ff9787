#pragma once
// Who may sign in: accounts with a role and a PIN kept as an Argon2id hash.

#include <string>
#include <vector>

#include "devices/base/result.h"
#include "workflow/engine/role.h"

namespace loket::app {

struct OfficerAccount {
    std::string user;  ///< short login name
    std::string name;
    engine::Role role = engine::Role::FrontOffice;
    std::string pin_hash;  ///< crypto_pwhash string (Argon2id)
};

std::string encode(const OfficerAccount& account);
Result<OfficerAccount> decode_officer(const std::string& document);

/// Argon2id, interactive limits: about 50 ms, 64 MiB.
Result<std::string> hash_pin(const std::string& pin);
bool pin_fits(const std::string& hash, const std::string& pin);

/// The synthetic officers of a new office. All share kDemoPin, which the sign-in page shows while devices are simulated.
inline constexpr auto kDemoPin = "246810";
Result<std::vector<OfficerAccount>> demo_officers();

}  // namespace loket::app

#pragma once
// How strictly an office signs its officers in: assets/trust.json.

#include <filesystem>

#include "devices/base/clock.h"
#include "devices/base/result.h"

namespace loket::trust {

/// What an officer shows besides the own name. A card may always stand in for choosing the name.
enum class SignInRule {
    Pin,        ///< "pin"
    PinFinger,  ///< "pin+finger"
    CardPin,    ///< "card+pin"
};

struct Rules {
    SignInRule sign_in = SignInRule::Pin;
    Millis lock_after = std::chrono::minutes(10);  ///< without a touch, until a desk hides what it shows
};

/// Corrupt with file, key and reason.
Result<Rules> load_rules(const std::filesystem::path& file);

}  // namespace loket::trust

#pragma once
// Who stands in for the officer: Plh while away, Plt while the post is vacant.

#include "kiosk/viewmodels/dashboard.h"

namespace loket::viewmodels {

/// Intents: "officer" (user), "kind" ("plh", "plt"), "from" and "to" (days to move by: "-7", "-1", "1", "7"), "save" (number of the
/// surat perintah).
struct Delegation {
    Desk desk{};
    Listing present{};               ///< who stands in for this role: now, later, before
    std::vector<Row> officers{};     ///< user, "NAME, role": who may be asked
    std::string officer{};           ///< chosen
    bool vacant = false;             ///< Plt instead of Plh
    std::string from{}, to{};        ///< "23 November 2026"
    bool can_save = false;
    std::optional<Notice> notice{};
};

}  // namespace loket::viewmodels

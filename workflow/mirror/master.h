#pragma once
// What the centre's master is asked to take. It lies among the register's events, but tells nothing that they do not: no MirrorEvent, and whoever
// reads those passes it over.

#include <string>
#include <string_view>

#include "devices/base/result.h"
#include "workflow/population/resident.h"

namespace loket::mirror {

/// One person as a change left them here. Written with the change, so that the log carries it to the register once and in order.
struct MasterChangeAsked {
    static constexpr auto kName = "MasterChangeAsked";
    Date on{};              ///< WIB day of registration
    std::string reference;  ///< of the case; empty where none asked for it
    std::string base;       ///< population::demographics_digest of whom it was made from; empty: somebody new
    population::Resident person;  ///< without what is not the master's
    bool operator==(const MasterChangeAsked&) const = default;
};

std::string encode(const MasterChangeAsked& asked);
/// Corrupt for anything else.
Result<MasterChangeAsked> decode_master_change(std::string_view body);

}  // namespace loket::mirror

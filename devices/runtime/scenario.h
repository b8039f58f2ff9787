#pragma once
// Scenario files: what goes wrong at which visit of a demo or a simulation, as data.

#include <filesystem>
#include <map>
#include <span>
#include <string_view>
#include <vector>

#include "devices/base/result.h"
#include "devices/model/driver.h"
#include "devices/model/scene.h"

namespace loket::runtime {

/// Faults by visit (1 = the first); those under 0 belong to every visit.
struct Scenario {
    std::map<int, std::vector<model::SimFault>> faults;

    /// What to add to the scene when a visit begins: the faults of every visit, then its own.
    [[nodiscard]] std::vector<model::SimFault> at(int visit) const;
};

/// `{"faults":[{"driver":"sim_fingerprint","fault":"dry_finger","times":1,"value":0,"visit":3}]}`; `times`,
/// `value` and `visit` may be left out. Drivers and faults are checked against the rows of `drivers`.
/// Rejected with "name: field: reason" in the context: an unknown word never passes in silence.
Result<Scenario> parse_scenario(std::string_view text, std::string_view name,
                                std::span<const model::Driver* const> drivers);

/// The same from a file. Also fails like read_text.
Result<Scenario> load_scenario(const std::filesystem::path& path,
                               std::span<const model::Driver* const> drivers);

}  // namespace loket::runtime

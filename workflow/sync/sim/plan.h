#pragma once
// A deterministic world for the step functions of workflow/sync: simulated disks, networks, registers, people and accidents. The same
// seed gives the same weeks, bit for bit.

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace loket::sync::sim {

/// A defence that is switched off; each must be caught.
enum class Broken : std::uint8_t {
    Nothing,
    SyncNormal,  ///< offices say "saved" before the disk has it
    NoDedup,     ///< the register does not skip what it has
    NoHash,      ///< the register checks neither chains nor packets
};

struct Plan {
    int offices = 3, weeks = 1;
    std::uint64_t seed = 1;
    Broken broken = Broken::Nothing;
};

struct Outcome {
    std::int64_t acked = 0;    ///< events and packets of which an office told a person that they are saved
    std::int64_t applied = 0;  ///< of those, how many the register has as they were
    std::int64_t lost = 0;     ///< of those, how many it has not; directives of the centre that did not arrive count, too
    std::int64_t doubled = 0;  ///< what the register has more than once
    std::int64_t forks = 0;    ///< places at which the register's logs do not fit together
    std::int64_t faults = 0;
    std::map<std::string, std::int64_t> kinds;  ///< of the faults
    std::vector<std::string> findings;          ///< the first few, in words

    [[nodiscard]] bool sound() const { return lost == 0 && doubled == 0 && forks == 0 && acked == applied; }
    Outcome& add(const Outcome& other);
    /// `acked N applied N lost N doubled N forks N faults N`
    [[nodiscard]] std::string line() const;
};

Outcome simulate(const Plan& plan);

}  // namespace loket::sync::sim

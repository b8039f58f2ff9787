#pragma once
// Sees everything from outside: what was promised to people, what the register made of it.

#include <unordered_map>

#include "workflow/store/chain.h"
#include "workflow/sync/sim/plan.h"

namespace loket::sync::sim {

class Checker {
  public:
    void promised(const Sha256& name, int office, std::int64_t seq);
    void applied(const Sha256& name, int office, std::int64_t seq);
    void fault(const char* kind);
    void found(std::string words);
    void lost(std::string words) { ++outcome_.lost, found(std::move(words)); }
    void doubled(std::string words) { ++outcome_.doubled, found(std::move(words)); }
    void fork(std::string words) { ++outcome_.forks, found(std::move(words)); }
    /// Everything summed up.
    Outcome finish();

  private:
    struct Fate {
        int office = 0;
        std::int64_t seq = 0;  ///< 0: a packet
        bool promised = false;
        int applied = 0;
    };
    Fate& fate(const Sha256& name, int office, std::int64_t seq);

    std::vector<Fate> fates_;
    std::unordered_map<std::uint64_t, std::size_t> index_;
    Outcome outcome_;
};

/// Enough of a hash to tell a few million apart.
std::uint64_t short_of(const Sha256& hash);

}  // namespace loket::sync::sim

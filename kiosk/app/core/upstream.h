#pragma once
// A station's way to the induk of its office.

#include "workflow/engine/commands.h"
#include "workflow/lan/wire.h"

namespace loket::app {

/// Called on the core's thread, except `alone`.
class Upstream {
  public:
    virtual ~Upstream() = default;
    /// Blocks for some seconds at most; sends the same again while the line breaks. `lan.no_induk`: nobody answers, and whether it was
    /// written shows later; other refusals with their codes. A proposal that was not taken is an answer, not an error.
    virtual Result<lan::Answer> propose(const lan::Proposal& proposal) = 0;
    /// What the induk has written after commit `n`, at once; not always all of it. `lan.no_induk`.
    virtual Result<lan::Answer> news(std::int64_t epoch, std::int64_t n) = 0;
    /// The induk is known not to answer: nobody need wait to find that out.
    [[nodiscard]] virtual bool alone() const = 0;
};

/// What a station goes on doing while there is no induk: recording somebody (of a case nobody else has), and giving tickets.
bool may_be_done_alone(const engine::Command& command);

}  // namespace loket::app

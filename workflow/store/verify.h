#pragma once
// Proof that nothing was changed, dropped or damaged since it was written.

#include <string>
#include <vector>

#include "workflow/store/chain.h"
#include "workflow/store/home.h"

namespace loket::store {

/// One thing that is wrong. At most one a chain is reported: every link after a broken one is in doubt.
struct Finding {
    std::string part;      ///< "page", "event", "audit", "blob" or "seal"
    std::int64_t seq = 0;  ///< the first broken link of a chain; 0 elsewhere
    std::string words;     ///< one sentence for the operator, without personal data
};

struct VerifyReport {
    std::int64_t events = 0, audits = 0, blobs = 0, seals = 0;  ///< how many were read and compared
    std::vector<Finding> findings;
    [[nodiscard]] bool sound() const { return findings.empty(); }
};

/// What the chains should end at.
struct ChainEnds {
    Identity identity;
    ChainHead event, audit;
};

Result<VerifyReport> verify_database(Home& home, const ChainEnds& ends);

}  // namespace loket::store

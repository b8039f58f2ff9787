#pragma once
// How hard a link may be used: pauses after failures, the share of packets, their hours.

#include <optional>

#include "devices/base/clock.h"
#include "devices/base/random.h"

namespace loket::sync {

struct Policy {
    Millis first_pause{2'000}, longest_pause{300'000};  ///< after a failure: doubled each time, jittered, capped
    Millis patience{30'000};                            ///< how long an answer is waited for
    Millis feed_every{60'000};
    std::size_t batch_events = 500, batch_bytes = 512u << 10;
    std::int64_t piece_bytes = 256 << 10;  ///< of a packet: what an event waits for at most
    std::int64_t bytes_per_second = 0;     ///< what packets may use on average; 0: no limit. Events count, but never wait for it
    int packets_from = 0, packets_to = 24;  ///< hours of the day (WIB) in which packets are sent; 22 and 5: over night
};

/// The pause after the n-th failure in a row (n from 1): uniform in the upper half of first_pause x 2^(n-1), at most longest_pause.
Millis pause_after(int failures, const Policy& policy, Random& random);

/// Whether packets may be sent at this hour, and if not from when on.
std::optional<Instant> packets_wait_until(const Policy& policy, Instant now);

/// What packets may use of the link. Debts are allowed and worked off, so that a piece larger than a second's share passes.
class Budget {
  public:
    explicit Budget(std::int64_t bytes_per_second) : rate_(bytes_per_second) {}
    void spend(std::int64_t bytes, Instant now);
    /// When packets may go on; not later than `now` if at once.
    Instant free_at(Instant now);

  private:
    void refill(Instant now);
    std::int64_t rate_;
    std::int64_t debt_ = 0;  ///< in bytes x 1000
    Instant at_{};
};

}  // namespace loket::sync

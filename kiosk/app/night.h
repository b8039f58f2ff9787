#pragma once
// When the appliance sleeps: outside the hours of service, when nobody and nothing needs it. (Kiosks have been switched off for their power bill.)

#include <optional>

#include "kiosk/app/flows/idle_watch.h"

namespace loket::app {

/// What a look at the station found.
struct Evening {
    Instant now{};
    std::optional<Instant> opens;     ///< when tickets are next given; nothing: they are now, or never
    bool in_use = false;              ///< touched, signed in, at work, waited for by other machines
    bool sending = false;             ///< something is on its way to the register
    std::optional<Instant> sends_at;  ///< what waits for its hour goes on then
};

/// One owner: the ui thread.
class Night {
  public:
    static constexpr Millis kQuiet{30 * 60'000};       ///< so long nothing happened, counted while awake: who wakes it gets that long
    static constexpr Millis kWakeBefore{20 * 60'000};  ///< devices warm up, the officers come before the first applicant
    static constexpr Millis kShortest{60 * 60'000};    ///< not worth it for less

    /// Every few seconds. Until when to sleep, from now on; nothing: stay awake.
    std::optional<Instant> look(const Evening& evening);

  private:
    IdleWatch quiet_;
};

}  // namespace loket::app

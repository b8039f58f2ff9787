#pragma once
// What systemd is told about this process, and the sign of life it waits for (sd_notify(3), `WatchdogSec`).

#include <functional>
#include <future>
#include <string>

#include "devices/base/clock.h"

namespace loket::app {

/// One datagram for each message to the socket that the service manager named. Without one everything is silent.
class ServiceManager {
  public:
    /// `socket` as in NOTIFY_SOCKET: a path, or a name that begins with '@' (abstract); empty: nobody listens.
    ServiceManager(std::string socket, Millis watchdog) : socket_(std::move(socket)), watchdog_(watchdog) {}
    /// From NOTIFY_SOCKET and WATCHDOG_USEC. Both are taken out of the environment: children of the kiosk do not speak for it.
    static ServiceManager from_environment();

    void tell(std::string_view state) const;
    /// How long it waits for a sign of life; zero: it does not.
    [[nodiscard]] Millis watchdog() const { return watchdog_; }

  private:
    std::string socket_;
    Millis watchdog_;
};

/// The kiosk lives while its frame loop comes round and its core answers: each sign of life is an answer of the core.
/// One owner: the ui thread.
class SignOfLife {
  public:
    SignOfLife(ServiceManager manager, const Clock& clock) : manager_(std::move(manager)), clock_(clock) {}
    /// Puts a question to the core that it answers at once when its turn comes.
    using Ask = std::function<std::future<bool>()>;
    /// Answers itself: of a window without a core, ready as soon as it draws.
    static Ask nobody();
    /// Once a frame, never waiting. `ask`: empty while the office is being opened; then the frame loop alone counts.
    void beat(const Ask& ask);

  private:
    void tell(Instant now);

    ServiceManager manager_;
    const Clock& clock_;
    Instant last_{};
    bool ready_ = false;
    std::future<bool> answer_;
};

}  // namespace loket::app

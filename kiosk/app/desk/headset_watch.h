#pragma once
// Is a headset plugged in? Asked of the socket once, then only when it changes.

#include <chrono>
#include <memory>
#include <optional>

#include "devices/runtime/session.h"

namespace loket::app {

/// Holds the socket from one poll to the next; `rest` gives it back to whoever tests it. One thread.
class HeadsetWatch {
  public:
    explicit HeadsetWatch(runtime::Registry& registry) : registry_(registry) {}
    /// Whether one was put in (true) or taken out since the last call; nothing where nothing has changed. Never waits.
    std::optional<bool> poll();
    void rest();

  private:
    using Time = std::chrono::steady_clock::time_point;
    void ask();

    runtime::Registry& registry_;
    std::unique_ptr<runtime::Session> session_;
    std::optional<runtime::JobId> job_;
    bool plugged_ = false;
    Time again_{};  ///< no try before this: there is no socket, or it has gone
};

}  // namespace loket::app

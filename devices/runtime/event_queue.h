#pragma once
// What a session tells its owner, in order and bounded: pictures may be skipped, results never.

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <variant>

#include "devices/model/device.h"

namespace loket::runtime {

using JobId = std::uint64_t;

struct Preview {
    RgbaImage frame;
};
struct Hint {
    std::string code;  ///< string-table key
};
struct Progress {
    int percent = 0;
};
struct Done {
    Result<model::Outcome> result;
};
/// The box was detached for good: the session answers Gone from now on and should be dropped.
struct Removed {};

struct SessionEvent {
    JobId job = 0;  ///< 0 for Removed
    std::variant<Preview, Hint, Progress, Done, Removed> body;
};

/// One session pushes, its owner pops. A newer Preview or Progress replaces an unread one of the same job;
/// when full, the oldest of the replaceable events (Preview, Hint, Progress) goes. Done and Removed are
/// always kept: their number is bounded because a session takes no new job while `kUnreadResults` wait.
class EventQueue {
  public:
    static constexpr std::size_t kCapacity = 64;
    static constexpr std::size_t kUnreadResults = 16;

    void push(SessionEvent event);
    /// From now on called after each event, on the thread that pushed it: to wake up who polls. Never after the queue's session has ended.
    void announce(std::function<void()> news);
    std::optional<SessionEvent> try_pop();
    /// Waits for an event; nothing once `stop` is requested.
    std::optional<SessionEvent> pop(std::stop_token stop);
    [[nodiscard]] std::size_t unread_results() const;
    [[nodiscard]] std::size_t size() const;

  private:
    std::optional<SessionEvent> take();
    void make_room(const SessionEvent& event);

    mutable std::mutex mutex_;
    std::condition_variable_any ready_;
    std::deque<SessionEvent> events_;
    std::function<void()> news_;
};

}  // namespace loket::runtime

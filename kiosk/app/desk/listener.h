#pragma once
// Hears what people do at devices that nobody asks anything of: a code is held before a reader, a key of the keypad is pressed.

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>

#include "devices/runtime/session.h"

namespace loket::app {

/// Keeps a request under way at each device of a kind, from one poll to the next; `rest` gives them back to whoever tests them. One thread.
class Listener {
  public:
    /// `news` is called, from any thread, when a poll would have something to say.
    Listener(runtime::Registry& registry, model::Kind kind, model::Request request) : registry_(registry), kind_(kind), request_(std::move(request)) {}
    void on_news(std::function<void()> news) { news_ = std::move(news); }
    /// What was done next, or that it was done in a way that has to be done again (Rejected). Never waits.
    std::optional<Result<model::Content>> poll();
    void rest();

  private:
    using Time = std::chrono::steady_clock;
    struct Post {
        std::unique_ptr<runtime::Session> session;
        std::optional<runtime::JobId> job;
        Time::time_point again{};  ///< no request before this: the last one failed
    };
    void find_posts();
    std::optional<Result<model::Content>> hear(Post& post, bool& removed);

    runtime::Registry& registry_;
    const model::Kind kind_;
    const model::Request request_;
    std::function<void()> news_;
    std::map<std::string, Post> posts_;
    std::uint64_t seen_ = 0;     ///< the registry's changes when posts were last looked for
    Time::time_point look_again_{};
};

}  // namespace loket::app

#pragma once
// The induk's end of the displays' streams: each is told the numbers when they change, and every fifteen seconds that the line stands.

#include <atomic>
#include <functional>

#include "kiosk/app/core/core_thread.h"
#include "workflow/register/gateway/https_server.h"

namespace loket::app {

/// Safe from any thread. Streams hold a thread of the server each; `core`, `clock` and the post outlive them.
class DisplayPost {
  public:
    /// Waits until something was written after commit `head`, at most so long. The last commit; nothing once displays are to look elsewhere.
    using News = std::function<std::optional<std::int64_t>(std::int64_t head, Millis most)>;
    DisplayPost(CoreThread& core, const Clock& clock, std::int64_t epoch, News news) : core_(core), clock_(clock), epoch_(epoch), news_(std::move(news)) {}

    /// The stream of one display that shows `last_event` (empty: nothing) already; `seen` is called with the commit that it has come to. 503 where too
    /// many are open.
    centre::HttpResponse open(const std::string& last_event, std::function<void(std::int64_t head)> seen);

  private:
    struct Watching;
    std::optional<Bytes> next_for(Watching& watching);

    CoreThread& core_;
    const Clock& clock_;
    const std::int64_t epoch_;
    const News news_;
    std::atomic<std::size_t> displays_ = 0;
};

}  // namespace loket::app

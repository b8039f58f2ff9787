#pragma once
// Calls to services on this machine (HTTP/1.1, RFC 9112), several at a time on the caller's thread: a capture and its preview.

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "devices/base/bytes.h"
#include "devices/base/clock.h"
#include "devices/base/result.h"

namespace loket::drivers::sbi {

/// One request to 127.0.0.1:`port`. The verb may be any word (MOSIPDINFO, RCAPTURE).
struct Call {
    int port = 0;
    std::string verb = {}, path = {}, body = {};
    Millis limit{1000};
    std::function<void(ByteView)> take = nullptr;  ///< gets the answer in pieces as they come; null: it is kept
};

/// Calls under way; those that are not over end with this. All members from one thread.
class Calls {
  public:
    Calls();
    ~Calls();
    Calls(const Calls&) = delete;
    Calls& operator=(const Calls&) = delete;

    /// Its number. It begins with the next `run`.
    std::size_t add(Call call);
    /// Works until `enough`, looked at whenever something came, or nothing is under way, or `longest`. Cancelled as soon as `stop` is requested.
    Status run(const std::function<bool()>& enough, const std::stop_token& stop, Millis longest = Millis{3'600'000});
    /// The body of an answer with a status of 200 to 299; nothing while it is under way. Gone: nobody listens, or closed before the end;
    /// TimedOut; Corrupt: not HTTP, another status, more than 32 MB.
    [[nodiscard]] const std::optional<Result<std::string>>& answer(std::size_t call) const;

  private:
    struct Line;
    struct Engine;
    std::unique_ptr<Engine> engine_;
    std::vector<std::unique_ptr<Line>> lines_;
};

/// One call alone.
Result<std::string> ask(Call call, const std::stop_token& stop = {});

}  // namespace loket::drivers::sbi

#pragma once
// A driver's finder in a process of its own: a library that looks through buses and networks may take long, hang or crash.

#include <memory>
#include <optional>

#include "devices/isolation/isolated.h"

namespace loket::isolation {

/// Not thread-safe; all calls from one thread.
class IsolatedFinder {
  public:
    IsolatedFinder(const model::Driver& driver, const model::Settings& settings, Launcher launch);

    /// As Finder::look. Waits for 400 ms; when the helper needs longer it goes on looking, this call says nothing, and a later one has the
    /// answer. A helper that looks for more than 30 s is ended: TimedOut. Between two looks there is no process.
    Result<std::optional<std::vector<model::Sighting>>> look(const std::stop_token& stop);

  private:
    Status begin();

    const Begin begin_;
    const Launcher launch_;
    std::unique_ptr<Helper> helper_;  // one that looks
    Channel::Time give_up_{};
};

}  // namespace loket::isolation

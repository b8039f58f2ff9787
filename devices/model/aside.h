#pragma once
// Long computations next to a device's thread, so that a stop need not wait for them.

#include <condition_variable>
#include <exception>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>

namespace loket::model {

/// One computation at a time. All calls from one thread. Destruction waits for what is still under way.
class Aside {
  public:
    /// True when `work` is done. False when `stop` came first: the work goes on alone and must own what it
    /// touches, or touch only what nobody uses before the next call, which waits for it. Throws what the work
    /// throws.
    bool run(std::function<void()> work, const std::stop_token& stop);

  private:
    bool wait_until_idle(const std::stop_token& stop);
    void finish(std::exception_ptr thrown);

    std::mutex mutex_;
    std::condition_variable_any idle_;
    bool busy_ = false;
    std::exception_ptr thrown_;
    std::jthread worker_;
};

}  // namespace loket::model

#pragma once
// Stops work at its deadline, so that no driver has to be trusted with the time.

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <map>
#include <mutex>
#include <stop_token>
#include <thread>

namespace loket::runtime {

/// One thread for all deadlines of a station. Safe from any thread; outlives its guards.
class DeadlineWatch {
  public:
    using Time = std::chrono::steady_clock::time_point;

    /// Takes the deadline back when it goes out of scope.
    class Guard {
      public:
        Guard(DeadlineWatch& watch, std::uint64_t id) : watch_(watch), id_(id) {}
        ~Guard() { watch_.forget(id_); }
        Guard(const Guard&) = delete;
        Guard& operator=(const Guard&) = delete;

      private:
        DeadlineWatch& watch_;
        std::uint64_t id_;
    };

    DeadlineWatch();
    /// Requests `stop` at `when` unless the guard is gone by then.
    [[nodiscard]] Guard at(Time when, std::stop_source stop);

  private:
    struct Entry {
        Time when;
        std::stop_source stop;
    };
    void watch(std::stop_token stop);
    void forget(std::uint64_t id);
    std::map<std::uint64_t, Entry>::iterator earliest();

    std::mutex mutex_;
    std::condition_variable_any changed_;
    std::map<std::uint64_t, Entry> entries_;
    std::uint64_t last_id_ = 0;
    std::jthread thread_;
};

}  // namespace loket::runtime

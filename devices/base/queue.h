#pragma once
// A bounded queue: the only way values cross threads. Full means the producer is told, never that memory grows.

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <stop_token>
#include <utility>

namespace loket {

/// Multi-producer, multi-consumer, first in first out. All members are safe from any thread.
template <class T>
class Queue {
  public:
    explicit Queue(std::size_t capacity) : capacity_(capacity) {}

    /// False when full: the caller decides whether to drop, retry or report.
    bool try_push(T value) {
        {
            const std::lock_guard lock(mutex_);
            if (items_.size() >= capacity_) return false;
            items_.push_back(std::move(value));
        }
        ready_.notify_one();
        return true;
    }

    std::optional<T> try_pop() {
        const std::lock_guard lock(mutex_);
        return take();
    }

    /// Waits for an item; nothing once `stop` is requested.
    std::optional<T> pop(std::stop_token stop) {
        std::unique_lock lock(mutex_);
        ready_.wait(lock, stop, [this] { return !items_.empty(); });
        return take();
    }

    /// The same; nothing also when `patience` has passed without an item.
    std::optional<T> pop(std::stop_token stop, std::chrono::milliseconds patience) {
        std::unique_lock lock(mutex_);
        ready_.wait_for(lock, stop, patience, [this] { return !items_.empty(); });
        return take();
    }

    [[nodiscard]] std::size_t size() const {
        const std::lock_guard lock(mutex_);
        return items_.size();
    }

  private:
    std::optional<T> take() {
        if (items_.empty()) return std::nullopt;
        std::optional<T> item{std::move(items_.front())};
        items_.pop_front();
        return item;
    }

    mutable std::mutex mutex_;
    std::condition_variable_any ready_;
    std::deque<T> items_;
    std::size_t capacity_;
};

}  // namespace loket

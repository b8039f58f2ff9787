#include "devices/runtime/deadline.h"

#include <algorithm>
#include <utility>

namespace loket::runtime {

DeadlineWatch::DeadlineWatch() : thread_([this](std::stop_token stop) { watch(stop); }) {}

DeadlineWatch::Guard DeadlineWatch::at(Time when, std::stop_source stop) {
    std::uint64_t id = 0;
    {
        const std::lock_guard lock(mutex_);
        id = ++last_id_;
        entries_.emplace(id, Entry{when, std::move(stop)});
    }
    changed_.notify_one();
    return {*this, id};
}

void DeadlineWatch::forget(std::uint64_t id) {
    const std::lock_guard lock(mutex_);
    entries_.erase(id);
}

std::map<std::uint64_t, DeadlineWatch::Entry>::iterator DeadlineWatch::earliest() {
    return std::min_element(entries_.begin(), entries_.end(),
                            [](const auto& a, const auto& b) { return a.second.when < b.second.when; });
}

void DeadlineWatch::watch(std::stop_token stop) {
    std::unique_lock lock(mutex_);
    while (!stop.stop_requested()) {
        const auto first = earliest();
        if (first == entries_.end()) {
            changed_.wait(lock, stop, [this] { return !entries_.empty(); });
        } else if (std::chrono::steady_clock::now() >= first->second.when) {
            auto due = std::move(first->second.stop);
            entries_.erase(first);
            lock.unlock();  // stop callbacks run code of others
            due.request_stop();
            lock.lock();
        } else {
            const auto until = first->second.when;
            const auto id = last_id_;
            changed_.wait_until(lock, stop, until, [&] { return last_id_ != id; });
        }
    }
}

}  // namespace loket::runtime

#pragma once
// The same work for many things on a few threads; each writes to its own place, so the answer does not depend on how many there are.

#include <time.h>

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

namespace loket::app {

/// Threads to take where a tool is not told: as many as there are processors.
inline int all_threads() { return std::max(1, static_cast<int>(std::thread::hardware_concurrency())); }

/// Calls `work(i)` once for each i below `count`, in no order.
template <class Work>
void spread(std::size_t count, int threads, const Work& work) {
    std::atomic<std::size_t> next{0};
    const auto take = [&] {
        for (std::size_t i = next++; i < count; i = next++) work(i);
    };
    std::vector<std::jthread> helpers;
    for (int i = 1; i < threads && static_cast<std::size_t>(i) < count; ++i) helpers.emplace_back(take);
    take();
}

/// Processor time of the calling thread: what a step costs, also on a busy machine.
inline double thread_ms() {
    timespec now{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

}  // namespace loket::app

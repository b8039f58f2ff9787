#pragma once
// Boxes that are found by where they are: every finder of the driver table, looked through by one thread.

#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <memory>
#include <mutex>
#include <set>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "devices/isolation/isolated_finder.h"
#include "devices/runtime/backoff.h"
#include "devices/runtime/registry.h"

namespace loket::runtime {

/// From construction to destruction tells the registry which boxes came and went, under ids "driver:address". A finder that cannot tell
/// changes nothing; it is asked again after twice the time, up to a minute, and the log has two lines: when it began, when it ended.
/// A finder with a `rest` is asked at its period for half a minute after something came or went on USB (at the beginning: all that is there), then it rests.
class AddressWatch {
  public:
    /// For the finders of the registry's drivers; no thread where none has one. The registry outlives the watch.
    explicit AddressWatch(Registry& registry, std::filesystem::path usb = "/sys/bus/usb/devices");
    ~AddressWatch();
    AddressWatch(const AddressWatch&) = delete;
    AddressWatch& operator=(const AddressWatch&) = delete;

    /// Waits until every finder has looked once. False after `patience`.
    bool looked(Millis patience);

  private:
    using Time = std::chrono::steady_clock::time_point;
    struct Post {
        const model::Driver* driver;
        std::unique_ptr<isolation::IsolatedFinder> isolated;  // null: looks on this thread
        Backoff backoff;
        Time next = {};
        bool looked = false;  // answered once, were it that it cannot tell
        bool failing = false;
        std::set<std::string> here = {};     // addresses
        std::set<std::string> refused = {};  // of them, those that the registry would not have: said once
    };
    void serve(const std::stop_token& stop);
    void notice_plugging();
    [[nodiscard]] Millis pause(const Post& post) const;
    void look(Post& post, const std::stop_token& stop);
    void tell(Post& post, const std::vector<model::Sighting>& seen);

    Registry& registry_;
    const std::filesystem::path usb_;
    std::vector<Post> posts_;        // this and the next two: the thread's own
    std::set<std::string> plugged_;  // boxes and their interfaces, which are there once a box is let in
    Time settled_ = {};
    std::mutex mutex_;
    std::condition_variable first_round_;
    bool looked_ = false;
    std::jthread thread_;
};

}  // namespace loket::runtime

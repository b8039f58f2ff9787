#pragma once
// One box attached to this station: who it is, how it is, and whose it is at the moment.

#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>

#include "devices/isolation/child.h"
#include "devices/model/device.h"
#include "devices/model/driver.h"
#include "devices/model/transport.h"

namespace loket::runtime {

enum class State : std::uint8_t {
    Idle,     ///< nobody holds it
    Ready,    ///< held and open
    Working,  ///< performing a request
    Offline,  ///< held, but it does not answer; re-opening goes on in the background
    Left,     ///< detached; the entry lives only as long as its session
};
std::string_view to_string(State state);

/// What a screen may know about a device. A copy: holds nothing.
struct DeviceInfo {
    std::string id;  ///< address at this station: "sim_iris", "usb:1-2"
    model::Kind kind{};
    int rank = 0;
    model::Identity identity;
    model::Health health;
    State state = State::Idle;
    bool inside_printer = false;  ///< see model::Sighting
};

/// One change in the life of a device.
struct HealthEntry {
    Instant at;
    State state = State::Idle;
    model::Health health;
};

/// Safe from any thread, except `device()`, which belongs to whoever holds the claim.
class Attachment {
  public:
    using Changed = std::function<void(const DeviceInfo&)>;
    static constexpr std::size_t kHistory = 64;  ///< entries kept for each device

    /// `transport` may be null; it is the one of `around`.
    Attachment(std::string id, const model::Driver& driver, std::shared_ptr<model::Transport> transport,
               model::Surroundings around, const isolation::Launcher& launch, Changed changed, bool inside_printer = false);

    /// At most one holder at a time; false when held or left.
    bool claim();
    void release();

    model::Device& device() { return *device_; }
    /// Of a device that is closed; the holder's. Unsupported for boxes without a wire.
    Status recover(model::Remedy remedy);
    [[nodiscard]] const Clock& clock() const { return clock_; }

    /// Records what the holder sees. Tells `changed` (outside any lock) when it is news.
    void note(State state, const model::Health& health);
    void note(State state);
    void identify(const model::Identity& identity);
    /// Says for good that the box is no longer here.
    void leave();
    [[nodiscard]] std::stop_token left() const { return left_.get_token(); }

    [[nodiscard]] DeviceInfo info() const;
    [[nodiscard]] std::deque<HealthEntry> history() const;

  private:
    const Clock& clock_;
    const Changed changed_;
    const std::shared_ptr<model::Transport> transport_;  // outlives the device
    const std::unique_ptr<model::Device> device_;
    std::stop_source left_;
    mutable std::mutex mutex_;
    bool claimed_ = false;
    DeviceInfo info_;
    std::deque<HealthEntry> history_;
};

}  // namespace loket::runtime

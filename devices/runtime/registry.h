#pragma once
// Which devices this station has, and who gets which.

#include <atomic>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "devices/base/queue.h"
#include "devices/runtime/attachment.h"
#include "devices/runtime/deadline.h"

namespace loket::runtime {

/// A box that somebody found: the USB bus, a reader list, a configured address.
struct Found {
    std::string id;                               ///< stable address: "usb:1-2", "tcp:127.0.0.1:4501"
    std::optional<model::UsbId> usb;              ///< where it is a USB box
    std::string driver;                           ///< id of the driver, where it is found by address
    std::shared_ptr<model::Transport> transport;  ///< bytes to and from it; null where it is found by address
    model::Sighting seen = {};                    ///< what the driver's finder saw
};

struct RegistryEvent {
    enum class What : std::uint8_t { Arrived, Left, Changed };
    What what{};
    DeviceInfo device;
};

/// All members are safe from any thread. `arrive` and `leave` only take short locks: hot-plug callbacks may
/// call them. A simulated device stands in for each kind that has no real one, if there is a scene for it to
/// look at. Once a real one was attached, its stand-in leaves for the rest of the run: an unplugged scanner
/// must never turn into a synthetic one.
class Registry {
  public:
    /// `launch` starts the processes of isolated drivers. `scene` null: no simulated devices. `clock` and `scene` outlive the registry and its sessions.
    Registry(std::span<const model::Driver* const> drivers, const Clock& clock, model::Scene* scene, model::Settings settings = {},
             isolation::Launcher launch = isolation::launch_self());
    ~Registry();
    Registry(const Registry&) = delete;
    Registry& operator=(const Registry&) = delete;

    /// Whatever arrives from now on speaks through what `tap` makes of its transport (a recorder). Before any box arrives.
    using Tap = std::function<std::shared_ptr<model::Transport>(const std::string& id, std::shared_ptr<model::Transport>)>;
    void tap(Tap tap) { tap_ = std::move(tap); }
    /// Attaches with the highest-ranking driver that fits. Unsupported when none does, Internal when the driver throws; an id that is
    /// still attached leaves first.
    Status arrive(Found found);
    /// Sessions of the device end with Done(Gone) and Removed. Unknown ids are ignored.
    void leave(const std::string& id);

    [[nodiscard]] std::vector<DeviceInfo> list() const;
    /// Grows whenever `list` would answer something else than before: who looks every frame need not copy it.
    [[nodiscard]] std::uint64_t changes() const { return changes_->load(std::memory_order_acquire); }
    /// The last changes of a device, oldest first; empty for an unknown id.
    [[nodiscard]] std::deque<HealthEntry> history(const std::string& id) const;
    /// News for one reader. Bounded: when a reader sleeps for long, `list()` is the truth.
    Queue<RegistryEvent>& events() { return *events_; }

    /// For sessions: claims the best free device of the kind that is not inside a printer. Gone ("device.none") or Busy ("device.busy").
    Result<std::shared_ptr<Attachment>> claim(model::Kind kind);
    /// For sessions: claims one device by its id.
    Result<std::shared_ptr<Attachment>> claim(const std::string& id);
    /// Id of the card reader at the printer's contactless station: the one that was seen inside, else the only one there is. Gone "device.none"
    /// without any; NeedsOperator "printer.no_station" where the named one is away, "printer.which_reader" where several might be it: a card on a desk must
    /// never be taken for the printer's.
    [[nodiscard]] Result<std::string> station_reader() const;
    [[nodiscard]] std::shared_ptr<DeadlineWatch> deadlines() const { return deadlines_; }
    [[nodiscard]] std::span<const model::Driver* const> drivers() const { return drivers_; }
    [[nodiscard]] const model::Settings& settings() const { return around_.settings; }
    [[nodiscard]] const isolation::Launcher& launch() const { return launch_; }

  private:
    using Entries = std::vector<std::shared_ptr<Attachment>>;
    struct Station;

    [[nodiscard]] const model::Driver* driver_for(const Found& found) const;
    Status attach(Found found, const model::Driver& driver);
    void attach_simulated();
    void dismiss_simulated(model::Kind kind);
    void tell(RegistryEvent::What what, const DeviceInfo& device);
    std::shared_ptr<Attachment> take(const std::string& id);

    const std::vector<const model::Driver*> drivers_;
    const std::shared_ptr<Station> station_;
    const model::Surroundings around_;
    const isolation::Launcher launch_;
    const std::shared_ptr<Queue<RegistryEvent>> events_;
    const std::shared_ptr<std::atomic<std::uint64_t>> changes_ = std::make_shared<std::atomic<std::uint64_t>>(1);
    const std::shared_ptr<DeadlineWatch> deadlines_;
    Tap tap_;
    mutable std::mutex mutex_;
    Entries entries_;  // best rank first
};

}  // namespace loket::runtime

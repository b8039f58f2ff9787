#pragma once
// What is plugged into the USB of this station, told to the registry at any moment.

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <thread>

#include "devices/base/queue.h"
#include "devices/runtime/registry.h"
#include "devices/runtime/usb_context.h"

struct libusb_device;

namespace loket::runtime {

/// From construction to destruction. The boxes that are there at the beginning have been told before `watch` returns.
/// Libusb's callback only puts news into a queue; one thread tells the registry.
class UsbBus {
  public:
    /// Between a box and its driver: `--record` puts a recorder there.
    using Wrap = std::function<std::shared_ptr<model::Transport>(const std::string& id, std::shared_ptr<model::Transport>)>;

    /// Unsupported where the machine has no USB. The registry outlives the bus.
    static Result<std::unique_ptr<UsbBus>> watch(Registry& registry, Wrap wrap = {});
    ~UsbBus();
    UsbBus(const UsbBus&) = delete;
    UsbBus& operator=(const UsbBus&) = delete;

  private:
    struct News {
        std::shared_ptr<libusb_device> device;
        bool arrived = false;
    };
    UsbBus(Registry& registry, std::shared_ptr<UsbContext> context, Wrap wrap);
    Status start();
    void tell(const News& news);
    struct Callback;

    Registry& registry_;
    const std::shared_ptr<UsbContext> context_;
    const Wrap wrap_;
    Queue<News> news_;
    std::map<libusb_device*, std::string> here_;  // those that have a driver
    int callback_ = 0;
    std::jthread thread_;
};

}  // namespace loket::runtime

#pragma once
// A driver: one constexpr row that says which boxes it fits and how to make the device.

#include <memory>
#include <span>
#include <string_view>

#include "devices/base/clock.h"
#include "devices/model/device.h"
#include "devices/model/transport.h"

namespace loket::model {

class Scene;
class UsbDeviceModel;

/// What a device is made from. The pointers outlive the device.
struct Surroundings {
    Transport* transport = nullptr;  ///< bytes to and from the box; null for simulated devices
    Scene* scene = nullptr;          ///< what stands before simulated devices; null for real ones
    const Clock* clock = nullptr;
};

struct Driver {
    std::string_view id;
    Kind kind;
    std::span<const UsbId> usb;  ///< empty for drivers found by address
    int rank = 0;                ///< when two drivers fit, the higher rank wins; simulated devices have -1
    std::unique_ptr<Device> (*create)(const Surroundings&);
    std::span<const std::string_view> faults = {};  ///< what a simulated device can be told to do wrong (SimFault::fault)
    /// An emulated box that this driver fits, byte for byte; the person and the faults of the scene act on it. Null for
    /// drivers without a wire. The scene outlives the box.
    std::unique_ptr<UsbDeviceModel> (*emulate)(Scene&) = nullptr;
};

}  // namespace loket::model

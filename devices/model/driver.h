#pragma once
// A driver: one constexpr row that says which boxes it fits and how to make the device.

#include <functional>
#include <map>
#include <memory>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "devices/base/clock.h"
#include "devices/model/device.h"
#include "devices/model/station.h"
#include "devices/model/traffic.h"

namespace loket::model {

class AddressModel;
class Scene;
class UsbDeviceModel;

/// What a station was told about its boxes, by "driver.key" ("v4l2_camera.papers"): assets/devices.json.
using Settings = std::map<std::string, std::string>;

/// What a device is made from. The pointers outlive the device.
struct Surroundings {
    Transport* transport = nullptr;  ///< bytes to and from the box; null for simulated devices and those found by address
    Scene* scene = nullptr;          ///< what stands before simulated devices; null for real ones
    const Clock* clock = nullptr;
    std::string address = {};  ///< where a box is that its driver's finder saw; empty for all others
    std::string name = {};     ///< what the finder heard it is called; may be empty
    Settings settings = {};
    /// For card printers: the contactless reader of this place. Null where there is none.
    StationReader station = nullptr;
};

/// A setting that a driver reads from there, and what it is for, in the words of the table of supported boxes.
struct Setting {
    std::string_view key;  ///< "v4l2_camera.papers"
    std::string_view meaning;
};

/// A box that is there now: "/dev/video0", the name of a card reader, "http://127.0.0.1:4501/".
struct Sighting {
    std::string address;    ///< the same for the same box in the same place; unique within its driver
    std::string name = {};  ///< what it calls itself, as far as that costs nothing to know
    bool inside_printer = false;  ///< a card reader at a printer's contactless station: no desk's
};

/// How a driver finds boxes that have no USB id of ours. `look` says which are there now; it is called from one thread that serves all
/// finders, so it never takes longer than half a second and ends within 100 ms of a stop. Nothing there is an empty list; an error
/// means "cannot tell", changes nothing, and is asked again ever more rarely.
struct Finder {
    Millis period{1000};  ///< between looks
    Result<std::vector<Sighting>> (*look)(const Settings& settings, const std::stop_token& stop) = nullptr;
    Millis rest{};  ///< between looks while nothing comes or goes on USB, where a look costs much; 0: as `period`
};

struct Driver {
    std::string_view id;
    Kind kind;
    std::span<const UsbId> usb;  ///< empty for drivers with a finder and for simulated ones
    int rank = 0;                ///< when two drivers fit, the higher rank wins; simulated devices have -1
    std::unique_ptr<Device> (*create)(const Surroundings&);
    std::span<const std::string_view> faults = {};  ///< what a simulated device can be told to do wrong (SimFault::fault)
    /// An emulated box that this driver fits, byte for byte; the person and the faults of the scene act on it. Null for
    /// drivers without a wire. The scene outlives the box.
    std::unique_ptr<UsbDeviceModel> (*emulate)(Scene&) = nullptr;
    Finder finder = {};  ///< for drivers found by address; `look` is null for all others
    /// The same as `emulate` for those: a box at an address of its own, there as long as it lives.
    std::unique_ptr<AddressModel> (*emulate_at)(Scene&) = nullptr;
    /// Uses a vendor's library: device and finder run in a process of their own (devices/isolation), without transport and scene.
    bool isolated = false;
    /// Makes synthetic what a recording holds of persons (pictures, strokes), byte for byte as long, so that it replays with the same
    /// steps. Null: nothing of a person passes the wire when the device is tested.
    void (*anonymise)(Recording&) = nullptr;
    /// Rules of udev (whole lines) that give this driver its boxes, where they are found by address.
    std::string_view udev = {};
    std::string_view fits = {};               ///< for drivers found by address: which boxes those are, for the table of supported boxes
    std::span<const Setting> settings = {};  ///< all that it reads; others are refused when the settings are loaded
};

}  // namespace loket::model

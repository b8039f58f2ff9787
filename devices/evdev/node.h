#pragma once
// The seam to an input node of Linux (evdev): a node of this machine or an emulated one.

#include <filesystem>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>

#include "devices/base/clock.h"
#include "devices/evdev/events.h"
#include "devices/model/address_model.h"

namespace loket::evdev {

/// An open node. All calls from one thread.
class Node {
  public:
    virtual ~Node() = default;
    /// From now on nobody else hears it, no window either (EVIOCGRAB). Busy when somebody else has it so.
    virtual Status grab() = 0;
    /// How a switch stands now (EVIOCGSW).
    virtual Result<bool> switched(std::uint16_t code) = 0;
    /// Is it still there?
    virtual Status check() = 0;
    /// What has happened, oldest first, as soon as something has: as parse_events wants it. TimedOut after `patience`, Cancelled, Gone.
    virtual Result<Bytes> read(Millis patience, const std::stop_token& stop) = 0;
};

/// "/dev/input/event3", or the address of an emulated node. Gone when there is none; NeedsOperator where it may not be opened.
Result<std::unique_ptr<Node>> open_node(const std::string& address);

/// A node as sysfs shows it: nothing is opened to know it.
struct Seen {
    std::string address, name;
    std::uint16_t vendor = 0, product = 0, bus = 0;  ///< bus: BUS_USB, BUS_HOST
    Codes keys, switches;
};
/// All nodes of this machine. Nothing where there are none.
std::vector<Seen> nodes();

/// What a person can point at the screen with. `root`: "/sys/class/input" but in tests.
struct Pointers {
    bool touch = false;  ///< touch screen or tablet: it knows places
    bool mouse = false;  ///< it knows ways
};
Pointers pointers(const std::filesystem::path& root = "/sys/class/input");

/// Who moves the keys of an emulated node. Called from one thread at a time.
class Hand {
  public:
    virtual ~Hand() = default;
    /// What happens now, `idle` after the last event or opening; nothing yet: empty.
    virtual std::vector<Event> next(Millis idle) = 0;
    virtual bool switched(std::uint16_t) { return false; }
    /// A word of its kind; "reset" means that the box has just been plugged in.
    virtual bool event(std::string_view what) = 0;
};
/// A node that only this process sees. Words of its own: "dropped" (the kernel lost events before the next ones), "short" (half an event).
std::unique_ptr<model::AddressModel> emulate(std::unique_ptr<Hand> hand);

}  // namespace loket::evdev

#pragma once
// A box made of code that a driver finds by address: a service on a port of this machine, or a node that only this process sees.

#include <string>
#include <string_view>

namespace loket::model {

/// At its address from construction to destruction. All members are safe from any thread.
class AddressModel {
  public:
    virtual ~AddressModel() = default;
    [[nodiscard]] virtual std::string address() const = 0;
    /// From now on it is Gone for everybody, until it is plugged in again (and powers up).
    virtual void unplug() = 0;
    virtual void plug() = 0;
    /// Something happens to the box: "reset" (power-up), or a word of its kind ("no_finger", "cover_open"). False: no such word.
    virtual bool event(std::string_view what) = 0;
};

}  // namespace loket::model

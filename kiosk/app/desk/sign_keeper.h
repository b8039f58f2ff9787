#pragma once
// Keeps the light above the kiosk saying what it should say.

#include <chrono>
#include <map>
#include <memory>
#include <optional>

#include "devices/runtime/session.h"

namespace loket::app {

/// Holds every status light from one `show` to the next; `rest` gives them back to whoever tests them. One thread.
class SignKeeper {
  public:
    explicit SignKeeper(runtime::Registry& registry) : registry_(registry) {}
    /// Never waits. Said once more every ten seconds, and at once to a light that is new: one that lost its power for a moment is dark.
    void show(model::Sign sign);
    void rest() { lights_.clear(); }

  private:
    using Time = std::chrono::steady_clock;
    struct Light {
        std::unique_ptr<runtime::Session> session;
        std::optional<model::Sign> said;
        bool busy = false;
        Time::time_point again{};
    };
    void find_lights();
    bool keep(Light& light, model::Sign sign);

    runtime::Registry& registry_;
    std::map<std::string, Light> lights_;
    std::uint64_t seen_ = 0;
    Time::time_point look_again_{};
};

}  // namespace loket::app

#include "kiosk/app/desk/device_watch.h"

#include "devices/base/wait.h"
#include "devices/runtime/session.h"
#include "kiosk/app/desk/health_recorder.h"

namespace loket::app {

namespace {

constexpr Millis kNextLook{20}, kLookPatience{3000};

/// Held until it answers or says that it does not.
void look_at(runtime::Registry& registry, const std::string& id, const std::stop_token& stop) {
    const auto session = runtime::Session::open(registry, id, {.first_retry = kLookPatience});
    for (Millis waited{0}; session && waited < kLookPatience; waited += kNextLook) {
        const auto state = (*session)->device().state;
        if (state == runtime::State::Ready || state == runtime::State::Left) return;
        if (waited > kNextLook && state == runtime::State::Offline) return;
        if (!wait_for(kNextLook, stop)) return;
    }
}

}  // namespace

DeviceWatch::DeviceWatch(runtime::Registry& registry, Millis period)
    : thread_([&registry, period](const std::stop_token& stop) {
          while (wait_for(period, stop))
              for (const auto& device : registry.list())
                  if (health_line(device, {}).condition != Condition::Ready && device.state != runtime::State::Working) look_at(registry, device.id, stop);
      }) {}

}  // namespace loket::app

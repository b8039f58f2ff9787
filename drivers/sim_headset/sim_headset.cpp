#include "devices/base/wait.h"
#include "devices/model/sim_device.h"
#include "drivers/sim_headset/driver.h"

namespace loket::drivers::sim_headset {
namespace {

constexpr Millis kLook{100};

class Socket final : public model::SimDeviceFor<model::HeadsetRequest> {
  public:
    explicit Socket(const model::Surroundings& around) : SimDeviceFor(kDriver.id, "Simulated headset socket", around) {}

  private:
    Result<model::Content> answer(const model::HeadsetRequest& ask, model::Turn& turn) override;
};

/// People plug in when they like: the wait for them is a real one, also where everything else works at full speed.
Result<model::Content> Socket::answer(const model::HeadsetRequest& ask, model::Turn& turn) {
    for (;;) {
        LOKET_TRY(step(turn, Millis{0}));
        if (fault("plugged")) scene().plug_headset(true);
        const bool plugged = scene().headset_plugged();
        if (!ask.known || plugged != *ask.known) return model::Content{model::HeadsetOutcome{plugged}};
        wait_for(kLook, turn.stop);
    }
}

}  // namespace

std::unique_ptr<model::Device> create(const model::Surroundings& around) { return std::make_unique<Socket>(around); }

}  // namespace loket::drivers::sim_headset

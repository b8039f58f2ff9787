#include "devices/model/sim_device.h"

#include "devices/base/random.h"
#include "devices/base/wait.h"

namespace loket::model {
namespace {

Error unplugged() { return {Fault::Gone, "the simulated device is unplugged", "device.gone"}; }
Error cancelled() { return {Fault::Cancelled, "stopped on request"}; }

}  // namespace

SimDevice::SimDevice(std::string_view driver, std::string_view product, const Surroundings& around)
    : identity_{.driver = std::string(driver),
                .vendor = "Loket",
                .product = std::string(product),
                .serial = "SIM-1",
                .firmware = "1",
                .simulated = true},
      scene_(*around.scene) {}

Status SimDevice::open() {
    if (!plugged_ && fault("unplugged")) return unplugged();
    plugged_ = true;
    open_ = true;
    return {};
}

Result<Content> SimDevice::perform(const Request& request, Sink& sink, std::stop_token stop) {
    if (!plugged_) return unplugged();
    if (!open_) return internal("perform before open");
    take_ = scene_.next_take(identity_.driver);
    if (const auto delay = fault("slow"); delay && !wait_for(Millis{*delay}, stop)) return cancelled();
    Turn turn{sink, stop};
    LOKET_TRY(step(turn, Millis{0}));
    if (fault("garbage")) return corrupt("the simulated device talks nonsense");
    return act(request, turn);
}

Health SimDevice::health() {
    Health health;
    if (!plugged_) health = {.ready = false, .reasons = {"offline"}, .supplies = {}};
    return health;
}

Status SimDevice::step(Turn& turn, Millis span) {
    if (scene_.real_time()) wait_for(span, turn.stop);
    if (turn.stop.stop_requested()) return cancelled();
    if (fault("unplugged")) {
        plugged_ = open_ = false;
        return unplugged();
    }
    return {};
}

SimPerson SimDevice::subject() {
    SimPerson person = scene_.person();
    if (fault("wrong_person")) {
        person.seed = take_seed("stranger");
        person.missing_fingers.clear();
        person.missing_eyes.clear();
    }
    return person;
}

std::uint64_t SimDevice::take_seed(std::string_view purpose) const { return derive_seed(take_, purpose); }

std::optional<int> SimDevice::fault(const char* name) {
    const auto taken = scene_.take_fault(identity_.driver, name);
    return taken ? std::optional{taken->value} : std::nullopt;
}

}  // namespace loket::model

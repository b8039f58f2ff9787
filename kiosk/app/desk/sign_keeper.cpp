#include "kiosk/app/desk/sign_keeper.h"

namespace loket::app {

namespace {
constexpr std::chrono::seconds kSayAgain{10}, kTryAgain{2};
constexpr Millis kSaying{5000};
}  // namespace

void SignKeeper::find_lights() {
    const auto changes = registry_.changes();
    const auto now = Time::now();
    if (changes == seen_ && now < look_again_) return;
    seen_ = changes;
    look_again_ = now + kTryAgain;
    for (const auto& device : registry_.list()) {
        if (device.kind != model::Kind::StatusLight || lights_.contains(device.id)) continue;
        if (auto session = runtime::Session::open(registry_, device.id)) lights_[device.id].session = std::move(*session);
    }
}

/// False when the light has gone.
bool SignKeeper::keep(Light& light, model::Sign sign) {
    const auto now = Time::now();
    while (auto event = light.session->events().try_pop()) {
        if (std::holds_alternative<runtime::Removed>(event->body)) return false;
        const auto* done = std::get_if<runtime::Done>(&event->body);
        if (done == nullptr) continue;
        light.busy = false;
        light.again = now + (done->result ? kSayAgain : kTryAgain);
        if (!done->result) light.said.reset();
    }
    const bool news = light.said != sign && (light.said || now >= light.again);
    if (light.busy || (!news && now < light.again)) return true;
    light.busy = light.session->submit(model::LightRequest{sign}, kSaying).ok();
    light.again = now + kTryAgain;
    if (light.busy) light.said = sign;
    return true;
}

void SignKeeper::show(model::Sign sign) {
    find_lights();
    for (auto light = lights_.begin(); light != lights_.end();) light = keep(light->second, sign) ? std::next(light) : lights_.erase(light);
}

}  // namespace loket::app

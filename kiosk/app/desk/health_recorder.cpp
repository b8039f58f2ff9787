#include "kiosk/app/desk/health_recorder.h"

#include <algorithm>

#include "devices/base/log.h"

namespace loket::app {

namespace {

constexpr int kSupplyStep = 10;  ///< percent

/// "offline" is what the runtime says of a box that does not answer.
Condition condition_of(const runtime::DeviceInfo& device) {
    const bool silent = std::ranges::find(device.health.reasons, "offline") != device.health.reasons.end();
    if (silent || device.state == runtime::State::Offline || device.state == runtime::State::Left) return Condition::Down;
    return device.health.ready && device.health.reasons.empty() ? Condition::Ready : Condition::NeedsOperator;
}

}  // namespace

HealthLine health_line(const runtime::DeviceInfo& device, Instant at) {
    HealthLine line{.device = device.id,
                    .kind = std::string(model::to_string(device.kind)),
                    .product = device.identity.product,
                    .serial = device.identity.serial,
                    .simulated = device.identity.simulated,
                    .condition = condition_of(device),
                    .reasons = device.health.reasons,
                    .at = at};
    for (const auto& supply : device.health.supplies) line.supplies[supply.name] = (supply.percent + kSupplyStep - 1) / kSupplyStep * kSupplyStep;
    return line;
}

HealthRecorder::HealthRecorder(runtime::Registry& registry, CoreThread& core, const Clock& clock)
    : registry_(registry), core_(core), clock_(clock) {
    for (const auto& device : registry_.list()) see(device);  // before anybody asks the core for the log
    thread_ = std::jthread([this](const std::stop_token& stop) {
        while (auto event = registry_.events().pop(stop)) see(event->device);
    });
}

HealthRecorder::~HealthRecorder() = default;

void HealthRecorder::see(const runtime::DeviceInfo& device) {
    const auto now = clock_.now();
    auto line = health_line(device, now);
    auto& told = told_[device.id];
    auto same = told.line;
    same.at = line.at;
    if (same == line) return;
    if (const auto today = wib_date(now); told.day != today) told = {told.line, today, 0};
    if (++told.lines > kHealthLinesADay) return;
    told.line = line;
    core_.ask([line = std::move(line)](Core& core) {
        const auto noted = note_health(core, line);
        if (!noted) log::error("the health of a device was not kept: {}", noted.error().context);
        return noted;
    });
}

}  // namespace loket::app

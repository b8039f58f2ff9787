#include "devices/runtime/attachment.h"

#include <utility>

#include "devices/isolation/isolated.h"

namespace loket::runtime {
namespace {

bool same(const model::Health& a, const model::Health& b) {
    const auto same_supply = [](const model::Supply& x, const model::Supply& y) {
        return x.name == y.name && x.percent == y.percent && x.units == y.units;
    };
    return a.ready == b.ready && a.reasons == b.reasons &&
           std::equal(a.supplies.begin(), a.supplies.end(), b.supplies.begin(), b.supplies.end(),
                      same_supply);
}

model::Surroundings with_transport(model::Surroundings around, model::Transport* transport) {
    around.transport = transport;
    return around;
}

std::unique_ptr<model::Device> make_device(const model::Driver& driver, const model::Surroundings& around, const isolation::Launcher& launch) {
    if (driver.isolated) return std::make_unique<isolation::IsolatedDevice>(driver, around, launch);
    return driver.create(around);
}

}  // namespace

std::string_view to_string(State state) {
    switch (state) {
        case State::Idle:
            return "idle";
        case State::Ready:
            return "ready";
        case State::Working:
            return "working";
        case State::Offline:
            return "offline";
        case State::Left:
            return "left";
    }
    return "unknown";
}

Attachment::Attachment(std::string id, const model::Driver& driver,
                       std::shared_ptr<model::Transport> transport, model::Surroundings around,
                       const isolation::Launcher& launch, Changed changed, bool inside_printer)
    : clock_(*around.clock),
      changed_(std::move(changed)),
      transport_(std::move(transport)),
      device_(make_device(driver, with_transport(std::move(around), transport_.get()), launch)),
      info_{.id = std::move(id),
            .kind = driver.kind,
            .rank = driver.rank,
            .identity = device_->identity(),
            .health = {},
            .inside_printer = inside_printer} {
    history_.push_back({clock_.now(), info_.state, info_.health});
}

bool Attachment::claim() {
    const std::lock_guard lock(mutex_);
    if (claimed_ || left_.stop_requested()) return false;
    return claimed_ = true;
}

void Attachment::release() {
    note(State::Idle);
    const std::lock_guard lock(mutex_);
    claimed_ = false;
}

void Attachment::note(State state, const model::Health& health) {
    DeviceInfo news;
    {
        const std::lock_guard lock(mutex_);
        if (left_.stop_requested()) state = State::Left;
        if (state == info_.state && same(health, info_.health)) return;
        info_.state = state;
        info_.health = health;
        history_.push_back({clock_.now(), state, health});
        if (history_.size() > kHistory) history_.pop_front();
        news = info_;
    }
    changed_(news);
}

Status Attachment::recover(model::Remedy remedy) {
    if (!transport_) return Error{Fault::Unsupported, "a box without a wire"};
    return transport_->recover(remedy);
}

void Attachment::note(State state) { note(state, info().health); }

void Attachment::identify(const model::Identity& identity) {
    const std::lock_guard lock(mutex_);
    info_.identity = identity;
}

void Attachment::leave() {
    left_.request_stop();
    note(State::Left, {.ready = false, .reasons = {"offline"}, .supplies = {}});
}

DeviceInfo Attachment::info() const {
    const std::lock_guard lock(mutex_);
    return info_;
}

std::deque<HealthEntry> Attachment::history() const {
    const std::lock_guard lock(mutex_);
    return history_;
}

}  // namespace loket::runtime

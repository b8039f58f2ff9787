#include "kiosk/app/core/core_thread.h"

#include <algorithm>
#include <chrono>

#include "devices/base/log.h"

namespace loket::app {

Error as_internal(const std::exception* thrown) {
    log::error("work threw: {}", thrown == nullptr ? "something that is no exception" : thrown->what());
    return internal(thrown == nullptr ? "something was thrown" : thrown->what());
}

CoreThread::CoreThread(std::unique_ptr<Core> core)
    : core_(std::move(core)), reference_(&core_->reference()), thread_([this](std::stop_token stop) { run(stop); }) {}

CoreThread::~CoreThread() = default;

void CoreThread::post(std::function<void(Core&)> work) {
    ++pending_;
    if (queue_.try_push(std::move(work))) return;
    --pending_;  // the promise inside the dropped work breaks, and the asker sees it
    log::error("the core's queue is full; a request was dropped");
}

void CoreThread::run(std::stop_token stop) {
    using Steady = std::chrono::steady_clock;
    auto due = Steady::now();  // whoever asks goes first and puts it off, never for ever: the kiosk's sign of life asks four times a minute
    while (!stop.stop_requested()) {
        const auto left = std::chrono::duration_cast<Millis>(due - Steady::now());
        if (auto work = queue_.pop(stop, std::max(left, Millis{0}))) {
            (*work)(*core_);
            --pending_;
        } else if (!stop.stop_requested()) {
            due = Steady::now() + core_->tend();
        }
    }
}

std::future<Result<std::vector<store::StoredEvent>>> CoreThread::execute(engine::Command command, engine::Actor actor, std::vector<Attachment> attachments,
                                                                        std::optional<engine::Override> override_by) {
    return ask([command = std::move(command), actor = std::move(actor), attachments = std::move(attachments), override_by = std::move(override_by)](Core& core) {
        return core.execute(command, actor, attachments, override_by);
    });
}

}  // namespace loket::app

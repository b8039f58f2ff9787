#include "kiosk/app/core/core_thread.h"

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
    Millis rest{0};  // whoever asks goes first; the core tends to itself when nobody does
    while (!stop.stop_requested()) {
        if (auto work = queue_.pop(stop, rest)) {
            (*work)(*core_);
            --pending_;
        } else if (!stop.stop_requested()) {
            rest = core_->tend();
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

#include "kiosk/app/flows/desk_worker.h"

#include <algorithm>
#include <utility>

#include "kiosk/app/core/core_thread.h"

namespace loket::app {

void TaskFeed::preview(const RgbaImage& frame) {
    auto copy = std::make_shared<const RgbaImage>(frame);
    const std::lock_guard lock(mutex_);
    view_.preview = {std::move(copy), view_.preview.revision + 1};
}

void TaskFeed::hint(std::string_view code) {
    constexpr std::size_t kShown = 3;
    const std::lock_guard lock(mutex_);
    if (!view_.hints.empty() && view_.hints.back() == code) return;
    view_.hints.emplace_back(code);
    if (view_.hints.size() > kShown) view_.hints.erase(view_.hints.begin());
}

void TaskFeed::progress(int percent) {
    const std::lock_guard lock(mutex_);
    view_.percent = std::clamp(percent, 0, 100);
}

void TaskFeed::reset() {
    const std::lock_guard lock(mutex_);
    view_.hints.clear();
    view_.percent = 0;
    view_.preview = {nullptr, view_.preview.revision + 1};
}

TaskFeed::View TaskFeed::view() const {
    const std::lock_guard lock(mutex_);
    return view_;
}

DeskWorker::~DeskWorker() { cancel(); }

bool DeskWorker::start(Task task, std::function<void()> done) {
    if (running_) return false;
    running_ = true;
    ended_ = false;
    done_ = std::move(done);
    feed_.reset();
    thread_ = std::jthread([this, task = std::move(task)](std::stop_token stop) {
        try {
            task(feed_, stop);
        } catch (const std::exception& thrown) {
            failure_ = as_internal(&thrown);
        } catch (...) {
            failure_ = as_internal(nullptr);
        }
        ended_ = true;
    });
    return true;
}

void DeskWorker::cancel() { thread_.request_stop(); }

void DeskWorker::poll() {
    if (!running_ || !ended_) return;
    thread_.join();
    running_ = false;
    if (auto done = std::exchange(done_, nullptr)) done();
    if (const auto failure = std::exchange(failure_, std::nullopt); failure && tell_) tell_(*failure);
}

}  // namespace loket::app

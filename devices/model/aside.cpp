#include "devices/model/aside.h"

#include <utility>

namespace loket::model {

bool Aside::run(std::function<void()> work, const std::stop_token& stop) {
    if (!wait_until_idle(stop)) return false;
    busy_ = true;
    thrown_ = nullptr;
    worker_ = std::jthread([this, work = std::move(work)] {
        std::exception_ptr thrown;
        try {
            work();
        } catch (...) {
            thrown = std::current_exception();
        }
        finish(thrown);
    });
    if (!wait_until_idle(stop)) return false;
    if (thrown_) std::rethrow_exception(thrown_);
    return true;
}

void Aside::finish(std::exception_ptr thrown) {
    {
        const std::lock_guard lock(mutex_);
        busy_ = false;
        thrown_ = std::move(thrown);
    }
    idle_.notify_all();
}

bool Aside::wait_until_idle(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    return idle_.wait(lock, stop, [this] { return !busy_; });
}

}  // namespace loket::model

#include "devices/base/wait.h"

#include <condition_variable>
#include <mutex>

namespace loket {

bool wait_for(Millis span, const std::stop_token& stop) {
    std::mutex mutex;
    std::condition_variable_any never;
    std::unique_lock lock(mutex);
    never.wait_for(lock, stop, span, [] { return false; });
    return !stop.stop_requested();
}

}  // namespace loket

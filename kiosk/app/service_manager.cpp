#include "kiosk/app/service_manager.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <charconv>
#include <cstddef>
#include <cstdlib>
#include <cstring>

namespace loket::app {
namespace {

std::string take_variable(const char* name) {
    const char* value = std::getenv(name);
    std::string taken = value == nullptr ? "" : value;
    ::unsetenv(name);
    return taken;
}

}  // namespace

ServiceManager ServiceManager::from_environment() {
    const auto socket = take_variable("NOTIFY_SOCKET"), patience = take_variable("WATCHDOG_USEC");
    std::int64_t micros = 0;
    std::from_chars(patience.data(), patience.data() + patience.size(), micros);
    return {socket, Millis{micros / 1000}};
}

void ServiceManager::tell(std::string_view state) const {
    sockaddr_un to{};
    to.sun_family = AF_UNIX;
    if (socket_.empty() || socket_.size() >= sizeof to.sun_path) return;
    std::memcpy(to.sun_path, socket_.data(), socket_.size());
    if (to.sun_path[0] == '@') to.sun_path[0] = '\0';
    const int out = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (out < 0) return;
    // Never waiting: a manager that does not read would else stop the frames.
    const auto length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + socket_.size());
    ::sendto(out, state.data(), state.size(), MSG_NOSIGNAL | MSG_DONTWAIT, reinterpret_cast<const sockaddr*>(&to), length);
    ::close(out);
}

void SignOfLife::tell(Instant now) {
    manager_.tell("WATCHDOG=1");
    last_ = now;
}

SignOfLife::Ask SignOfLife::nobody() {
    return [] {
        std::promise<bool> here;
        here.set_value(true);
        return here.get_future();
    };
}

void SignOfLife::beat(const Ask& ask) {
    constexpr int kBeats = 4;  // within the manager's patience: a late one or two end nobody's visit
    const auto now = clock_.now();
    const auto since = now < last_ ? Millis::max() : now - last_;  // a clock that was set back is no reason to fall silent
    const bool due = manager_.watchdog() > Millis{0} && since >= manager_.watchdog() / kBeats;
    if (!ask) {
        answer_ = {};  // of a core that is gone
        if (due) tell(now);
        return;
    }
    if (!ready_) {
        ready_ = true;
        manager_.tell("READY=1");
    }
    if (answer_.valid()) {
        if (answer_.wait_for(std::chrono::seconds(0)) != std::future_status::ready) return;
        answer_.get();
        tell(now);
    } else if (due) {
        answer_ = ask();
    }
}

}  // namespace loket::app

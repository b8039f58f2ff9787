#pragma once
// Isolation without a process: the far end of the line is served on a thread, so that it shares the scene of the test.

#include <sys/socket.h>
#include <unistd.h>

#include <functional>
#include <memory>
#include <thread>

#include "devices/isolation/isolated.h"
#include "devices/isolation/serve.h"

namespace loket::test {

/// A helper whose far end is `far`, on a thread of its own; `far` owns the socket it is given.
inline isolation::Launcher on_a_thread(std::function<void(int socket)> far) {
    return [far = std::move(far)](std::string_view) -> Result<isolation::Child> {
        int ends[2];
        if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) return internal("no socket");
        const int hook = dup(ends[1]);
        auto thread = std::make_shared<std::jthread>([far, socket = ends[1], hook] {
            far(socket);
            shutdown(hook, SHUT_RDWR);  // as the end of a process does: else the near side waits for more
        });
        return isolation::Child{ends[0], [hook, thread] {
            shutdown(hook, SHUT_RDWR);
            thread->join();
            close(hook);
            return std::string("thread");
        }};
    };
}

inline isolation::Launcher served_on_a_thread(const model::Driver& driver, const model::Surroundings& around) {
    return on_a_thread([&driver, around](int socket) {
        const model::Driver* const one[] = {&driver};
        isolation::serve(socket, one, around);
    });
}

}  // namespace loket::test

#pragma once
// A bad link: forwards one TCP port to another, slowly, and cuts connections.

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <thread>

#include "devices/base/wait.h"

namespace loket::centre::test {

class Proxy {
  public:
    explicit Proxy(std::uint16_t target) : target_(target), listener_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        auto at = loopback(0);
        socklen_t size = sizeof at;
        bind(listener_, reinterpret_cast<sockaddr*>(&at), size);
        listen(listener_, 16);
        getsockname(listener_, reinterpret_cast<sockaddr*>(&at), &size);
        port_ = ntohs(at.sin_port);
        thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
    }
    ~Proxy() {
        thread_ = {};
        close(listener_);
    }
    [[nodiscard]] std::uint16_t port() const { return port_; }

    /// The next connections are cut after so many bytes towards the register; 0: not.
    std::atomic<std::int64_t> cut_after = 0;
    /// Each read waits so long before it is passed on.
    std::atomic<int> delay_ms = 0;
    std::atomic<int> cuts = 0;

  private:
    static sockaddr_in loopback(std::uint16_t port) {
        sockaddr_in at{};
        at.sin_family = AF_INET;
        at.sin_port = htons(port);
        at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        return at;
    }

    void run(const std::stop_token& stop) {
        while (!stop.stop_requested()) {
            pollfd ready{listener_, POLLIN, 0};
            if (poll(&ready, 1, 20) <= 0) continue;
            const int from = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC), to = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
            const auto at = loopback(target_);
            if (connect(to, reinterpret_cast<const sockaddr*>(&at), sizeof at) == 0) forward(from, to, stop);
            close(from);
            close(to);
        }
    }

    /// One connection at a time: the office has no more.
    void forward(int office, int gateway, const std::stop_token& stop) {
        std::array<char, 16384> buffer;
        std::int64_t sent = 0;
        const auto limit = cut_after.load();
        while (!stop.stop_requested()) {
            std::array<pollfd, 2> ready{{{office, POLLIN, 0}, {gateway, POLLIN, 0}}};
            if (poll(ready.data(), 2, 20) <= 0) continue;
            for (int side = 0; side < 2; ++side) {
                if (ready[static_cast<std::size_t>(side)].revents == 0) continue;
                const auto count = recv(side == 0 ? office : gateway, buffer.data(), buffer.size(), 0);
                if (count <= 0) return;
                if (delay_ms > 0) wait_for(Millis(delay_ms), stop);
                if (side == 0) sent += count;
                if (limit > 0 && sent >= limit) {
                    ++cuts;
                    return;
                }
                if (send(side == 0 ? gateway : office, buffer.data(), static_cast<std::size_t>(count), MSG_NOSIGNAL) != count) return;
            }
        }
    }

    std::uint16_t target_, port_ = 0;
    int listener_;
    std::jthread thread_;
};

}  // namespace loket::centre::test

#pragma once
// A bad link: forwards one TCP port to another, slowly, and cuts connections. As many at a time as come.

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <list>
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

    /// The next connections are cut after so many bytes towards the register, or of its answers; 0: not.
    std::atomic<std::int64_t> cut_after = 0, cut_answers_after = 0;
    /// Each read waits so long before it is passed on.
    std::atomic<int> delay_ms = 0;
    std::atomic<int> cuts = 0;
    /// Every connection that stands is cut now.
    void cut_all() { ++age_; }

  private:
    static sockaddr_in loopback(std::uint16_t port) {
        sockaddr_in at{};
        at.sin_family = AF_INET;
        at.sin_port = htons(port);
        at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        return at;
    }

    void run(const std::stop_token& stop) {
        std::list<Connection> connections;
        while (!stop.stop_requested()) {
            connections.remove_if([](const Connection& one) { return one.over.load(); });
            pollfd ready{listener_, POLLIN, 0};
            if (poll(&ready, 1, 20) <= 0) continue;
            const int from = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC), to = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
            const auto at = loopback(target_);
            auto& one = connections.emplace_back();
            one.thread = std::jthread([this, from, to, at, &one](const std::stop_token& ends) {
                if (connect(to, reinterpret_cast<const sockaddr*>(&at), sizeof at) == 0) forward(from, to, ends);
                close(from);
                close(to);
                one.over = true;
            });
        }
    }

    struct Connection {
        std::atomic<bool> over = false;
        std::jthread thread;
    };

    /// Until either side ends it, or it is cut.
    void forward(int office, int gateway, const std::stop_token& stop) {
        std::array<char, 16384> buffer;
        std::array<std::int64_t, 2> passed{};
        const auto age = age_.load();
        const std::array<std::int64_t, 2> limits{cut_after.load(), cut_answers_after.load()};
        while (!stop.stop_requested()) {
            std::array<pollfd, 2> ready{{{office, POLLIN, 0}, {gateway, POLLIN, 0}}};
            const bool quiet = poll(ready.data(), 2, 20) <= 0;
            if (age_ != age) return void(++cuts);
            if (quiet) continue;
            for (std::size_t side = 0; side < 2; ++side) {
                if (ready[side].revents == 0) continue;
                auto count = recv(side == 0 ? office : gateway, buffer.data(), buffer.size(), 0);
                if (count <= 0) return;
                if (delay_ms > 0) wait_for(Millis(delay_ms), stop);
                passed[side] += count;
                const bool cut = limits[side] > 0 && passed[side] >= limits[side];
                if (cut && side == 1) count -= passed[side] - limits[side];  // in the middle of an answer
                const bool sent = (cut && side == 0) || send(side == 0 ? gateway : office, buffer.data(), static_cast<std::size_t>(count), MSG_NOSIGNAL) == count;
                if (cut) ++cuts;
                if (cut || !sent) return;
            }
        }
    }

    std::atomic<int> age_ = 0;
    std::uint16_t target_, port_ = 0;
    int listener_;
    std::jthread thread_;
};

}  // namespace loket::centre::test

#pragma once
// Stands between a store and its PostgreSQL, and cuts the line where it hurts: around a commit.

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cstring>
#include <list>
#include <thread>

#include "tests/store/fixture.h"

namespace loket::store::test {

/// When the line is cut: before a COMMIT reaches the server, or before its answer comes back.
enum class Cut { Never, BeforeCommit, BeforeAnswer };

class Relay {
  public:
    explicit Relay(std::filesystem::path target) : target_(std::move(target)), listener_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        const auto at = address(folder_ / ".s.PGSQL.5432");
        REQUIRE(::bind(listener_, reinterpret_cast<const sockaddr*>(&at), sizeof at) == 0);
        REQUIRE(::listen(listener_, 16) == 0);
        thread_ = std::jthread([this](const std::stop_token& stop) { accept_all(stop); });
    }
    ~Relay() {
        thread_ = {};
        ::close(listener_);
    }
    [[nodiscard]] std::string conninfo(const std::string& database) const { return "host=" + folder_.path().string() + " user=loket dbname=" + database; }

    std::atomic<Cut> next = Cut::Never;  ///< for one commit
    std::atomic<bool> refuses = false;   ///< nobody gets through any more; who is through stays
    std::atomic<int> cuts = 0;

  private:
    static sockaddr_un address(const std::filesystem::path& path) {
        sockaddr_un at{};
        at.sun_family = AF_UNIX;
        std::strncpy(at.sun_path, path.c_str(), sizeof at.sun_path - 1);
        return at;
    }
    void accept_all(const std::stop_token& stop) {
        std::list<std::jthread> lines;
        while (!stop.stop_requested()) {
            pollfd ready{listener_, POLLIN, 0};
            if (::poll(&ready, 1, 20) <= 0) continue;
            const int from = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC), to = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
            const auto at = address(target_);
            if (refuses || ::connect(to, reinterpret_cast<const sockaddr*>(&at), sizeof at) != 0) {
                ::close(from), ::close(to);
                continue;
            }
            lines.emplace_back([this, from, to](const std::stop_token& over) { carry(from, to, over); });
        }
    }
    void carry(int from, int to, const std::stop_token& over) {
        std::array<char, 65536> bytes{};
        bool cut = false, committing = false;
        while (!cut && !over.stop_requested()) {
            std::array<pollfd, 2> ready{pollfd{from, POLLIN, 0}, pollfd{to, POLLIN, 0}};
            if (::poll(ready.data(), 2, 20) <= 0) continue;
            for (const bool up : {true, false}) {
                if (cut || ready.at(up ? 0 : 1).revents == 0) continue;
                const auto count = ::read(up ? from : to, bytes.data(), bytes.size());
                if (count <= 0) cut = true;
                if (cut) break;
                const std::string_view words(bytes.data(), static_cast<std::size_t>(count));
                if (up) committing = words.find("COMMIT") != std::string_view::npos;
                if (committing && next == (up ? Cut::BeforeCommit : Cut::BeforeAnswer)) {
                    next = Cut::Never;
                    cut = true;
                    ++cuts;
                } else if (::write(up ? to : from, bytes.data(), words.size()) < 0) {
                    cut = true;
                }
            }
        }
        ::close(from), ::close(to);
    }

    TemporaryFolder folder_;
    std::filesystem::path target_;
    int listener_;
    std::jthread thread_;
};

}  // namespace loket::store::test

#include "drivers/sbi/server.h"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>

#include "devices/base/wait.h"
#include "devices/model/loopback.h"

namespace loket::drivers::sbi {
namespace {

constexpr int kServerLook = 20, kMostLooks = 50;  // ms; of a caller that says nothing
constexpr std::size_t kMostRequest = 64u << 10;

std::size_t body_length(std::string header) {
    std::transform(header.begin(), header.end(), header.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    constexpr std::string_view kWord = "content-length:";
    const auto at = header.find(kWord);
    std::size_t length = 0;
    if (at == std::string::npos) return 0;
    const auto from = header.find_first_not_of(' ', at + kWord.size());
    if (from != std::string::npos) std::from_chars(header.data() + from, header.data() + header.size(), length);
    return length;
}

}  // namespace

bool Caller::hear() {
    std::string heard;
    for (int looks = 0; looks < kMostLooks && !stop_.stop_requested() && heard.size() < kMostRequest;) {
        pollfd waiting{socket_, POLLIN, 0};
        if (poll(&waiting, 1, kServerLook) <= 0) {
            ++looks;
            continue;
        }
        std::array<char, 4096> piece{};
        const auto got = recv(socket_, piece.data(), piece.size(), 0);
        if (got <= 0) return false;
        heard.append(piece.data(), static_cast<std::size_t>(got));
        const auto end = heard.find("\r\n\r\n");
        if (end == std::string::npos || heard.size() - end - 4 < body_length(heard.substr(0, end))) continue;
        verb_ = heard.substr(0, std::min(heard.find(" HTTP/"), end));
        body_ = heard.substr(end + 4);
        return true;
    }
    return false;
}

bool Caller::say(std::string_view text) {
    while (!text.empty() && !stop_.stop_requested()) {
        pollfd waiting{socket_, POLLOUT, 0};
        if (poll(&waiting, 1, kServerLook) <= 0) continue;
        const auto sent = send(socket_, text.data(), text.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent <= 0) return false;
        text.remove_prefix(static_cast<std::size_t>(sent));
    }
    return text.empty();
}

bool Caller::hung_up() const {
    pollfd waiting{socket_, POLLRDHUP, 0};
    return poll(&waiting, 1, 0) > 0;
}

bool Caller::pause(int millis) const { return wait_for(Millis{millis}, stop_); }

bool Server::open(int first_port, int last_port) {
    const std::lock_guard lock(gate_);
    if (listener_ >= 0) return true;
    if (port_ != 0) first_port = last_port = port_;
    for (int port = first_port; port <= last_port && listener_ < 0; ++port) listener_ = model::listen_on_loopback(port);
    if (listener_ < 0) return false;
    port_ = model::port_of(listener_);
    thread_ = std::jthread([this](const std::stop_token& stop) { serve(stop); });
    return true;
}

void Server::close() {
    const std::lock_guard lock(gate_);
    if (listener_ < 0) return;
    thread_.request_stop();
    thread_.join();
    ::close(listener_);
    listener_ = -1;
}

void Server::serve(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        talks_.remove_if([](const Talk& talk) { return talk.over.load(); });
        pollfd waiting{listener_, POLLIN, 0};
        if (poll(&waiting, 1, kServerLook) <= 0) continue;
        const int socket = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
        if (socket < 0) continue;
        auto& talk = talks_.emplace_back();
        talk.thread = std::jthread([this, socket, &talk](const std::stop_token& over) {
            Caller caller(socket, over);
            if (caller.hear()) answer_(caller);
            ::close(socket);
            talk.over = true;
        });
    }
    talks_.clear();
}

}  // namespace loket::drivers::sbi

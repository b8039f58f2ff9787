// The emulated camera in PTP/IP (CIPA DC-005-2005): a connection for commands, another for events, packets of length, type and body.

#include <fmt/format.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <algorithm>
#include <array>

#include "devices/model/loopback.h"
#include "drivers/gphoto2_camera/model.h"

namespace loket::drivers::gphoto2_camera {
namespace {

enum Packet : std::uint32_t { InitCommand = 1, InitCommandAck = 2, InitEvent = 3, InitEventAck = 4, InitFail = 5, Command = 6, Answer = 7, EventPacket = 8, StartData = 9, Data = 10, EndData = 12 };

constexpr std::size_t kHeader = 8, kMostPacket = 4096, kPiece = 64u << 10;
constexpr int kLook = 10;        // ms
constexpr int kPatienceMs = 2000;  // for the rest of a packet
constexpr std::uint32_t kConnection = 1, kVersion = 0x00010000, kBusy = 2;

bool send_packet(int socket, std::uint32_t type, ByteView body) {
    auto packet = ptp::Writer().u32(static_cast<std::uint32_t>(kHeader + body.size())).u32(type).raw(body).take();
    for (std::size_t at = 0; at < packet.size();) {
        const auto sent = ::send(socket, packet.data() + at, packet.size() - at, MSG_NOSIGNAL);
        if (sent <= 0) return false;
        at += static_cast<std::size_t>(sent);
    }
    return true;
}

bool receive(int socket, std::uint8_t* to, std::size_t size) {
    while (size > 0) {
        pollfd waiting{socket, POLLIN, 0};
        if (poll(&waiting, 1, kPatienceMs) <= 0) return false;
        const auto got = ::recv(socket, to, size, 0);
        if (got <= 0) return false;
        to += got;
        size -= static_cast<std::size_t>(got);
    }
    return true;
}

struct Heard {
    std::uint32_t type = 0;
    Bytes body = {};
};
std::optional<Heard> receive_packet(int socket) {
    Bytes header(kHeader);
    if (!receive(socket, header.data(), header.size())) return {};
    const std::size_t length = ptp::u32_at(header, 0);
    if (length < kHeader || length > kMostPacket) return {};
    Heard heard{ptp::u32_at(header, 4), Bytes(length - kHeader)};
    if (!receive(socket, heard.body.data(), heard.body.size())) return {};
    return heard;
}

void hang_up_on(int& socket) {
    if (socket >= 0) close(socket);
    socket = -1;
}

bool send_reply(int socket, const ptp::Request& request, const ptp::Reply& reply) {
    if (reply.data) {
        if (!send_packet(socket, StartData, ptp::Writer().u32(request.transaction).u64(reply.data->size()).take())) return false;
        ByteView rest(*reply.data);
        do {
            const auto piece = rest.first(std::min(rest.size(), kPiece));
            rest = rest.subspan(piece.size());
            if (!send_packet(socket, rest.empty() ? EndData : Data, ptp::Writer().u32(request.transaction).raw(piece).take())) return false;
        } while (!rest.empty());
    }
    return send_packet(socket, Answer, ptp::Writer().u16(reply.code).u32(request.transaction).take());
}

}  // namespace

NetworkCamera::NetworkCamera(model::Scene& scene) : camera_(scene) { plug(); }

NetworkCamera::~NetworkCamera() { unplug(); }

std::string NetworkCamera::address() const { return fmt::format("{0}{1}:{1}", kEmulatedCamera, port_); }  // for commands and for events

/// On the port it had before, where there was one.
void NetworkCamera::plug() {
    if (listener_ >= 0) return;
    listener_ = model::listen_on_loopback(port_);
    port_ = model::port_of(listener_);
    camera_.event("reset");
    thread_ = std::jthread([this](const std::stop_token& stop) { serve(stop); });
}

void NetworkCamera::unplug() {
    if (listener_ < 0) return;
    thread_.request_stop();
    thread_.join();
    drop_caller();
    hang_up_on(listener_);
}

void NetworkCamera::drop_caller() {
    hang_up_on(command_);
    hang_up_on(events_);
    camera_.hang_up();
}

void NetworkCamera::serve(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        std::array<pollfd, 3> waiting{{{command_, POLLIN, 0}, {events_, POLLIN, 0}, {listener_, POLLIN, 0}}};
        poll(waiting.data(), waiting.size(), kLook);
        // First whoever is there: a caller that is gone makes room for the next.
        if (command_ >= 0 && waiting[0].revents != 0) answer_command();
        if (events_ >= 0 && waiting[1].revents != 0) drop_caller();  // nobody says anything there
        while (events_ >= 0) {
            const auto event = camera_.next_event();
            if (!event) break;
            send_packet(events_, EventPacket, ptp::Writer().u16(event->code).u32(0).u32(event->parameter).take());
        }
        if (waiting[2].revents == 0) continue;
        if (const int caller = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC); caller >= 0) greet(caller);
    }
}

void NetworkCamera::greet(int caller) {
    const timeval patience{.tv_sec = 2, .tv_usec = 0};  // with a caller that does not read on
    const int at_once = 1;  // small packets do not wait for each other's receipts
    setsockopt(caller, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    setsockopt(caller, IPPROTO_TCP, TCP_NODELAY, &at_once, sizeof at_once);
    const auto heard = receive_packet(caller);
    if (heard && heard->type == InitCommand && command_ < 0) {
        command_ = caller;
        constexpr std::array<std::uint8_t, 16> kWho{'L', 'o', 'k', 'e', 't'};
        send_packet(command_, InitCommandAck, ptp::Writer().u32(kConnection).raw(kWho).wide("Loket emulated camera").u32(kVersion).take());
    } else if (heard && heard->type == InitEvent && command_ >= 0 && events_ < 0 && ptp::u32_at(heard->body, 0) == kConnection) {
        events_ = caller;
        send_packet(events_, InitEventAck, {});
    } else {
        send_packet(caller, InitFail, ptp::Writer().u32(kBusy).take());
        close(caller);
    }
}

void NetworkCamera::answer_command() {
    const auto heard = receive_packet(command_);
    constexpr std::size_t kParameters = 10;  // after data phase, code and transaction
    if (!heard || heard->type != Command || heard->body.size() < kParameters) return drop_caller();
    ptp::Request request{ptp::u16_at(heard->body, 4), ptp::u32_at(heard->body, 6)};
    for (auto at = kParameters; at + 4 <= heard->body.size(); at += 4) request.parameters.push_back(ptp::u32_at(heard->body, at));
    if (!send_reply(command_, request, camera_.answer(request))) drop_caller();
}

}  // namespace loket::drivers::gphoto2_camera

#include "tests/drivers/peers/usbip_box.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <stdexcept>
#include <string_view>

#include "devices/model/loopback.h"
#include "tests/drivers/peers/urb.h"

namespace loket::test {
namespace {

constexpr std::uint32_t kVersion = 0x0111;
constexpr std::uint32_t kListAsked = 0x8005, kListed = 0x0005, kImportAsked = 0x8003, kImported = 0x0003;
constexpr std::uint32_t kSubmit = 1, kUnlink = 2, kSubmitted = 3, kUnlinked = 4;
constexpr std::uint32_t kIn = 1;                       // direction of a transfer
constexpr std::size_t kOpSize = 8, kCommandSize = 48;  // of a header
constexpr std::size_t kPathSize = 256, kBusIdSize = 32;
constexpr std::size_t kLargest = 1u << 20;  // of a transfer: what Linux allows by far
constexpr std::uint32_t kFullSpeed = 2, kFailed = 1;
constexpr int kFrame = 2;  // ms until a box that had nothing to say is asked again

/// A message: numbers in the order of the network.
struct Message {
    Message& u8(std::size_t value) { return bytes.push_back(static_cast<std::uint8_t>(value)), *this; }
    Message& u16(std::size_t value) { return u8(value >> 8).u8(value); }
    Message& u32(std::size_t value) { return u16(value >> 16).u16(value); }
    Message& text(std::string_view words, std::size_t size) {
        bytes.insert(bytes.end(), words.begin(), words.end());
        return nothing(size - words.size());
    }
    Message& nothing(std::size_t count) { return bytes.resize(bytes.size() + count), *this; }
    Message& add(ByteView more) { return bytes.insert(bytes.end(), more.begin(), more.end()), *this; }
    Bytes bytes;
};

std::uint32_t u32_at(ByteView bytes, std::size_t at) {
    return static_cast<std::uint32_t>(bytes[at]) << 24 | static_cast<std::uint32_t>(bytes[at + 1]) << 16 | static_cast<std::uint32_t>(bytes[at + 2]) << 8 | bytes[at + 3];
}

bool send_all(int to, const Message& message) {
    ByteView rest = message.bytes;
    while (!rest.empty()) {
        const auto sent = send(to, rest.data(), rest.size(), MSG_NOSIGNAL);
        if (sent <= 0) return false;
        rest = rest.subspan(static_cast<std::size_t>(sent));
    }
    return true;
}

/// Empty when the other side hung up first.
Bytes receive(int from, std::size_t size) {
    Bytes bytes(size);
    return recv(from, bytes.data(), size, MSG_WAITALL) == static_cast<ssize_t>(size) ? bytes : Bytes{};
}

int listener_at(int port) {
    const int listener = model::listen_on_loopback(port);
    if (listener < 0) throw std::runtime_error("USB/IP: the port is taken");
    return listener;
}

}  // namespace

UsbipBox::UsbipBox(std::unique_ptr<model::UsbDeviceModel> model, int port) : model_(std::move(model)), listener_(listener_at(port)) {}

UsbipBox::~UsbipBox() { close(listener_); }

int UsbipBox::port() const { return model::port_of(listener_); }

void UsbipBox::serve() {
    while (true) {
        const int host = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
        if (host < 0) continue;
        const int yes = 1;
        setsockopt(host, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        if (introduce(host)) drive(host);
        close(host);
    }
}

/// True when the box is the host's from now on.
bool UsbipBox::introduce(int host) const {
    const auto asked = receive(host, kOpSize);
    if (asked.empty()) return false;
    const auto code = u32_at(asked, 0) & 0xFFFF;
    if (code == kListAsked) {
        Message list;
        list.u16(kVersion).u16(kListed).u32(0).u32(1).add(about());
        for (const auto& each : model_->description().interfaces) list.u8(each.of.code).u8(each.of.subclass).u8(each.of.protocol).u8(0);
        send_all(host, list);
        return false;
    }
    if (code != kImportAsked) return false;
    const auto bus_id = receive(host, kBusIdSize);
    const bool ours = !bus_id.empty() && bus_id == Message().text(kBusId, kBusIdSize).bytes;
    Message answer;
    answer.u16(kVersion).u16(kImported).u32(ours ? 0 : kFailed);
    if (ours) answer.add(about());
    return send_all(host, answer) && ours;
}

/// The box as the protocol describes it: 312 bytes.
Bytes UsbipBox::about() const {
    const auto& said = model_->description();
    Message box;
    box.text(std::string("/sys/devices/emulated/") + kBusId, kPathSize).text(kBusId, kBusIdSize);
    box.u32(1).u32(2).u32(kFullSpeed).u16(said.id.vendor).u16(said.id.product).u16(said.release);
    box.u8(0).u8(0).u8(0).u8(1).u8(1).u8(said.interfaces.size());  // class by interface; the one configuration is chosen
    return std::move(box.bytes);
}

void UsbipBox::drive(int host) {
    model_->event("reset");
    waiting_.clear();
    while (true) {
        if (!advance_all(host)) return;
        pollfd news{.fd = host, .events = POLLIN, .revents = 0};
        if (poll(&news, 1, waiting_.empty() ? -1 : kFrame) > 0 && !hear(host)) return;
    }
}

/// False when the host is gone, or talks nonsense.
bool UsbipBox::hear(int host) {
    const auto command = receive(host, kCommandSize);
    if (command.empty()) return false;
    switch (u32_at(command, 0)) {
        case kSubmit: return submit(host, command);
        case kUnlink: return withdraw(host, command);
        default: return false;
    }
}

bool UsbipBox::submit(int host, ByteView command) {
    const bool in = u32_at(command, 12) == kIn;
    const auto size = u32_at(command, 24), packets = u32_at(command, 32);
    if (size > kLargest || (packets != 0 && packets != 0xFFFFFFFF)) return false;
    const auto setup = command.subspan(40);
    const auto u16 = [&](std::size_t at) { return static_cast<std::uint16_t>(setup[at] | setup[at + 1] << 8); };  // as on the bus
    Waiting urb{.number = u32_at(command, 4), .endpoint = static_cast<std::uint8_t>(u32_at(command, 16)), .setup = {setup[0], setup[1], u16(2), u16(4)}};
    if (in) urb.max = size;
    else if (size > 0 && (urb.out = receive(host, size)).empty()) return false;
    if (in && urb.endpoint != 0) urb.endpoint |= 0x80;
    waiting_.push_back(std::move(urb));
    return true;
}

bool UsbipBox::withdraw(int host, ByteView command) {
    const auto number = u32_at(command, 20);
    const auto found = std::find_if(waiting_.begin(), waiting_.end(), [&](const Waiting& urb) { return urb.number == number; });
    const int status = found == waiting_.end() ? 0 : -ECONNRESET;  // 0: its answer is on the way
    if (found != waiting_.end()) waiting_.erase(found);
    return send_all(host, Message().u32(kUnlinked).u32(u32_at(command, 4)).nothing(12).u32(static_cast<std::uint32_t>(status)).nothing(24));
}

bool UsbipBox::advance_all(int host) {
    bool there = true;
    advance(waiting_, [](const Waiting& urb) { return urb.endpoint; }, [&](const Waiting& urb) {
        const auto end = test::serve(*model_, {.endpoint = urb.endpoint, .setup = urb.setup, .out = urb.out, .max = urb.max});
        if (!end) return false;
        Message answer;
        answer.u32(kSubmitted).u32(urb.number).nothing(12).u32(static_cast<std::uint32_t>(end->status)).u32(end->length).nothing(20).add(end->bytes);
        there = there && send_all(host, answer);
        return true;
    });
    return there;
}

}  // namespace loket::test

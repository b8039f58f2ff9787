#include "tests/drivers/peers/vpcd_card.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <stdexcept>

#include "devices/base/wait.h"

namespace loket::test {
namespace {

constexpr std::uint8_t kOn = 1, kReset = 2, kAtr = 4;
constexpr int kTries = 500;

int connected(std::uint16_t port) {
    sockaddr_in there{};
    there.sin_family = AF_INET;
    there.sin_port = htons(port);
    there.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    for (int i = 0; i < kTries; ++i) {  // pcscd may be starting
        const int line = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        if (connect(line, reinterpret_cast<const sockaddr*>(&there), sizeof there) == 0) return line;
        close(line);
        wait_for(Millis{10}, {});
    }
    throw std::runtime_error("nobody listens for a card");
}

}  // namespace

VpcdCard::VpcdCard(Chip chip, std::uint16_t port) : chip_(std::move(chip)), line_(connected(port)), thread_([this] { serve(); }) {}

VpcdCard::~VpcdCard() {
    shutdown(line_, SHUT_RDWR);
    thread_.join();
    close(line_);
}

bool VpcdCard::read_all(void* into, std::size_t count) const {
    auto* at = static_cast<char*>(into);
    while (count > 0) {
        const auto got = read(line_, at, count);
        if (got <= 0) return false;
        at += got;
        count -= static_cast<std::size_t>(got);
    }
    const int quick = 1;  // without it every answer waits 40 ms for the other side's acknowledgement
    setsockopt(line_, IPPROTO_TCP, TCP_QUICKACK, &quick, sizeof quick);
    return true;
}

void VpcdCard::serve() {
    std::uint16_t length = 0;
    while (read_all(&length, sizeof length)) {
        Bytes frame(ntohs(length));
        if (!read_all(frame.data(), frame.size())) return;
        answer(frame);
    }
}

void VpcdCard::answer(ByteView frame) {
    if (frame.size() == 1 && frame[0] != kAtr) {
        if (frame[0] == kOn || frame[0] == kReset) chip_.power_up();
        return;
    }
    const auto said = frame.size() == 1 ? chip_.atr() : chip_.answer(frame);
    const auto bytes = ByteWriter{}.u16(static_cast<std::uint16_t>(said.size())).raw(said).take();
    (void)!send(line_, bytes.data(), bytes.size(), MSG_NOSIGNAL);  // the card may just be torn away
}

}  // namespace loket::test

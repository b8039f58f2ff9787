#include "devices/model/loopback.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdint>

namespace loket::model {

int listen_on_loopback(int port) {
    constexpr int kMostWaiting = 16;
    const int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const int yes = 1;
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    sockaddr_in place{};
    place.sin_family = AF_INET;
    place.sin_port = htons(static_cast<std::uint16_t>(port));
    place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (bind(listener, reinterpret_cast<sockaddr*>(&place), sizeof place) == 0 && listen(listener, kMostWaiting) == 0) return listener;
    close(listener);
    return -1;
}

int port_of(int listener) {
    sockaddr_in place{};
    socklen_t size = sizeof place;
    getsockname(listener, reinterpret_cast<sockaddr*>(&place), &size);
    return ntohs(place.sin_port);
}

}  // namespace loket::model

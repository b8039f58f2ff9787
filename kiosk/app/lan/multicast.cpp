#include "kiosk/app/lan/multicast.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstring>

namespace loket::app {
namespace {

sockaddr_in endpoint(std::uint32_t address, std::uint16_t port) {
    sockaddr_in out{};
    out.sin_family = AF_INET;
    out.sin_addr.s_addr = htonl(address);
    out.sin_port = htons(port);
    return out;
}

std::uint32_t host_order(const sockaddr* address) { return address == nullptr ? 0 : ntohl(reinterpret_cast<const sockaddr_in*>(address)->sin_addr.s_addr); }

void set_flag(int handle, int level, int option, int value) { setsockopt(handle, level, option, &value, sizeof(value)); }

std::uint32_t group_of(const MeetingPoint& where) {
    in_addr out{};
    inet_pton(AF_INET, where.group.c_str(), &out);
    return ntohl(out.s_addr);
}

}  // namespace

std::string written_address(std::uint32_t address) { return fmt::format("{}.{}.{}.{}", address >> 24, address >> 16 & 255, address >> 8 & 255, address & 255); }

std::vector<OwnNetwork> own_networks(const MeetingPoint& where) {
    std::vector<OwnNetwork> out;
    ifaddrs* all = nullptr;
    if (getifaddrs(&all) != 0) return out;
    for (const auto* each = all; each != nullptr; each = each->ifa_next) {
        if (each->ifa_addr == nullptr || each->ifa_addr->sa_family != AF_INET || (each->ifa_flags & IFF_UP) == 0) continue;
        const bool loopback = (each->ifa_flags & IFF_LOOPBACK) != 0;
        if (loopback ? false : where.only_loopback || (each->ifa_flags & IFF_MULTICAST) == 0) continue;
        out.push_back({static_cast<int>(if_nametoindex(each->ifa_name)), host_order(each->ifa_addr), host_order(each->ifa_netmask), loopback});
    }
    freeifaddrs(all);
    return out;
}

Result<MulticastSocket> MulticastSocket::open(const MeetingPoint& where, bool answers) {
    const int handle = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (handle < 0) return internal(std::string("no socket: ") + std::strerror(errno));
    MulticastSocket out(where, handle);
    set_flag(handle, IPPROTO_IP, IP_PKTINFO, 1);
    set_flag(handle, IPPROTO_IP, IP_MULTICAST_TTL, 255);  // RFC 6762, 11
    set_flag(handle, IPPROTO_IP, IP_MULTICAST_LOOP, 1);   // others of this machine hear it, too
    set_flag(handle, IPPROTO_IP, IP_MULTICAST_ALL, 0);
    if (answers) set_flag(handle, SOL_SOCKET, SO_REUSEADDR, 1), set_flag(handle, SOL_SOCKET, SO_REUSEPORT, 1);
    const auto at = endpoint(INADDR_ANY, answers ? where.port : 0);
    if (bind(handle, reinterpret_cast<const sockaddr*>(&at), sizeof(at)) != 0) return Error{Fault::Busy, fmt::format("port {} cannot be had: {}", where.port, std::strerror(errno))};
    return out;
}

MulticastSocket::~MulticastSocket() {
    if (handle_ >= 0) close(handle_);
}

void MulticastSocket::join(const OwnNetwork& network) {
    ip_mreqn wish{};
    wish.imr_multiaddr.s_addr = htonl(group_of(where_));
    wish.imr_ifindex = network.index;
    setsockopt(handle_, IPPROTO_IP, IP_ADD_MEMBERSHIP, &wish, sizeof(wish));
}

std::optional<MulticastSocket::Packet> MulticastSocket::receive(Millis most) {
    pollfd ready{handle_, POLLIN, 0};
    if (poll(&ready, 1, static_cast<int>(most.count())) <= 0) return std::nullopt;
    Packet packet;
    packet.bytes.resize(lan::dns::kMostPacket);
    sockaddr_in from{};
    iovec part{packet.bytes.data(), packet.bytes.size()};
    alignas(cmsghdr) std::array<char, 256> extra{};
    msghdr head{&from, sizeof(from), &part, 1, extra.data(), extra.size(), 0};
    const auto count = recvmsg(handle_, &head, 0);
    if (count < 0 || (head.msg_flags & MSG_TRUNC) != 0) return std::nullopt;
    packet.bytes.resize(static_cast<std::size_t>(count));
    packet.address = ntohl(from.sin_addr.s_addr);
    packet.port = ntohs(from.sin_port);
    for (auto* each = CMSG_FIRSTHDR(&head); each != nullptr; each = CMSG_NXTHDR(&head, each)) {
        if (each->cmsg_level != IPPROTO_IP || each->cmsg_type != IP_PKTINFO) continue;
        in_pktinfo info{};
        std::memcpy(&info, CMSG_DATA(each), sizeof(info));
        packet.network = info.ipi_ifindex;
    }
    return packet;
}

void MulticastSocket::send(const Bytes& bytes, const OwnNetwork& network) { send(bytes, network, group_of(where_), where_.port); }

void MulticastSocket::send(const Bytes& bytes, const OwnNetwork& network, std::uint32_t address, std::uint16_t port) {
    auto to = endpoint(address, port);
    iovec part{const_cast<std::uint8_t*>(bytes.data()), bytes.size()};
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(in_pktinfo))> extra{};
    msghdr head{&to, sizeof(to), &part, 1, extra.data(), extra.size(), 0};
    auto* info_head = CMSG_FIRSTHDR(&head);
    info_head->cmsg_level = IPPROTO_IP;
    info_head->cmsg_type = IP_PKTINFO;
    info_head->cmsg_len = CMSG_LEN(sizeof(in_pktinfo));
    in_pktinfo info{};
    info.ipi_ifindex = network.index;
    info.ipi_spec_dst.s_addr = htonl(network.address);
    std::memcpy(CMSG_DATA(info_head), &info, sizeof(info));
    (void)sendmsg(handle_, &head, MSG_NOSIGNAL);
}

}  // namespace loket::app

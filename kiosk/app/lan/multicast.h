#pragma once
// A socket for questions to everybody on the networks of this machine, and for their answers. IPv4.

#include <netinet/in.h>

#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "devices/base/bytes.h"
#include "devices/base/clock.h"
#include "devices/base/result.h"
#include "workflow/lan/dns_sd.h"

namespace loket::app {

/// Where machines look for each other. Tests choose a port of their own, and the loopback alone.
struct MeetingPoint {
    std::string group = lan::dns::kGroup;
    std::uint16_t port = lan::dns::kPort;
    bool only_loopback = false;
};

/// One address of this machine on one network.
struct OwnNetwork {
    int index = 0;  ///< of the interface
    std::uint32_t address = 0, mask = 0;  ///< in host order
    bool loopback = false;
    bool operator==(const OwnNetwork&) const = default;
    /// Whether that address is of this network, no router between.
    [[nodiscard]] bool reaches(std::uint32_t other) const { return (other & mask) == (address & mask); }
};
std::vector<OwnNetwork> own_networks(const MeetingPoint& where);

/// One owner thread.
class MulticastSocket {
  public:
    /// `answers`: hears what is said to everybody, at the group's port, which others of this machine may share; otherwise a port of its own.
    static Result<MulticastSocket> open(const MeetingPoint& where, bool answers);
    MulticastSocket(MulticastSocket&& other) noexcept : where_(other.where_), handle_(std::exchange(other.handle_, -1)) {}
    MulticastSocket& operator=(MulticastSocket&&) = delete;
    ~MulticastSocket();

    /// Hears the group on this network, too; nothing happens where it does already.
    void join(const OwnNetwork& network);
    struct Packet {
        Bytes bytes;
        std::uint32_t address = 0;  ///< of the sender, in host order
        std::uint16_t port = 0;
        int network = 0;            ///< index of the interface that it came in by
    };
    /// Nothing after `most`.
    std::optional<Packet> receive(Millis most);
    /// To everybody on a network, or to one machine there. What cannot be sent is lost, as packets are.
    void send(const Bytes& bytes, const OwnNetwork& network);
    void send(const Bytes& bytes, const OwnNetwork& network, std::uint32_t address, std::uint16_t port);

  private:
    MulticastSocket(MeetingPoint where, int handle) : where_(std::move(where)), handle_(handle) {}
    MeetingPoint where_;
    int handle_;
};

std::string written_address(std::uint32_t address);

}  // namespace loket::app

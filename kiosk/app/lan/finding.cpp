#include "kiosk/app/lan/finding.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <thread>

#include "devices/base/log.h"
#include "devices/base/random.h"
#include "devices/base/wait.h"
#include "workflow/pki/authority.h"

namespace loket::app {
namespace {

using lan::dns::Announcement;
using std::chrono::steady_clock;

constexpr Millis kGlance{100}, kNetworksEach{10'000}, kSecondTelling{1'000}, kBetweenAnswers{1'000};
constexpr int kMostAnswers = 20;  ///< each second, to all together: nobody is flooded through this machine
constexpr std::size_t kMostFound = 32;

Announcement announcement_of(const IndukSign& sign) {
    constexpr std::size_t kMostInstance = 63;
    const auto end = fmt::format(" {} ({})", sign.machine, sign.authority.substr(0, 4));
    auto office = sign.office;
    while (!office.empty() && office.size() + end.size() > kMostInstance) {
        while (!office.empty() && (static_cast<unsigned char>(office.back()) & 0xC0) == 0x80) office.pop_back();
        if (!office.empty()) office.pop_back();
    }
    return {.instance = office + end, .host = fmt::format("loket-{}-{}", sign.authority, sign.machine), .port = sign.port,
            .texts = {{"txtvers", "1"}, {"office", sign.authority}, {"machine", std::to_string(sign.machine)}}};
}

Announcement::Address as_bytes_of(std::uint32_t address) {
    return {static_cast<std::uint8_t>(address >> 24), static_cast<std::uint8_t>(address >> 16), static_cast<std::uint8_t>(address >> 8), static_cast<std::uint8_t>(address)};
}

/// One thread that answers. Its names are of no other machine, as the office's digest and the machine's number are in them: nothing is probed
/// (RFC 6762, 8.1).
class Beacon final : public IndukBeacon {
  public:
    Beacon(const IndukSign& sign, const MeetingPoint& where, MulticastSocket socket) : mine_(announcement_of(sign)), where_(where), socket_(std::move(socket)) {
        thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
    }

  private:
    struct Network {
        OwnNetwork own;
        steady_clock::time_point again;  ///< it is told a second time
        bool twice = false;
        steady_clock::time_point answered{};  ///< to everybody
    };

    void run(const std::stop_token& stop) {
        auto look = steady_clock::now();
        while (!stop.stop_requested()) {
            const auto now = steady_clock::now();
            if (now >= look) {
                look_at_networks(now);
                look = now + kNetworksEach;
            }
            for (auto& each : networks_)
                if (!each.twice && now >= each.again) tell(each, false), each.twice = true;
            if (const auto packet = socket_.receive(kGlance)) hear(*packet, now, stop);
        }
        for (auto& each : networks_) tell(each, true);
    }

    void look_at_networks(steady_clock::time_point now) {
        const auto present = own_networks(where_);
        std::erase_if(networks_, [&](const Network& one) { return std::ranges::find(present, one.own) == present.end(); });
        for (const auto& own : present) {
            if (std::ranges::find(networks_, own, &Network::own) != networks_.end()) continue;
            socket_.join(own);
            networks_.push_back({own, now + kSecondTelling});
            tell(networks_.back(), false);
        }
    }

    [[nodiscard]] Announcement announced_on(const Network& network) const {
        auto out = mine_;
        out.addresses = {as_bytes_of(network.own.address)};
        return out;
    }

    void tell(Network& network, bool leaving) { socket_.send(encode(told(announced_on(network), leaving)), network.own); }

    void hear(const MulticastSocket::Packet& packet, steady_clock::time_point now, const std::stop_token& stop) {
        const auto network = std::ranges::find_if(networks_, [&](const Network& one) { return one.own.index == packet.network && one.own.reaches(packet.address); });
        if (network == networks_.end()) return;  // not from the same network: RFC 6762, 11
        const auto query = lan::dns::read_message(packet.bytes);
        if (!query) return;
        const bool simple = packet.port != where_.port;
        const auto answer = answer_to(*query, announced_on(*network), simple);
        if (!answer || !may_answer(now)) return;
        const bool alone = simple || std::ranges::all_of(query->questions, [](const auto& one) { return (one.klass & lan::dns::kTopBit) != 0; });
        if (alone) return socket_.send(encode(*answer), network->own, packet.address, packet.port);
        if (now - network->answered < kBetweenAnswers) return;  // it was just said to everybody
        network->answered = now;
        wait_for(Millis(random_.between(20, 120)), stop);  // so that not all answer in the same moment
        socket_.send(encode(*answer), network->own);
    }

    bool may_answer(steady_clock::time_point now) {
        if (now - second_ >= Millis(1000)) second_ = now, answers_ = 0;
        return ++answers_ <= kMostAnswers;
    }

    const Announcement mine_;
    const MeetingPoint where_;
    MulticastSocket socket_;
    SystemRandom random_;
    std::vector<Network> networks_;
    steady_clock::time_point second_{};
    int answers_ = 0;
    std::jthread thread_;
};

/// The same induk by two ways is one: by the network rather than by the loopback, which is nobody else's.
void note_found(std::map<std::string, FoundInduk>& found, const lan::dns::FoundService& service, std::uint32_t from) {
    if (found.size() >= kMostFound && !found.contains(service.instance)) return;
    const auto office = std::ranges::find(service.texts, "office", &std::pair<std::string, std::string>::first);
    const bool sound = office != service.texts.end() && office->second.size() <= 64 && office->second.find_first_not_of("0123456789abcdef") == std::string::npos;
    const bool loopback = from >> 24 == 127;
    if (loopback && found.contains(service.instance)) return;
    found[service.instance] = {service.instance, sound ? office->second : std::string(), fmt::format("{}:{}", written_address(from), service.port)};
}

}  // namespace

std::string sign_of_authority(const std::string& authority_pem) {
    constexpr std::size_t kShown = 8;  // bytes of its digest
    const auto authority = pki::from_pem(authority_pem);
    const auto digest = authority ? pki::key_digest(*authority) : Result<Bytes>(authority.error());
    return digest && digest->size() >= kShown ? to_hex(ByteView(*digest).first(kShown)) : std::string();
}

Result<std::unique_ptr<IndukBeacon>> IndukBeacon::start(const IndukSign& sign, const MeetingPoint& where) {
    LOKET_ASSIGN(socket, MulticastSocket::open(where, true));
    return std::unique_ptr<IndukBeacon>(new Beacon(sign, where, std::move(socket)));
}

std::vector<FoundInduk> find_induks(Millis patience, const std::stop_token& stop, const MeetingPoint& where) {
    std::map<std::string, FoundInduk> found;
    auto socket = MulticastSocket::open(where, false);
    if (!socket) {
        log::warn("office: nobody can be looked for: {}", socket.error().context);
        return {};
    }
    const auto networks = own_networks(where);
    const auto asking = encode(lan::dns::question());
    const auto begun = steady_clock::now();
    for (int asked = 0; !stop.stop_requested();) {
        const auto spent = steady_clock::now() - begun;
        if (spent >= patience) break;
        if (asked < 3 && spent >= patience * asked / 4) {
            for (const auto& network : networks) socket->send(asking, network);
            ++asked;
        }
        const auto packet = socket->receive(std::min(kGlance, std::chrono::ceil<Millis>(patience - spent)));
        if (!packet || packet->port != where.port || std::ranges::none_of(networks, [&](const OwnNetwork& one) { return one.reaches(packet->address); })) continue;
        if (const auto answer = lan::dns::read_message(packet->bytes))
            for (const auto& service : lan::dns::found_in(*answer)) note_found(found, service, packet->address);
    }
    std::vector<FoundInduk> out;
    for (auto& [name, one] : found) out.push_back(std::move(one));
    return out;
}

Result<LanPlace> join_found(JoinWish wish, const std::vector<FoundInduk>& found) {
    for (const auto& one : found) {
        wish.address = one.address;
        auto joined = join_office(wish);
        const bool next = !joined && (joined.error().code == "lan.other_office" || joined.error().fault == Fault::Gone || joined.error().fault == Fault::TimedOut);
        if (!next) return joined;
    }
    return rejected("lan.none_found", "no induk on this network made the code");
}

}  // namespace loket::app

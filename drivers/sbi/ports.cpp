#include "drivers/sbi/ports.h"

#include <algorithm>
#include <charconv>

#include "drivers/sbi/http.h"

namespace loket::drivers::sbi {
namespace {

constexpr Millis kLookLimit{400};
constexpr int kMostDoublings = 5, kLeftOutWhereNobodyIs = 4;  // a hundred ports for each type of device: nearly all of them are empty for ever
constexpr std::string_view kHost = "http://127.0.0.1:", kBeforeDevice = "/#";
constexpr int kHighestPort = 65535;

}  // namespace

std::string address_of(const Place& place) { return std::string(kHost) + std::to_string(place.port) + std::string(kBeforeDevice) + place.device; }

std::optional<Place> parse_address(std::string_view address) {
    if (!address.starts_with(kHost)) return std::nullopt;
    address.remove_prefix(kHost.size());
    const auto end = address.find(kBeforeDevice);
    if (end == std::string_view::npos || end + kBeforeDevice.size() == address.size()) return std::nullopt;
    Place place{0, std::string(address.substr(end + kBeforeDevice.size()))};
    const auto [rest, wrong] = std::from_chars(address.data(), address.data() + end, place.port);
    if (wrong != std::errc{} || rest != address.data() + end || place.port < 1 || place.port > kHighestPort) return std::nullopt;
    return place;
}

Result<std::vector<model::Sighting>> Ports::look(const std::stop_token& stop) {
    const std::lock_guard lock(mutex_);
    Calls calls;
    std::map<int, std::size_t> asked;
    for (int port = first_; port <= last_; ++port) {
        auto& memory = ports_[port];
        if (memory.skip > 0) --memory.skip;
        else asked[port] = calls.add({.port = port, .verb = "MOSIPDISC", .path = "/device", .body = discovery_request(type_), .limit = kLookLimit});
    }
    LOKET_TRY(calls.run([] { return false; }, stop));
    for (const auto& [port, call] : asked)
        if (const auto& answer = calls.answer(call)) note(port, *answer);
    std::vector<model::Sighting> all;
    for (const auto& [port, memory] : ports_) all.insert(all.end(), memory.heard.begin(), memory.heard.end());
    return all;
}

void Ports::note(int port, const Result<std::string>& answer) {
    auto& memory = ports_[port];
    if (!answer && answer.error().fault == Fault::TimedOut) {
        memory.hung = std::min(memory.hung + 1, kMostDoublings);
        memory.skip = (1 << memory.hung) - 1;
        return;
    }
    memory = {.skip = answer ? 0 : kLeftOutWhereNobodyIs};
    const auto devices = answer ? parse_discovery(*answer) : Result<std::vector<Found>>(answer.error());
    if (!devices) return;  // nobody there, or somebody else
    for (const auto& each : *devices)
        if (each.type == type_) memory.heard.push_back({address_of({port, each.id}), each.name});
}

}  // namespace loket::drivers::sbi

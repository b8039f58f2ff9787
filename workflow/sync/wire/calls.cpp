#include "workflow/sync/wire/calls.h"

#include <algorithm>
#include <charconv>

#include "devices/base/cases.h"
#include "workflow/sync/batch.h"

namespace loket::sync::wire {
namespace {

constexpr std::string_view kPacketPath = "/v1/packet/", kFeedPath = "/v1/feed/", kBundlePath = "/v1/bundle/", kAfter = "?after=", kBytes = "bytes=";
constexpr std::size_t kMostPiece = 4u << 20, kMostEnrolment = 8u << 10, kMostAsk = 16u << 10, kMostMachineList = 1u << 20;

std::optional<Digest> digest_in(std::string_view hex) {
    const bool lower = std::ranges::none_of(hex, [](char c) { return c >= 'A' && c <= 'F'; });
    const auto bytes = hex.size() == 64 && lower ? from_hex(hex) : std::nullopt;
    if (!bytes) return std::nullopt;
    Digest out{};
    std::ranges::copy(*bytes, out.begin());
    return out;
}

std::optional<Call> packet_call(const RequestHead& head) {
    const auto name = digest_in(head.target.substr(kPacketPath.size()));
    if (!name) return std::nullopt;
    if (head.method == "HEAD") return AskPacket{*name};
    const auto offset = read_count(head.offset), size = read_count(head.length);
    if (head.method != "PATCH" || !offset || !size) return std::nullopt;
    return SendPiece{*name, *size, *offset};
}

/// One range with both ends, of a size that one answer may have; of the rest of RFC 9110 nothing is needed.
std::optional<Call> bundle_call(const RequestHead& head) {
    const auto name = digest_in(head.target.substr(kBundlePath.size()));
    const auto dash = head.range.find('-');
    if (head.method != "GET" || !name || !head.range.starts_with(kBytes) || dash == std::string_view::npos) return std::nullopt;
    const auto from = read_count(head.range.substr(kBytes.size(), dash - kBytes.size())), to = read_count(head.range.substr(dash + 1));
    if (!from || !to || *to < *from || *to - *from >= kMostRange) return std::nullopt;
    return GetBundle{*name, *from, *to};
}

std::optional<Call> feed_call(const RequestHead& head) {
    const auto rest = head.target.substr(kFeedPath.size());
    const auto mark = rest.find(kAfter);
    if (head.method != "GET" || mark != 32 || !from_hex(rest.substr(0, mark))) return std::nullopt;
    const auto after = read_count(rest.substr(mark + kAfter.size()));
    if (!after) return std::nullopt;
    return Feed{std::string(rest.substr(0, mark)), *after};
}

}  // namespace

std::optional<std::int64_t> read_count(std::string_view text) {
    std::int64_t value = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || text.size() > 15 || text.front() == '-' || problem != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

std::optional<Call> read_call(const RequestHead& head) {
    const auto is = [&](std::string_view method, std::string_view target) { return head.method == method && head.target == target; };
    if (is("POST", "/v1/push")) return Push{};
    if (is("GET", "/v1/head")) return Head{};
    if (is("GET", "/v1/authority")) return AskAuthority{};
    if (is("POST", "/v1/enrol")) return Enrol{};
    if (is("POST", "/v1/renew")) return Renew{};
    if (is("POST", "/v1/number")) return AskNumber{};
    if (is("POST", "/v1/person")) return AskPerson{};
    if (is("POST", "/v1/checkpoint")) return Countersign{};
    if (is("POST", "/v1/machines")) return TellMachines{};
    if (head.target.starts_with(kBundlePath)) return bundle_call(head);
    if (head.target.starts_with(kPacketPath)) return packet_call(head);
    if (head.target.starts_with(kFeedPath)) return feed_call(head);
    return std::nullopt;
}

std::size_t most_body(const Call& call) {
    return std::visit(Cases{[](const Push&) { return kMostBatchBytes; }, [](const SendPiece&) { return kMostPiece; }, [](const Enrol&) { return kMostEnrolment; },
                            [](const Renew&) { return kMostEnrolment; }, [](const AskNumber&) { return kMostAsk; }, [](const AskPerson&) { return kMostAsk; },
                            [](const Countersign&) { return kMostAsk; }, [](const TellMachines&) { return kMostMachineList; }, [](const auto&) { return std::size_t{0}; }},
                      call);
}

bool open_to_strangers(const Call& call) { return std::holds_alternative<Enrol>(call) || std::holds_alternative<AskAuthority>(call); }

std::string_view name_of(const Call& call) {
    constexpr std::string_view kNames[] = {"push", "head", "packet?", "packet", "feed", "authority", "enrol", "renew", "number", "person", "checkpoint", "machines", "bundle"};
    return kNames[call.index()];
}

std::string packet_target(const Digest& name) { return std::string(kPacketPath) + to_hex(ByteView{name}); }
std::string bundle_target(const Digest& name) { return std::string(kBundlePath) + to_hex(ByteView{name}); }
std::string range_of(std::int64_t from, std::int64_t to) { return std::string(kBytes) + std::to_string(from) + "-" + std::to_string(to); }
std::string feed_target(const std::string& office, std::int64_t after) { return std::string(kFeedPath) + office + std::string(kAfter) + std::to_string(after); }

}  // namespace loket::sync::wire

#include "devices/card/tlv.h"

#include <algorithm>

namespace loket::card {
namespace {

constexpr std::size_t kMostObjects = 64;
constexpr std::uint8_t kLongTag = 0x1F, kMoreTag = 0x80, kLongLength = 0x80;

struct Head {
    std::uint16_t tag = 0;
    std::size_t length = 0;
};

/// Fails in the reader where the head is cut short, or has a form that is not ours.
std::optional<Head> read_head(ByteReader& in) {
    Head head{.tag = in.u8()};
    if ((head.tag & kLongTag) == kLongTag) {
        const auto second = in.u8();
        if ((second & kMoreTag) != 0) return std::nullopt;
        head.tag = static_cast<std::uint16_t>(head.tag << 8 | second);
    }
    head.length = in.u8();
    if (head.length == (kLongLength | 1)) head.length = in.u8();
    else if (head.length == (kLongLength | 2)) head.length = in.u16();
    else if (head.length >= kLongLength) return std::nullopt;
    if (!in.ok()) return std::nullopt;
    return head;
}

}  // namespace

Bytes tlv(std::uint16_t tag, ByteView value) {
    ByteWriter out;
    if (tag > 0xFF) out.u16(tag);
    else out.u8(static_cast<std::uint8_t>(tag));
    if (value.size() < kLongLength) out.u8(static_cast<std::uint8_t>(value.size()));
    else if (value.size() <= 0xFF) out.u8(kLongLength | 1).u8(static_cast<std::uint8_t>(value.size()));
    else out.u8(kLongLength | 2).u16(static_cast<std::uint16_t>(value.size()));
    return out.raw(value).take();
}

Bytes joined(const std::vector<Bytes>& parts) {
    ByteWriter out;
    for (const auto& part : parts) out.raw(part);
    return out.take();
}

std::optional<std::vector<Tlv>> read_tlvs(ByteView bytes) {
    std::vector<Tlv> objects;
    ByteReader in(bytes);
    while (in.remaining() > 0) {
        const auto head = read_head(in);
        if (!head || head->length > in.remaining() || objects.size() == kMostObjects) return std::nullopt;
        objects.push_back({head->tag, in.take(head->length)});
    }
    return objects;
}

std::optional<ByteView> value_of(ByteView bytes, std::uint16_t tag) {
    const auto objects = read_tlvs(bytes);
    if (!objects || objects->size() != 1 || objects->front().tag != tag) return std::nullopt;
    return objects->front().value;
}

std::optional<ByteView> find_value(const std::vector<Tlv>& objects, std::uint16_t tag) {
    const auto found = std::ranges::find(objects, tag, &Tlv::tag);
    if (found == objects.end()) return std::nullopt;
    return found->value;
}

std::optional<std::size_t> tlv_size(ByteView bytes) {
    ByteReader in(bytes);
    const auto head = read_head(in);
    if (!head) return std::nullopt;
    return in.position() + head->length;
}

}  // namespace loket::card

#include "workflow/tpm/key_form.h"

#include <algorithm>
#include <array>

namespace loket::tpm {
namespace {

constexpr std::array<std::uint8_t, 8> kLoadable{0x06, 0x06, 0x67, 0x81, 0x05, 0x0a, 0x01, 0x03};                 // OID 2.23.133.10.1.3
constexpr std::array<std::uint8_t, 4> kNoPassword{0xa0, 0x03, 0x01, 0x01};                                      // [0] BOOLEAN; true is any value but 0, DER writes 255
constexpr std::uint8_t kTrue = 0xff;
constexpr std::array<std::uint8_t, 6> kOwner{0x02, 0x04, 0x40, 0x00, 0x00, 0x01};                               // TPM_RH_OWNER
constexpr std::uint8_t kSequence = 0x30, kOctets = 0x04;
constexpr std::size_t kMostPart = 2048;

void put(Bytes& out, std::uint8_t tag, ByteView content) {
    out.push_back(tag);
    if (content.size() >= 0x100) out.insert(out.end(), {0x82, static_cast<std::uint8_t>(content.size() >> 8)});
    else if (content.size() >= 0x80) out.push_back(0x81);
    out.push_back(static_cast<std::uint8_t>(content.size()));
    out.insert(out.end(), content.begin(), content.end());
}

/// The content of the next item if it has this tag; moves `in` behind it.
std::optional<ByteView> take(ByteView& in, std::uint8_t tag) {
    if (in.size() < 2 || in[0] != tag) return std::nullopt;
    std::size_t at = 2, length = in[1];
    if (length > 0x82 || length == 0x80) return std::nullopt;
    if (length > 0x80) {
        const std::size_t bytes = length - 0x80;
        if (in.size() < 2 + bytes) return std::nullopt;
        length = 0;
        for (std::size_t n = 0; n < bytes; ++n) length = length << 8 | in[at++];
    }
    if (in.size() - at < length) return std::nullopt;
    const auto content = in.subspan(at, length);
    in = in.subspan(at + length);
    return content;
}

bool skip(ByteView& in, ByteView exactly) {
    if (in.size() < exactly.size() || !std::ranges::equal(in.first(exactly.size()), exactly)) return false;
    in = in.subspan(exactly.size());
    return true;
}

}  // namespace

Bytes to_der(const WrappedKey& key) {
    Bytes content(kLoadable.begin(), kLoadable.end());
    content.insert(content.end(), kNoPassword.begin(), kNoPassword.end());
    content.push_back(kTrue);
    content.insert(content.end(), kOwner.begin(), kOwner.end());
    put(content, kOctets, key.public_part);
    put(content, kOctets, key.private_part);
    Bytes out;
    put(out, kSequence, content);
    return out;
}

std::optional<WrappedKey> from_der(ByteView der) {
    auto in = take(der, kSequence);
    if (!in || !der.empty() || !skip(*in, kLoadable) || !skip(*in, kNoPassword) || in->empty() || in->front() == 0) return std::nullopt;
    *in = in->subspan(1);
    if (!skip(*in, kOwner)) return std::nullopt;
    const auto public_part = take(*in, kOctets);
    const auto private_part = public_part ? take(*in, kOctets) : std::nullopt;
    if (!private_part || !in->empty() || public_part->size() > kMostPart || private_part->size() > kMostPart) return std::nullopt;
    return WrappedKey{{public_part->begin(), public_part->end()}, {private_part->begin(), private_part->end()}};
}

}  // namespace loket::tpm

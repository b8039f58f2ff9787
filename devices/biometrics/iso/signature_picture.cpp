#include "devices/biometrics/iso/signature_picture.h"

#include <algorithm>
#include <array>

namespace loket::biometrics::iso {
namespace {

constexpr std::array<std::uint8_t, 8> kPngBegins{0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
constexpr std::uint32_t kSignatureChunk = 0x7369476E, kEndChunk = 0x49454E44;  // "siGn", "IEND"

/// ISO 3309, as PNG asks.
std::uint32_t crc32(ByteView bytes) {
    std::uint32_t crc = ~0U;
    for (const auto byte : bytes) {
        crc ^= byte;
        for (int bit = 0; bit < 8; ++bit) crc = crc >> 1 ^ ((crc & 1) != 0 ? 0xEDB88320U : 0);
    }
    return ~crc;
}

struct Chunk {
    std::size_t from = 0;  ///< of its length field
    ByteView content;
};

/// The first chunk of a kind.
std::optional<Chunk> chunk_of(ByteView png, std::uint32_t kind) {
    if (!std::ranges::equal(png.first(std::min(png.size(), kPngBegins.size())), kPngBegins)) return std::nullopt;
    for (std::size_t at = kPngBegins.size(); png.size() - at >= 12;) {
        ByteReader in(png.subspan(at));
        const std::size_t length = in.u32();
        const auto found = in.u32();
        if (length > png.size() - at - 12) return std::nullopt;
        if (found == kind) return Chunk{at, png.subspan(at + 8, length)};
        at += length + 12;
    }
    return std::nullopt;
}

}  // namespace

Result<Bytes> with_signature(ByteView png, ByteView record) {
    const auto end = chunk_of(png, kEndChunk);
    if (!end) return corrupt("signature: the picture is no PNG");
    ByteWriter body, out;
    body.u32(kSignatureChunk).raw(record);
    out.raw(png.first(end->from)).u32(static_cast<std::uint32_t>(record.size())).raw(body.bytes()).u32(crc32(body.bytes())).raw(png.subspan(end->from));
    return out.take();
}

std::optional<ByteView> signature_within(ByteView png) {
    const auto chunk = chunk_of(png, kSignatureChunk);
    return chunk ? std::optional(chunk->content) : std::nullopt;
}

}  // namespace loket::biometrics::iso

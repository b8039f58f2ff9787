#include "devices/biometrics/finger/packed.h"

#include <algorithm>

namespace loket::biometrics {
namespace {

constexpr std::uint8_t kVersion = 1;
constexpr std::size_t kMostPacked = 255;         // minutiae
constexpr int kWidestMap = 1 << 12;              // samples
constexpr std::size_t kCodeBytes = 8 * (detail::kCodeLayers + 1) + 5;

Error broken() { return corrupt("a packed finger whose lengths do not add up"); }

void put_words(ByteWriter& out, const std::vector<std::uint64_t>& words) {
    for (const auto word : words) out.u64(word);
}

std::vector<std::uint64_t> take_words(ByteReader& in, std::size_t count) {
    std::vector<std::uint64_t> words(count);
    for (auto& word : words) word = in.u64();
    return words;
}

}  // namespace

Bytes pack(const FingerTemplate& finger) {
    ByteWriter out;
    const auto count = std::min(finger.minutiae.size(), kMostPacked);
    out.u8(kVersion).u16(static_cast<std::uint16_t>(finger.width)).u16(static_cast<std::uint16_t>(finger.height)).u8(static_cast<std::uint8_t>(count));
    for (std::size_t i = 0; i < count; ++i) {
        const Minutia& m = finger.minutiae[i];
        out.u16(m.x).u16(m.y).u8(m.angle).u8(static_cast<std::uint8_t>(m.type)).u8(m.quality);
    }
    out.u16(static_cast<std::uint16_t>(finger.ridges.width)).u16(static_cast<std::uint16_t>(finger.ridges.height));
    put_words(out, finger.ridges.inside);
    put_words(out, finger.ridges.ridge);
    return out.take();
}

Result<FingerTemplate> unpack(ByteView bytes) {
    ByteReader in(bytes);
    if (in.u8() != kVersion) return corrupt("a packed finger of another version");
    FingerTemplate finger;
    finger.width = in.u16();
    finger.height = in.u16();
    finger.minutiae.resize(in.u8());
    for (Minutia& m : finger.minutiae) {
        m.x = in.u16();
        m.y = in.u16();
        m.angle = in.u8();
        const auto type = in.u8();
        if (type > static_cast<std::uint8_t>(MinutiaType::Bifurcation)) return broken();
        m.type = static_cast<MinutiaType>(type);
        m.quality = in.u8();
    }
    finger.ridges.width = in.u16();
    finger.ridges.height = in.u16();
    if (finger.ridges.width > kWidestMap || finger.ridges.height > kWidestMap) return broken();
    const auto words = static_cast<std::size_t>(finger.ridges.words()) * static_cast<std::size_t>(finger.ridges.height);
    if (!in.ok() || in.remaining() != 2 * 8 * words) return broken();
    finger.ridges.inside = take_words(in, words);
    finger.ridges.ridge = take_words(in, words);
    return finger;
}

Bytes pack(const detail::SearchCode& code) {
    ByteWriter out;
    for (const auto& m : code) {
        for (const auto word : m.bits) out.u64(word);
        out.u64(m.valid).u16(static_cast<std::uint16_t>(m.x)).u16(static_cast<std::uint16_t>(m.y)).u8(m.angle);
    }
    return out.take();
}

Result<detail::SearchCode> unpack_code(ByteView bytes) {
    if (bytes.size() % kCodeBytes != 0 || bytes.size() / kCodeBytes > 2 * detail::kCodedMinutiae) return broken();
    detail::SearchCode code(bytes.size() / kCodeBytes);
    ByteReader in(bytes);
    for (auto& m : code) {
        for (auto& word : m.bits) word = in.u64();
        m.valid = in.u64();
        m.x = static_cast<std::int16_t>(in.u16());
        m.y = static_cast<std::int16_t>(in.u16());
        m.angle = in.u8();
    }
    if (!std::is_sorted(code.begin(), code.end(), [](const auto& a, const auto& b) { return a.angle < b.angle; })) return broken();
    return code;
}

}  // namespace loket::biometrics

// Compact card format, ISO/IEC 19794-2:2005 clause 8: x, y in 0.1 mm, then two bits of type and six bits of angle.
#include <algorithm>

#include "devices/biometrics/iso/finger_record.h"

namespace loket::biometrics::iso {
namespace {

constexpr int kLargest = 255;

int tenths_of(int pixels) { return (pixels * 254 + 250) / 500; }
std::uint16_t pixels_of(int tenths) { return static_cast<std::uint16_t>((tenths * 500 + 127) / 254); }

/// 0, unless the finger is larger than the format: then where its minutiae begin.
int origin(const std::vector<Minutia>& minutiae, std::uint16_t Minutia::*axis) {
    int least = 0xFFFF, most = 0;
    for (const Minutia& m : minutiae) {
        least = std::min<int>(least, m.*axis);
        most = std::max<int>(most, m.*axis);
    }
    return tenths_of(most) > kLargest ? least : 0;
}

}  // namespace

Bytes encode_card(const FingerTemplate& finger, std::size_t most) {
    const int left = origin(finger.minutiae, &Minutia::x), top = origin(finger.minutiae, &Minutia::y);
    ByteWriter out;
    for (const Minutia& m : finger.minutiae) {
        if (out.bytes().size() / 3 >= std::min<std::size_t>(most, 255)) break;
        const int x = tenths_of(m.x - left), y = tenths_of(m.y - top);
        if (x > kLargest || y > kLargest) continue;
        const int angle = (m.angle + 2) / 4 & 63;
        out.u8(static_cast<std::uint8_t>(x)).u8(static_cast<std::uint8_t>(y)).u8(static_cast<std::uint8_t>(static_cast<int>(m.type) << 6 | angle));
    }
    return out.take();
}

Result<FingerTemplate> decode_card(ByteView bytes) {
    if (bytes.size() % 3 != 0 || bytes.size() / 3 > 255) return corrupt("finger card data: not whole minutiae");
    FingerTemplate out{pixels_of(kLargest) + 1, pixels_of(kLargest) + 1, {}};
    ByteReader in(bytes);
    while (in.remaining() > 0) {
        Minutia m;
        m.x = pixels_of(in.u8());
        m.y = pixels_of(in.u8());
        const std::uint8_t last = in.u8();
        if (last >> 6 > 2) return corrupt("finger card data: reserved minutia type");
        m.type = static_cast<MinutiaType>(last >> 6);
        m.angle = static_cast<std::uint8_t>((last & 63) * 4);
        out.minutiae.push_back(m);
    }
    return out;
}

}  // namespace loket::biometrics::iso

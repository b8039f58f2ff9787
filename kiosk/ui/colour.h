#pragma once
// Colours in the byte order of Dear ImGui and of RgbaImage rows (red first in memory, straight alpha).

#include <cstdint>

namespace loket::ui {

using Colour = std::uint32_t;

/// From the usual 0xRRGGBB and an opacity 0 … 1.
constexpr Colour rgb(std::uint32_t hex, float opacity = 1) {
    return (hex >> 16 & 0xFF) | (hex & 0xFF00) | (hex & 0xFF) << 16 |
           static_cast<Colour>(opacity * 255 + 0.5f) << 24;
}
/// The same colour with its opacity multiplied.
constexpr Colour faded(Colour colour, float opacity) {
    return (colour & 0x00FFFFFF) | static_cast<Colour>(static_cast<float>(colour >> 24) * opacity + 0.5f)
                                       << 24;
}
/// `t` = 0 gives `a`, 1 gives `b`.
Colour mix(Colour a, Colour b, float t);
/// WCAG 2.2 contrast ratio of two opaque colours, 1 … 21.
double contrast(Colour a, Colour b);

}  // namespace loket::ui

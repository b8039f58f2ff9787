#pragma once
// The photo of the card: cut to 2:3 and set before the colour of the birth year (DOMAIN §4.1).

#include "devices/base/image.h"
#include "devices/base/result.h"
#include "workflow/documents/geometry.h"

namespace loket::documents {

struct PixelSize {
    int width = 0, height = 0;
};

/// Odd birth years red, even ones blue.
inline constexpr Colour kOddYear{0xd4, 0x1a, 0x24};
inline constexpr Colour kEvenYear{0x12, 0x4f, 0xb5};
inline Colour portrait_ground(int birth_year) { return birth_year % 2 != 0 ? kOddYear : kEvenYear; }

struct CardPortrait {
    RgbaImage image;
    /// False when the ground behind the person is too restless to be told from the person: then it is left as
    /// it was and the officer must decide.
    bool ground_replaced = false;
};

/// A new picture of the given size; the photo itself stays as it is. Cuts the sides around the head, or the
/// bottom. Rejected with "photo.too_small" below 96 x 128 pixels or for an empty size.
Result<CardPortrait> portrait_for_card(const RgbaImage& photo, int birth_year, PixelSize size = {480, 720});

}  // namespace loket::documents

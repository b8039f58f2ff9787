#pragma once
// Cards as pages of PWG raster (PWG 5102.4), as pure functions.

#include <cups/ipp.h>

#include <string>
#include <vector>

#include "devices/base/bytes.h"
#include "devices/base/image.h"
#include "devices/base/result.h"

namespace loket::drivers::ipp_card_printer {

/// What a printer says that matters for cards.
struct CardForm {
    std::string media;       ///< the name (PWG 5101.1) of its card
    std::string sheet_back;  ///< how a back lies: "normal", "flipped", "rotated", "manual-tumble"
    bool two_sided = false;
};
/// Unsupported unless it takes colour pages (srgb_8) of 300 dpi on a card of the size ID-1, with up to 2 mm more or less.
Result<CardForm> card_form(ipp_t* printer);

/// One page, or two where there is a back. A picture lies in the middle of its card, on a card that stands upright turned clockwise; transparent is white.
Result<Bytes> card_pages(const RgbaImage& front, const RgbaImage& back, const CardForm& form);
/// The other way round, for emulated printers: what the sides of a lying card look like. Corrupt for anything else.
Result<std::vector<RgbaImage>> sides_of(ByteView pages);

}  // namespace loket::drivers::ipp_card_printer

#include "drivers/ipp_card_printer/card_page.h"

#include <cups/cups.h>

#include <algorithm>
#include <cstring>

#include "devices/model/card_print.h"
#include "drivers/ipp_printer/raster.h"
#include "drivers/ipp_printer/state.h"

namespace loket::drivers::ipp_card_printer {
namespace {

constexpr int kDpi = 300;
constexpr int kLong = 8560, kShort = 5398, kNear = 200;  // 1/100 mm; ISO/IEC 7810 ID-1
constexpr unsigned kMostDots = 2000;

using ipp_printer::Raster;

bool is_card(const std::string& media) {
    const auto* size = pwgMediaForPWG(media.c_str());
    if (size == nullptr) return false;
    return std::abs(std::max(size->width, size->length) - kLong) <= kNear && std::abs(std::min(size->width, size->length) - kShort) <= kNear;
}

bool offers(ipp_t* printer, const char* name, std::string_view value) {
    const auto all = ipp_printer::texts(printer, name);
    return std::ranges::find(all, value) != all.end();
}

bool has_dpi(ipp_t* printer) {
    auto* all = ippFindAttribute(printer, "pwg-raster-document-resolution-supported", IPP_TAG_RESOLUTION);
    for (int i = 0; all != nullptr && i < ippGetCount(all); ++i) {
        int y = 0;
        ipp_res_t unit{};
        if (ippGetResolution(all, i, &y, &unit) == kDpi && y == kDpi && unit == IPP_RES_PER_INCH) return true;
    }
    return false;
}

/// The dot of a side that belongs at a place of its page; null beyond the picture.
const std::uint8_t* dot_at(const RgbaImage& side, const cups_page_header2_t& page, int x, int y) {
    int width = static_cast<int>(page.cupsWidth), height = static_cast<int>(page.cupsHeight);
    if (static_cast<int>(page.cupsInteger[CUPS_RASTER_PWG_CrossFeedTransform]) < 0) x = width - 1 - x;
    if (static_cast<int>(page.cupsInteger[CUPS_RASTER_PWG_FeedTransform]) < 0) y = height - 1 - y;
    if (height > width) {  // the card stands
        std::swap(x, y);
        std::swap(width, height);
        y = height - 1 - y;
    }
    x -= (width - side.width) / 2;
    y -= (height - side.height) / 2;
    return x >= 0 && y >= 0 && x < side.width && y < side.height ? side.at(x, y) : nullptr;
}

Status write_page(cups_raster_t* raster, const RgbaImage& side, cups_page_header2_t page) {
    if (page.cupsWidth > kMostDots || page.cupsHeight > kMostDots || cupsRasterWriteHeader2(raster, &page) == 0) return internal("no raster page");
    Bytes line(page.cupsBytesPerLine);
    for (int y = 0; y < static_cast<int>(page.cupsHeight); ++y) {
        std::fill(line.begin(), line.end(), std::uint8_t{255});
        for (int x = 0; x < static_cast<int>(page.cupsWidth); ++x) {
            const auto* p = dot_at(side, page, x, y);
            for (std::size_t c = 0; p != nullptr && c < 3; ++c) line[3 * static_cast<std::size_t>(x) + c] = static_cast<std::uint8_t>(255 - (255 - p[c]) * p[3] / 255);
        }
        if (cupsRasterWritePixels(raster, line.data(), static_cast<unsigned>(line.size())) == 0) return internal("no raster line");
    }
    return {};
}

}  // namespace

Result<CardForm> card_form(ipp_t* printer) {
    const auto unfit = [](const char* why) { return Error{Fault::Unsupported, why, "device.unsupported"}; };
    const auto media = ipp_printer::texts(printer, "media-supported");
    const auto card = std::ranges::find_if(media, is_card);
    if (card == media.end()) return unfit("the printer has no cards");
    if (!offers(printer, "document-format-supported", "image/pwg-raster")) return unfit("the printer takes no PWG raster");
    if (!offers(printer, "pwg-raster-document-type-supported", "srgb_8") || !has_dpi(printer)) return unfit("the printer takes no colour of 300 dpi");
    return CardForm{.media = *card, .sheet_back = ipp_printer::text(printer, "pwg-raster-document-sheet-back"), .two_sided = offers(printer, "sides-supported", "two-sided-long-edge")};
}

Result<Bytes> card_pages(const RgbaImage& front, const RgbaImage& back, const CardForm& form) {
    const bool duplex = !back.empty();
    const char* sides = duplex ? "two-sided-long-edge" : "one-sided";
    auto* media = pwgMediaForPWG(form.media.c_str());
    cups_page_header2_t face{}, reverse{};
    if (media == nullptr || cupsRasterInitPWGHeader(&face, media, "srgb_8", kDpi, kDpi, sides, nullptr) == 0) return internal("no raster header");
    cupsRasterInitPWGHeader(&reverse, media, "srgb_8", kDpi, kDpi, sides, form.sheet_back.empty() ? "normal" : form.sheet_back.c_str());
    face.cupsInteger[CUPS_RASTER_PWG_TotalPageCount] = reverse.cupsInteger[CUPS_RASTER_PWG_TotalPageCount] = duplex ? 2 : 1;
    Bytes out;
    {
        const Raster raster = ipp_printer::raster_into(out);
        LOKET_TRY(write_page(raster.get(), front, face));
        if (duplex) LOKET_TRY(write_page(raster.get(), back, reverse));
    }
    return out;
}

Result<std::vector<RgbaImage>> sides_of(ByteView pages) {
    const auto read = [](void* from, unsigned char* bytes, size_t count) {
        auto& rest = *static_cast<ByteView*>(from);
        const auto got = std::min(count, rest.size());
        std::memcpy(bytes, rest.data(), got);
        rest = rest.subspan(got);
        return static_cast<ssize_t>(got);
    };
    const Raster raster(cupsRasterOpenIO(read, &pages, CUPS_RASTER_READ));
    cups_page_header2_t page{};
    std::vector<RgbaImage> all;
    while (raster && all.size() < 2 && cupsRasterReadHeader2(raster.get(), &page) != 0) {
        if (page.cupsWidth > kMostDots || page.cupsHeight > kMostDots || page.cupsBitsPerPixel != 24 || page.cupsWidth < model::kCardWidth || page.cupsHeight < model::kCardHeight) break;
        RgbaImage card(static_cast<int>(page.cupsWidth), static_cast<int>(page.cupsHeight), kDpi);
        Bytes line(page.cupsBytesPerLine);
        for (int y = 0; y < card.height; ++y) {
            if (cupsRasterReadPixels(raster.get(), line.data(), static_cast<unsigned>(line.size())) != line.size()) return corrupt("half a page");
            for (int x = 0; x < card.width; ++x) {
                std::copy_n(&line[3 * static_cast<std::size_t>(x)], 3, card.at(x, y));
                card.at(x, y)[3] = 255;
            }
        }
        all.push_back(model::CardHead{card.width, card.height}.picture_on(card));
    }
    if (all.empty()) return corrupt("no card on these pages");
    return all;
}

}  // namespace loket::drivers::ipp_card_printer

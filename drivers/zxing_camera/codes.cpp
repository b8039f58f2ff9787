#include "drivers/zxing_camera/codes.h"

#define ZX_USE_UTF8  // the header of zxing-cpp 1.4 asks for it
#include <ZXing/ReadBarcode.h>

#include <algorithm>
#include <exception>

#include "devices/base/bytes.h"

namespace loket::drivers::zxing_camera {

std::vector<std::string> codes_in(const RgbaImage& picture) try {
    std::vector<std::string> texts;
    if (picture.empty()) return texts;
    using ZXing::BarcodeFormat;
    const ZXing::ImageView view(picture.pixels.data(), picture.width, picture.height, ZXing::ImageFormat::RGBX);
    const auto hints = ZXing::DecodeHints().setFormats(BarcodeFormat::QRCode | BarcodeFormat::Code128 | BarcodeFormat::PDF417).setTryHarder(true).setTryRotate(true);
    for (const auto& found : ZXing::ReadBarcodes(view, hints))
        if (found.isValid() && !found.bytes().empty()) texts.emplace_back(as_text(found.bytes()));
    return texts;
} catch (const std::exception&) {
    return {};  // of a picture that the library cannot bear nothing is read
}

std::string News::of(const std::vector<std::string>& codes) {
    const auto sees = [&](const Known& each) { return std::find(codes.begin(), codes.end(), each.text) != codes.end(); };
    for (auto& each : known_) each.unseen = sees(each) ? 0 : each.unseen + 1;
    std::erase_if(known_, [](const Known& each) { return each.unseen > kAway; });
    const auto news = [&](const std::string& text) { return std::none_of(known_.begin(), known_.end(), [&](const Known& each) { return each.text == text; }); };
    const auto first = std::find_if(codes.begin(), codes.end(), news);
    const auto fresh = first == codes.end() ? std::string() : *first;
    if (!fresh.empty()) known_.push_back({.text = fresh});
    return fresh;
}

}  // namespace loket::drivers::zxing_camera

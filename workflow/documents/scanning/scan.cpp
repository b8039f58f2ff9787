#include "workflow/documents/scanning/scan.h"

#define ZX_USE_UTF8  // the header of zxing-cpp 1.4 asks for it
#include <ZXing/ReadBarcode.h>
#include <fmt/format.h>
#include <poppler/cpp/poppler-document.h>
#include <poppler/cpp/poppler-page-renderer.h>
#include <poppler/cpp/poppler-page.h>

#include <algorithm>
#include <memory>
#include <opencv2/imgcodecs.hpp>

namespace loket::documents::scanning {
namespace {

constexpr int kMaxPages = 20;
constexpr int kPdfDpi = 200;  // five pixels to the smallest module the papers print
constexpr int kMaxSide = 12000;

using Texts = std::vector<std::string>;

void add_new(Texts& all, Texts more) {
    for (auto& text : more)
        if (std::find(all.begin(), all.end(), text) == all.end()) all.push_back(std::move(text));
}

GrayImage grey_of(const poppler::image& page) {
    GrayImage out(page.width(), page.height(), kPdfDpi);
    for (int y = 0; y < out.height; ++y)
        std::copy_n(page.const_data() + static_cast<std::ptrdiff_t>(y) * page.bytes_per_row(), out.width, &out.at(0, y));
    return out;
}

Result<Texts> from_pdf(ByteView file) {
    poppler::set_debug_error_function([](const std::string&, void*) {}, nullptr);
    const std::unique_ptr<poppler::document> pdf(
        poppler::document::load_from_raw_data(reinterpret_cast<const char*>(file.data()), static_cast<int>(file.size())));
    if (!pdf || pdf->is_locked()) return corrupt("the PDF is damaged or needs a password");
    poppler::page_renderer renderer;
    renderer.set_image_format(poppler::image::format_gray8);
    Texts out;
    for (int i = 0; i < std::min(pdf->pages(), kMaxPages); ++i) {
        const std::unique_ptr<poppler::page> page(pdf->create_page(i));
        if (!page) return corrupt(fmt::format("page {} of the PDF is damaged", i + 1));
        const auto size = page->page_rect();
        if (std::max(size.width(), size.height()) * kPdfDpi / 72 > kMaxSide) continue;  // a poster, none of ours
        const auto picture = renderer.render_page(page.get(), kPdfDpi, kPdfDpi);
        if (picture.is_valid()) add_new(out, qr_texts(grey_of(picture)));
    }
    return out;
}

/// The codec library throws on what it does not like; nothing of it leaves this function.
Result<Texts> from_picture(ByteView file) try {
    const cv::Mat bytes(1, static_cast<int>(file.size()), CV_8U, const_cast<std::uint8_t*>(file.data()));
    const cv::Mat picture = cv::imdecode(bytes, cv::IMREAD_GRAYSCALE);
    if (picture.empty() || std::max(picture.cols, picture.rows) > kMaxSide)
        return Error{Fault::Unsupported, "neither a PDF nor a picture this program reads", "scan.format"};
    GrayImage grey(picture.cols, picture.rows, kPdfDpi);
    for (int y = 0; y < grey.height; ++y) std::copy_n(picture.ptr(y), grey.width, &grey.at(0, y));
    return qr_texts(grey);
} catch (const cv::Exception&) {
    return Error{Fault::Unsupported, "neither a PDF nor a picture this program reads", "scan.format"};
}

}  // namespace

std::vector<std::string> qr_texts(const GrayImage& image) {
    if (image.empty()) return {};
    const ZXing::ImageView view(image.pixels.data(), image.width, image.height, ZXing::ImageFormat::Lum);
    const auto hints = ZXing::DecodeHints().setFormats(ZXing::BarcodeFormat::QRCode).setTryHarder(true).setTryRotate(true);
    Texts out;
    for (const auto& found : ZXing::ReadBarcodes(view, hints))
        if (found.isValid()) add_new(out, {std::string(as_text(found.bytes()))});
    return out;
}

Result<std::vector<std::string>> qr_texts(ByteView file) {
    constexpr std::size_t kMaxFile = 256u << 20;
    if (file.empty() || file.size() > kMaxFile)
        return Error{Fault::Unsupported, "the file is empty or too large", "scan.format"};
    // ISO 32000-1 Annex H.3.4.1: readers accept the mark within the first 1024 bytes.
    const bool pdf = as_text(file.first(std::min<std::size_t>(file.size(), 1024))).find("%PDF-") != std::string_view::npos;
    LOKET_ASSIGN(texts, pdf ? from_pdf(file) : from_picture(file));
    if (texts.empty()) return rejected("scan.no_qr", "no QR code can be read on this page; scan it flat and sharp");
    return texts;
}

}  // namespace loket::documents::scanning

#include "tests/documents/tools.h"

#define ZX_USE_UTF8  // the header of zxing-cpp 1.4 asks for it
#include <ZXing/ReadBarcode.h>
#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <catch2/catch.hpp>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <opencv2/imgcodecs.hpp>
#include <sstream>

#include "devices/base/file.h"

namespace loket::documents::tools {
namespace {

std::string read_qr(const ZXing::ImageView& view) {
    const auto hints = ZXing::DecodeHints().setFormats(ZXing::BarcodeFormat::QRCode).setTryHarder(true);
    const auto result = ZXing::ReadBarcode(view, hints);
    return result.isValid() ? std::string(as_text(result.bytes())) : std::string();
}

bool installed(const std::string& tool) {
    return std::system(fmt::format("command -v {} > /dev/null 2>&1", tool).c_str()) == 0;
}

/// A PDF on disk for the length of a test.
class PdfFile {
  public:
    explicit PdfFile(const Bytes& pdf)
        : path_(std::filesystem::temp_directory_path() / fmt::format("loket-documents-{}.pdf", ::getpid())) {
        REQUIRE(write_file(path_, pdf));
    }
    ~PdfFile() { std::filesystem::remove(path_); }
    PdfFile(const PdfFile&) = delete;
    PdfFile& operator=(const PdfFile&) = delete;
    [[nodiscard]] std::string path() const { return path_.string(); }

  private:
    std::filesystem::path path_;
};

std::string output_of(const std::string& command) {
    const std::unique_ptr<FILE, int (*)(FILE*)> pipe(::popen(command.c_str(), "r"), ::pclose);
    REQUIRE(pipe);
    std::string out;
    std::array<char, 4096> chunk;
    for (std::size_t count; (count = std::fread(chunk.data(), 1, chunk.size(), pipe.get())) > 0;)
        out.append(chunk.data(), count);
    return out;
}

}  // namespace

std::string read_qr(const RgbaImage& image) {
    return read_qr(
        ZXing::ImageView(image.pixels.data(), image.width, image.height, ZXing::ImageFormat::RGBX));
}

std::string read_qr(const GrayImage& image) {
    return read_qr(ZXing::ImageView(image.pixels.data(), image.width, image.height, ZXing::ImageFormat::Lum));
}

double darkness(const RgbaImage& image, const Rect& mm) {
    const auto pixel = [&](double value, int limit) {
        return std::clamp(static_cast<int>(value * image.dpi / 25.4), 0, limit);
    };
    int dark = 0, all = 0;
    for (int y = pixel(mm.y, image.height); y < pixel(mm.bottom(), image.height); ++y)
        for (int x = pixel(mm.x, image.width); x < pixel(mm.right(), image.width); ++x, ++all) {
            const auto* p = image.at(x, y);
            dark += p[3] > 128 && p[0] + p[1] + p[2] < 300 ? 1 : 0;
        }
    return all > 0 ? static_cast<double>(dark) / all : 0;
}

std::optional<std::string> poppler(const std::string& tool, const Bytes& pdf) {
    if (!installed(tool)) {
        WARN("SKIPPED: " << tool << " is not installed (package poppler-utils); this PDF was not checked");
        return std::nullopt;
    }
    const PdfFile file(pdf);
    return output_of(tool == "pdftotext" ? fmt::format("pdftotext -layout {} -", file.path())
                                         : fmt::format("{} {}", tool, file.path()));
}

std::optional<GrayImage> rasterise(const Bytes& pdf, int dpi) {
    if (!installed("pdftoppm")) {
        WARN("SKIPPED: pdftoppm is not installed (package poppler-utils); this PDF was not drawn");
        return std::nullopt;
    }
    const PdfFile file(pdf);
    const auto bytes = output_of(fmt::format("pdftoppm -gray -r {} {}", dpi, file.path()));
    const cv::Mat picture =
        cv::imdecode(std::vector<unsigned char>(bytes.begin(), bytes.end()), cv::IMREAD_GRAYSCALE);
    REQUIRE(!picture.empty());
    GrayImage out(picture.cols, picture.rows, dpi);
    for (int y = 0; y < out.height; ++y) std::copy_n(picture.ptr(y), out.width, &out.at(0, y));
    return out;
}

std::string flattened(const std::string& text) {
    std::string out, word;
    for (std::istringstream words(text); words >> word;) out += (out.empty() ? "" : " ") + word;
    return out;
}

}  // namespace loket::documents::tools

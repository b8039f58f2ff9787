#include "devices/biometrics/iso/picture.h"

#include <algorithm>
#include <opencv2/core.hpp>
#include <opencv2/core/utils/logger.hpp>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "devices/biometrics/wsq/wsq.h"

namespace loket::biometrics::iso {
namespace {

Error unreadable() { return corrupt("a picture that cannot be read"); }

/// ITU-T T.81 annex B: the frame header, before the scan.
PictureSize jpeg_size(ByteView bytes) {
    constexpr std::uint8_t kMarker = 0xFF, kFirstFrame = 0xC0, kLastFrame = 0xCF, kHuffman = 0xC4, kReserved = 0xC8, kArithmetic = 0xCC, kScan = 0xDA;
    ByteReader in(bytes);
    if (in.u16() != 0xFFD8) return {};
    while (in.ok()) {
        if (in.u8() != kMarker) return {};
        auto code = in.u8();
        while (code == kMarker && in.ok()) code = in.u8();
        if (!in.ok() || code == kScan) return {};
        const auto length = in.u16();
        if (length < 2) return {};
        ByteReader segment(in.take(length - 2U));
        if (code < kFirstFrame || code > kLastFrame || code == kHuffman || code == kReserved || code == kArithmetic) continue;
        segment.u8();  // bits of a sample
        const int rows = segment.u16(), columns = segment.u16();
        return segment.ok() ? PictureSize{columns, rows} : PictureSize{};
    }
    return {};
}

/// ISO/IEC 15444-1 A.5.1. A codestream of many small tiles or components costs memory out of proportion: those are refused.
PictureSize codestream_size(ByteReader in) {
    constexpr std::uint64_t kMostTiles = 1024;
    constexpr int kMostComponents = 4;
    if (in.u32() != 0xFF4FFF51) return {};
    in.u32();  // length, capabilities
    const std::uint32_t right = in.u32(), bottom = in.u32(), left = in.u32(), top = in.u32(), across = in.u32(), down = in.u32();
    in.u64();  // offset of the first tile
    const int components = in.u16();
    if (!in.ok() || left >= right || top >= bottom || across == 0 || down == 0 || components < 1 || components > kMostComponents) return {};
    const std::uint64_t width = right - left, height = bottom - top;
    if (width > kMostSide || height > kMostSide || (right / across + 1ULL) * (bottom / down + 1ULL) > kMostTiles) return {};
    for (int i = 0; i < components; ++i) {
        const int depth = in.u8();
        const int sampling = in.u16();
        if (!in.ok() || depth != 7 || sampling != 0x0101) return {};  // eight bits, every pixel
    }
    return {static_cast<int>(width), static_cast<int>(height)};
}

/// ISO/IEC 15444-1 annex I: boxes, one of which holds the codestream.
PictureSize jpeg2000_size(ByteView bytes) {
    constexpr std::uint32_t kSignature = 12, kSignatureBox = 0x6A502020, kCodestreamBox = 0x6A703263;
    ByteReader in(bytes);
    if (ByteReader(in).u32() != kSignature) return codestream_size(in);
    while (in.ok() && in.remaining() > 0) {
        std::uint64_t length = in.u32();
        const auto kind = in.u32();
        const bool large = length == 1;
        if (large) length = in.u64();
        if (in.position() == 8 && kind != kSignatureBox) return {};
        if (kind == kCodestreamBox) return codestream_size(in);
        const std::uint64_t header = large ? 16 : 8;
        if (length < header || length - header > in.remaining()) return {};
        in.take(static_cast<std::size_t>(length - header));
    }
    return {};
}

PictureSize png_size(ByteView bytes) {
    ByteReader in(bytes);
    constexpr std::uint64_t kPng = 0x89504E470D0A1A0A;
    constexpr std::uint32_t kHeader = 0x49484452;
    if (in.u64() != kPng) return {};
    in.u32();
    if (in.u32() != kHeader) return {};
    const auto width = in.u32(), height = in.u32();
    if (!in.ok() || width > kMostSide || height > kMostSide) return {};
    return {static_cast<int>(width), static_cast<int>(height)};
}

Result<cv::Mat> decoded_wsq(ByteView bytes, int mode) {
    LOKET_ASSIGN(picture, decode_wsq(bytes));
    const cv::Mat grey(picture.image.height, picture.image.width, CV_8UC1, picture.image.pixels.data());
    cv::Mat out;
    mode == cv::IMREAD_GRAYSCALE ? grey.copyTo(out) : cv::cvtColor(grey, out, cv::COLOR_GRAY2BGR);
    return out;
}

Result<cv::Mat> decoded(Coding coding, ByteView bytes, int mode) {
    if (coding == Coding::Wsq) return decoded_wsq(bytes, mode);  // OpenCV does not know it
    static const auto quiet = cv::utils::logging::setLogLevel(cv::utils::logging::LOG_LEVEL_SILENT);  // what is wrong is in our error
    (void)quiet;
    LOKET_ASSIGN(size, claimed_size(coding, bytes));
    cv::Mat out;
    try {
        const cv::Mat coded(1, static_cast<int>(bytes.size()), CV_8UC1, const_cast<std::uint8_t*>(bytes.data()));
        out = cv::imdecode(coded, mode);
    } catch (const cv::Exception&) {
        return unreadable();
    }
    if (out.cols != size.width || out.rows != size.height || out.depth() != CV_8U) return unreadable();
    return out;
}

GrayImage grey_of(const cv::Mat& picture) {
    GrayImage image(picture.cols, picture.rows);
    for (int y = 0; y < picture.rows; ++y) std::copy_n(picture.ptr<std::uint8_t>(y), picture.cols, &image.at(0, y));
    return image;
}

RgbaImage rgba_of(const cv::Mat& picture, bool blue_first) {
    RgbaImage image(picture.cols, picture.rows);
    for (int y = 0; y < picture.rows; ++y) {
        const auto* from = picture.ptr<std::uint8_t>(y);
        auto* to = image.at(0, y);
        for (int x = 0; x < picture.cols; ++x, from += 3, to += 4) {
            to[0] = from[blue_first ? 2 : 0];
            to[1] = from[1];
            to[2] = from[blue_first ? 0 : 2];
        }
    }
    return image;
}

cv::Mat bgr_of(const RgbaImage& image) {
    const cv::Mat all(image.height, image.width, CV_8UC4, const_cast<std::uint8_t*>(image.pixels.data()));
    cv::Mat out;
    cv::cvtColor(all, out, cv::COLOR_RGBA2BGR);
    return out;
}

Bytes encoded(const char* kind, const cv::Mat& picture, const std::vector<int>& how = {}) {
    Bytes out;
    cv::imencode(kind, picture, out, how);
    return out;
}
const std::vector<int> kWithoutLoss = {cv::IMWRITE_JPEG2000_COMPRESSION_X1000, 1000};  // what OpenCV does unasked loses a lot

/// The pixels of a raw picture, or what a coded one decodes to, of the size that the record says.
Result<cv::Mat> pixels_of(const ImageRecord& record, int mode) {
    if (record.width > kMostSide || record.height > kMostSide) return unreadable();
    if (record.coding == Coding::Raw) {
        const auto size = static_cast<std::size_t>(record.width) * static_cast<std::size_t>(record.height) * static_cast<std::size_t>(record.channels);
        if (record.picture.size() != size) return corrupt("a raw picture of another size than its record says");
        const cv::Mat raw(record.height, record.width, record.channels == 1 ? CV_8UC1 : CV_8UC3, const_cast<std::uint8_t*>(record.picture.data()));
        cv::Mat out;
        if (mode == cv::IMREAD_GRAYSCALE) record.channels == 1 ? raw.copyTo(out) : cv::cvtColor(raw, out, cv::COLOR_RGB2GRAY);
        else cv::cvtColor(raw, out, record.channels == 1 ? cv::COLOR_GRAY2BGR : cv::COLOR_RGB2BGR);
        return out;
    }
    LOKET_ASSIGN(out, decoded(record.coding, record.picture, mode));
    if (out.cols != record.width || out.rows != record.height) return corrupt("a picture of another size than its record says");
    return std::move(out);
}

}  // namespace

Result<PictureSize> claimed_size(Coding coding, ByteView bytes) {
    PictureSize size;
    if (coding == Coding::Wsq) {
        LOKET_ASSIGN(claimed, wsq_size(bytes));
        size = {claimed.width, claimed.height};
    }
    if (coding == Coding::Raw) return Error{Fault::Unsupported, "raw pixels say no size"};
    if (coding == Coding::Jpeg) size = jpeg_size(bytes);
    if (coding == Coding::Jpeg2000) size = jpeg2000_size(bytes);
    if (coding == Coding::Png) size = png_size(bytes);
    if (size.width <= 0 || size.height <= 0 || size.width > kMostSide || size.height > kMostSide || size.width > kMostPixels / size.height) return unreadable();
    return size;
}

Result<RgbaImage> decode_colour(Coding coding, ByteView bytes) {
    LOKET_ASSIGN(picture, decoded(coding, bytes, cv::IMREAD_COLOR));
    return rgba_of(picture, true);
}

Result<GrayImage> grey_picture(const ImageRecord& record) {
    LOKET_ASSIGN(picture, pixels_of(record, cv::IMREAD_GRAYSCALE));
    return grey_of(picture);
}

Result<RgbaImage> colour_picture(const ImageRecord& record) {
    LOKET_ASSIGN(picture, pixels_of(record, cv::IMREAD_COLOR));
    return rgba_of(picture, true);
}

Result<GrayImage> finger_picture(const FingerImageRecord& record) {
    constexpr int kLeast = 250, kMost = 1000, kWanted = 500;
    if (record.dpi < kLeast || record.dpi > kMost) return Error{Fault::Unsupported, "a picture outside 250-1000 dpi", "finger.resolution"};
    LOKET_ASSIGN(picture, pixels_of(record.image, cv::IMREAD_GRAYSCALE));
    if (record.dpi != kWanted) {
        const double scale = static_cast<double>(kWanted) / record.dpi;
        cv::Mat scaled;
        cv::resize(picture, scaled, {}, scale, scale, scale < 1 ? cv::INTER_AREA : cv::INTER_CUBIC);
        picture = scaled;
    }
    return grey_of(picture);
}

Bytes jpeg2000_of(const GrayImage& image) { return encoded(".jp2", cv::Mat(image.height, image.width, CV_8UC1, const_cast<std::uint8_t*>(image.pixels.data())), kWithoutLoss); }
Bytes jpeg2000_of(const RgbaImage& image) { return encoded(".jp2", bgr_of(image), kWithoutLoss); }
Bytes jpeg_of(const RgbaImage& image) { return encoded(".jpg", bgr_of(image)); }

Bytes jpeg_within(const RgbaImage& image, std::size_t most) {
    const auto picture = bgr_of(image);
    for (int quality = 90; quality >= 10; quality -= 5) {
        auto bytes = encoded(".jpg", picture, {cv::IMWRITE_JPEG_QUALITY, quality, cv::IMWRITE_JPEG_OPTIMIZE, 1});
        if (bytes.size() <= most) return bytes;
    }
    return {};
}

Bytes bilevel_png_within(const GrayImage& image, int width, std::size_t most) {
    constexpr int kInk = 190, kLeastWidth = 60;  // smaller, a thin line becomes pale grey: it is ink still
    const cv::Mat picture(image.height, image.width, CV_8UC1, const_cast<std::uint8_t*>(image.pixels.data()));
    for (width = std::min(width, image.width); width >= kLeastWidth; width = width * 4 / 5) {
        cv::Mat small;
        cv::resize(picture, small, {width, std::max(1, image.height * width / image.width)}, 0, 0, cv::INTER_AREA);
        cv::threshold(small, small, kInk, 255, cv::THRESH_BINARY);
        auto bytes = encoded(".png", small, {cv::IMWRITE_PNG_BILEVEL, 1, cv::IMWRITE_PNG_COMPRESSION, 9});
        if (bytes.size() <= most) return bytes;
    }
    return {};
}

}  // namespace loket::biometrics::iso

#include "kiosk/app/picture_file.h"

#include <fmt/format.h>

#include <cmath>
#include <opencv2/core.hpp>
#include <opencv2/core/utils/logger.hpp>
#include <opencv2/imgcodecs.hpp>

#include "devices/base/file.h"
#include "devices/biometrics/wsq/wsq.h"
#include "kiosk/app/picture_header.h"

namespace loket::app {
namespace {

Error unreadable_picture() { return {Fault::Corrupt, "a picture that cannot be read: cut short or damaged", "picture.unreadable"}; }

Result<PictureHeader> sound_header(ByteView bytes) {
    const auto header = picture_header(bytes);
    if (header.kind == PictureKind::Unknown) return Error{Fault::Unsupported, "no picture of a known kind (PNG, JPEG, JPEG 2000, BMP, TIFF, PGM)", "picture.unknown"};
    if (header.width <= 0 || header.height <= 0) return unreadable_picture();
    if (header.width > kMostPictureSide || header.height > kMostPictureSide || header.width * header.height > kMostPicturePixels)
        return Error{Fault::Unsupported, fmt::format("a picture of {} x {}; at most {} a side and {} million pixels", header.width, header.height, kMostPictureSide, kMostPicturePixels / 1'000'000),
                     "picture.too_large"};
    return header;
}

Result<cv::Mat> pixels_as_stored(ByteView bytes, const PictureHeader& header) {
    static const auto quiet = cv::utils::logging::setLogLevel(cv::utils::logging::LOG_LEVEL_SILENT);  // what is wrong is in our error
    (void)quiet;
    cv::Mat out;
    try {
        const cv::Mat coded(1, static_cast<int>(bytes.size()), CV_8UC1, const_cast<std::uint8_t*>(bytes.data()));
        out = cv::imdecode(coded, cv::IMREAD_UNCHANGED);  // depth and transparency stay, orientation tags do nothing
    } catch (const cv::Exception&) {
        return unreadable_picture();
    }
    const bool depth = out.depth() == CV_8U || out.depth() == CV_16U, channels = out.channels() == 1 || out.channels() == 3 || out.channels() == 4;
    if (out.empty() || out.cols != header.width || out.rows != header.height || !depth || !channels) return unreadable_picture();
    return out;
}

/// Red, green, blue of one stored pixel on white paper, 0-255. Of 16 bits the upper eight.
template <class T>
void on_paper(const T* from, int channels, int* rgb) {
    constexpr int kDown = sizeof(T) == 1 ? 0 : 8;
    const int alpha = channels == 4 ? from[3] >> kDown : 255;
    for (int i = 0; i < 3; ++i) rgb[i] = ((channels == 1 ? from[0] >> kDown : from[2 - i] >> kDown) * alpha + 255 * (255 - alpha) + 127) / 255;
}

template <class T, class Put>
void each_pixel(const cv::Mat& picture, const Put& put) {
    const int channels = picture.channels();
    int rgb[3];
    for (int y = 0; y < picture.rows; ++y) {
        const T* from = picture.ptr<T>(y);
        for (int x = 0; x < picture.cols; ++x, from += channels) {
            on_paper(from, channels, rgb);
            put(x, y, rgb);
        }
    }
}

template <class Put>
void each_pixel(const cv::Mat& picture, const Put& put) {
    picture.depth() == CV_8U ? each_pixel<std::uint8_t>(picture, put) : each_pixel<std::uint16_t>(picture, put);
}

/// By its first marker; no other kind begins so.
bool is_wsq(ByteView bytes) { return bytes.size() > 1 && bytes[0] == 0xFF && bytes[1] == 0xA0; }

template <class Picture>
Result<Picture> named(const std::filesystem::path& path, Result<Picture> (*decode)(ByteView)) {
    LOKET_ASSIGN(bytes, read_file(path));
    auto picture = decode(bytes);
    if (!picture) return in_file(path, picture.error());
    return picture;
}

}  // namespace

Error in_file(const std::filesystem::path& path, const Error& error) { return {error.fault, path.string() + ": " + error.context, error.code}; }

Result<GreyPicture> grey_of_file(ByteView bytes) {
    constexpr double kLeastDpi = 250, kMostDpi = 1000;
    if (is_wsq(bytes)) {
        LOKET_ASSIGN(wsq, biometrics::decode_wsq(bytes));
        const int dpi = wsq.image.dpi;
        return GreyPicture{std::move(wsq.image), dpi};
    }
    LOKET_ASSIGN(header, sound_header(bytes));
    LOKET_ASSIGN(pixels, pixels_as_stored(bytes, header));
    GreyPicture out{GrayImage(pixels.cols, pixels.rows), 0};
    // Rec. 601 in 1/1024, the sum of which is 1: grey stays as it is
    each_pixel(pixels, [&](int x, int y, const int* rgb) { out.image.at(x, y) = static_cast<std::uint8_t>((306 * rgb[0] + 601 * rgb[1] + 117 * rgb[2] + 512) >> 10); });
    if (header.dpi >= kLeastDpi && header.dpi <= kMostDpi) out.image.dpi = out.dpi = static_cast<int>(std::lround(header.dpi));
    return out;
}

Result<RgbaImage> colour_of_file(ByteView bytes) {
    if (is_wsq(bytes)) {
        LOKET_ASSIGN(wsq, biometrics::decode_wsq(bytes));
        RgbaImage out(wsq.image.width, wsq.image.height);
        for (std::size_t i = 0; i < wsq.image.pixels.size(); ++i) std::fill_n(&out.pixels[4 * i], 3, wsq.image.pixels[i]);
        return out;
    }
    LOKET_ASSIGN(header, sound_header(bytes));
    LOKET_ASSIGN(pixels, pixels_as_stored(bytes, header));
    RgbaImage out(pixels.cols, pixels.rows);
    each_pixel(pixels, [&](int x, int y, const int* rgb) { std::copy_n(rgb, 3, out.at(x, y)); });
    return out;
}

Result<GreyPicture> read_grey(const std::filesystem::path& path) { return named(path, &grey_of_file); }
Result<RgbaImage> read_colour(const std::filesystem::path& path) { return named(path, &colour_of_file); }

}  // namespace loket::app

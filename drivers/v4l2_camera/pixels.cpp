#include "drivers/v4l2_camera/pixels.h"

#include <algorithm>
#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>

namespace loket::drivers::v4l2_camera {
namespace {

constexpr int kRed = 0, kGreen = 1, kBlue = 2, kChannels = 4;

std::uint8_t clamped(int value) { return static_cast<std::uint8_t>(std::clamp(value, 0, 255)); }

/// BT.601, limited range, in 1/256.
void put_pixel(std::uint8_t* to, int y, int u, int v) {
    const int c = 298 * (y - 16), d = u - 128, e = v - 128;
    to[kRed] = clamped((c + 409 * e + 128) >> 8);
    to[kGreen] = clamped((c - 100 * d - 208 * e + 128) >> 8);
    to[kBlue] = clamped((c + 516 * d + 128) >> 8);
}

/// Cameras pad a frame with zeros; a picture that was cut off has no end at all.
bool has_end(ByteView bytes) {
    constexpr std::uint8_t kEnd[] = {0xFF, 0xD9};
    return std::find_end(bytes.begin(), bytes.end(), std::begin(kEnd), std::end(kEnd)) != bytes.end();
}

}  // namespace

std::optional<JpegSize> jpeg_size(ByteView bytes) {
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
        (void)segment.u8();  // bits of a sample
        const int rows = segment.u16(), columns = segment.u16();
        return segment.ok() && rows > 0 && columns > 0 ? std::optional(JpegSize{columns, rows}) : std::nullopt;
    }
    return {};
}

Result<RgbaImage> from_yuyv(ByteView bytes, int width, int height, std::size_t stride) {
    const auto line = static_cast<std::size_t>(width) * 2;
    if (width <= 0 || height <= 0 || width % 2 != 0 || stride < line) return corrupt("no size for a picture");
    if (bytes.size() < stride * static_cast<std::size_t>(height - 1) + line) return corrupt("a frame was cut off");
    RgbaImage picture(width, height);
    for (int y = 0; y < height; ++y) {
        const auto* from = bytes.data() + stride * static_cast<std::size_t>(y);
        auto* to = picture.at(0, y);
        for (int x = 0; x < width; x += 2, from += 4, to += 2 * kChannels) {
            put_pixel(to, from[0], from[1], from[3]);
            put_pixel(to + kChannels, from[2], from[1], from[3]);
        }
    }
    return picture;
}

Result<RgbaImage> from_jpeg(ByteView bytes, std::int64_t most_pixels, int reduction) {
    const auto size = jpeg_size(bytes);
    if (!size || !has_end(bytes)) return corrupt("not a whole JPEG");
    if (std::int64_t{size->width} * size->height > most_pixels) return Error{Fault::Unsupported, "a picture of too many pixels", "device.unsupported"};
    const int manner = reduction >= 8 ? cv::IMREAD_REDUCED_COLOR_8 : reduction >= 4 ? cv::IMREAD_REDUCED_COLOR_4 : reduction >= 2 ? cv::IMREAD_REDUCED_COLOR_2 : cv::IMREAD_COLOR;
    cv::Mat decoded;
    try {
        const cv::Mat coded(1, static_cast<int>(bytes.size()), CV_8UC1, const_cast<std::uint8_t*>(bytes.data()));
        decoded = cv::imdecode(coded, manner);
    } catch (const cv::Exception&) {
        return corrupt("a JPEG that cannot be read");
    }
    if (decoded.empty()) return corrupt("a JPEG that cannot be read");
    RgbaImage picture(decoded.cols, decoded.rows);
    for (int y = 0; y < decoded.rows; ++y) {
        const auto* from = decoded.ptr<std::uint8_t>(y);
        auto* to = picture.at(0, y);
        for (int x = 0; x < decoded.cols; ++x, from += 3, to += kChannels) {
            to[kRed] = from[2];
            to[kGreen] = from[1];
            to[kBlue] = from[0];
        }
    }
    return picture;
}

Result<RgbaImage> from_mjpeg(ByteView bytes, int width, int height) {
    const auto size = jpeg_size(bytes);
    if (!size || size->width != width || size->height != height) return corrupt("not a JPEG of the agreed size");
    LOKET_ASSIGN(picture, from_jpeg(bytes, std::int64_t{width} * height));
    if (picture.width != width || picture.height != height) return corrupt("a JPEG that cannot be read");
    return std::move(picture);
}

RgbaImage portrait_of(const RgbaImage& picture) {
    constexpr int kAcross = 3, kDown = 4;
    const int unit = std::min(picture.width / kAcross, picture.height / kDown);
    RgbaImage portrait(unit * kAcross, unit * kDown, picture.dpi);
    const int left = (picture.width - portrait.width) / 2, top = (picture.height - portrait.height) / 2;
    for (int y = 0; y < portrait.height; ++y) std::copy_n(picture.at(left, top + y), static_cast<std::size_t>(portrait.width) * kChannels, portrait.at(0, y));
    return portrait;
}

}  // namespace loket::drivers::v4l2_camera

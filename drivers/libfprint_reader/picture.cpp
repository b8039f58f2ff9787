#include "drivers/libfprint_reader/picture.h"

#include <fprint.h>

#include <algorithm>
#include <cmath>

namespace loket::drivers::libfprint_reader {
namespace {

constexpr int kWantedDpi = 500;
constexpr double kMillimetresAnInch = 25.4;
constexpr int kLeastSide = 64, kMostSide = 2048;

/// Between the four nearest pixels.
std::uint8_t sample(const GrayImage& image, double x, double y) {
    const double left = std::clamp(x, 0.0, image.width - 1.0), top = std::clamp(y, 0.0, image.height - 1.0);
    const int x0 = static_cast<int>(left), y0 = static_cast<int>(top);
    const int x1 = std::min(x0 + 1, image.width - 1), y1 = std::min(y0 + 1, image.height - 1);
    const double dx = left - x0, dy = top - y0;
    const double upper = image.at(x0, y0) * (1 - dx) + image.at(x1, y0) * dx, lower = image.at(x0, y1) * (1 - dx) + image.at(x1, y1) * dx;
    return static_cast<std::uint8_t>(std::lround(upper * (1 - dy) + lower * dy));
}

}  // namespace

Result<GrayImage> picture_of(ByteView pixels, int width, int height, double ppmm) {
    if (width < kLeastSide || height < kLeastSide || width > kMostSide || height > kMostSide) return corrupt("the reader gives a size that no finger has");
    if (pixels.size() != static_cast<std::size_t>(width) * static_cast<std::size_t>(height)) return corrupt("the picture has not the size that it says");
    GrayImage image(width, height, kWantedDpi);
    std::copy(pixels.begin(), pixels.end(), image.pixels.begin());
    constexpr double kSame = 0.02;
    const double dpi = ppmm > 0 ? ppmm * kMillimetresAnInch : kWantedDpi, scale = kWantedDpi / dpi;
    if (!std::isfinite(scale) || scale < 0.25 || scale > 4) return corrupt("the reader gives a resolution that none has");
    if (std::abs(scale - 1) <= kSame) return image;
    GrayImage scaled(std::max(1, static_cast<int>(std::lround(width * scale))), std::max(1, static_cast<int>(std::lround(height * scale))), kWantedDpi);
    for (int y = 0; y < scaled.height; ++y)
        for (int x = 0; x < scaled.width; ++x) scaled.at(x, y) = sample(image, (x + 0.5) / scale - 0.5, (y + 0.5) / scale - 0.5);
    return scaled;
}

Error retry_error(int code, std::string_view message) {
    const std::string context(message);
    switch (code) {
        case FP_DEVICE_RETRY_TOO_SHORT:
        case FP_DEVICE_RETRY_CENTER_FINGER:
        case FP_DEVICE_RETRY_REMOVE_FINGER: return rejected("finger.place_again", context);
        default: return rejected("finger.no_finger", context);
    }
}

Error device_error(int code, std::string_view message) {
    const std::string context(message);
    switch (code) {
        case FP_DEVICE_ERROR_NOT_SUPPORTED: return {Fault::Unsupported, context, "device.unsupported"};
        case FP_DEVICE_ERROR_BUSY:
        case FP_DEVICE_ERROR_TOO_HOT:
        case FP_DEVICE_ERROR_ALREADY_OPEN: return {Fault::Busy, context, "device.busy"};
        case FP_DEVICE_ERROR_PROTO:
        case FP_DEVICE_ERROR_DATA_INVALID: return corrupt(context);
        default: return {Fault::Gone, context, "device.gone"};  // the session opens it anew, which is what helps
    }
}

bool is_ours(std::string_view driver) { return driver == "uru4000"; }

}  // namespace loket::drivers::libfprint_reader

#include "kiosk/ui/png.h"

#include <png.h>

#include <cstring>

namespace loket::ui {

namespace {

png_image header(int width, int height) {
    png_image image;
    std::memset(&image, 0, sizeof image);
    image.version = PNG_IMAGE_VERSION;
    image.width = static_cast<png_uint_32>(width);
    image.height = static_cast<png_uint_32>(height);
    image.format = PNG_FORMAT_RGBA;
    return image;
}

constexpr std::uint64_t kMostPixels = 64'000'000;

}  // namespace

Result<Bytes> encode_png(const RgbaImage& image) {
    if (image.empty()) return rejected("image.empty", "no pixels to write");
    png_image png = header(image.width, image.height);
    png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(png);
    Bytes out(size);
    if (png_image_write_to_memory(&png, out.data(), &size, 0, image.pixels.data(), 0, nullptr) == 0) return internal(png.message);
    out.resize(size);
    return out;
}

Result<RgbaImage> decode_png(ByteView bytes) {
    png_image png = header(0, 0);
    if (png_image_begin_read_from_memory(&png, bytes.data(), bytes.size()) == 0) return corrupt(png.message);
    if (std::uint64_t{png.width} * png.height > kMostPixels) {
        png_image_free(&png);
        return Error{Fault::Unsupported, "picture too large", "image.too_large"};
    }
    png.format = PNG_FORMAT_RGBA;
    RgbaImage image(static_cast<int>(png.width), static_cast<int>(png.height));
    if (png_image_finish_read(&png, nullptr, image.pixels.data(), 0, nullptr) == 0) return corrupt(png.message);
    return image;
}

}  // namespace loket::ui

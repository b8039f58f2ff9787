#include "kiosk/ui/png.h"

#include <png.h>

#include <cstring>

namespace loket::ui {

namespace {

constexpr std::uint64_t kMostPixels = 64'000'000;

png_image header(int width, int height, png_uint_32 format) {
    png_image image;
    std::memset(&image, 0, sizeof image);
    image.version = PNG_IMAGE_VERSION;
    image.width = static_cast<png_uint_32>(width);
    image.height = static_cast<png_uint_32>(height);
    image.format = format;
    image.flags = PNG_IMAGE_FLAG_FAST;  // captures are kept while somebody waits
    return image;
}

template <class Image>
Result<Bytes> encode(const Image& image, png_uint_32 format) {
    if (image.empty()) return rejected("image.empty", "no pixels to write");
    png_image png = header(image.width, image.height, format);
    png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(png);
    Bytes out(size);
    if (png_image_write_to_memory(&png, out.data(), &size, 0, image.pixels.data(), 0, nullptr) == 0)
        return internal(png.message);
    out.resize(size);
    return out;
}

template <class Image>
Result<Image> decode(ByteView bytes, png_uint_32 format) {
    png_image png = header(0, 0, format);
    if (png_image_begin_read_from_memory(&png, bytes.data(), bytes.size()) == 0) return corrupt(png.message);
    if (std::uint64_t{png.width} * png.height > kMostPixels) {
        png_image_free(&png);
        return Error{Fault::Unsupported, "picture too large", "image.too_large"};
    }
    png.format = format;
    Image image(static_cast<int>(png.width), static_cast<int>(png.height));
    if (png_image_finish_read(&png, nullptr, image.pixels.data(), 0, nullptr) == 0)
        return corrupt(png.message);
    return image;
}

}  // namespace

Result<Bytes> encode_png(const RgbaImage& image) { return encode(image, PNG_FORMAT_RGBA); }
Result<Bytes> encode_png(const GrayImage& image) { return encode(image, PNG_FORMAT_GRAY); }
Result<RgbaImage> decode_png(ByteView bytes) { return decode<RgbaImage>(bytes, PNG_FORMAT_RGBA); }
Result<GrayImage> decode_gray_png(ByteView bytes) { return decode<GrayImage>(bytes, PNG_FORMAT_GRAY); }

}  // namespace loket::ui

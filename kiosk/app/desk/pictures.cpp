#include "kiosk/app/desk/pictures.h"

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "devices/base/file.h"

namespace loket::app {
namespace {

Result<Bytes> encode(const cv::Mat& pixels) {
    try {
        Bytes out;
        if (cv::imencode(".png", pixels, out, {cv::IMWRITE_PNG_COMPRESSION, 3})) return out;
    } catch (const cv::Exception& error) {
        return internal(std::string("PNG: ") + error.what());
    }
    return internal("PNG: cannot encode");
}

Result<cv::Mat> decode(ByteView bytes, int mode) {
    constexpr int kMost = 10000;
    try {
        const cv::Mat raw(1, static_cast<int>(bytes.size()), CV_8UC1, const_cast<std::uint8_t*>(bytes.data()));
        auto pixels = cv::imdecode(raw, mode);
        if (!pixels.empty() && pixels.cols <= kMost && pixels.rows <= kMost) return pixels;
    } catch (const cv::Exception&) {
        return corrupt("not a picture");
    }
    return corrupt("not a picture");
}

}  // namespace

Result<Bytes> encode_png(const GrayImage& image) {
    return encode(cv::Mat(image.height, image.width, CV_8UC1, const_cast<std::uint8_t*>(image.pixels.data())));
}

Result<Bytes> encode_png(const RgbaImage& image) {
    const cv::Mat rgba(image.height, image.width, CV_8UC4, const_cast<std::uint8_t*>(image.pixels.data()));
    cv::Mat bgra;
    cv::cvtColor(rgba, bgra, cv::COLOR_RGBA2BGRA);
    return encode(bgra);
}

Result<RgbaImage> decode_png(ByteView bytes) {
    LOKET_ASSIGN(pixels, decode(bytes, cv::IMREAD_COLOR));
    cv::Mat rgba;
    cv::cvtColor(pixels, rgba, cv::COLOR_BGR2RGBA);
    RgbaImage image(rgba.cols, rgba.rows);
    std::copy(rgba.datastart, rgba.dataend, image.pixels.begin());
    return image;
}

Result<GrayImage> decode_gray_png(ByteView bytes) {
    LOKET_ASSIGN(pixels, decode(bytes, cv::IMREAD_GRAYSCALE));
    GrayImage image(pixels.cols, pixels.rows);
    std::copy(pixels.datastart, pixels.dataend, image.pixels.begin());
    return image;
}

RgbaImage to_rgba(const GrayImage& image) {
    RgbaImage out(image.width, image.height, image.dpi);
    for (std::size_t i = 0; i < image.pixels.size(); ++i)
        out.pixels[i * 4] = out.pixels[i * 4 + 1] = out.pixels[i * 4 + 2] = image.pixels[i];
    return out;
}

template <class Image>
Status write_png(const std::filesystem::path& path, const Image& image) {
    LOKET_ASSIGN(bytes, encode_png(image));
    return write_file(path, bytes);
}
template Status write_png(const std::filesystem::path&, const GrayImage&);
template Status write_png(const std::filesystem::path&, const RgbaImage&);

}  // namespace loket::app

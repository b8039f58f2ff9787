#include "devices/model/preview.h"

#include <algorithm>

namespace loket::model {
namespace {

int block_size(int image_width, int width) {
    return std::max(1, (image_width + width - 1) / std::max(1, width));
}

/// Mean of one channel over a block; `stride` is bytes a pixel.
std::uint8_t mean(const std::uint8_t* first, int row_bytes, int stride, int block) {
    int sum = 0;
    for (int y = 0; y < block; ++y) {
        for (int x = 0; x < block; ++x) sum += first[y * row_bytes + x * stride];
    }
    return static_cast<std::uint8_t>(sum / (block * block));
}

}  // namespace

RgbaImage preview_of(const GrayImage& image, int width) {
    const int block = block_size(image.width, width);
    RgbaImage small(image.width / block, image.height / block);
    for (int y = 0; y < small.height; ++y) {
        for (int x = 0; x < small.width; ++x) {
            const auto* first = &image.pixels[static_cast<std::size_t>(y) * block * image.width + x * block];
            const std::uint8_t grey = mean(first, image.width, 1, block);
            std::fill_n(small.at(x, y), 3, grey);
        }
    }
    return small;
}

RgbaImage preview_of(const RgbaImage& image, int width) {
    const int block = block_size(image.width, width);
    RgbaImage small(image.width / block, image.height / block);
    for (int y = 0; y < small.height; ++y) {
        for (int x = 0; x < small.width; ++x) {
            const auto* first = image.at(x * block, y * block);
            for (int c = 0; c < 4; ++c) small.at(x, y)[c] = mean(first + c, image.width * 4, 4, block);
        }
    }
    return small;
}

}  // namespace loket::model

#include "kiosk/app/desk/pictures.h"

namespace loket::app {

RgbaImage to_rgba(const GrayImage& image) {
    RgbaImage out(image.width, image.height, image.dpi);
    for (std::size_t i = 0; i < image.pixels.size(); ++i)
        out.pixels[i * 4] = out.pixels[i * 4 + 1] = out.pixels[i * 4 + 2] = image.pixels[i];
    return out;
}

}  // namespace loket::app

#include "kiosk/ui/shadow.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace loket::ui {

namespace {

struct Blur {
    float sigma, radius;  ///< design pixels; the radius of the caster's corners
};
constexpr std::array<Blur, kShadows> kBlurs{{{15, 24}, {6, 16}, {5, 14}}};

std::vector<float> gaussian(float sigma) {
    const int reach = static_cast<int>(std::ceil(3 * sigma));
    std::vector<float> kernel;
    float sum = 0;
    for (int i = -reach; i <= reach; ++i) {
        kernel.push_back(std::exp(-static_cast<float>(i * i) / (2 * sigma * sigma)));
        sum += kernel.back();
    }
    for (float& weight : kernel) weight /= sum;
    return kernel;
}

/// Signed distance to a rounded square centred at the origin.
float distance(float x, float y, float half, float radius) {
    const float qx = std::abs(x) - half + radius, qy = std::abs(y) - half + radius;
    return std::hypot(std::max(qx, 0.f), std::max(qy, 0.f)) + std::min(std::max(qx, qy), 0.f) - radius;
}

/// Blurs rows and turns the picture by 90 degrees, so that two calls blur both ways.
std::vector<float> blur_turned(const std::vector<float>& in, int size, const std::vector<float>& kernel) {
    const int reach = static_cast<int>(kernel.size() / 2);
    std::vector<float> out(in.size());
    for (int y = 0; y < size; ++y)
        for (int x = 0; x < size; ++x) {
            float sum = 0;
            for (int k = std::max(-reach, -x); k <= std::min(reach, size - 1 - x); ++k)
                sum += in[static_cast<std::size_t>(y * size + x + k)] *
                       kernel[static_cast<std::size_t>(k + reach)];
            out[static_cast<std::size_t>(x * size + y)] = sum;
        }
    return out;
}

}  // namespace

ShadowPatch shadow_metrics(Shadow kind, const Theme& theme) {
    const Blur& blur = kBlurs[static_cast<std::size_t>(kind)];
    ShadowPatch patch;
    patch.margin = static_cast<int>(std::ceil(3 * theme.dp(blur.sigma)));
    patch.corner = 2 * patch.margin + static_cast<int>(theme.dp(blur.radius));
    patch.size = 2 * patch.corner + 1;
    return patch;
}

void draw_shadow(Shadow kind, const Theme& theme, const ShadowPatch& patch, unsigned char* pixels,
                 int stride) {
    const Blur& blur = kBlurs[static_cast<std::size_t>(kind)];
    const auto count = static_cast<std::size_t>(patch.size) * static_cast<std::size_t>(patch.size);
    std::vector<float> shape(count);
    const float middle = static_cast<float>(patch.size - 1) / 2,
                half = middle + 0.5f - static_cast<float>(patch.margin);
    for (std::size_t i = 0; i < count; ++i) {
        const float x = static_cast<float>(i % static_cast<std::size_t>(patch.size)) - middle;
        const float y = static_cast<float>(i / static_cast<std::size_t>(patch.size)) - middle;
        shape[i] = std::clamp(0.5f - distance(x, y, half, theme.dp(blur.radius)), 0.f, 1.f);
    }
    const auto kernel = gaussian(theme.dp(blur.sigma));
    shape = blur_turned(blur_turned(shape, patch.size, kernel), patch.size, kernel);
    for (int y = 0; y < patch.size; ++y)
        for (int x = 0; x < patch.size; ++x)
            pixels[(patch.y + y) * stride + patch.x + x] = static_cast<unsigned char>(
                std::lround(shape[static_cast<std::size_t>(y * patch.size + x)] * 255));
}

}  // namespace loket::ui

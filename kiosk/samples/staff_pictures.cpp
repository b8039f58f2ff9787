#include "kiosk/samples/staff_pictures.h"

#include <cmath>
#include <functional>
#include <map>

#include "kiosk/ui/colour.h"

namespace loket::screens::samples {

namespace {

using Shade = std::function<ui::Colour(float, float)>;

/// Each picture is painted once, however many pages show it.
viewmodels::Picture painted(const std::string& name, int width, int height, const Shade& shade) {
    static std::map<std::string, std::shared_ptr<const RgbaImage>> known;
    auto& slot = known[name];
    if (!slot) {
        auto image = std::make_shared<RgbaImage>(width, height);
        for (int y = 0; y < height; ++y)
            for (int x = 0; x < width; ++x) {
                const ui::Colour colour = shade(static_cast<float>(x) / static_cast<float>(width),
                                                static_cast<float>(y) / static_cast<float>(height));
                for (int c = 0; c < 4; ++c)
                    image->at(x, y)[c] = c == 3 ? 255 : static_cast<std::uint8_t>(colour >> (8 * c));
            }
        slot = image;
    }
    return {slot, 1};
}

bool inside(float x, float y, float cx, float cy, float rx, float ry) {
    return std::pow((x - cx) / rx, 2.f) + std::pow((y - cy) / ry, 2.f) < 1;
}

ui::Colour person(float x, float y) {
    ui::Colour colour = ui::rgb(0xB01E28);
    if (inside(x, y, 0.5f, 1.08f, 0.48f, 0.32f)) colour = ui::rgb(0xE8EAEE);
    if (inside(x, y, 0.5f, 0.38f, 0.27f, 0.26f)) colour = ui::rgb(0x1E1714);
    if (inside(x, y, 0.5f, 0.70f, 0.12f, 0.14f)) colour = ui::rgb(0xB57F63);
    if (inside(x, y, 0.5f, 0.45f, 0.22f, 0.25f)) colour = ui::mix(ui::rgb(0xCB9376), ui::rgb(0xA97258), x);
    if (inside(x, y, 0.41f, 0.43f, 0.042f, 0.016f) || inside(x, y, 0.59f, 0.43f, 0.042f, 0.016f))
        colour = ui::rgb(0x241A14);
    if (inside(x, y, 0.5f, 0.585f, 0.075f, 0.016f)) colour = ui::rgb(0x9A4744);
    return colour;
}

ui::Colour grey(float level) {
    const auto v = static_cast<unsigned>(std::fmax(0.f, std::fmin(255.f, level)));
    return ui::rgb(v << 16 | v << 8 | v);
}

float stroke_x(float t) { return 0.16f + 0.6f * t + 0.05f * std::sin(t * 24); }
float stroke_y(float t) { return 0.5f + 0.2f * std::cos(t * 24) * (1 - 0.6f * t); }

}  // namespace

viewmodels::Picture portrait() { return painted("portrait", 300, 400, person); }

viewmodels::Picture ridges(int seed) {
    return painted("ridges" + std::to_string(seed), 160, 200, [seed](float x, float y) {
        const float dx = (x - 0.5f - 0.02f * static_cast<float>(seed % 3)) * 160, dy = (y - 0.55f) * 160,
                    r = std::hypot(dx, dy);
        return r > 78 ? grey(255)
                      : grey(140 + 100 * std::sin(r / 1.4f +
                                                  static_cast<float>(2 + seed % 3) * std::atan2(dy, dx)));
    });
}

viewmodels::Picture iris(int seed) {
    return painted("iris" + std::to_string(seed), 240, 180, [seed](float x, float y) {
        const float dx = (x - 0.5f) * 240, dy = (y - 0.5f) * 240 * 0.75f, r = std::hypot(dx, dy);
        if (r < 22) return grey(12);
        if (r < 62)
            return grey(95 + 26 * std::sin(static_cast<float>(30 + seed * 3) * std::atan2(dy, dx)) + r / 4);
        return std::abs(dy) < 70 - dx * dx / 220 ? grey(205) : grey(150);
    });
}

viewmodels::Picture card(bool front) {
    return painted(front ? "front" : "back", 506, 319, [front](float x, float y) {
        ui::Colour colour = ui::mix(ui::rgb(0xCFE3F4), ui::rgb(0x9CC2E2), y);
        if (front && x > 0.72f && x < 0.96f && y > 0.2f && y < 0.75f)
            colour = person((x - 0.72f) / 0.24f, (y - 0.2f) / 0.55f);
        if (front && x > 0.05f && x < 0.62f && std::fmod(y, 0.09f) < 0.035f && y > 0.2f && y < 0.9f)
            colour = ui::rgb(0x35506E);
        if (!front && x > 0.08f && x < 0.24f && y > 0.35f && y < 0.62f) colour = ui::rgb(0xD8B45A);
        return colour;
    });
}

viewmodels::Picture slip() {
    return painted("slip", 288, 420, [](float x, float y) {
        const bool line = std::fmod(y, 0.055f) < 0.02f && x > 0.1f && x < 0.9f - std::fmod(y * 7, 0.3f) &&
                          y > 0.06f && y < 0.62f;
        const bool code = x > 0.3f && x < 0.7f && y > 0.67f && y < 0.94f &&
                          (static_cast<int>(x * 61) * 7 + static_cast<int>(y * 89) * 11) % 5 < 2;
        return line || code ? grey(20) : grey(252);
    });
}

viewmodels::Picture written_paper() {
    return painted("written_paper", 480, 640, [](float x, float y) {
        const bool page = x > 0.08f && x < 0.92f && y > 0.05f && y < 0.95f;
        const bool head = y > 0.1f && y < 0.17f && x > 0.3f && x < 0.8f && std::fmod(y, 0.025f) < 0.012f;
        const bool line = y > 0.24f && y < 0.74f && std::fmod(y, 0.032f) < 0.011f && x > 0.16f && x < 0.84f - std::fmod(y * 5, 0.2f) && std::fmod(x * 40, 1.f) < 0.78f;
        return !page ? grey(96) : head || line ? grey(40) : grey(244);
    });
}

viewmodels::Picture signature() {
    return painted("signature", 400, 160, [](float x, float y) {
        for (float t = 0; t <= 1; t += 0.004f)
            if (std::hypot((x - stroke_x(t)) * 2.5f, y - stroke_y(t)) < 0.03f) return ui::rgb(0x0D1F4F);
        return grey(255);
    });
}

std::vector<std::pair<float, float>> ink() {
    std::vector<std::pair<float, float>> points;
    for (int i = 0; i <= 180; ++i)
        points.emplace_back(stroke_x(static_cast<float>(i) / 180), stroke_y(static_cast<float>(i) / 180));
    points.emplace_back(-1.f, -1.f);
    for (int i = 0; i <= 40; ++i)
        points.emplace_back(0.2f + 0.014f * static_cast<float>(i), 0.78f - 0.001f * static_cast<float>(i));
    return points;
}

}  // namespace loket::screens::samples

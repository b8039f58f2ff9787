#include <cmath>

#include "devices/base/random.h"
#include "devices/biometrics/synth/eye_shape.h"
#include "devices/biometrics/synth/eye_skin.h"
#include "devices/biometrics/synth/iris_texture.h"

namespace loket::biometrics::synth {

namespace {

/// Everything between the lids, in grey levels.
class Eyeball {
  public:
    explicit Eyeball(const EyeShape& shape)
        : shape_(shape),
          tissue_(iris_tissue(shape.seed)),
          veins_(smooth_noise(kEyeWidth, kEyeHeight, 22, derive_seed(shape.seed, "veins"))) {}

    [[nodiscard]] double grey(int x, int y) const {
        const double dx = (x - shape_.iris.x) / shape_.squash, dy = y - shape_.iris.y, r = std::hypot(dx, dy);
        if (r > shape_.iris_radius + 8) return sclera(x, y);
        const double edge = smoothstep(shape_.iris_radius - 6, shape_.iris_radius + 6, r);
        const double pupil = 1 - smoothstep(shape_.pupil_radius - 1.6, shape_.pupil_radius + 1.6, r);
        const double iris = mix(tissue(r, std::atan2(dy, dx)), sclera(x, y), edge);
        return mix(iris, 24, pupil);
    }

  private:
    [[nodiscard]] double tissue(double r, double angle) const {
        const double depth = clamp01((r - shape_.pupil_radius) / (shape_.iris_radius - shape_.pupil_radius));
        double column = (angle / (2 * kPi) + 0.5) * kTissueAngles;
        if (column >= kTissueAngles - 1) column -= kTissueAngles - 1;
        return 26 + 205 * tissue_.sample(column, depth * (kTissueRadii - 1));
    }
    [[nodiscard]] double sclera(int x, int y) const {
        const double u = (x - shape_.middle.x) / shape_.half_width;
        return 188 - 52 * u * u + 7 * veins_.at(x, y);
    }

    const EyeShape& shape_;
    Field tissue_;
    Field veins_;
};

/// The lamps beside the camera mirror in the cornea as two small white spots.
void add_lamps(Field& picture, const EyeShape& shape) {
    for (const double side : {-1.0, 1.0}) {
        const Point lamp = {shape.iris.x + side * 15 - 2, shape.iris.y - 9};
        if (lamp.y < shape.upper_lid(lamp.x) + 3 || lamp.y > shape.lower_lid(lamp.x) - 3) continue;
        for (int y = static_cast<int>(lamp.y) - 16; y <= lamp.y + 16; ++y) {
            for (int x = static_cast<int>(lamp.x) - 16; x <= lamp.x + 16; ++x) {
                const double r = std::hypot(x - lamp.x, y - lamp.y);
                const double light = 1 - smoothstep(4.6, 6.6, r) + 0.16 * std::exp(-r * r / 70);
                picture.at(x, y) = static_cast<float>(mix(picture.at(x, y), 252, clamp01(light)));
            }
        }
    }
}

/// Light lost under the upper lid and its lashes.
double lid_shadow(const EyeShape& shape, double x, double y, double upper) {
    return 1 - 0.34 * std::exp(-(y - upper) / 13.0) - 0.12 * std::exp(-(shape.lower_lid(x) - y) / 7.0);
}

Field paint_eye(const EyeShape& shape) {
    const Eyeball ball(shape);
    const EyeSkin skin(shape);
    Field picture(kEyeWidth, kEyeHeight);
    for (int x = 0; x < kEyeWidth; ++x) {
        const double upper = shape.upper_lid(x), lower = shape.lower_lid(x);
        for (int y = 0; y < kEyeHeight; ++y) {
            const double inside = smoothstep(upper - 1.5, upper + 1.5, static_cast<double>(y)) *
                                  (1 - smoothstep(lower - 1.5, lower + 1.5, static_cast<double>(y)));
            double grey = inside < 1 ? skin.grey(x, y, upper, lower) : 0;
            if (inside > 0) grey = mix(grey, ball.grey(x, y) * lid_shadow(shape, x, y, upper), inside);
            picture.at(x, y) = static_cast<float>(grey);
        }
    }
    return picture;
}

}  // namespace

GrayImage iris(std::uint64_t person, Eye eye, const EyeConditions& conditions) {
    const EyeShape shape = shape_eye(person, eye, conditions);
    Field picture = paint_eye(shape);
    add_lamps(picture, shape);
    draw_lashes(picture, shape);
    blur(picture, 0.8 + 7 * clamp01(conditions.blur));
    const Field speckle = white_noise(kEyeWidth, kEyeHeight, derive_seed(shape.take, "speckle"));
    GrayImage image(kEyeWidth, kEyeHeight);
    for (std::size_t i = 0; i < image.pixels.size(); ++i)
        image.pixels[i] =
            static_cast<std::uint8_t>(std::clamp(picture.values[i] + 4 * speckle.values[i], 0.0F, 255.0F));
    return image;
}

}  // namespace loket::biometrics::synth

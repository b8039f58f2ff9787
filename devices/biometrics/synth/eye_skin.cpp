#include "devices/biometrics/synth/eye_skin.h"

#include <cmath>
#include <opencv2/imgproc.hpp>

#include "devices/base/random.h"

namespace loket::biometrics::synth {

namespace {

double bump(double v, double width) { return std::exp(-v * v / (width * width)); }

/// One lash as a curve of short pieces: from the root, out, and bent up at its tip.
std::vector<cv::Point> lash(Point root, double lean, double length, double bend) {
    constexpr int kPieces = 7, kSixteenths = 16;
    std::vector<cv::Point> points;
    for (int i = 0; i <= kPieces; ++i) {
        const double t = static_cast<double>(i) / kPieces;
        const double x = root.x + lean * length * t, y = root.y + length * (t - bend * t * t);
        points.emplace_back(static_cast<int>(x * kSixteenths), static_cast<int>(y * kSixteenths));
    }
    return points;
}

void stroke(cv::Mat& picture, const std::vector<cv::Point>& points, double grey, int thickness) {
    constexpr int kShift = 4;
    cv::polylines(picture, points, false, grey, thickness, cv::LINE_AA, kShift);
}

}  // namespace

EyeSkin::EyeSkin(const EyeShape& shape)
    : shape_(shape),
      tone_(0),
      pores_(smooth_noise(kEyeWidth, kEyeHeight, 3.5, derive_seed(shape.seed, "pores"))),
      folds_(stretched_noise(kEyeWidth, kEyeHeight, 45, 9, derive_seed(shape.seed, "folds"))),
      shade_(smooth_noise(kEyeWidth, kEyeHeight, 170, derive_seed(shape.seed, "shade"))) {
    SeededRandom random(shape.seed, "skin");
    tone_ = mix(150, 182, random.unit());
}

double EyeSkin::grey(int x, int y, double upper, double lower) const {
    // Fine folds run along the lids.
    const double off = y < upper ? upper - y : y - lower + 240;
    const double fine = 3.0 * pores_.at(x, y) + 4.5 * folds_.sample(x, off) + 9 * shade_.at(x, y);
    const double u = (x - shape_.middle.x) / shape_.half_width, open = 1 - shape_.blink;
    if (y < upper) {
        const double up = upper - y, crease = shape_.fold * (1 + 1.4 * shape_.blink) * (1 - 0.25 * u * u);
        const double fold = shape_.fold_depth * (0.4 + 0.6 * open) *
                            (46 * bump(up - crease, 5) + 14 * bump(up - crease + 9, 12));
        const double margin =
            26 * bump(up, 4) - 14 * bump(up - crease * 0.55, 13);  // the lid is round and shines
        return tone_ - fold - margin - 20 * smoothstep(60.0, 230.0, up) + fine;
    }
    const double down = y - lower;
    const double bag = 16 * bump(down - 42 - 12 * u * u, 11) - 8 * bump(down - 20, 12);
    return tone_ + 4 - 24 * bump(down, 3) + 16 * bump(down - 6, 4) - bag + fine;  // the wet margin is light
}

void draw_lashes(Field& picture, const EyeShape& shape) {
    cv::Mat canvas(picture.height, picture.width, CV_32F, picture.values.data()), grey;
    canvas.convertTo(grey, CV_8U);
    cv::Mat drawn = grey.clone();
    SeededRandom random(shape.seed, "lashes");
    const int count = random.between(74, 110);
    const double straight = mix(0.45, 1.0, random.unit());
    for (int i = 0; i < count; ++i) {
        const double u = mix(-0.86, 0.94, (i + random.unit()) / count) * shape.outer,
                     x = shape.middle.x + u * shape.half_width;
        const double length = mix(34, 72, random.unit()) * (0.75 + 0.3 * u * shape.outer);
        const double lean = 0.75 * u + random.normal() * 0.16, bend = straight + random.normal() * 0.1;
        const double grey_level = 38 + 26 * random.unit();
        const int thickness = random.chance(0.35) ? 2 : 1;
        stroke(drawn, lash({x, shape.upper_lid(x) - 1}, lean, length, bend), grey_level, thickness);
    }
    for (int i = 0; i < count / 2; ++i) {
        const double u = mix(-0.7, 0.85, random.unit()) * shape.outer,
                     x = shape.middle.x + u * shape.half_width;
        const double length = mix(12, 30, random.unit()), lean = 0.9 * u + random.normal() * 0.2;
        const double bend = 0.35 + 0.1 * random.normal(), grey_level = 84 + 22 * random.unit();
        stroke(drawn, lash({x, shape.lower_lid(x) + 4}, lean, length, bend), grey_level, 1);
    }
    // Only where a lash was drawn does the picture lose its fractions.
    for (int y = 0; y < picture.height; ++y)
        for (int x = 0; x < picture.width; ++x)
            if (drawn.at<std::uint8_t>(y, x) != grey.at<std::uint8_t>(y, x))
                picture.at(x, y) = drawn.at<std::uint8_t>(y, x);
}

}  // namespace loket::biometrics::synth

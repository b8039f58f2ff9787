#include "devices/biometrics/synth/finger_contact.h"

#include <cmath>
#include <numbers>
#include <opencv2/imgproc.hpp>

#include "devices/base/random.h"

namespace loket::biometrics::synth {

namespace {

constexpr int kWidth = kFingerprintWidth, kHeight = kFingerprintHeight;

/// Position on the pad (px from its middle, y down, upright finger) of a pixel of the print.
class PadFrame {
  public:
    explicit PadFrame(const Placement& placement)
        : cos_(std::cos(placement.turn)), sin_(std::sin(placement.turn)), shift_(placement.shift) {}
    [[nodiscard]] Point at(double x, double y) const {
        const double u = x - kWidth / 2.0 - shift_.x, v = y - kHeight / 2.0 - shift_.y;
        return {cos_ * u + sin_ * v, -sin_ * u + cos_ * v};
    }

  private:
    double cos_, sin_;
    Point shift_;
};

/// 1 on the edge of the pad, less inside: a round tip above, a squarer end at the crease below.
double edge_distance(Point pad, const FingerMaster& master) {
    const double u = std::abs(pad.x) / master.pad_width, v = std::abs(pad.y) / master.pad_height;
    const double power = pad.y < 0 ? 2.1 : 2.7;
    return std::pow(std::pow(u, power) + std::pow(v, power), 1 / power);
}

/// Leaves only the `coverage` share of the touched places: those furthest along one direction of the pad.
class Cut {
  public:
    Cut(double angle, double coverage, const FingerMaster& master)
        : x_(std::cos(angle)), y_(std::sin(angle)) {
        if (coverage >= 1) return;
        std::vector<double> along;
        for (double y = -master.pad_height; y < master.pad_height; y += 6)
            for (double x = -master.pad_width; x < master.pad_width; x += 6)
                if (edge_distance({x, y}, master) < 1) along.push_back(x * x_ + y * y_);
        const auto rank =
            static_cast<std::ptrdiff_t>(clamp01(coverage) * static_cast<double>(along.size() - 1));
        std::nth_element(along.begin(), along.begin() + rank, along.end());
        limit_ = along[static_cast<std::size_t>(rank)];
    }
    [[nodiscard]] double keeps(Point pad, double ragged) const {
        return 1 - smoothstep(limit_ - 7, limit_ + 7, pad.x * x_ + pad.y * y_ + ragged);
    }

  private:
    double x_, y_;
    double limit_ = 1e9;
};

}  // namespace

Placement place_finger(const FingerMaster& master, const Impression& impression) {
    Placement placement;
    placement.seed = derive_seed(master.seed, "impression", impression.seed);
    SeededRandom random(placement.seed, "placement");
    placement.turn = (impression.rotation_deg + random.bounded_normal(2.5)) * std::numbers::pi / 180;
    placement.shift.x = random.bounded_normal(4);
    placement.shift.y = random.bounded_normal(5);
    placement.roll.x = random.bounded_normal(7);
    placement.roll.y = random.bounded_normal(6);
    return placement;
}

Field laid_relief(const FingerMaster& master, const Placement& placement) {
    constexpr int kStep = 8;  // the map is smooth: every eighth pixel is enough
    constexpr int kColumns = kWidth / kStep + 1, kRows = kHeight / kStep + 1;
    const Field pull_x = smooth_noise(kColumns, kRows, 14, derive_seed(placement.seed, "pull-x"));
    const Field pull_y = smooth_noise(kColumns, kRows, 14, derive_seed(placement.seed, "pull-y"));
    const PadFrame frame(placement);
    cv::Mat coarse(kRows, kColumns, CV_32FC2);
    for (int y = 0; y < kRows; ++y) {
        for (int x = 0; x < kColumns; ++x) {
            const Point pad = frame.at((x + 0.5) * kStep - 0.5, (y + 0.5) * kStep - 0.5);
            coarse.at<cv::Vec2f>(y, x) = {
                static_cast<float>(pad.x + 5 * pull_x.at(x, y) + master.ridges.width / 2.0),
                static_cast<float>(pad.y + 5 * pull_y.at(x, y) + master.ridges.height / 2.0)};
        }
    }
    cv::Mat map;
    cv::resize(coarse, map, {kColumns * kStep, kRows * kStep}, 0, 0, cv::INTER_LINEAR);
    const cv::Mat ridges(master.ridges.height, master.ridges.width, CV_8U,
                         const_cast<std::uint8_t*>(master.ridges.pixels.data()));
    cv::Mat laid;
    cv::remap(ridges, laid, map(cv::Rect(0, 0, kWidth, kHeight)), {}, cv::INTER_CUBIC, cv::BORDER_REFLECT);
    Field field(kWidth, kHeight);
    std::transform(laid.begin<std::uint8_t>(), laid.end<std::uint8_t>(), field.values.begin(),
                   [](std::uint8_t v) { return static_cast<float>(v) / 127.5F - 1; });
    return field;
}

Field contact_pressure(const FingerMaster& master, const Placement& placement, double coverage) {
    constexpr int kStep = 4;
    constexpr int kColumns = kWidth / kStep, kRows = kHeight / kStep;
    SeededRandom random(placement.seed, "cut");
    // Partial touches are mostly a tip or a side.
    const double side = random.chance(0.5) ? 1.57 : (random.chance(0.5) ? 0 : 3.14);
    const Cut cut(side + random.bounded_normal(0.35), coverage, master);
    const Field edge = smooth_noise(kColumns, kRows, 9, derive_seed(placement.seed, "edge"));
    const Field skin = smooth_noise(kColumns, kRows, 16, derive_seed(placement.seed, "skin"));
    const PadFrame frame(placement);
    Field pressure(kColumns, kRows);
    for (int y = 0; y < kRows; ++y) {
        for (int x = 0; x < kColumns; ++x) {
            Point pad = frame.at((x + 0.5) * kStep, (y + 0.5) * kStep);
            pad = {pad.x - placement.roll.x, pad.y - placement.roll.y};
            const double distance = edge_distance(pad, master) + 0.03 * edge.at(x, y);
            const double touch = 1 - smoothstep(0.93, 1.02, distance);
            const double load = 0.45 + 0.55 * smoothstep(1.0, 0.35, distance) + 0.22 * skin.at(x, y);
            pressure.at(x, y) =
                static_cast<float>(touch * cut.keeps(pad, 6 * edge.at(x, y)) * std::clamp(load, 0.15, 1.2));
        }
    }
    return resized(pressure, kWidth, kHeight);
}

}  // namespace loket::biometrics::synth

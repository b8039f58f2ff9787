// The arc of the fingertips tells a right hand from a left one: the little finger ends lowest, the ring finger above the index's
// side of the middle finger.

#include <algorithm>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "devices/biometrics/finger/same_finger.h"

namespace loket::biometrics {

namespace {

constexpr int kCell = 16;        // px at 500 dpi
constexpr double kInk = 26;      // grey levels darker than bare glass, mean over a cell
constexpr int kNarrowest = 5;    // cells across a finger
constexpr double kPlain = 0.08;  // slope of the arc, below it the hand might as well lie aslant

struct Tip {
    double x = 0, y = 0;  // cells
};

/// The plate in cells: how much darker than the glass.
cv::Mat cells_of(const GrayImage& plate) {
    const double side = kCell * (plate.dpi > 0 ? plate.dpi : 500) / 500.0;
    const cv::Mat image(plate.height, plate.width, CV_8U, const_cast<std::uint8_t*>(plate.pixels.data()));
    const cv::Size size(std::max(1, static_cast<int>(plate.width / side)), std::max(1, static_cast<int>(plate.height / side)));
    cv::Mat small;
    cv::resize(image, small, size, 0, 0, cv::INTER_AREA);
    std::vector<std::uint8_t> sorted(small.begin<std::uint8_t>(), small.end<std::uint8_t>());
    std::ranges::sort(sorted);
    return sorted[sorted.size() * 9 / 10] - small > kInk;
}

/// Fingers as runs of columns that have ink, each with the height where it begins.
std::vector<Tip> tips_of(const cv::Mat& ink) {
    std::vector<Tip> tips;
    std::vector<int> tops;
    const auto end_of_run = [&](int column) {
        if (static_cast<int>(tops.size()) >= kNarrowest) {
            const double x = column - static_cast<double>(tops.size()) / 2;
            std::ranges::sort(tops);
            tips.push_back({x, (tops[0] + tops[1] + tops[2]) / 3.0});
        }
        tops.clear();
    };
    for (int x = 0; x < ink.cols; ++x) {
        int y = 0;
        while (y < ink.rows && ink.at<std::uint8_t>(y, x) == 0) ++y;
        if (y < ink.rows) tops.push_back(y);
        else end_of_run(x);
    }
    end_of_run(ink.cols);
    return tips;
}

}  // namespace

Hand slap_hand(const GrayImage& plate) {
    if (plate.empty()) return Hand::Unknown;
    const auto tips = tips_of(cells_of(plate));
    if (tips.size() != 4) return Hand::Unknown;
    const auto slope = [&](std::size_t a, std::size_t b) { return (tips[b].y - tips[a].y) / (tips[b].x - tips[a].x); };
    const double arc = (slope(0, 3) + slope(1, 2)) / 2;  // downwards to the right on a right hand, seen from above
    return arc > kPlain ? Hand::Right : arc < -kPlain ? Hand::Left : Hand::Unknown;
}

}  // namespace loket::biometrics

#include "devices/biometrics/iris/iris_sheet.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <opencv2/imgproc.hpp>
#include <vector>

namespace loket::biometrics::detail {

namespace {

/// Level and spread of the tissue, from the middle half of its values: lashes and lamps do not move them.
struct Level {
    float middle = 0, spread = 0;
};

Level level_of(const cv::Mat& grey, const cv::Mat& seen) {
    std::vector<float> values;
    for (int row = 0; row < grey.rows; ++row)
        for (int place = 0; place < grey.cols; ++place)
            if (seen.at<float>(row, place) > 0) values.push_back(grey.at<float>(row, place));
    if (values.size() < 64) return {};
    const auto at = [&](double share) {
        const auto where = values.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
        std::nth_element(values.begin(), where, values.end());
        return *where;
    };
    return {at(0.5), std::max(3.F, (at(0.75) - at(0.25)) / 1.35F)};
}

/// Lashes are far darker than tissue of their depth, lamps far lighter; their soft borders go with them.
void leave_out_foreign(const cv::Mat& grey, cv::Mat& seen) {
    constexpr int kBand = 8;
    for (int from = 0; from < kSheetRows; from += kBand) {
        const cv::Mat band = grey.rowRange(from, from + kBand);
        cv::Mat mask = seen.rowRange(from, from + kBand);
        const Level level = level_of(band, mask);
        for (int row = 0; row < kBand; ++row)
            for (int place = 0; place < kSheetPlaces; ++place) {
                const float value = band.at<float>(row, place);
                if (value < level.middle - 3.0F * level.spread || value > level.middle + 3.5F * level.spread) mask.at<float>(row, place) = 0;
            }
    }
    cv::erode(seen, seen, cv::getStructuringElement(cv::MORPH_RECT, {5, 3}));
}

/// The mean of what is seen around, so that the border of a lid is no wave.
void fill_unseen(cv::Mat& grey, const cv::Mat& seen) {
    cv::Mat known = grey.mul(seen), weight, level;
    cv::GaussianBlur(known, level, {}, 16, 8, cv::BORDER_REPLICATE);
    cv::GaussianBlur(seen, weight, {}, 16, 8, cv::BORDER_REPLICATE);
    for (int row = 0; row < grey.rows; ++row)
        for (int place = 0; place < grey.cols; ++place)
            if (seen.at<float>(row, place) == 0) grey.at<float>(row, place) = weight.at<float>(row, place) > 1e-3F ? level.at<float>(row, place) / weight.at<float>(row, place) : 0.F;
}

}  // namespace

Sheet unroll(const Scaled& small, const GrayImage& picture, const Outlines& eye, const Lids& lids) {
    constexpr double kFrom = 0.06, kTo = 0.94, kLidBorder = 0.03, kLamp = 240;
    Sheet sheet{cv::Mat(kSheetRows, kSheetPlaces, CV_32F), cv::Mat(kSheetRows, kSheetPlaces, CV_32F)};
    const double border = kLidBorder * eye.iris.mean;
    std::array<cv::Vec4d, kSheetPlaces> rays;
    for (int place = 0; place < kSheetPlaces; ++place) {
        const double angle = 2 * std::numbers::pi * place / kSheetPlaces, c = std::cos(angle), s = std::sin(angle);
        const double in = eye.pupil.radius(angle), out = eye.iris.radius(angle);
        rays[static_cast<std::size_t>(place)] = {eye.pupil.x + in * c, eye.pupil.y + in * s, eye.iris.x + out * c, eye.iris.y + out * s};
    }
    for (int row = 0; row < kSheetRows; ++row) {
        const double t = kFrom + (kTo - kFrom) * (row + 0.5) / kSheetRows;
        for (int place = 0; place < kSheetPlaces; ++place) {
            const cv::Vec4d& ray = rays[static_cast<std::size_t>(place)];
            const double x = (1 - t) * ray[0] + t * ray[2], y = (1 - t) * ray[1] + t * ray[3];
            const double px = (x + 0.5) * small.scale - 0.5, py = (y + 0.5) * small.scale - 0.5;
            const double grey = grey_at(picture, px, py);
            sheet.grey.at<float>(row, place) = static_cast<float>(grey);
            const bool inside = px >= 0 && py >= 0 && px < picture.width && py < picture.height;
            sheet.seen.at<float>(row, place) = inside && y > lids.upper.at(x) + border && y < lids.lower.at(x) - border && grey < kLamp ? 1.F : 0.F;
        }
    }
    leave_out_foreign(sheet.grey, sheet.seen);
    fill_unseen(sheet.grey, sheet.seen);
    return sheet;
}

}  // namespace loket::biometrics::detail

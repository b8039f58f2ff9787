#include "devices/biometrics/finger/normalise.h"

#include <cmath>
#include <opencv2/imgproc.hpp>

namespace loket::biometrics::detail {
namespace {

constexpr int kReach = 2;           // a cell's statistics come from (2 * kReach + 1) cells each way
constexpr float kNoiseFloor = 4.0F; // grey levels: less contrast than this is not stretched to full
constexpr float kClip = 2.5F;       // deviations: specks must not ring through the filters

struct Sums {
    float count = 0, sum = 0, squares = 0;
};

Grid<Sums> cell_sums(const GrayImage& image, int columns, int rows) {
    Grid<Sums> sums(columns, rows);
    for (int y = 0; y < image.height; ++y) {
        Sums* line = sums.row(y / kCell);
        for (int x = 0; x < image.width; ++x) {
            const float v = image.at(x, y);
            Sums& s = line[x / kCell];
            s.count += 1;
            s.sum += v;
            s.squares += v * v;
        }
    }
    return sums;
}

void local_statistics(const Grid<Sums>& sums, Normalised& out) {
    for (int cy = 0; cy < out.rows; ++cy)
        for (int cx = 0; cx < out.columns; ++cx) {
            Sums total;
            for (int y = std::max(0, cy - kReach); y <= std::min(out.rows - 1, cy + kReach); ++y)
                for (int x = std::max(0, cx - kReach); x <= std::min(out.columns - 1, cx + kReach); ++x) {
                    const Sums& s = sums.at(x, y);
                    total.count += s.count;
                    total.sum += s.sum;
                    total.squares += s.squares;
                }
            const float mean = total.sum / total.count;
            out.brightness.at(cx, cy) = mean;
            out.contrast.at(cx, cy) = std::sqrt(std::max(0.0F, total.squares / total.count - mean * mean));
        }
}

/// One pixel row of a cell grid, interpolated between the centres of the cells; one value a column of cells.
std::vector<float> between_rows(const Grid<float>& cells, int y) {
    const float fy = (static_cast<float>(y) - 3.5F) / kCell;
    const int cy = static_cast<int>(std::floor(fy));
    const float w = fy - static_cast<float>(cy);
    std::vector<float> out(cells.width);
    for (int x = 0; x < cells.width; ++x) out[x] = cells.near(x, cy) * (1 - w) + cells.near(x, cy + 1) * w;
    return out;
}

/// The eight pixels between the centres of two neighbouring cells, the first at `x`.
void flatten_span(const GrayImage& image, int x, int y, const float* mean, const float* deviation, float* out) {
    for (int i = 0; i < kCell; ++i, ++x) {
        if (x < 0 || x >= image.width) continue;
        const float w = (static_cast<float>(i) + 0.5F) / kCell;
        const float v = (image.at(x, y) - (mean[0] * (1 - w) + mean[1] * w)) / (deviation[0] * (1 - w) + deviation[1] * w + kNoiseFloor);
        out[x] = std::clamp(v, -kClip, kClip);
    }
}

/// Subtracts the local mean and divides by the local deviation, without leaving the cells' edges in the picture.
void flatten(const GrayImage& image, Normalised& out) {
    for (int y = 0; y < image.height; ++y) {
        const std::vector<float> means = between_rows(out.brightness, y), deviations = between_rows(out.contrast, y);
        float* line = out.pixels.row(y + kMargin) + kMargin;
        for (int c = -1; c < out.columns; ++c) {
            const int left = std::max(c, 0), right = std::min(c + 1, out.columns - 1);
            const float mean[2] = {means[left], means[right]}, deviation[2] = {deviations[left], deviations[right]};
            flatten_span(image, c * kCell + kCell / 2, y, mean, deviation, line);
        }
    }
}

}  // namespace

Result<GrayImage> to_500_dpi(const GrayImage& image) {
    constexpr int kSmallest = 48, kLargest = 2048;
    if (image.width < 1 || image.height < 1 ||
        image.pixels.size() != static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height))
        return corrupt("finger image: sizes and pixels disagree");
    if (image.dpi < 250 || image.dpi > 1000)
        return Error{Fault::Unsupported, "finger image: resolution outside 250-1000 dpi", "finger.resolution"};
    const auto scaled = [&](int length) { return static_cast<int>((static_cast<long>(length) * 500 + image.dpi / 2) / image.dpi); };
    const int width = scaled(image.width), height = scaled(image.height);
    if (width > kLargest || height > kLargest)
        return Error{Fault::Unsupported, "finger image: larger than a four-finger plate", "finger.too_large"};
    if (width < kSmallest || height < kSmallest) return rejected("finger.no_finger", "finger image: too small to hold a finger");
    if (image.dpi == 500) return image;
    GrayImage out(width, height);
    const cv::Mat from(image.height, image.width, CV_8U, const_cast<std::uint8_t*>(image.pixels.data()));
    cv::Mat to(height, width, CV_8U, out.pixels.data());
    cv::resize(from, to, to.size(), 0, 0, image.dpi > 500 ? cv::INTER_AREA : cv::INTER_CUBIC);
    return out;
}

Normalised normalise(const GrayImage& image) {
    Normalised out;
    out.width = image.width;
    out.height = image.height;
    out.columns = (image.width + kCell - 1) / kCell;
    out.rows = (image.height + kCell - 1) / kCell;
    out.pixels = Grid<float>(out.columns * kCell + 2 * kMargin, out.rows * kCell + 2 * kMargin);
    out.contrast = Grid<float>(out.columns, out.rows);
    out.brightness = Grid<float>(out.columns, out.rows);
    local_statistics(cell_sums(image, out.columns, out.rows), out);
    flatten(image, out);
    return out;
}

}  // namespace loket::biometrics::detail

#include <cmath>
#include <opencv2/imgproc.hpp>

#include "devices/base/random.h"
#include "devices/biometrics/synth/finger_phalanx.h"

namespace loket::biometrics::synth {

namespace {

constexpr int kPlateHeight = 1000;

/// Where a finger's pad lies on the plate: middle in px, and how far it leans clockwise.
struct Slot {
    double x = 0, y = 0, lean = 0;
};

/// The arc of finger lengths of a right hand, index to little finger.
constexpr Slot kRightHand[4] = {{288, 318, -6.5}, {634, 236, -1.5}, {972, 290, 3.5}, {1296, 442, 10.5}};

bool is_thumb(Finger finger) { return finger == Finger::RightThumb || finger == Finger::LeftThumb; }

Slot slot_of(Finger finger) {
    if (finger == Finger::LeftThumb) return {300, 420, 9};
    if (finger == Finger::RightThumb) return {700, 420, -9};
    const int code = static_cast<int>(finger);
    if (code >= 2 && code <= 5) return kRightHand[code - 2];
    if (code < 7 || code > 10) return {800, 400, 0};
    const Slot& mirrored = kRightHand[code - 7];
    return {1600 - mirrored.x, mirrored.y, -mirrored.lean};
}

cv::Mat view(const GrayImage& image) {
    return {image.height, image.width, CV_8U, const_cast<std::uint8_t*>(image.pixels.data())};
}

/// How dark each place is against the image's own ground: 0 bare glass … 1 black.
cv::Mat darkness(const GrayImage& image) {
    std::vector<std::uint8_t> sorted = image.pixels;
    const auto bright = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() * 9 / 10);
    std::nth_element(sorted.begin(), bright, sorted.end());
    cv::Mat result;
    view(image).convertTo(result, CV_32F, -1.0 / 255, (*bright - 7) / 255.0);  // 7: the sensor's noise
    return cv::max(result, 0);
}

/// Lays `mark` on the plate with its middle at the slot, turned around `pivot` of the plate.
void lay(cv::Mat& plate, const cv::Mat& mark, Slot slot, double below) {
    const double c = std::cos(slot.lean * kDegree), s = std::sin(slot.lean * kDegree);
    const double mx = (mark.cols - 1) / 2.0, my = (mark.rows - 1) / 2.0 - below;
    const cv::Matx23d move(c, -s, slot.x - c * mx + s * my, s, c, slot.y - s * mx - c * my);
    const double reach = std::hypot(mark.cols, mark.rows) / 2 + std::abs(below) + 2;
    const cv::Rect box = cv::Rect(static_cast<int>(slot.x - reach), static_cast<int>(slot.y - reach),
                                  static_cast<int>(2 * reach), static_cast<int>(2 * reach)) &
                         cv::Rect(0, 0, plate.cols, plate.rows);
    if (box.empty()) return;
    cv::Matx23d local = move;
    local(0, 2) -= box.x;
    local(1, 2) -= box.y;
    cv::Mat laid, part = plate(box);
    cv::warpAffine(mark, laid, local, box.size(), cv::INTER_CUBIC, cv::BORDER_CONSTANT, 0);
    cv::max(part, laid, part);
}

/// Rows from the middle of the image to the lowest touched one, and the height of the touched part.
struct Extent {
    double bottom = 0, height = 0, width = 0;
};
Extent extent_of(const cv::Mat& dark) {
    cv::Mat small, columns, rows;
    cv::resize(dark, small, {}, 0.125, 0.125, cv::INTER_AREA);
    cv::reduce(small > 0.1, rows, 1, cv::REDUCE_MAX);
    cv::reduce(small > 0.1, columns, 0, cv::REDUCE_MAX);
    std::vector<cv::Point> where;
    cv::findNonZero(rows, where);
    if (where.empty()) return {};
    const int low = where.back().y, high = where.front().y;
    return {(low + 1) * 8 - dark.rows / 2.0, (low - high + 1) * 8.0, cv::countNonZero(columns) * 8.0};
}

/// Skin warms and moistens the glass around itself.
void add_halo(cv::Mat& plate) {
    cv::Mat small, halo;
    cv::resize(plate, small, {}, 0.0625, 0.0625, cv::INTER_AREA);
    cv::GaussianBlur(small, small, {}, 1.6);
    cv::resize(small, halo, plate.size(), 0, 0, cv::INTER_CUBIC);
    plate += 0.07 * halo;
}

GrayImage expose(const cv::Mat& plate, std::uint64_t seed) {
    GrayImage image(plate.cols, plate.rows);
    const Field speckle = white_noise(plate.cols, plate.rows, derive_seed(seed, "plate-speckle"));
    const Field uneven = smooth_noise(plate.cols, plate.rows, 500, derive_seed(seed, "plate-light"));
    const float* dark = plate.ptr<float>();
    for (std::size_t i = 0; i < image.pixels.size(); ++i) {
        const float light = 247 + 2.5F * uneven.values[i] - 255 * dark[i] + 3 * speckle.values[i];
        image.pixels[i] = static_cast<std::uint8_t>(std::clamp(light, 0.0F, 255.0F));
    }
    return image;
}

/// The whole hand is never put down twice the same way.
class Hand {
  public:
    Hand(int plate_width, std::uint64_t seed) : random_(seed, "slap"), middle_(plate_width / 2.0) {
        lean_ = std::clamp(random_.normal(), -2.0, 2.0) * 2.2;
        dx_ = std::clamp(random_.normal(), -2.0, 2.0) * 12;
        dy_ = std::clamp(random_.normal(), -2.0, 2.0) * 14;
    }
    Slot put(Slot slot) {
        const double c = std::cos(lean_ * kDegree), s = std::sin(lean_ * kDegree);
        const double x = slot.x - middle_, y = slot.y - kPlateHeight * 0.6;
        const double spread = 5 * random_.unit();
        return {middle_ + dx_ + c * x - s * y + spread, kPlateHeight * 0.6 + dy_ + s * x + c * y + spread,
                slot.lean + lean_ + random_.normal()};
    }

  private:
    SeededRandom random_;
    double middle_, lean_ = 0, dx_ = 0, dy_ = 0;
};

}  // namespace

GrayImage slap_plate(const std::vector<Finger>& fingers, const std::vector<GrayImage>& images,
                     std::uint64_t seed) {
    const bool thumbs = !fingers.empty() && std::all_of(fingers.begin(), fingers.end(), is_thumb);
    cv::Mat plate = cv::Mat::zeros(kPlateHeight, thumbs ? 1000 : 1600, CV_32F);
    Hand hand(plate.cols, seed);
    for (std::size_t i = 0; i < std::min(fingers.size(), images.size()); ++i) {
        if (images[i].empty()) continue;
        const Slot slot = hand.put(slot_of(fingers[i]));
        const cv::Mat dark = darkness(images[i]);
        lay(plate, dark, slot, 0);
        const Extent pad = extent_of(dark);
        if (is_thumb(fingers[i]) || pad.height < 220) continue;  // only a tip touches
        const GrayImage phalanx = middle_phalanx(
            derive_seed(seed, "phalanx", static_cast<std::uint64_t>(fingers[i])), pad.width * 0.86);
        lay(plate, darkness(phalanx), slot, pad.bottom + 16 + phalanx.height / 2.0);
    }
    add_halo(plate);
    return expose(plate, seed);
}

}  // namespace loket::biometrics::synth

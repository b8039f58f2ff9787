#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "devices/biometrics/finger/normalise.h"
#include "devices/biometrics/slap/hand.h"
#include "devices/biometrics/slap/outline.h"
#include "devices/biometrics/slap/slap.h"

namespace loket::biometrics {
namespace {

using namespace detail;

constexpr float kThumbBreadth = 1.2F;
constexpr int kThumbPlate = 1300;  // px at 500 dpi: four fingers side by side need more
constexpr int kSureHand = 40;      // below it another hand than the asked one is not spoken of, and none at all where a tip lies over the edge
constexpr double kMostTurn = 30;   // degrees

bool has(const std::vector<Finger>& fingers, Finger finger) { return std::ranges::find(fingers, finger) != fingers.end(); }

/// Of two fits whose deviations squared differ by so much, how sure the better one is.
int sureness(float difference) { return static_cast<int>(std::lround(100 * std::tanh(std::abs(difference) / 4))); }

struct Scene {
    PlateMap map;
    std::vector<Tip> places, hand;
    std::vector<Outline> outlines;
};

Scene look_at(const GrayImage& plate, std::size_t most, float breadth) {
    Scene scene{.map = map_plate(plate), .places = {}, .hand = {}, .outlines = {}};
    scene.places = find_tips(scene.map, breadth);
    scene.hand = choose_tips(scene.places, most);
    settle(scene.map, scene.hand);
    scene.outlines = outlines(scene.map, scene.hand);
    std::vector<Tip> tight;
    for (const auto& outline : scene.outlines) {
        tight.push_back(outline.box);
        tight.back().angle = outline.lean;
    }
    scene.hand = std::move(tight);
    return scene;
}

/// A place that could well be a fingertip, apart from those of the hand and not the rest of one of its fingers.
bool has_extra(const Scene& scene) {
    float least = scene.hand.front().worth;
    for (const auto& tip : scene.hand) least = std::min(least, tip.worth / 4);  // of cells: four times those of the search
    return std::ranges::any_of(scene.places, [&](const Tip& place) {
        if (place.worth < 0.7F * least) return false;
        return std::ranges::none_of(scene.hand, [&](const Tip& tip) {
            return is_below(tip, place) || std::hypot(place.x - tip.x, place.y - tip.y) < 0.75F * (tip.length + place.length) / 2 + 4;
        });
    });
}

SlapFinger finger_of(const Outline& outline, double scale, int width, int height) {
    const double cell = kSlapCell * scale;
    const auto limit = [](double v, int most) { return std::clamp(static_cast<int>(std::lround(v)), 0, most); };
    SlapFinger finger;
    finger.x = limit(outline.left * cell, width), finger.y = limit(outline.top * cell, height);
    finger.w = limit(outline.right * cell, width) - finger.x, finger.h = limit(outline.bottom * cell, height) - finger.y;
    const auto& box = outline.box;
    const auto axes = axes_of(box.angle);
    std::size_t i = 0;
    constexpr std::pair<float, float> kCorners[] = {{-0.5F, -0.5F}, {0.5F, -0.5F}, {0.5F, 0.5F}, {-0.5F, 0.5F}};
    for (const auto& [a, d] : kCorners)
        finger.corners[i++] = {cell * (box.x + a * box.width * axes.ax + d * box.length * axes.dx), cell * (box.y + a * box.width * axes.ay + d * box.length * axes.dy)};
    finger.angle = box.angle;
    finger.sure = static_cast<int>(std::lround(100 * outline.full * std::min(1.0F, 0.4F + 0.8F * outline.ridges)));
    return finger;
}

/// Names of thumbs: both from left to right, one by the half of the plate in which it lies.
void name_thumbs(SlapSegmentation& slap, const SlapAsk& ask, int plate_width) {
    if (slap.fingers.size() == 2) {
        slap.fingers[0].finger = Finger::LeftThumb, slap.fingers[1].finger = Finger::RightThumb;
        return;
    }
    for (auto& finger : slap.fingers) {
        const bool left = has(ask.excused, Finger::RightThumb) || (!has(ask.excused, Finger::LeftThumb) && 2 * finger.x + finger.w < plate_width);
        finger.finger = left ? Finger::LeftThumb : Finger::RightThumb;
    }
}

/// Which hand it is and, with it, the names. Returns the slap that was taken to lie there.
std::optional<Slap> name_hand(SlapSegmentation& slap, const std::vector<Tip>& hand, const SlapAsk& ask) {
    const auto fits = fit_hands(hand);
    const float difference = fits[1].distance - fits[0].distance;
    slap.hand_sure = sureness(difference);
    // how far a finger reaches is not seen where its tip lies over the edge
    const bool open = slap.hand_sure < kSureHand && std::ranges::any_of(slap.fingers, [](const SlapFinger& finger) { return finger.y == 0; });
    if (difference != 0 && !open) slap.hand = difference > 0 ? Hand::Right : Hand::Left;
    const auto asked = ask.slap ? (*ask.slap == Slap::RightFour ? Hand::Right : Hand::Left) : Hand::Unknown;
    const bool believe_asked = asked != Hand::Unknown && (slap.hand == asked || slap.hand_sure < kSureHand);
    const auto named = believe_asked ? asked : slap.hand;
    slap.angle = fits[named == Hand::Left || (named == Hand::Unknown && difference < 0) ? 1 : 0].angle;
    if (named == Hand::Unknown) return std::nullopt;
    if (asked != Hand::Unknown && named != asked) slap.warnings.emplace_back("finger.wrong_hand");
    const auto which = named == Hand::Right ? Slap::RightFour : Slap::LeftFour;
    const auto fingers = fingers_of(which);
    unsigned free = 0, count = 0;
    for (std::size_t i = 0; i < fingers.size(); ++i)
        if (!has(ask.excused, fingers[i])) free |= 1U << i, ++count;
    const auto fit = fit_hand(hand, named, count >= hand.size() ? free : 15U);
    slap.angle = fit.angle;
    for (std::size_t i = 0; i < hand.size(); ++i) slap.fingers[i].finger = fingers[static_cast<std::size_t>(fit.places[i])];
    return which;
}

void report_missing(SlapSegmentation& slap, Slap which, const SlapAsk& ask) {
    for (const auto finger : fingers_of(which))
        if (!has(ask.excused, finger) && std::ranges::find(slap.fingers, finger, &SlapFinger::finger) == slap.fingers.end()) slap.missing.push_back(finger);
    if (!slap.missing.empty()) slap.warnings.emplace_back("finger.missing");
}

void report_edges(SlapSegmentation& slap, const PlateMap& map, const std::vector<Outline>& outlines) {
    bool low = false, off = false;
    for (const auto& o : outlines) {
        low |= o.bottom >= static_cast<float>(map.rows);
        off |= o.left <= 0 || o.top <= 0 || o.right >= static_cast<float>(map.columns);
    }
    if (low) slap.warnings.emplace_back("finger.too_low");
    if (off) slap.warnings.emplace_back("finger.off_plate");
    if (std::abs(slap.angle) > kMostTurn) slap.warnings.emplace_back("finger.turned");
}

}  // namespace

Result<SlapSegmentation> segment_slap(const GrayImage& plate, const SlapAsk& ask) {
    LOKET_ASSIGN(image, to_500_dpi(plate));
    const bool thumbs_asked = ask.slap == Slap::Thumbs;
    auto scene = look_at(image, thumbs_asked ? 2 : 4, thumbs_asked ? kThumbBreadth : 1);
    if (scene.hand.empty()) return rejected("finger.no_finger", "no fingertip on the plate");
    const bool thumbs = thumbs_asked || (!ask.slap && scene.hand.size() <= 2 && image.width < kThumbPlate);
    if (thumbs && !thumbs_asked) scene = look_at(image, 2, kThumbBreadth);
    SlapSegmentation slap;
    for (const auto& outline : scene.outlines) slap.fingers.push_back(finger_of(outline, static_cast<double>(plate.width) / image.width, plate.width, plate.height));
    auto which = std::optional(Slap::Thumbs);
    if (thumbs) {
        name_thumbs(slap, ask, plate.width);
        for (const auto& finger : slap.fingers) slap.angle += finger.angle / static_cast<double>(slap.fingers.size());
    } else {
        which = name_hand(slap, scene.hand, ask);
    }
    if (which) report_missing(slap, *which, ask);
    if (has_extra(scene)) slap.warnings.emplace_back("finger.extra");
    report_edges(slap, scene.map, scene.outlines);
    return slap;
}

namespace {

struct Frame {
    double x = 0, y = 0, width = 0, length = 0;  // middle and size, px at 500 dpi
    Axes axes;
};
Frame frame_of(const SlapFinger& finger, double scale) {
    const auto& c = finger.corners;
    return {(c[0].x + c[2].x) / 2 * scale, (c[0].y + c[2].y) / 2 * scale, std::hypot(c[1].x - c[0].x, c[1].y - c[0].y) * scale,
            std::hypot(c[3].x - c[0].x, c[3].y - c[0].y) * scale, axes_of(static_cast<float>(finger.angle))};
}

/// How far from the middle of a box, 1 on its edge.
double far_from(const Frame& frame, double x, double y) {
    const double dx = x - frame.x, dy = y - frame.y;
    return std::hypot(2 * (dx * frame.axes.ax + dy * frame.axes.ay) / frame.width, 2 * (dx * frame.axes.dx + dy * frame.axes.dy) / frame.length);
}

/// The grey of bare glass: what a tenth of the plate is brighter than.
std::uint8_t glass_of(const GrayImage& image) {
    std::array<std::size_t, 256> counts{};
    for (const auto v : image.pixels) ++counts[v];
    std::size_t above = 0;
    int grey = 255;
    while (grey > 0 && (above += counts[static_cast<std::size_t>(grey)]) * 10 < image.pixels.size()) --grey;
    return static_cast<std::uint8_t>(grey);
}

}  // namespace

Result<GrayImage> cut_finger(const GrayImage& plate, const SlapSegmentation& slap, std::size_t index) {
    constexpr int kMargin = 16;
    if (index >= slap.fingers.size()) return Error{Fault::Unsupported, "no such finger of the slap"};
    LOKET_ASSIGN(image, to_500_dpi(plate));
    const double scale = static_cast<double>(image.width) / plate.width;
    const auto own = frame_of(slap.fingers[index], scale);
    std::vector<Frame> others;
    for (std::size_t i = 0; i < slap.fingers.size(); ++i)
        if (i != index) others.push_back(frame_of(slap.fingers[i], scale));
    GrayImage cut(static_cast<int>(own.width) + 2 * kMargin, static_cast<int>(own.length) + 2 * kMargin, 500, glass_of(image));
    const auto& a = own.axes;
    const double ax = a.ax, ay = a.ay, dx = a.dx, dy = a.dy, u = (cut.width - 1) / 2.0, v = (cut.height - 1) / 2.0;
    const cv::Matx23d back(ax, dx, own.x - 0.5 - ax * u - dx * v, ay, dy, own.y - 0.5 - ay * u - dy * v);
    const cv::Mat from(image.height, image.width, CV_8U, image.pixels.data());
    cv::Mat to(cut.height, cut.width, CV_8U, cut.pixels.data());
    const auto glass = cut.pixels.front();
    cv::warpAffine(from, to, back, to.size(), cv::INTER_CUBIC | cv::WARP_INVERSE_MAP, cv::BORDER_CONSTANT, glass);
    for (int y = 0; y < cut.height; ++y)
        for (int x = 0; x < cut.width; ++x) {
            const double px = own.x + (x - u) * ax + (y - v) * dx, py = own.y + (x - u) * ay + (y - v) * dy, far = far_from(own, px, py);
            if (std::ranges::any_of(others, [&](const Frame& other) { return far_from(other, px, py) < std::min(far, 1.3); })) cut.at(x, y) = glass;
        }
    return cut;
}

}  // namespace loket::biometrics

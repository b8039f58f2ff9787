#include <catch2/catch.hpp>
#include <cmath>
#include <numeric>

#include "devices/biometrics/synth/synth.h"

using namespace loket;
using namespace loket::biometrics;
using namespace loket::biometrics::synth;

namespace {

constexpr int kPatch = 64;

/// Normalised correlation of two 64 x 64 patches.
double correlation(const GrayImage& a, int ax, int ay, const GrayImage& b, int bx, int by) {
    double sa = 0, sb = 0, saa = 0, sbb = 0, sab = 0;
    for (int y = 0; y < kPatch; ++y) {
        for (int x = 0; x < kPatch; ++x) {
            const double p = a.at(ax + x, ay + y), q = b.at(bx + x, by + y);
            sa += p, sb += q, saa += p * p, sbb += q * q, sab += p * q;
        }
    }
    const double n = kPatch * kPatch, va = saa - sa * sa / n, vb = sbb - sb * sb / n;
    return va <= 0 || vb <= 0 ? 0 : (sab - sa * sb / n) / std::sqrt(va * vb);
}

/// How well the middle of `a` is found again near the middle of `b`.
double best_correlation(const GrayImage& a, const GrayImage& b) {
    const int x = (a.width - kPatch) / 2, y = (a.height - kPatch) / 2;
    double best = -1;
    for (int dy = -26; dy <= 26; dy += 2)
        for (int dx = -26; dx <= 26; dx += 2) best = std::max(best, correlation(a, x, y, b, x + dx, y + dy));
    return best;
}

/// The same for an impression of `master`, which may lie a little turned against `a`.
double best_correlation(const GrayImage& a, const FingerMaster& master, std::uint64_t seed) {
    double best = -1;
    for (const double turn : {-6.0, -3.0, 0.0, 3.0, 6.0})
        best = std::max(best,
                        best_correlation(a, render_impression(master, {.seed = seed, .rotation_deg = turn})));
    return best;
}

double mean(const GrayImage& image) {
    return std::accumulate(image.pixels.begin(), image.pixels.end(), 0.0) /
           static_cast<double>(image.pixels.size());
}

/// Share of dark pixels.
double ink(const GrayImage& image) {
    return static_cast<double>(std::count_if(image.pixels.begin(), image.pixels.end(),
                                             [](std::uint8_t v) { return v < 140; })) /
           static_cast<double>(image.pixels.size());
}

/// Changes between dark and light along rows, per dark pixel: broken ridges change more often.
double raggedness(const GrayImage& image) {
    int changes = 0, dark = 0;
    for (int y = 0; y < image.height; ++y) {
        for (int x = 1; x < image.width; ++x) {
            changes += (image.at(x, y) < 140) != (image.at(x - 1, y) < 140);
            dark += image.at(x, y) < 140;
        }
    }
    return static_cast<double>(changes) / std::max(dark, 1);
}

}  // namespace

TEST_CASE("A fingerprint repeats from its arguments and is a master with an impression") {
    const Impression impression{.seed = 7, .dryness = 0.2, .rotation_deg = 5};
    const GrayImage print = fingerprint(11, Finger::LeftIndex, impression);
    CHECK(print == fingerprint(11, Finger::LeftIndex, impression));
    CHECK(print == render_impression(finger_master(11, Finger::LeftIndex), impression));
    CHECK(print.width == kFingerprintWidth);
    CHECK(print.height == kFingerprintHeight);
    CHECK(print.dpi == 500);
}

TEST_CASE("Ridges are dark on light glass") {
    const GrayImage print = fingerprint(3, Finger::RightThumb, {.seed = 1});
    CHECK(print.at(2, 2) > 225);
    CHECK(print.at(print.width - 3, print.height - 3) > 225);
    CHECK(*std::min_element(print.pixels.begin(), print.pixels.end()) < 90);
    CHECK(ink(print) > 0.2);
    CHECK(mean(print) > 120);
}

TEST_CASE("Impressions of a finger agree, those of other fingers and people do not") {
    for (const std::uint64_t person : {21, 22, 23}) {
        const FingerMaster master = finger_master(person, Finger::RightIndex);
        const GrayImage first = render_impression(master, {.seed = 1});
        CHECK(first != render_impression(master, {.seed = 2}));
        const double genuine = best_correlation(first, master, 2);
        CHECK(genuine > 0.5);
        CHECK(genuine > best_correlation(first, finger_master(person, Finger::RightMiddle), 2) + 0.12);
        CHECK(genuine > best_correlation(first, finger_master(person + 100, Finger::RightIndex), 2) + 0.12);
    }
}

TEST_CASE("A master does not know impressions and names its pattern") {
    const FingerMaster master = finger_master(5, Finger::LeftRing);
    CHECK(master.ridges == finger_master(5, Finger::LeftRing).ridges);
    CHECK(master.henry == henry_class(5, Finger::LeftRing));
    CHECK(master.ridges != finger_master(6, Finger::LeftRing).ridges);
    CHECK(master.ridges != finger_master(5, Finger::RightRing).ridges);
}

TEST_CASE("A thumb is larger than an index finger, a little finger smaller") {
    for (const std::uint64_t person : {1, 2, 3, 4}) {
        const FingerMaster thumb = finger_master(person, Finger::RightThumb),
                           index = finger_master(person, Finger::RightIndex),
                           little = finger_master(person, Finger::RightLittle);
        CHECK(thumb.pad_width > index.pad_width);
        CHECK(index.pad_width > little.pad_width);
        CHECK(thumb.pad_height > index.pad_height);
        CHECK(index.pad_height > little.pad_height);
    }
}

TEST_CASE("Dry skin breaks ridges and takes ink away, wet skin floods the valleys") {
    const FingerMaster master = finger_master(31, Finger::RightIndex);
    const GrayImage good = render_impression(master, {.seed = 4});
    const GrayImage dry = render_impression(master, {.seed = 4, .dryness = 0.8});
    const GrayImage wet = render_impression(master, {.seed = 4, .wetness = 0.8});
    CHECK(ink(dry) < ink(good) * 0.8);
    CHECK(raggedness(dry) > raggedness(good) * 1.25);
    CHECK(ink(wet) > ink(good) * 1.25);
    CHECK(raggedness(wet) < raggedness(good) * 0.85);
}

TEST_CASE("Coverage is the share of the pad that touches") {
    const FingerMaster master = finger_master(32, Finger::LeftMiddle);
    const double whole = ink(render_impression(master, {.seed = 9}));
    for (const double coverage : {0.75, 0.5, 0.25})
        CHECK(ink(render_impression(master, {.seed = 9, .coverage = coverage})) / whole ==
              Approx(coverage).margin(0.12));
    CHECK(ink(render_impression(master, {.seed = 9, .coverage = 0})) < 0.01);
}

TEST_CASE("Rotation turns the print clockwise") {
    const FingerMaster master = finger_master(33, Finger::RightThumb);
    // The top of a tall pad moves right when it turns clockwise.
    const auto lean = [&](double degrees) {
        const GrayImage print = render_impression(master, {.seed = 3, .rotation_deg = degrees});
        double top = 0, bottom = 0, tops = 1e-9, bottoms = 1e-9;
        for (int y = 0; y < print.height; ++y) {
            for (int x = 0; x < print.width; ++x) {
                if (print.at(x, y) > 140) continue;
                if (y < 90) top += x, ++tops;
                if (y > 310) bottom += x, ++bottoms;
            }
        }
        return top / tops - bottom / bottoms;
    };
    CHECK(lean(20) > lean(0) + 20);
    CHECK(lean(-20) < lean(0) - 20);
}

TEST_CASE("Values out of range are taken as the nearest sensible ones") {
    const FingerMaster master = finger_master(34, Finger::RightIndex);
    CHECK(render_impression(master, {.seed = 1, .dryness = 5}) ==
          render_impression(master, {.seed = 1, .dryness = 1}));
    CHECK(render_impression(master, {.seed = 1, .wetness = -1}) == render_impression(master, {.seed = 1}));
    CHECK(render_impression(master, {.seed = 1, .coverage = 2}) == render_impression(master, {.seed = 1}));
}

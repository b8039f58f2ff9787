// Real slaps and composites of real prints with truth boxes, where the optional collection is at hand.

#include <catch2/catch.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <opencv2/imgcodecs.hpp>

#include "devices/biometrics/slap/slap.h"

using namespace loket;
using namespace loket::biometrics;

namespace {

std::filesystem::path collection() {
    const char* set = std::getenv("LOKET_BIOMETRICS");
    return std::filesystem::path(set ? set : LOKET_SOURCE_DIR "/../shared/biometrics") / "slap";
}

std::optional<GrayImage> plate(const std::string& name) {
    const cv::Mat image = cv::imread((collection() / name).string(), cv::IMREAD_GRAYSCALE);
    if (image.empty()) return std::nullopt;
    GrayImage out(image.cols, image.rows);
    for (int y = 0; y < image.rows; ++y) std::copy_n(image.ptr(y), image.cols, &out.at(0, y));
    return out;
}

double overlap(const nlohmann::json& truth, const SlapFinger& f) {
    const double x = truth["x"], y = truth["y"], w = truth["w"], h = truth["h"];
    const double across = std::min(x + w, f.x + f.w + 0.0) - std::max(x, f.x + 0.0), down = std::min(y + h, f.y + f.h + 0.0) - std::max(y, f.y + 0.0);
    if (across <= 0 || down <= 0) return 0;
    return across * down / (w * h + static_cast<double>(f.w) * f.h - across * down);
}

struct Tally {
    int fingers = 0, half = 0, well = 0, hands = 0, named = 0;
};

std::optional<Tally> tally_of(const std::string& truth_file) {
    std::ifstream in(collection() / truth_file);
    if (!in) {
        WARN("skipped: no " << truth_file << " in " << collection());
        return std::nullopt;
    }
    Tally tally;
    const auto truth = nlohmann::json::parse(in);
    for (const auto& [name, value] : truth.items()) {
        const auto image = plate(name.substr(name.find("slap/") + 5));
        REQUIRE(image);
        const auto slap = segment_slap(*image);
        REQUIRE(slap);
        for (const auto& finger : value.is_array() ? value : value["fingers"]) {
            double best = 0;
            for (const auto& found : slap->fingers) best = std::max(best, overlap(finger, found));
            ++tally.fingers, tally.half += best >= 0.5, tally.well += best >= 0.7;
        }
        ++tally.hands;
        tally.named += slap->hand == (name.find("_R_") != std::string::npos ? Hand::Right : Hand::Left);
    }
    return tally;
}

}  // namespace

TEST_CASE("composite slaps: boxes and hands against the truth") {
    if (const auto easy = tally_of("slap_gt.json")) {
        CHECK(easy->well >= easy->fingers * 0.96);
        CHECK(easy->named >= easy->hands * 0.9);
    }
    if (const auto hard = tally_of("slap_hard_gt.json")) {
        CHECK(hard->half >= hard->fingers * 0.9);
        CHECK(hard->named >= hard->hands * 0.8);
    }
}

TEST_CASE("slaps in ink on cards, with print and handwriting around them") {
    const auto left = plate("nist/type-4-tpcard_10.png"), right = plate("nist/type-4-tpcard_13.png");
    if (!left || !right) {
        WARN("skipped: no ink slaps in " << collection());
        return;
    }
    for (const auto& [image, which] : {std::pair(*left, Slap::LeftFour), std::pair(*right, Slap::RightFour)}) {
        const auto slap = segment_slap(image, {.slap = which, .excused = {}});
        REQUIRE(slap);
        CHECK(slap->fingers.size() == 4);
        CHECK(slap->missing.empty());
    }
}

#pragma once
// Fingers for the tests: synthetic impressions, and real ones where the optional collection is at hand.

#include <cstdlib>
#include <filesystem>
#include <opencv2/imgcodecs.hpp>
#include <optional>

#include "devices/biometrics/finger/finger.h"
#include "devices/biometrics/synth/synth.h"

namespace loket::biometrics::test {

inline GrayImage print_of(std::uint64_t person, std::uint64_t take, synth::Impression impression = {}) {
    impression.seed = person * 100 + take;
    return synth::fingerprint(person, Finger::RightIndex, impression);
}

/// A real image, or nothing where the collection is not there.
inline std::optional<GrayImage> real_print(const std::string& name) {
    const char* set = std::getenv("LOKET_BIOMETRICS");
    const auto path = std::filesystem::path(set ? set : LOKET_SOURCE_DIR "/../shared/biometrics") / "finger" / name;
    const cv::Mat image = cv::imread(path.string(), cv::IMREAD_GRAYSCALE);
    if (image.empty()) return std::nullopt;
    GrayImage out(image.cols, image.rows);
    for (int y = 0; y < image.rows; ++y) std::copy_n(image.ptr(y), image.cols, &out.at(0, y));
    return out;
}

}  // namespace loket::biometrics::test

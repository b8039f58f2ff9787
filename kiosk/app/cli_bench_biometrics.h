#pragma once

#include <cstdint>

#include "devices/base/result.h"
#include "devices/biometrics/finger/finger_index.h"

namespace loket::app {

struct BiometricSizes {
    std::uint64_t people = 0;    ///< two fingers each in the index
    std::uint64_t pairs = 0;     ///< of strangers, for the threshold of one to one
    std::uint64_t pictures = 0;  ///< fingers with ridges, against half as many others, for the threshold of one to one
    std::uint64_t searches = 0;  ///< of people who are not in the index, for the threshold of one among many
};
/// Fingers one by one; then the thresholds and an office's index.
Status bench_biometrics(const BiometricSizes& sizes);
/// The same finger against itself, good and poor impressions of so many people's ten fingers: by finger, hand and skin.
void bench_fairness(std::uint64_t people);


/// The two fingers of everybody in the benchmarks' galleries.
inline constexpr biometrics::Finger kBenchFingers[2] = {biometrics::Finger::RightIndex, biometrics::Finger::LeftIndex};
/// Scores of strangers' minutiae as on cards: what one pair in so many reaches, with the 95 % interval.
void bench_card_strangers(std::uint64_t pairs);
/// The same of fingers with ridges: `pictures` fingers against half as many others, those that the prefilter lets through compared in full,
/// and a share drawn by lot, which says how many high scores it keeps back.
void bench_picture_strangers(std::uint64_t pictures);
/// Searches of people who are not in the index, who is let through compared in full (minutiae alone: nobody there has a picture).
void bench_searches_of_strangers(const biometrics::FingerIndex& index, std::uint64_t people, std::uint64_t searches);

}  // namespace loket::app

#pragma once
// Which minutia of one finger may be which of the other, and which of these guesses agree with each other.

#include "devices/biometrics/finger/cylinder.h"
#include "devices/biometrics/finger/pose.h"

namespace loket::biometrics::detail {

struct Pair {
    int a = 0, b = 0;     ///< indices into the minutiae
    float similar = 0;    ///< of the cylinders alone
    float relaxed = 0;    ///< after hearing the other pairs
};

/// One-to-one guesses. `agree[i * size + j]` says how well pairs i and j keep their distance and directions, 0 … 1.
struct Pairs {
    std::vector<Pair> list;
    std::vector<float> agree;
    [[nodiscard]] std::size_t size() const { return list.size(); }
};

/// Best pairs by similarity, relaxed (Cappelli, Ferrara and Maltoni 2010, LSS-R). Only such as turn less than a quarter from `turn` (1/256 turns).
Pairs pair_up(const std::vector<Minutia>& a, const Cylinders& ca, const std::vector<Minutia>& b, const Cylinders& cb, int turn = 0);

/// Mean relaxed similarity of the pairs that kept most of theirs: 0 … 1. `fewer` is the smaller number of minutiae.
float relaxed_similarity(const Pairs& pairs, std::size_t fewer);

/// Poses from the pairs the others agree with most, best first, no pair used for two.
std::vector<Pose> poses_of(const Pairs& pairs, const std::vector<Minutia>& a, const std::vector<Minutia>& b, std::size_t most);

/// How far apart two directions are, in 1/256 turns: -128 … 127.
inline int turn_between(int a, int b) { return static_cast<std::int8_t>(static_cast<std::uint8_t>(a - b)); }

}  // namespace loket::biometrics::detail

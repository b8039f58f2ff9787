#pragma once
// What surrounds a minutia, as bits: the minutia cylinder code of Cappelli, Ferrara and Maltoni (2010).

#include <array>
#include <cstdint>
#include <vector>

#include "devices/biometrics/finger/template.h"

namespace loket::biometrics::detail {

inline constexpr int kLayers = 6;       ///< of relative direction
inline constexpr int kLayerWords = 3;   ///< 192 places on a disc of radius kDisc, 64 a word
inline constexpr float kDisc = 70.0F;   ///< pixels

/// Bits of one minutia's neighbourhood, turned into the minutia's own frame.
struct Cylinder {
    std::array<std::uint64_t, kLayers * kLayerWords> bits{};
    std::array<std::uint64_t, kLayerWords> valid{};  ///< places where a finger is known to be
};

/// Empty optional places where too little is known: index i belongs to minutia i, `usable[i]` says whether it counts.
struct Cylinders {
    std::vector<Cylinder> code;
    std::vector<char> usable;
};
Cylinders encode_cylinders(const std::vector<Minutia>& minutiae);

/// 0 … 1; 0 where the common area is too small to say.
float similarity(const Cylinder& a, const Cylinder& b);

/// Direction tables shared by encoder and matcher, rounded so that every machine has the same numbers.
struct Turns {
    std::array<float, 256> cosine, sine;
    Turns();
};
const Turns& turns();

}  // namespace loket::biometrics::detail

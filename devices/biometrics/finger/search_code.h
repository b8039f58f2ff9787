#pragma once
// A finger made small for searching among many: the best minutiae, each with its neighbourhood in four words. A prefilter only: who it lets
// through is compared in full.

#include <array>
#include <cstdint>
#include <vector>

#include "devices/biometrics/finger/template.h"

namespace loket::biometrics::detail {

inline constexpr std::size_t kCodedMinutiae = 32;  ///< at most of a finger in an index
inline constexpr int kCodeLayers = 3;              ///< of relative direction, two of a Cylinder's each

/// The cylinder on a grid of 8 x 8 places (a bit of each word), in three layers.
struct CodedMinutia {
    std::array<std::uint64_t, kCodeLayers> bits{};
    std::uint64_t valid = 0;
    std::int16_t x = 0, y = 0;
    std::uint8_t angle = 0;
    bool operator==(const CodedMinutia&) const = default;
};
using SearchCode = std::vector<CodedMinutia>;

/// The best `most` minutiae whose neighbourhood is known well enough, by angle.
SearchCode search_code(const FingerTemplate& finger, std::size_t most = kCodedMinutiae);

/// How much of the neighbourhoods is alike and moves together when one finger is laid over the other: 0 … about 20, an
/// impostor in a thousand 2. Both by angle. Not symmetric.
float prefilter_score(const SearchCode& probe, const CodedMinutia* gallery, std::size_t count);

}  // namespace loket::biometrics::detail

#pragma once
// What encoder and decoder have in common: markers, blocks, symbols of the coefficients.

#include <cstdint>
#include <utility>

namespace loket::biometrics::wsq {

enum Marker : std::uint16_t { kStart = 0xFFA0, kEnd = 0xFFA1, kFrame = 0xFFA2, kBlock = 0xFFA3, kTransform = 0xFFA4, kQuantisation = 0xFFA5, kHuffman = 0xFFA6, kRestart = 0xFFA7, kComment = 0xFFA8 };

inline constexpr std::size_t kBlocks = 3;
/// Subbands of a block, from and up to.
inline constexpr std::pair<std::size_t, std::size_t> kBandsOfBlock[kBlocks] = {{0, 19}, {19, 52}, {52, 60}};

// Symbols: 1-100 a run of so many zeros, 107-254 a value of -73 … 74; escapes with 8 or 16 bits that follow.
inline constexpr int kMostRun = 100, kPlus8 = 101, kMinus8 = 102, kPlus16 = 103, kMinus16 = 104, kRun8 = 105, kRun16 = 106, kFirstValue = 107, kLastValue = 254, kZero = 180;

/// The centre of a bin lies this far from its outer edge, in bins.
inline constexpr float kCentre = 0.44F;

}  // namespace loket::biometrics::wsq

#pragma once
// Comparing irises: the ring as bits (J. Daugman, "How iris recognition works", 2004).

#include <array>
#include <cstdint>
#include <vector>

#include "devices/base/bytes.h"
#include "devices/base/image.h"
#include "devices/base/result.h"

namespace loket::biometrics {

/// The phase of the tissue round the pupil in waves of several lengths, and which bits can be trusted. Bits of one row are
/// contiguous, so that a turned head is a shift.
struct IrisCode {
    static constexpr int kWaves = 3, kRows = 16, kPlaces = 256;  ///< wave lengths; from pupil to white; once round
    using Row = std::array<std::uint64_t, kPlaces / 64>;         ///< place p is bit p % 64 of word p / 64
    using Plane = std::array<Row, kWaves * 2 * kRows>;           ///< (wave * 2 + part) * kRows + row; parts: in step, a quarter later
    Plane phase{}, seen{};
    bool operator==(const IrisCode&) const = default;
};

/// Rejected with the cause where no iris is found ("iris.not_found", "iris.open_eye"), and with "iris.open_eye" where lids leave too little.
Result<IrisCode> iris_code(const GrayImage& image);

/// How different two irises are, over heads turned either way: 0 the same picture, about 0.46 different eyes. The share of differing
/// bits, brought to a common number of compared bits (Daugman 2007), since few bits are alike by chance more easily. 1 if too little is seen.
double iris_distance(const IrisCode& a, const IrisCode& b);

/// One iris to be compared with many: its turns are made once. 150 kB.
class IrisProbe {
  public:
    explicit IrisProbe(const IrisCode& code);
    /// As of iris_distance.
    [[nodiscard]] double distance(const IrisCode& other) const;
    /// A third of the bits: false where they say that this is another eye (nobody's own within kSameIris was left out, most strangers are: README.md).
    [[nodiscard]] bool may_be(const IrisCode& other) const;

  private:
    std::vector<IrisCode> turns_;
};

/// Distances at and below this are the same eye (see README.md).
inline constexpr double kSameIris = 0.37;

/// A code as a file: "LKIC", version 2, phase and seen rows, 64-bit words, big-endian. As private as the picture.
Bytes to_bytes(const IrisCode& code);
/// Corrupt; Unsupported ("record.code_version") of another version of the algorithm.
Result<IrisCode> iris_code_from(ByteView bytes);

}  // namespace loket::biometrics

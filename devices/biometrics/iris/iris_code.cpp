#include "devices/biometrics/iris/iris_code.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <complex>
#include <numbers>

#include "devices/biometrics/iris/eyelids.h"
#include "devices/biometrics/iris/iris_quality.h"

namespace loket::biometrics {

namespace {

using namespace detail;

constexpr int kRows = IrisCode::kRows, kPlaces = IrisCode::kPlaces;
constexpr double kGlare = 235;        // grey level of a lamp's reflection
constexpr double kLeastSeen = 0.25;   // of all places
constexpr double kWave = 16;          // places a wave of the filter: the coarse tissue, which blur leaves
constexpr int kReach = 16;            // places either side

using Sheet = std::array<std::array<float, kPlaces>, kRows>;

/// The ring unrolled: row 0 lies at the pupil. Between the two circles, which need not share their middle.
struct Unrolled {
    Sheet grey{};
    std::array<std::array<bool, kPlaces>, kRows> seen{};
};

Unrolled unroll(const Scaled& small, const GrayImage& picture, const EyeGeometry& eye, const Lids& lids) {
    constexpr double kFrom = 0.12, kTo = 0.9;  // edges of the ring are the least certain
    Unrolled sheet;
    for (int row = 0; row < kRows; ++row) {
        const double t = kFrom + (kTo - kFrom) * (row + 0.5) / kRows;
        for (int place = 0; place < kPlaces; ++place) {
            const double angle = 2 * std::numbers::pi * place / kPlaces, c = std::cos(angle), s = std::sin(angle);
            const double x = (1 - t) * (eye.pupil.x + eye.pupil.radius * c) + t * (eye.iris.x + eye.iris.radius * c);
            const double y = (1 - t) * (eye.pupil.y + eye.pupil.radius * s) + t * (eye.iris.y + eye.iris.radius * s);
            const auto r = static_cast<std::size_t>(row), p = static_cast<std::size_t>(place);
            const double grey = grey_at(picture, (x + 0.5) * small.scale - 0.5, (y + 0.5) * small.scale - 0.5);
            sheet.grey[r][p] = static_cast<float>(grey);
            sheet.seen[r][p] = y > lids.upper.at(x) + 2 && y < lids.lower.at(x) - 2 && grey < kGlare;
        }
    }
    return sheet;
}

/// A wave under a bell, without its mean: blind to brightness.
std::array<std::complex<float>, 2 * kReach + 1> filter() {
    std::array<std::complex<float>, 2 * kReach + 1> taps;
    std::complex<float> sum = 0;
    float weight = 0;
    for (int i = -kReach; i <= kReach; ++i) {
        const float bell = std::exp(-0.5F * static_cast<float>(i * i) / 36.F);
        taps[static_cast<std::size_t>(i + kReach)] = std::polar(bell, static_cast<float>(2 * std::numbers::pi * i / kWave));
        sum += taps[static_cast<std::size_t>(i + kReach)];
        weight += bell;
    }
    for (int i = -kReach; i <= kReach; ++i) taps[static_cast<std::size_t>(i + kReach)] -= sum * std::exp(-0.5F * static_cast<float>(i * i) / 36.F) / weight;
    return taps;
}

std::complex<float> response(const std::array<float, kPlaces>& row, int place) {
    static const auto kTaps = filter();
    std::complex<float> sum = 0;
    for (int i = -kReach; i <= kReach; ++i)
        sum += row[static_cast<std::size_t>((place + i + kPlaces) % kPlaces)] * kTaps[static_cast<std::size_t>(i + kReach)];
    return sum;
}

/// Where the filter has little to say, noise decides the phase: such places do not count.
constexpr float kSilent = 12;

}  // namespace

Result<IrisCode> iris_code(const GrayImage& image) {
    const auto quality = iris_quality(image);
    if (quality.score == 0) return rejected(quality.causes.front(), "a picture of no use");
    const Scaled small = at_search_size(image);
    const GrayImage smooth = without_reflections(small.image);
    const auto eye = find_eye(smooth);
    if (!eye) return rejected("iris.not_found", "no eye in the picture");
    const Unrolled sheet = unroll(small, image, *eye, find_lids(smooth, *eye));
    IrisCode code;
    int seen = 0;
    for (std::size_t row = 0; row < static_cast<std::size_t>(kRows); ++row)
        for (std::size_t place = 0; place < static_cast<std::size_t>(kPlaces); ++place) {
            const auto wave = response(sheet.grey[row], static_cast<int>(place));
            code.phase[row][place] = static_cast<std::uint8_t>((wave.real() > 0 ? 1 : 0) | (wave.imag() > 0 ? 2 : 0));
            code.seen[row][place] = sheet.seen[row][place] && std::abs(wave) > kSilent;
            seen += code.seen[row][place] ? 1 : 0;
        }
    if (seen < kLeastSeen * kRows * kPlaces) return rejected("iris.open_eye", "the lids leave too little of the iris");
    return code;
}

double iris_distance(const IrisCode& a, const IrisCode& b) {
    constexpr int kTurns = 8;
    double best = 1;
    for (int turn = -kTurns; turn <= kTurns; ++turn) {
        int places = 0, bits = 0;
        for (std::size_t row = 0; row < static_cast<std::size_t>(kRows); ++row)
            for (int place = 0; place < kPlaces; ++place) {
                const auto here = static_cast<std::size_t>(place), there = static_cast<std::size_t>((place + turn + kPlaces) % kPlaces);
                if (!a.seen[row][here] || !b.seen[row][there]) continue;
                ++places;
                bits += std::popcount(static_cast<unsigned>(a.phase[row][here] ^ b.phase[row][there]));
            }
        if (places >= kLeastSeen / 2 * kRows * kPlaces) best = std::min(best, bits / (2.0 * places));
    }
    return best;
}

}  // namespace loket::biometrics

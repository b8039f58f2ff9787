#include "devices/biometrics/iris/iris_code.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numbers>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "devices/biometrics/iris/look.h"
#include "devices/biometrics/iris/iris_sheet.h"

#if defined(__x86_64__) && !defined(__SANITIZE_ADDRESS__)
#define LOKET_POPCOUNT_IRIS __attribute__((target_clones("popcnt", "default")))
#else
#define LOKET_POPCOUNT_IRIS
#endif

namespace loket::biometrics {

namespace {

using namespace detail;

constexpr int kRows = IrisCode::kRows, kPlaces = IrisCode::kPlaces;
constexpr double kLengths[] = {18, 30, 54};  // places of the sheet a wave
constexpr double kWidth = 0.35;    // standard deviation of the bell, in waves
constexpr double kBell = 2.5;      // standard deviations from its middle to its end
constexpr double kDeep = 3.5;      // standard deviation of the smoothing across, rows of the sheet
constexpr float kSupport = 0.8F;   // of a filter's weight must lie on tissue
constexpr double kFragile = 0.2;   // share of the bits nearest to a change of sign: noise decides them
constexpr double kLeastSeen = 0.06;  // of all bits
static_assert(std::size(kLengths) == IrisCode::kWaves);

/// A wave under a bell, without its mean: blind to brightness. Real or imaginary part.
cv::Mat taps(double length, bool quarter) {
    const double sigma = kWidth * length;
    const int reach = static_cast<int>(std::ceil(kBell * sigma));
    cv::Mat kernel(1, 2 * reach + 1, CV_32F);
    double sum = 0, weight = 0;
    for (int i = -reach; i <= reach; ++i) {
        const double bell = std::exp(-0.5 * i * i / (sigma * sigma)), turn = 2 * std::numbers::pi * i / length;
        const double tap = bell * (quarter ? std::sin(turn) : std::cos(turn));
        kernel.at<float>(0, i + reach) = static_cast<float>(tap);
        sum += tap, weight += bell;
    }
    for (int i = -reach; i <= reach; ++i) kernel.at<float>(0, i + reach) -= static_cast<float>(sum / weight * std::exp(-0.5 * i * i / (sigma * sigma)));
    return kernel;
}

cv::Mat wrapped(const cv::Mat& sheet, int reach) {
    cv::Mat out;
    cv::copyMakeBorder(sheet, out, 0, 0, reach, reach, cv::BORDER_WRAP);
    return out;
}

cv::Mat across(const cv::Mat& sheet) {
    cv::Mat out;
    cv::GaussianBlur(sheet, out, {1, 2 * static_cast<int>(kBell * kDeep) + 1}, 0.1, kDeep, cv::BORDER_REPLICATE);
    cv::Mat rows(kRows, kSheetPlaces, CV_32F);
    constexpr int kStep = kSheetRows / kRows;
    for (int row = 0; row < kRows; ++row) out.row(row * kStep + kStep / 2).copyTo(rows.row(row));
    return rows;
}

cv::Mat along(const cv::Mat& rows, const cv::Mat& kernel) {
    const int reach = kernel.cols / 2;
    cv::Mat out;
    cv::filter2D(wrapped(rows, reach), out, CV_32F, kernel, {-1, -1}, 0, cv::BORDER_CONSTANT);
    return out.colRange(reach, reach + rows.cols).clone();
}

void set_bit(IrisCode::Row& row, int place) { row[static_cast<std::size_t>(place / 64)] |= std::uint64_t{1} << (place % 64); }

/// The size that a share kFragile of the supported values stays below.
float least_size(const cv::Mat& wave, const cv::Mat& support) {
    std::vector<float> sizes;
    for (int row = 0; row < kRows; ++row)
        for (int x = 0; x < kSheetPlaces; x += kSheetPlaces / kPlaces)
            if (support.at<float>(row, x) >= kSupport) sizes.push_back(std::abs(wave.at<float>(row, x)));
    if (sizes.empty()) return 0;
    const auto where = sizes.begin() + static_cast<std::ptrdiff_t>(kFragile * static_cast<double>(sizes.size() - 1));
    std::nth_element(sizes.begin(), where, sizes.end());
    return *where;
}

/// One part of one wave as bits. `support`: how much of the filter lies on tissue.
void write_bits(IrisCode& code, std::size_t plane, const cv::Mat& wave, const cv::Mat& support) {
    const float least = least_size(wave, support);
    for (int row = 0; row < kRows; ++row)
        for (int place = 0; place < kPlaces; ++place) {
            const int x = place * (kSheetPlaces / kPlaces);
            const float value = wave.at<float>(row, x);
            const std::size_t at = plane * kRows + static_cast<std::size_t>(row);
            if (value > 0) set_bit(code.phase[at], place);
            if (support.at<float>(row, x) >= kSupport && std::abs(value) > least) set_bit(code.seen[at], place);
        }
}

constexpr std::uint32_t kCodeMagic = 0x4C4B4943, kCodeVersion = 2;  // "LKIC"; the version changes whenever the same picture gives other bits

/// `row` with its places moved on by `turn`, once round.
IrisCode::Row turned(const IrisCode::Row& row, int turn) {
    turn = (turn % kPlaces + kPlaces) % kPlaces;
    const std::size_t words = static_cast<std::size_t>(turn / 64);
    const int bits = turn % 64;
    IrisCode::Row out;
    for (std::size_t i = 0; i < out.size(); ++i) {
        const std::uint64_t low = row[(i + out.size() - words) % out.size()], before = row[(i + 2 * out.size() - words - 1) % out.size()];
        out[i] = bits == 0 ? low : low << bits | before >> (64 - bits);
    }
    return out;
}

constexpr int kTurns = 12;  // places that a head is turned, either way
constexpr double kUsualBits = 20'000;

struct BitCounts {
    int compared = 0, differ = 0;
};

LOKET_POPCOUNT_IRIS BitCounts bits_between(const IrisCode& a, const IrisCode& b, std::size_t first_row, std::size_t rows) {
    BitCounts counts;
    for (std::size_t r = first_row; r < first_row + rows; ++r)
        for (std::size_t w = 0; w < a.phase[r].size(); ++w) {
            const std::uint64_t both = a.seen[r][w] & b.seen[r][w];
            counts.compared += std::popcount(both);
            counts.differ += std::popcount((a.phase[r][w] ^ b.phase[r][w]) & both);
        }
    return counts;
}

/// The share that differs, drawn towards chance where few bits were compared.
double normalised(int compared, int differ, double usual) {
    constexpr double kChance = 0.5;
    if (compared == 0) return kChance;
    return kChance - (kChance - static_cast<double>(differ) / compared) * std::sqrt(std::min(1.0, compared / usual));
}

}  // namespace

Result<IrisCode> iris_code(const GrayImage& image) {
    const Looked looked = look_at(image);
    if (looked.quality.iris_radius == 0) return rejected(looked.quality.causes.front(), "no iris to compare");
    const Sheet sheet = unroll(looked.small, image, trace(looked.small.image, looked.smooth, looked.eye, looked.lids), looked.lids);
    const cv::Mat grey = across(sheet.grey), seen = across(sheet.seen);
    IrisCode code;
    for (std::size_t wave = 0; wave < std::size(kLengths); ++wave) {
        const double length = kLengths[wave];
        const cv::Mat bell = cv::getGaussianKernel(2 * static_cast<int>(std::ceil(kBell * kWidth * length)) + 1, kWidth * length, CV_32F).t();
        const cv::Mat support = along(seen, bell);
        for (const bool quarter : {false, true}) write_bits(code, wave * 2 + (quarter ? 1 : 0), along(grey, taps(length, quarter)), support);
    }
    std::size_t bits = 0;
    for (const auto& row : code.seen)
        for (const auto word : row) bits += static_cast<std::size_t>(std::popcount(word));
    if (static_cast<double>(bits) < kLeastSeen * static_cast<double>(code.seen.size() * kPlaces)) return rejected("iris.open_eye", "the lids leave too little of the iris");
    return code;
}

IrisProbe::IrisProbe(const IrisCode& code) {
    for (int turn = -kTurns; turn <= kTurns; ++turn) {
        IrisCode& out = turns_.emplace_back();
        for (std::size_t r = 0; r < code.phase.size(); ++r) out.phase[r] = turned(code.phase[r], turn), out.seen[r] = turned(code.seen[r], turn);
    }
}

double IrisProbe::distance(const IrisCode& other) const {
    constexpr int kLeastBits = 600;
    double best = 1;
    for (const IrisCode& turn : turns_) {
        const auto [compared, differ] = bits_between(turn, other, 0, turn.phase.size());
        if (compared >= kLeastBits) best = std::min(best, normalised(compared, differ, kUsualBits));
    }
    return std::max(0.0, best);
}

bool IrisProbe::may_be(const IrisCode& other) const {
    constexpr double kFarAway = 0.41;
    constexpr std::size_t kLongest = IrisCode::kWaves - 1, kRowsOfWave = 2 * kRows;
    return std::ranges::any_of(turns_, [&](const IrisCode& turn) {
        const auto [compared, differ] = bits_between(turn, other, kLongest * kRowsOfWave, kRowsOfWave);
        return normalised(compared, differ, kUsualBits / IrisCode::kWaves) < kFarAway;
    });
}

double iris_distance(const IrisCode& a, const IrisCode& b) { return IrisProbe(a).distance(b); }

Bytes to_bytes(const IrisCode& code) {
    ByteWriter out;
    out.u32(kCodeMagic).u32(kCodeVersion);
    for (const auto* plane : {&code.phase, &code.seen})
        for (const auto& row : *plane)
            for (const auto word : row) out.u64(word);
    return out.take();
}

Result<IrisCode> iris_code_from(ByteView bytes) {
    constexpr std::size_t kSize = 8 + 2 * sizeof(IrisCode::Plane);
    ByteReader in(bytes);
    if (in.u32() != kCodeMagic) return corrupt("iris code: another magic");
    if (in.u32() != kCodeVersion) return Error{Fault::Unsupported, "iris code: of another version", "record.code_version"};
    if (bytes.size() != kSize) return corrupt("iris code: wrong length");
    IrisCode code;
    for (auto* plane : {&code.phase, &code.seen})
        for (auto& row : *plane)
            for (auto& word : row) word = in.u64();
    return code;
}

}  // namespace loket::biometrics

#include "kiosk/app/desk/paper_picture.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "devices/base/wait.h"
#include "kiosk/app/desk/pictures.h"
#include "workflow/documents/scanning/scan.h"

namespace loket::app {

namespace {

constexpr Millis kNextShot{200};

GrayImage grey_of(const RgbaImage& picture) {
    GrayImage grey(picture.width, picture.height, picture.dpi);
    for (std::size_t i = 0; i < grey.pixels.size(); ++i) {
        const auto* pixel = &picture.pixels[i * 4];
        grey.pixels[i] = static_cast<std::uint8_t>((pixel[0] * 299 + pixel[1] * 587 + pixel[2] * 114) / 1000);  // luma, ITU-R BT.601
    }
    return grey;
}

using Counts = std::array<std::size_t, 256>;

/// The value that this share of all stays below.
int level_below(const Counts& counts, double share) {
    std::size_t all = 0, below = 0;
    for (const auto count : counts) all += count;
    for (std::size_t value = 0; value < counts.size(); ++value)
        if (below += counts[value]; static_cast<double>(below) > share * static_cast<double>(all)) return static_cast<int>(value);
    return 255;
}

/// Steps between pixels two apart along each row: how many of each height.
Counts steps_of(const GrayImage& grey) {
    Counts counts{};
    for (int y = 0; y < grey.height; ++y)
        for (int x = 2; x < grey.width; ++x) ++counts[static_cast<std::size_t>(std::abs(grey.at(x, y) - grey.at(x - 2, y)))];
    return counts;
}

}  // namespace

std::string paper_trouble(const RgbaImage& picture) {
    // Of white paper in office light 95 % of the brightest twentieth lies above 180; writing is at least a third of the range darker.
    constexpr int kLeastBright = 100, kLeastRange = 40, kNight = 40;
    constexpr double kFewSteps = 0.004, kSharp = 0.45;
    if (picture.empty()) return "paper.empty";
    const auto grey = grey_of(picture);
    Counts levels{};
    for (const auto value : grey.pixels) ++levels[value];
    const int bright = level_below(levels, 0.95), range = bright - level_below(levels, 0.02);
    if (range < kLeastRange) return bright < kNight ? "paper.dark" : "paper.empty";
    if (bright < kLeastBright) return "paper.dark";
    const double steepest = level_below(steps_of(grey), 1 - kFewSteps);  // of the steps that a page of writing has in plenty
    return steepest < kSharp * range ? "paper.blurred" : "";
}

Result<PaperShot> take_paper(Equipment& equipment, model::Sink& sink, const std::stop_token& stop) {
    LOKET_ASSIGN(taken, perform<model::PaperOutcome>(equipment, model::Kind::DocumentCamera, model::PaperRequest{}, sink, stop));
    LOKET_ASSIGN(png, encode_png(taken.image));
    auto trouble = paper_trouble(taken.image);
    return PaperShot{std::move(taken.image), std::move(png), std::move(trouble)};
}

Result<std::string> code_of_paper(Equipment& equipment, Millis patience, model::Sink& sink, const std::stop_token& stop) {
    const auto end = std::chrono::steady_clock::now() + patience;
    do {
        LOKET_ASSIGN(taken, perform<model::PaperOutcome>(equipment, model::Kind::DocumentCamera, model::PaperRequest{}, sink, stop));
        if (auto codes = documents::scanning::qr_texts(grey_of(taken.image)); !codes.empty()) return std::move(codes.front());
        if (!wait_for(kNextShot, stop)) return Error{Fault::Cancelled, "stopped"};
    } while (std::chrono::steady_clock::now() < end);
    return rejected("scan.no_qr", "no code under the camera");
}

}  // namespace loket::app

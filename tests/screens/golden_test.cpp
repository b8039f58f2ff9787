// Every page against the picture of it that somebody looked at and found good. Pictures are kept at a sixth of their size: enough
// to see a moved button or another word, small enough to keep.

#include <fmt/format.h>
#include <catch2/catch.hpp>

#include <cstdlib>
#include <filesystem>
#include <set>

#include "devices/base/file.h"
#include "kiosk/samples/gallery.h"
#include "kiosk/ui/png.h"

using namespace loket;

namespace {

constexpr int kShrink = 6;
constexpr int kChannelSlack = 8;       ///< of 255: rounding of another FreeType
constexpr double kBadShare = 0.00005;  ///< of the pixels

RgbaImage shrunk(const RgbaImage& whole) {
    RgbaImage small(whole.width / kShrink, whole.height / kShrink);
    for (int y = 0; y < small.height; ++y)
        for (int x = 0; x < small.width; ++x)
            for (int channel = 0; channel < 4; ++channel) {
                int sum = 0;
                for (int dy = 0; dy < kShrink; ++dy)
                    for (int dx = 0; dx < kShrink; ++dx) sum += whole.at(x * kShrink + dx, y * kShrink + dy)[channel];
                small.at(x, y)[channel] = static_cast<std::uint8_t>(sum / (kShrink * kShrink));
            }
    return small;
}

int bad_pixels(const RgbaImage& one, const RgbaImage& other) {
    if (one.width != other.width || one.height != other.height) return one.width * one.height;
    int bad = 0;
    for (int y = 0; y < one.height; ++y)
        for (int x = 0; x < one.width; ++x) {
            bool differs = false;
            for (int channel = 0; channel < 3; ++channel) differs = differs || std::abs(one.at(x, y)[channel] - other.at(x, y)[channel]) > kChannelSlack;
            bad += differs;
        }
    return bad;
}

const std::filesystem::path kGoldens = std::filesystem::path(LOKET_SOURCE_DIR) / "tests/golden/screens";
const std::filesystem::path kSeen = std::filesystem::path(LOKET_BINARY_DIR) / "golden";

}  // namespace

TEST_CASE("every page looks as it did when somebody last looked at it") {
    const bool renew = std::getenv("LOKET_RENEW_GOLDENS") != nullptr;
    auto easel = samples::Easel::create({});
    REQUIRE(easel.ok());
    REQUIRE(make_folder(renew ? kGoldens : kSeen).ok());
    std::set<std::string> names;
    for (const auto& page : samples::every_page("id")) {
        INFO(page.name << ": if the change is meant, look at it in `./loket gallery` and run this test with LOKET_RENEW_GOLDENS=1");
        CHECK(names.insert(page.name).second);
        const auto seen = shrunk((*easel)->draw(page));
        const auto file = page.name + ".png";
        if (renew) {
            REQUIRE(write_file(kGoldens / file, ui::encode_png(seen).value()).ok());
            continue;
        }
        const auto kept = read_file(kGoldens / file);
        REQUIRE(kept.ok());
        const auto golden = ui::decode_png(*kept);
        REQUIRE(golden.ok());
        const int bad = bad_pixels(seen, *golden);
        if (bad > kBadShare * seen.width * seen.height) REQUIRE(write_file(kSeen / file, ui::encode_png(seen).value()).ok());
        CHECK(bad <= kBadShare * seen.width * seen.height);
    }
    if (renew) return;
    for (const auto& entry : std::filesystem::directory_iterator(kGoldens)) {
        INFO(entry.path().filename().string() << " is the picture of no page any more: delete it");
        CHECK(names.contains(entry.path().stem().string()));
    }
}

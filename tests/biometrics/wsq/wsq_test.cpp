#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <opencv2/imgcodecs.hpp>

#include "devices/base/file.h"
#include "devices/biometrics/synth/synth.h"
#include "devices/biometrics/wsq/subbands.h"
#include "devices/biometrics/wsq/wsq.h"

using namespace loket;
using namespace loket::biometrics;

namespace {

GrayImage print_image() { return synth::fingerprint(91, Finger::RightIndex, {.seed = 1}); }

double psnr(const GrayImage& a, const GrayImage& b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.pixels.size(); ++i) sum += std::pow(static_cast<double>(a.pixels[i]) - b.pixels[i], 2);
    return sum == 0 ? 99 : 10 * std::log10(255.0 * 255 * static_cast<double>(a.pixels.size()) / sum);
}

GrayImage waves(int width, int height) {
    GrayImage image(width, height);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) image.at(x, y) = static_cast<std::uint8_t>(128 + 100 * std::sin(x * 0.7) * std::cos(y * 0.3));
    return image;
}

std::uint64_t sum_of(const Bytes& bytes) {
    std::uint64_t sum = 1469598103934665603ULL;
    for (const auto b : bytes) sum = (sum ^ b) * 1099511628211ULL;
    return sum;
}

}  // namespace

TEST_CASE("the filter bank gives back what went in, whatever the sides") {
    const std::pair<int, int> sides[] = {{64, 64}, {65, 63}, {37, 101}, {1, 1}, {1, 40}, {40, 1}, {2, 3}, {200, 17}};
    for (const auto& [width, height] : sides) {
        wsq::Plane plane{width, height, {}};
        for (int i = 0; i < width * height; ++i) plane.values.push_back(static_cast<float>((i * 7919) % 255) - 127);
        const auto before = plane.values;
        wsq::analyse(plane, {});
        wsq::synthesise(plane, {});
        double worst = 0;
        for (std::size_t i = 0; i < before.size(); ++i) worst = std::max(worst, static_cast<double>(std::abs(plane.values[i] - before[i])));
        CAPTURE(width, height);
        CHECK(worst < 0.01);
    }
}

TEST_CASE("the subbands cover the plane once") {
    const std::pair<int, int> sides[] = {{800, 750}, {801, 753}, {33, 35}, {5, 3}};
    for (const auto& [width, height] : sides) {
        std::vector<int> covered(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
        for (const auto& band : wsq::bands_of(width, height))
            for (int y = 0; y < band.height; ++y)
                for (int x = 0; x < band.width; ++x) ++covered[static_cast<std::size_t>((band.y + y) * width + band.x + x)];
        CHECK(std::ranges::all_of(covered, [](int n) { return n == 1; }));
    }
}

TEST_CASE("a fingerprint survives at both rates, smaller and better as asked") {
    auto image = print_image();
    image.dpi = 508;
    const auto small = encode_wsq(image, 0.75), large = encode_wsq(image, 2.25);
    CHECK(small.size() < large.size());
    CHECK(small.size() * 8 < image.pixels.size());
    const auto rough = decode_wsq(small), fine = decode_wsq(large);
    REQUIRE(rough);
    REQUIRE(fine);
    CHECK(rough->image.dpi == 508);
    CHECK(rough->comments.size() == 1);
    CHECK(wsq_size(small)->width == image.width);
    CHECK(psnr(image, rough->image) > 22);
    CHECK(psnr(image, fine->image) > psnr(image, rough->image) + 3);
}

TEST_CASE("odd sides, flat and extreme pictures") {
    for (const auto& image : {waves(1, 1), waves(3, 2), waves(97, 131), GrayImage(64, 48, 500, 128), GrayImage(64, 48, 500, 0), waves(256, 1)}) {
        const auto picture = decode_wsq(encode_wsq(image, 2.25));
        REQUIRE(picture);
        CHECK(picture->image.width == image.width);
        CHECK(picture->image.height == image.height);
        if (image.width >= 64) CHECK(psnr(image, picture->image) > 20);
    }
}

TEST_CASE("a stream that is cut or changed anywhere gives an error or a picture, never more") {
    const auto whole = encode_wsq(waves(60, 44), 0.75);
    for (std::size_t size = 0; size < whole.size(); ++size) {
        const auto cut = decode_wsq(ByteView(whole).first(size));
        REQUIRE_FALSE(cut);
        REQUIRE(cut.error().code == "picture.unreadable");
    }
    for (std::size_t at = 0; at < whole.size(); ++at)
        for (const int flip : {1, 0x80, 0xFF}) {
            auto bytes = whole;
            bytes[at] ^= static_cast<std::uint8_t>(flip);
            if (const auto size = wsq_size(bytes); size && size->width * size->height > 1 << 18) continue;  // slow, not wrong
            if (const auto picture = decode_wsq(bytes)) REQUIRE(picture->image.pixels.size() == static_cast<std::size_t>(picture->image.width) * static_cast<std::size_t>(picture->image.height));
        }
}

TEST_CASE("the same picture gives the same stream, now and in later versions") {
    const auto stream = encode_wsq(print_image(), 0.75);
    CHECK(stream == encode_wsq(print_image(), 0.75));
    CHECK(sum_of(stream) == 0xeb7bb066b432a4cfULL);
    CHECK(sum_of(decode_wsq(stream)->image.pixels) == 0x32ccb2e252b757baULL);
}

TEST_CASE("NIST's streams decode to the reference pictures") {
    const char* set = std::getenv("LOKET_BIOMETRICS");
    const auto root = std::filesystem::path(set ? set : LOKET_SOURCE_DIR "/../shared/biometrics");
    int seen = 0;
    for (const auto* folder : {"finger/nist", "slap/nist"}) {
        if (!std::filesystem::exists(root / folder)) continue;
        for (const auto& entry : std::filesystem::directory_iterator(root / folder)) {
            if (entry.path().extension() != ".wsq") continue;
            const auto picture = decode_wsq(*read_file(entry.path()));
            const cv::Mat reference = cv::imread(std::filesystem::path(entry.path()).replace_extension("png").string(), cv::IMREAD_GRAYSCALE);
            REQUIRE(picture);
            REQUIRE(reference.cols == picture->image.width);
            REQUIRE(reference.rows == picture->image.height);
            int worst = 0;
            for (int y = 0; y < reference.rows; ++y)
                for (int x = 0; x < reference.cols; ++x) worst = std::max(worst, std::abs(reference.at<std::uint8_t>(y, x) - picture->image.at(x, y)));
            CHECK(worst <= 1);
            ++seen;
        }
    }
    if (seen == 0) WARN("skipped: no WSQ files of NIST in " << root);
}

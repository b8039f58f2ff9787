#include "kiosk/ui/textures.h"

#include <catch2/catch.hpp>

using namespace loket;
using namespace loket::ui;

namespace {

std::shared_ptr<const GrayImage> grey(int w, int h, std::uint8_t fill) {
    return std::make_shared<const GrayImage>(w, h, 500, fill);
}

}  // namespace

TEST_CASE("a picture is converted once and again only when another one is put") {
    Textures textures;
    const auto first = grey(4, 4, 10);
    const TextureId id = textures.put("face", first, {4, 4});
    REQUIRE(id > kFontTexture);
    const auto revision = textures.view(id).revision;
    CHECK(textures.put("face", first, {4, 4}) == id);
    CHECK(textures.view(id).revision == revision);
    CHECK(textures.put("face", grey(4, 4, 20), {4, 4}) == id);
    CHECK(textures.view(id).revision != revision);
    CHECK(textures.view(id).pixels[0] == 20);
    CHECK(textures.view(id).pixels[3] == 255);
}

TEST_CASE("a picture that no frame shows is forgotten") {
    Textures textures;
    const auto picture = grey(2, 2, 0);
    const std::weak_ptr<const GrayImage> watch = picture;
    const TextureId id = textures.put("finger", picture, {2, 2});
    textures.sweep();
    CHECK(textures.size() == 1);
    textures.sweep();
    CHECK(textures.size() == 0);
    CHECK(textures.view(id).pixels == nullptr);
    CHECK(watch.use_count() == 1);
}

TEST_CASE("much larger pictures are halved by averaging") {
    auto image = std::make_shared<RgbaImage>(64, 64);
    for (int y = 0; y < 64; ++y)
        for (int x = 0; x < 64; ++x) image->at(x, y)[0] = (x + y) % 2 == 0 ? 0 : 200;
    Textures textures;
    const TextureId id = textures.put("scan", std::shared_ptr<const RgbaImage>(image), {16, 16});
    CHECK(textures.view(id).width == 16);
    CHECK(textures.view(id).pixels[0] == 100);
}

TEST_CASE("nothing, null and lying pictures have no texture") {
    Textures textures;
    auto lying = std::make_shared<RgbaImage>(4, 4);
    lying->width = 400;
    CHECK(textures.put("a", Picture{}, {1, 1}) == 0);
    CHECK(textures.put("b", std::shared_ptr<const RgbaImage>{}, {1, 1}) == 0);
    CHECK(textures.put("c", std::shared_ptr<const RgbaImage>(lying), {1, 1}) == 0);
    CHECK(picture_size(Picture{}) == Vec2{});
}

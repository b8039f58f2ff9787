#include "kiosk/ui/raster.h"

#include <imgui.h>
#include <algorithm>
#include <cmath>
#include <cstring>
#include <numbers>
#include <catch2/catch.hpp>

#include "devices/base/random.h"
#include "gallery.h"
#include "kiosk/ui/fan.h"
#include "kiosk/ui/pixels.h"
#include "kiosk/ui/triangle.h"

using namespace loket;
using namespace loket::ui;

namespace {

constexpr Colour kWhite = rgb(0xFFFFFF), kBlack = rgb(0x000000), kRed = rgb(0xC02010);

/// A small picture with a one-texel opaque texture.
struct Bench {
    std::uint8_t texel = 255;
    TextureView solid{&texel, 1, 1, true, 1};
    int width, height;
    std::vector<Pixel> pixels;
    Bench(int w, int h) : width(w), height(h), pixels(static_cast<std::size_t>(w * h), kBlack) {}
    Canvas canvas() { return {pixels.data(), width}; }
    Box all() const { return {0, 0, width, height}; }
    Pixel at(int x, int y) const { return pixels[static_cast<std::size_t>(y * width + x)]; }
    int count(Pixel colour) const {
        return static_cast<int>(std::count(pixels.begin(), pixels.end(), colour));
    }
};

ImDrawVert vertex(float x, float y, Colour colour, float u = 0.5f, float v = 0.5f) {
    return {{x, y}, {u, v}, colour};
}

}  // namespace

TEST_CASE("blending at the ends is exact and in between rounds to nearest") {
    CHECK(blend(kBlack, kWhite, 0) == kBlack);
    CHECK(blend(kBlack, kWhite, 255) == kWhite);
    for (std::uint32_t alpha = 0; alpha <= 255; ++alpha)
        for (const std::uint32_t ground : {0u, 1u, 77u, 254u, 255u}) {
            const auto expected =
                static_cast<std::uint32_t>((200.0 * alpha + ground * (255.0 - alpha)) / 255 + 0.5);
            CHECK((blend(0xFF000000 | ground, 200, alpha) & 0xFF) == expected);
        }
}

TEST_CASE("a span blends like single pixels, whatever its length and alignment") {
    for (int count = 0; count < 20; ++count)
        for (int start = 0; start < 4; ++start) {
            std::vector<Pixel> row(24, rgb(0x336699));
            fill_span(row.data() + start, count, rgb(0xFF8000, 0.4f));
            for (int i = 0; i < 24; ++i) {
                const bool inside = i >= start && i < start + count;
                CHECK(row[static_cast<std::size_t>(i)] ==
                      (inside ? blend(rgb(0x336699), rgb(0xFF8000), 102) : rgb(0x336699)));
            }
        }
}

TEST_CASE("a triangle covers the pixels whose centres it holds") {
    Bench bench(8, 8);
    draw_triangle(bench.canvas(), bench.all(), bench.solid, vertex(0, 0, kRed), vertex(4, 0, kRed),
                  vertex(0, 4, kRed));
    for (int y = 0; y < 8; ++y)
        for (int x = 0; x < 8; ++x) CHECK((bench.at(x, y) == kRed) == (x + y < 3));
    CHECK(bench.count(kRed) == 6);
}

TEST_CASE("winding does not matter, empty triangles draw nothing") {
    Bench one(16, 16), other(16, 16);
    const auto a = vertex(1.3f, 2.7f, kRed), b = vertex(13.9f, 4.1f, kRed), c = vertex(6.2f, 14.8f, kRed);
    draw_triangle(one.canvas(), one.all(), one.solid, a, b, c);
    draw_triangle(other.canvas(), other.all(), other.solid, c, b, a);
    CHECK(one.pixels == other.pixels);
    CHECK(one.count(kRed) > 50);
    Bench none(16, 16);
    draw_triangle(none.canvas(), none.all(), none.solid, a, b,
                  vertex((1.3f + 13.9f) / 2, (2.7f + 4.1f) / 2, kRed));
    draw_triangle(none.canvas(), none.all(), none.solid, a, a, b);
    CHECK(none.count(kBlack) == 256);
}

TEST_CASE("triangles that share edges neither overlap nor leave gaps") {
    // A fan of translucent triangles inside a square: every pixel is blended exactly once.
    SeededRandom random(42);
    for (int round = 0; round < 20; ++round) {
        Bench bench(40, 40);
        const Colour veil = rgb(0xFFFFFF, 0.5f);
        const auto unit = [&] { return static_cast<float>(random.unit()); };
        const ImDrawVert centre = vertex(10 + 20 * unit(), 10 + 20 * unit(), veil);
        const std::vector<ImDrawVert> rim{vertex(0, 0, veil),   vertex(40 * unit(), 0, veil),
                                          vertex(40, 0, veil),  vertex(40, 40 * unit(), veil),
                                          vertex(40, 40, veil), vertex(40 * unit(), 40, veil),
                                          vertex(0, 40, veil),  vertex(0, 40 * unit(), veil)};
        for (std::size_t i = 0; i < rim.size(); ++i)
            draw_triangle(bench.canvas(), bench.all(), bench.solid, centre, rim[i],
                          rim[(i + 1) % rim.size()]);
        CHECK(bench.count(blend(kBlack, kWhite, 128)) == 1600);
    }
}

TEST_CASE("a fan painted as one shape has the pixels of its triangles, and a hollow one is left to them") {
    SeededRandom random(7);
    for (int round = 0; round < 200; ++round) {
        const int corners = 5 + static_cast<int>(random.below(30));
        const float wide = 3 + static_cast<float>(random.below(300)) / 10, high = 3 + static_cast<float>(random.below(300)) / 10;
        const bool hollow = round % 10 == 9;
        std::vector<ImDrawVert> vertices;
        std::vector<ImDrawIdx> indices;
        for (int i = 0; i < corners; ++i) {
            const float angle = 2 * std::numbers::pi_v<float> * static_cast<float>(i) / static_cast<float>(corners);
            const float reach = hollow && i == corners / 2 ? 0.1f : 1;
            vertices.push_back(vertex(32.3f + reach * wide * std::cos(angle), 31.6f + reach * high * std::sin(angle), rgb(0xC02010, 0.5f)));
            if (i >= 2)
                for (const int corner : {0, i - 1, i}) indices.push_back(static_cast<ImDrawIdx>(corner));
        }
        Bench whole(64, 64), apart(64, 64);
        const Box clip{static_cast<int>(random.below(20)), static_cast<int>(random.below(20)), 64, 60};
        const Fan fan = fan_at(whole.solid, {vertices.data(), indices.data(), static_cast<unsigned>(indices.size())});
        const unsigned taken = fan.indices();
        if (taken != 0) draw_fan(whole.canvas(), clip, fan);
        for (unsigned i = 0; i < taken; i += 3)
            draw_triangle(apart.canvas(), clip, apart.solid, vertices[indices[i]], vertices[indices[i + 1]], vertices[indices[i + 2]]);
        CHECK(taken == (hollow ? 0 : indices.size()));
        CHECK(whole.pixels == apart.pixels);
    }
}

TEST_CASE("clipping cuts without changing what remains") {
    const auto a = vertex(-20, -7, kRed), b = vertex(60, 12, kBlack), c = vertex(11, 70, kWhite);
    Bench whole(48, 48);
    draw_triangle(whole.canvas(), whole.all(), whole.solid, a, b, c);
    Bench part(48, 48);
    const Box clip{9, 13, 31, 30};
    draw_triangle(part.canvas(), clip, part.solid, a, b, c);
    for (int y = 0; y < 48; ++y)
        for (int x = 0; x < 48; ++x) {
            const bool inside = x >= clip.left && x < clip.right && y >= clip.top && y < clip.bottom;
            CHECK(part.at(x, y) == (inside ? whole.at(x, y) : kBlack));
        }
}

TEST_CASE("colours run evenly between the corners") {
    Bench bench(64, 4);
    draw_triangle(bench.canvas(), bench.all(), bench.solid, vertex(0, -100, rgb(0x000000)),
                  vertex(64, -100, rgb(0xFFFFFF)), vertex(0, 200, rgb(0x000000)));
    for (int x = 1; x < 40; ++x) {
        CHECK((bench.at(x, 1) & 0xFF) == Approx((x + 0.5) / 64 * 255).margin(1));
        CHECK((bench.at(x, 1) & 0xFF) > (bench.at(x - 1, 1) & 0xFF));
    }
}

TEST_CASE("an upright rectangle is the same through both paths") {
    Bench quad(20, 20), triangles(20, 20);
    const Colour colour = rgb(0x0B4F9E, 0.7f);
    const auto a = vertex(2.4f, 3.5f, colour), b = vertex(15.6f, 3.5f, colour),
               c = vertex(15.6f, 17.2f, colour), d = vertex(2.4f, 17.2f, colour);
    draw_quad(quad.canvas(), quad.all(), quad.solid, a, c);
    draw_triangle(triangles.canvas(), triangles.all(), triangles.solid, a, b, c);
    draw_triangle(triangles.canvas(), triangles.all(), triangles.solid, a, c, d);
    CHECK(quad.pixels == triangles.pixels);
    CHECK(quad.count(kBlack) == 400 - 14 * 14);
}

TEST_CASE("glyphs at their own size are copied texel by texel") {
    std::vector<std::uint8_t> mask{0, 64, 128, 255};
    const TextureView texture{mask.data(), 2, 2, true, 1};
    Bench bench(4, 4);
    draw_quad(bench.canvas(), bench.all(), texture, vertex(1, 1, kWhite, 0, 0), vertex(3, 3, kWhite, 1, 1));
    CHECK(bench.at(1, 1) == kBlack);
    CHECK(bench.at(2, 1) == blend(kBlack, kWhite, 64));
    CHECK(bench.at(1, 2) == blend(kBlack, kWhite, 128));
    CHECK(bench.at(2, 2) == kWhite);
    CHECK(bench.count(kBlack) == 13);
}

TEST_CASE("pictures are sampled between texels, mirrored when their coordinates are") {
    const std::vector<std::uint8_t> pixels{0, 0, 0, 255, 255, 255, 255, 255};
    const TextureView texture{pixels.data(), 2, 1, false, 1};
    const auto draw = [&](float left, float right) {
        Bench bench(8, 2);
        const auto a = vertex(0, 0, kWhite, left, 0), b = vertex(8, 0, kWhite, right, 0),
                   c = vertex(8, 2, kWhite, right, 1), d = vertex(0, 2, kWhite, left, 1);
        draw_triangle(bench.canvas(), bench.all(), texture, a, b, c);
        draw_triangle(bench.canvas(), bench.all(), texture, a, c, d);
        std::vector<int> row;
        for (int x = 0; x < 8; ++x) row.push_back(static_cast<int>(bench.at(x, 0) & 0xFF));
        return row;
    };
    auto forward = draw(0, 1);
    CHECK(forward[0] == 0);
    CHECK(forward[1] == 0);
    CHECK(forward[3] == Approx(96).margin(3));
    CHECK(forward[4] == Approx(160).margin(3));
    CHECK(forward[7] == 255);
    auto mirrored = draw(1, 0);
    std::reverse(mirrored.begin(), mirrored.end());
    for (std::size_t i = 0; i < 8; ++i) CHECK(mirrored[i] == Approx(forward[i]).margin(1));
}

TEST_CASE("wild coordinates do not harm") {
    Bench bench(8, 8);
    const float huge = 1e30f, nan = std::numeric_limits<float>::quiet_NaN(),
                inf = std::numeric_limits<float>::infinity();
    for (const float wild : {huge, -huge, nan, inf, -inf}) {
        draw_triangle(bench.canvas(), bench.all(), bench.solid, vertex(wild, 0, kRed), vertex(4, wild, kRed),
                      vertex(0, 4, kWhite));
        draw_quad(bench.canvas(), bench.all(), bench.solid, vertex(wild, 0, kRed), vertex(4, wild, kRed));
    }
    SUCCEED("no crash, no write outside (run with sanitisers)");
}

TEST_CASE("only what changed is drawn, and the result equals drawing everything") {
    gallery::State state = gallery::filled();
    bool second = false;
    const auto stage = *Headless::create([&](Ui& ui) {
        gallery::nik(ui, state);
        if (second) ui.chip(Rect{300, 700, 300, 60}, "Berubah", Tone::Warn);
    });
    Rasteriser kept(stage->ui().textures());
    RgbaImage partly, whole;
    const auto draw = [&](Rasteriser& raster, RgbaImage& image) {
        stage->ui().begin(stage->now());
        gallery::nik(stage->ui(), state);
        if (second) stage->ui().chip(Rect{300, 700, 300, 60}, "Berubah", Tone::Warn);
        return raster.render(stage->ui().end(), rgb(0xEEF2F8), image);
    };
    CHECK(draw(kept, partly) == Box{0, 0, 1920, 1080});
    CHECK(draw(kept, partly).empty());
    second = true;
    const Box changed = draw(kept, partly);
    CHECK_FALSE(changed.empty());
    CHECK(changed.right - changed.left < 600);
    CHECK(changed.bottom - changed.top < 200);
    Rasteriser fresh(stage->ui().textures());
    draw(fresh, whole);
    CHECK(partly == whole);
}

TEST_CASE("tiles notice a change of order, place and size") {
    Tiles tiles;
    const auto frame = [&](std::initializer_list<std::pair<Box, int>> things) {
        tiles.begin(256, 128);
        for (const auto& [box, hash] : things) tiles.add(box, static_cast<std::uint64_t>(hash));
        return tiles.end();
    };
    CHECK(frame({{{0, 0, 10, 10}, 1}, {{0, 0, 10, 10}, 2}}) == Box{0, 0, 256, 128});
    CHECK(frame({{{0, 0, 10, 10}, 1}, {{0, 0, 10, 10}, 2}}).empty());
    CHECK(frame({{{0, 0, 10, 10}, 2}, {{0, 0, 10, 10}, 1}}) == Box{0, 0, 64, 64});
    CHECK(frame({{{0, 0, 10, 10}, 2}, {{0, 0, 10, 10}, 1}, {{200, 100, 210, 110}, 3}}) ==
          Box{192, 64, 256, 128});
    CHECK(frame({{{0, 0, 10, 10}, 2}, {{0, 0, 10, 10}, 1}}) == Box{192, 64, 256, 128});
    tiles.begin(64, 64);
    CHECK(tiles.end() == Box{0, 0, 64, 64});
}

namespace {

/// Shapes of one command in the font's texture, drawn by the rasteriser or one triangle after the other.
struct Sketch {
    explicit Sketch(const Textures& all) : textures(all), view(all.view(kFontTexture)) {
        const auto* opaque = std::find(view.pixels, view.pixels + view.width * view.height, std::uint8_t{255});
        const auto at = static_cast<int>(opaque - view.pixels);
        uv = {(static_cast<float>(at % view.width) + 0.5f) / static_cast<float>(view.width), (static_cast<float>(at / view.width) + 0.5f) / static_cast<float>(view.height)};
    }
    void shape(const std::vector<ImVec2>& corners, Colour colour) {
        const auto first = static_cast<ImDrawIdx>(list.VtxBuffer.Size);
        for (const auto& corner : corners) list.VtxBuffer.push_back({corner, uv, colour});
        for (std::size_t i = 2; i < corners.size(); ++i)
            for (const std::size_t corner : {std::size_t{0}, i - 1, i}) list.IdxBuffer.push_back(static_cast<ImDrawIdx>(first + corner));
    }
    void box(float x, float y, float w, float h, float radius, Colour colour) {
        std::vector<ImVec2> corners;
        for (int i = 0; i < 32; ++i) {
            const float angle = 2 * std::numbers::pi_v<float> * (static_cast<float>(i) + 0.5f) / 32;
            corners.push_back({(i < 8 || i >= 24 ? x + w - radius : x + radius) + radius * std::cos(angle), (i < 16 ? y + h - radius : y + radius) + radius * std::sin(angle)});
        }
        shape(corners, colour);
    }
    RgbaImage rasterised() {
        ImDrawCmd command;
        command.ClipRect = {0, 0, kSide, kSide};
        command.TextureId = reinterpret_cast<ImTextureID>(kFontTexture);
        command.ElemCount = static_cast<unsigned>(list.IdxBuffer.Size);
        list.CmdBuffer.resize(0);
        list.CmdBuffer.push_back(command);
        ImDrawList* lists[] = {&list};
        ImDrawData data;
        data.Valid = true;
        data.CmdListsCount = 1;
        data.CmdLists = lists;
        data.DisplaySize = {kSide, kSide};
        RgbaImage image;
        Rasteriser(textures).render(data, kWhite, image);
        return image;
    }
    std::vector<Pixel> one_by_one() {
        Bench bench(kSide, kSide);
        std::fill(bench.pixels.begin(), bench.pixels.end(), kWhite);
        for (int i = 0; i + 2 < list.IdxBuffer.Size; i += 3)
            draw_triangle(bench.canvas(), bench.all(), view, list.VtxBuffer[list.IdxBuffer[i]], list.VtxBuffer[list.IdxBuffer[i + 1]], list.VtxBuffer[list.IdxBuffer[i + 2]]);
        return bench.pixels;
    }
    static constexpr int kSide = 300;
    const Textures& textures;
    TextureView view;
    ImVec2 uv{};
    ImDrawList list{nullptr};
};

}  // namespace

TEST_CASE("what an opaque shape hides is left out, and the picture is the same") {
    Textures textures;
    textures.set_fonts(Fonts::load({}).value());
    SeededRandom random(11);
    const auto number = [&](int least, int most) { return static_cast<float>(random.between(least * 10, most * 10)) / 10; };
    for (int round = 0; round < 60; ++round) {
        Sketch sketch(textures);
        const auto scatter = [&](int count) {
            for (int i = 0; i < count; ++i) {
                const float x = number(-20, 280), y = number(-20, 280), w = number(2, 120), h = number(2, 120);
                const Colour colour = rgb(static_cast<std::uint32_t>(random.below(0x1000000)), random.chance(0.5) ? 1.f : 0.5f);
                if (random.chance(0.4)) sketch.box(x, y, w, h, number(1, 10), colour);
                else if (random.chance(0.5)) sketch.shape({{x, y}, {x + w, y}, {x + w, y + h}, {x, y + h}}, colour);
                else sketch.shape({{x, y}, {x + w, y + number(-20, 20)}, {x + number(0, 40), y + h}}, colour);
            }
        };
        scatter(40);
        sketch.box(number(10, 60), number(10, 60), number(120, 200), number(120, 200), number(4, 24), round % 7 == 6 ? rgb(0x808080, 0.6f) : rgb(0x2060A0));
        scatter(12);
        const auto image = sketch.rasterised();
        const auto expected = sketch.one_by_one();
        CHECK(std::memcmp(image.pixels.data(), expected.data(), image.pixels.size()) == 0);
    }
}

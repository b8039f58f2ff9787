#include "kiosk/ui/theme.h"

#include <catch2/catch.hpp>

#include "devices/base/file.h"
#include "kiosk/ui/fonts.h"
#include "kiosk/ui/text.h"

using namespace loket;
using namespace loket::ui;

TEST_CASE("contrast follows WCAG") {
    CHECK(contrast(rgb(0x000000), rgb(0xFFFFFF)) == Approx(21));
    CHECK(contrast(rgb(0x777777), rgb(0xFFFFFF)) == Approx(4.48).margin(0.01));
    CHECK(rgb(0x102030) == 0xFF302010);
    CHECK(faded(rgb(0xFFFFFF, 0.5f), 0.5f) >> 24 == 64);
    CHECK(mix(rgb(0x000000), rgb(0xFFFFFF), 0.5f) == rgb(0x808080));
}

TEST_CASE("text is readable on its ground in both palettes") {
    for (const bool high : {false, true}) {
        const Palette c = Theme(ThemeOptions{.high_contrast = high}).colour;
        const std::pair<Colour, Colour> pairs[] = {
            {c.text, c.background},    {c.text, c.surface},       {c.text, c.surface2},
            {c.text, c.sunken},        {c.text, c.soft},          {c.muted, c.background},
            {c.muted, c.surface},      {c.muted, c.surface2},     {c.primary, c.surface},
            {c.primary, c.soft},       {c.on_primary, c.primary}, {c.on_primary, c.pressed},
            {c.on_primary, c.success}, {c.on_primary, c.danger},  {c.success, c.success_soft},
            {c.warn, c.warn_soft},     {c.danger, c.danger_soft}, {c.danger, c.surface},
            {c.success, c.surface},    {c.warn, c.surface},       {c.on_nav, c.nav},
            {c.nav_muted, c.nav},      {c.ink, c.surface2}};
        const double least = high ? 7 : 4.5;
        for (std::size_t i = 0; i < std::size(pairs); ++i) {
            INFO("pair " << i << (high ? " high contrast" : ""));
            CHECK(contrast(pairs[i].first, pairs[i].second) >= least);
        }
        CHECK(contrast(c.border, c.surface) >= 3);
        CHECK(contrast(c.on_disabled, c.disabled) >= 3);
    }
}

TEST_CASE("sizes are millimetres and the type scale follows the text scale") {
    const Theme reference(ThemeOptions{}), large(ThemeOptions{.text_scale = 1.5f}),
        coarse(ThemeOptions{.px_per_mm = 2.0f});
    CHECK(reference.target() >= 12.7f * 4.03f);
    CHECK(coarse.target() == 26);
    CHECK(large.em(TextStyle::Body) == Approx(1.5 * reference.em(TextStyle::Body)).margin(1));
    CHECK(large.em(TextStyle::Queue) == reference.em(TextStyle::Queue));
    CHECK(large.grown(100) == reference.dp(125));
}

TEST_CASE("a missing font names the package instead of stopping the program") {
    const auto fonts = Fonts::load({}, {"no-such-folder"});
    REQUIRE_FALSE(fonts.ok());
    CHECK(fonts.error().code == "ui.font_missing");
    CHECK(fonts.error().fault == Fault::Gone);
    CHECK(fonts.error().context.find("fonts-inter") != std::string::npos);
}

TEST_CASE("a broken font file is an error, not an assertion") {
    const std::filesystem::path folder =
        std::filesystem::path(LOKET_BINARY_DIR) / "broken-fonts/opentype/inter";
    REQUIRE(make_folder(folder).ok());
    for (const char* name :
         {"Inter-Regular.otf", "Inter-Medium.otf", "Inter-SemiBold.otf", "InterDisplay-SemiBold.otf"})
        REQUIRE(write_text(folder / name, "this is not a font at all").ok());
    const auto fonts =
        Fonts::load({}, {std::filesystem::path(LOKET_BINARY_DIR) / "broken-fonts", "/usr/share/fonts"});
    REQUIRE_FALSE(fonts.ok());
    CHECK(fonts.error().fault == Fault::Corrupt);
}

TEST_CASE("atlases are shared by scale and dropped when nobody uses them") {
    auto first = Fonts::load({});
    REQUIRE(first.ok());
    const auto same = Fonts::load({.high_contrast = true});
    REQUIRE(same.ok());
    CHECK((*first)->revision() == (*same)->revision());
    CHECK((*Fonts::load({.text_scale = 1.5f}))->revision() != (*first)->revision());
}

TEST_CASE("wrapping keeps words together and loses nothing") {
    const auto fonts = *Fonts::load({});
    const std::string text = "Sentuh salah satu layanan\nuntuk mulai";
    const float width = text_width(*fonts, TextStyle::Body, "Sentuh salah satu ");
    const auto lines = wrap(*fonts, TextStyle::Body, text, width);
    REQUIRE(lines.size() == 3);
    CHECK(lines[0] == "Sentuh salah satu");
    CHECK(lines[1] == "layanan");
    CHECK(lines[2] == "untuk mulai");
    std::string joined;
    for (const auto part : wrap(*fonts, TextStyle::Body, "WWWWWWWWWWWWWWWWWWWW", 60)) {
        CHECK(text_width(*fonts, TextStyle::Body, part) <= 60);
        joined += part;
    }
    CHECK(joined == "WWWWWWWWWWWWWWWWWWWW");
    CHECK(wrap(*fonts, TextStyle::Body, "", 100).empty());
    CHECK(wrap(*fonts, TextStyle::Body, "ab", 0).size() == 2);
}

TEST_CASE("shortened text fits and ends in an ellipsis") {
    const auto fonts = *Fonts::load({});
    CHECK(shortened(*fonts, TextStyle::Body, "Lanjut", 500) == "Lanjut");
    const std::string cut =
        shortened(*fonts, TextStyle::Body, "Dinas Kependudukan dan Pencatatan Sipil", 200);
    CHECK(text_width(*fonts, TextStyle::Body, cut) <= 200);
    CHECK(cut.ends_with("\xE2\x80\xA6"));
}

TEST_CASE("without its typefaces the interface takes what is there, and says so") {
    const auto empty = std::filesystem::temp_directory_path() / "loket-no-fonts";
    std::filesystem::create_directories(empty);
    const auto coarse = Fonts::load_substitute({}, {empty});
    REQUIRE(coarse.ok());
    CHECK((*coarse)->substitute());
    CHECK((*coarse)->text(TextStyle::Body) != nullptr);
    const auto other = Fonts::load_substitute({}, {"/usr/share/fonts"});
    REQUIRE(other.ok());
    CHECK_FALSE(Fonts::load({}).value()->substitute());
}

#include "workflow/documents/canvas.h"

#include <catch2/catch.hpp>

#include "tests/documents/tools.h"

using namespace loket;
using namespace loket::documents;

namespace {

/// Sets one text on a 60 mm paper and tells what became of it.
Placed set(const Rect& box, const std::string& text, const TextStyle& style) {
    Placed placed;
    const Drawing drawing{"", 60, 60, [&](Canvas& canvas) {
                              placed = canvas.text(box, text, style);
                              return 60.0;
                          }};
    REQUIRE(render_rgba(drawing, 100));
    return placed;
}

Drawing qr_only(const std::string& content) {
    return {"QR", 40, 40, [content](Canvas& canvas) {
                canvas.qr({2, 2, 36, 36}, content);
                return 40.0;
            }};
}

const TextStyle kFlexible{.size = 12, .max_lines = 2, .min_size = 8};

}  // namespace

TEST_CASE("a text that does not fit shrinks, then wraps, then is cut") {
    const Rect box{0, 0, 40, 10};
    const auto easy = set(box, "Pendek", kFlexible);
    CHECK((easy.size == 12 && easy.lines == 1 && !easy.shortened));
    const auto shrunk = set(box, "Agak panjang sekali ya", kFlexible);
    CHECK((shrunk.size < 12 && shrunk.size >= 8 && shrunk.lines == 1 && !shrunk.shortened));
    const auto wrapped = set(box, "Ini jauh lebih panjang daripada satu baris", kFlexible);
    CHECK((wrapped.lines == 2 && !wrapped.shortened));
    const auto cut = set(box, std::string(300, 'W'), kFlexible);
    CHECK((cut.size == 8 && cut.lines == 2 && cut.shortened));
    for (const auto& placed : {easy, shrunk, wrapped, cut}) {
        CHECK(placed.ink.right() <= box.right() + 0.05);
        CHECK(placed.box.h <= box.h + 0.05);
    }
}

TEST_CASE("the narrow family is tried before a second line") {
    auto style = kFlexible;
    style.font = {"Roboto", "fonts-roboto"};
    const std::string text = "Tanjung Uban Selatan Bintan";
    REQUIRE(set({0, 0, 35, 10}, text, style).lines == 2);
    style.narrow = {"Roboto Condensed", "fonts-roboto"};
    CHECK(set({0, 0, 35, 10}, text, style).lines == 1);
}

TEST_CASE("lines are not torn inside short words") {
    const TextStyle style{.size = 10, .max_lines = 0};
    for (const auto* word : {"KTP-el", "08.00–15.00"}) {
        const double width = set({0, 0, 60, 0}, word, style).ink.w;
        // Room for all but the last letters: the word must move down whole, so both lines hold more than its
        // start.
        const auto placed = set({0, 0, width + 3, 0}, std::string("aa ") + word, style);
        CHECK(placed.lines == 2);
        CHECK(placed.ink.w >= width - 0.1);
    }
}

TEST_CASE("a word that is wider than its place is torn: it would lie over what stands beside it") {
    const TextStyle style{.size = 10, .max_lines = 0};
    for (const auto* word : {"2101-LU-05012026-0001", "KTP-el", "21010105012026"}) {
        const double place = set({0, 0, 200, 0}, word, style).ink.w * 0.6;
        const auto placed = set({0, 0, place, 0}, word, style);
        CHECK(placed.lines > 1);
        CHECK(placed.ink.w <= place);
    }
}

TEST_CASE("a missing font is named with its package, and nothing is drawn") {
    const Drawing drawing{"", 20, 20, [](Canvas& canvas) {
                              canvas.text({0, 0, 20, 5}, "x", {.font = {"No Such Family", "fonts-no-such"}});
                              canvas.text({0, 5, 20, 5}, "x", {});
                              return 20.0;
                          }};
    for (const auto& error :
         {render_rgba(drawing, 100).error(), render_slip(drawing).error(), render_pdf(drawing, {}).error()}) {
        CHECK(error.code == "document.font_missing");
        CHECK(error.fault == Fault::NeedsOperator);
        CHECK(error.context.find("fonts-no-such") != std::string::npos);
    }
}

TEST_CASE("broken bytes and control characters become harmless text") {
    const auto placed = set({0, 0, 50, 10}, std::string("A\xc3(\x01\0B\n", 7), {.size = 10});
    CHECK(placed.lines == 1);
    CHECK(placed.ink.w > 0);
}

TEST_CASE("QR codes are read back at every resolution and from the PDF") {
    const std::string content = "BTN-261123-KTP-0042-K?é";
    for (const int dpi : {72, 96, 110, 150, 203, 300})
        CHECK(tools::read_qr(render_rgba(qr_only(content), dpi).value()) == content);
    if (const auto page = tools::rasterise(render_pdf(qr_only(content), {}).value(), 150))
        CHECK(tools::read_qr(*page) == content);
}

TEST_CASE("a QR code that cannot be made is an error, not a blank") {
    CHECK(render_rgba(qr_only(""), 100).error().code == "document.qr_empty");
    CHECK(render_rgba(qr_only(std::string(3000, 'x')), 100).error().code == "document.qr_too_long");
}

TEST_CASE("the same drawing gives the same bytes, the date of the PDF is the injected one") {
    const auto drawing = qr_only("sama");
    const auto at =
        wib_instant(Date{std::chrono::year{2026}, std::chrono::month{11}, std::chrono::day{23}}, 8, 15);
    CHECK(render_rgba(drawing, 120).value() == render_rgba(drawing, 120).value());
    CHECK(render_pdf(drawing, at).value() == render_pdf(drawing, at).value());
    CHECK(render_pdf(drawing, at).value() != render_pdf(drawing, at + std::chrono::hours{1}).value());
    if (const auto info = tools::poppler("pdfinfo -isodates", render_pdf(drawing, at).value()))
        CHECK(info->find("2026-11-23T08:15:00+07") != std::string::npos);
}

TEST_CASE("a drawing too large for memory is refused") {
    CHECK(render_rgba({"", 1e6, 1e6, [](Canvas&) { return 0.0; }}, 300).error().code == "document.size");
    CHECK(render_rgba({"", 0, 10, [](Canvas&) { return 0.0; }}, 300).error().code == "document.size");
}

TEST_CASE("a transparent ground stays transparent around the ink") {
    const auto image = render_rgba(qr_only("tembus"), 100, Ground::Transparent).value();
    CHECK(image.at(0, 0)[3] == 0);
    CHECK(tools::darkness(image, {2, 2, 36, 36}) > 0.1);
}

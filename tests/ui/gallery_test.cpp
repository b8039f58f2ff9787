#include "gallery.h"

#include <fmt/format.h>
#include <catch2/catch.hpp>

#include "devices/base/file.h"
#include "kiosk/ui/audit.h"
#include "kiosk/ui/png.h"
#include "tests/whole.h"

using namespace loket;
using namespace loket::ui;

namespace {

struct Look {
    const char* name;
    HeadlessOptions options;
    bool staff;  ///< the staff pages are for landscape screens
};

std::vector<Look> looks() {
    std::vector<Look> all;
    for (const bool contrast : {false, true})
        for (const float scale : {1.f, 1.25f, 1.5f})
            for (const bool portrait : {false, true})
                all.push_back({portrait ? "portrait" : "landscape",
                               {.width = portrait ? 1080 : 1920,
                                .height = portrait ? 1920 : 1080,
                                .theme = {.high_contrast = contrast, .text_scale = scale}},
                               !portrait});
    return all;
}

bool is_staff(std::string_view page) {
    return page == "review" || page == "verification" || page == "checklist" || page == "status";
}

std::unique_ptr<Headless> open(const gallery::Page& page, gallery::State& state,
                               const HeadlessOptions& options) {
    auto made = Headless::create([&page, &state](Ui& ui) { page.draw(ui, state); }, options);
    REQUIRE(made.ok());
    return std::move(*made);
}

}  // namespace

TEST_CASE("every page of the gallery passes the audit in every look") {
    const int every = loket::test::whole_or(1, 3);  // each page in some looks, each look with some pages
    int number = 0;
    for (const Look& look : looks())
        for (const gallery::Page& page : gallery::kPages) {
            if (is_staff(page.name) && !look.staff) continue;
            if (number++ % every != 0) continue;
            gallery::State state = gallery::filled();
            const auto stage = open(page, state, look.options);
            const auto findings = audit(stage->nodes(), stage->ui().theme(), stage->ui().bounds());
            INFO(page.name << " " << look.name << " x" << look.options.theme.text_scale
                           << (look.options.theme.high_contrast ? " contrast\n" : "\n")
                           << describe(findings));
            CHECK(findings.empty());
        }
}

TEST_CASE("pictures of the gallery, for looking at", "[.][gallery]") {
    const std::filesystem::path folder = std::filesystem::path(LOKET_BINARY_DIR) / "gallery";
    REQUIRE(make_folder(folder).ok());
    for (const Look& look : looks())
        for (const gallery::Page& page : gallery::kPages) {
            if (is_staff(page.name) && !look.staff) continue;
            gallery::State state = gallery::filled();
            state.dialog = look.options.theme.text_scale == 1.25f;
            const auto stage = open(page, state, look.options);
            const auto png = encode_png(stage->image());
            REQUIRE(png.ok());
            const auto name =
                fmt::format("{}-{}-{:.0f}{}.png", page.name, look.name, look.options.theme.text_scale * 100,
                            look.options.theme.high_contrast ? "-contrast" : "");
            REQUIRE(write_file(folder / name, *png).ok());
        }
}

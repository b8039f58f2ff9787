// What lies over a page: it passes the same audit, and says what it says.

#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "kiosk/samples/applicant_samples.h"
#include "devices/base/file.h"
#include "kiosk/ui/audit.h"
#include "kiosk/ui/png.h"

using namespace loket;
using viewmodels::Overlay;

namespace {

struct Case {
    const char* name;
    Overlay over;
};

std::vector<Case> cases(const std::string& language) {
    const auto& say = samples::words(language);
    return {{"look", {.look = Overlay::Look{.text_step = 1, .voice = true}}},
            {"timeout", {.leaving = 44}},
            {"caption", {.caption = say.text("caption.error")}},
            {"wait", {.wait = say.text("wait.core")}}};
}

std::unique_ptr<samples::Stage> open(const std::string& language, const Overlay& over, const ui::HeadlessOptions& look) {
    auto below = samples::page(language, "nik");
    const samples::Sample both{"over", [below, over](ui::Ui& ui, const ui::Strings& say, const viewmodels::Chrome& chrome, viewmodels::Intents& intents) {
                                   below.draw(ui, say, chrome, intents);
                                   screens::draw_over(ui, say, over, intents);
                               }};
    return samples::open(both, samples::chrome(language), look);
}

template <class Each>
void for_looks(Each each) {
    for (const bool portrait : {false, true})
        for (const float scale : {1.f, 1.25f, 1.5f})
            for (const bool contrast : {false, true}) {
                const ui::HeadlessOptions look{.width = portrait ? 1080 : 1920, .height = portrait ? 1920 : 1080, .theme = {.high_contrast = contrast, .text_scale = scale, .left_handed = contrast}};
                each(look, fmt::format("{}-x{:.2f}{}", portrait ? "portrait" : "landscape", scale, contrast ? "-contrast-left" : ""));
            }
}

}  // namespace

TEST_CASE("what lies over a page passes the audit in every look and language") {
    for_looks([](const ui::HeadlessOptions& look, const std::string& name) {
        const auto fonts = ui::Fonts::load(look.theme);
        for (const std::string language : viewmodels::kLanguages)
            for (const auto& each : cases(language)) {
                const auto stage = open(language, each.over, look);
                INFO(each.name << " " << language << " " << name);
                CHECK(describe(audit(stage->view->nodes(), stage->view->ui().theme(), stage->view->ui().bounds())) == "");
                CHECK(samples::words(language).missing().empty());
            }
    });
}

TEST_CASE("the page below is deaf, and each control of the dialog says its intent") {
    const auto look = open("id", {.look = Overlay::Look{}}, {});
    CHECK(look->tap("digit:1").empty());
    for (const auto* id : {"look.text:2", "look.contrast:on", "look.hand:on", "look.voice:on", "look.volume:0", "look.rate:2", "look.close"}) {
        const auto intents = look->tap(id);
        INFO(id);
        REQUIRE(intents.size() == 1);
        CHECK(screens::node_of(intents[0]) == id);
    }
    CHECK(look->tap("look.call").at(0).name == "tool.call_officer");
    const auto leaving = open("id", {.leaving = 44}, {});
    CHECK(leaving->tap("digit:1").empty());
    CHECK(leaving->tap("timeout.leave").at(0).name == "timeout.leave");
    CHECK(leaving->tap("timeout.stay").at(0).name == "timeout.stay");
    CHECK(leaving->tap("timeout.call").at(0).name == "tool.call_officer");
    CHECK(leaving->view->find("timeout")->layer == 1);
}

TEST_CASE("pictures of what lies over a page, for looking at", "[.][gallery]") {
    const std::filesystem::path folder = std::filesystem::path(LOKET_BINARY_DIR) / "applicant-gallery";
    REQUIRE(make_folder(folder).ok());
    for_looks([&](const ui::HeadlessOptions& look, const std::string& name) {
        for (const auto& each : cases("id")) {
            const auto stage = open("id", each.over, look);
            stage->view->wait(Millis{600});
            stage->view->settle();
            const auto png = ui::encode_png(stage->view->image());
            REQUIRE(write_file(folder / fmt::format("over-{}-{}.png", each.name, name), *png).ok());
        }
    });
}
